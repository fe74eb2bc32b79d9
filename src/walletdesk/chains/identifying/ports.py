"""What identification asks of others: whether a text holds a secret, and whether a site only looks known."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Where a secret lies, or may lie, in code points of the text as it came."""

    start: int
    end: int
    is_certain: bool


class Screen(Protocol):
    def __call__(self, text: str, context: Sequence[str]) -> Sequence[Suspicion]:
        """``context`` is what the same person wrote before, oldest first."""
        ...


class Judge(Protocol):
    def __call__(self, host: str, known: tuple[str, ...]) -> bool:
        """Whether this host is made to be taken for one of those that are known."""
        ...
