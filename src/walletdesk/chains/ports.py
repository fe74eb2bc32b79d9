"""What diagnosing needs: somebody who knows what a chain says of a transaction."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from walletdesk.chains.model.diagnosis import Facts, Known, Trouble


class NoAnswer(Exception):  # noqa: N818 - reads better in a raise
    """Nothing that could be used came back. It holds neither address nor answer: both may hold secrets."""

    def __init__(self, why: Trouble) -> None:
        self.why = why
        super().__init__(why.value)


class ChainSource(Protocol):
    """Reads one chain, never writes to it."""

    async def look_up(self, id: str, known: Known | None = None) -> Facts:
        """Raise NoAnswer. Whatever is returned was checked field by field."""
        ...


class Sources(Protocol):
    """All chains that can be asked, by their ids."""

    async def look_up(
        self, id: str, chains: Sequence[str], known: Known | None
    ) -> Mapping[str, Facts | Trouble]:
        """One entry for each of the chains, asked at the same time."""
        ...
