"""What diagnosing needs: somebody who knows what a chain says of a transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from walletdesk.chains.model.account import Account
from walletdesk.chains.model.diagnosis import Facts, Known, Trouble


class NoAnswer(Exception):  # noqa: N818 - reads better in a raise
    """Nothing that could be used came back. It holds neither address nor answer: both may hold secrets."""

    def __init__(self, why: Trouble) -> None:
        self.why = why
        super().__init__(why.value)


@dataclass(frozen=True, slots=True)
class Asked:
    """One transaction of one chain."""

    id: str
    known: Known | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """An address, on the chain on which it was paid."""

    address: str
    chain: str


@dataclass(frozen=True, slots=True)
class Question:
    """One id, the chains that it can belong to, and what else is known of it."""

    id: str
    chains: tuple[str, ...]
    known: Known | None = None


class ChainSource(Protocol):
    """Reads one chain, never writes to it."""

    async def look_up(self, id: str, known: Known | None = None) -> Facts:
        """Raise NoAnswer. Whatever is returned was checked field by field."""
        ...


@runtime_checkable
class ListSource(Protocol):
    """A source that can be asked about many at once, for less than one by one."""

    async def look_up_all(self, asked: Sequence[Asked]) -> Sequence[Facts | Trouble]:
        """One for each, in their order."""
        ...


@runtime_checkable
class HolderSource(Protocol):
    """A source that knows what stands at an address."""

    async def holds_contract(self, address: str) -> bool:
        """Raise NoAnswer."""
        ...


@runtime_checkable
class AccountSource(Protocol):
    """A source that can be asked about an address."""

    async def inspect(self, address: str) -> Account:
        """Raise NoAnswer."""
        ...


class Accounts(Protocol):
    """All chains on which one can ask about an address."""

    async def inspect(self, address: str, chains: Sequence[str]) -> Mapping[str, Account | Trouble]:
        """One entry for each of the chains, asked at the same time."""
        ...


class Sources(Protocol):
    """All chains that can be asked, by their ids."""

    async def look_up(
        self, id: str, chains: Sequence[str], known: Known | None
    ) -> Mapping[str, Facts | Trouble]:
        """One entry for each of the chains, asked at the same time."""
        ...

    async def look_up_all(self, questions: Sequence[Question]) -> Sequence[Mapping[str, Facts | Trouble]]:
        """The same for each question, in their order."""
        ...

    async def with_contracts(self, placed: Sequence[Placed]) -> Sequence[Sequence[str]]:
        """For each the chains but its own, of the same family, that say that a contract stands there too."""
        ...
