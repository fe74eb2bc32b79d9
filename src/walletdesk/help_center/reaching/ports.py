"""What the best way needs to know. A new way joins by one entry in the list that the wiring hands over."""

from dataclasses import dataclass, field
from typing import Protocol

from walletdesk.help_center.reaching.model import Opening, Quiet, Way


class Channel(Protocol):
    async def now(self, locale: str) -> Way | None:
        """As it is for somebody who reads this language. None: there is no such way here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What holds of all of them."""

    openings: tuple[Opening, ...] = ()
    languages: tuple[str, ...] = ()
    note: dict[str, str] = field(default_factory=dict)
    quiet: tuple[Quiet, ...] = ()
    told: int = 0
    held: int = 0


class Situation(Protocol):
    async def now(self, locale: str) -> About: ...
