"""What the check page needs from others, each in its smallest form."""

from collections.abc import AsyncIterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from walletdesk.help_center.checking.model import Alike, Channel, CodeAnswer, Fake, Letter, Listed, Thing
from walletdesk.kernel.viewers import Viewer


class Registry(Protocol):
    """The signed list of official channels."""

    def official(self, kind: str, value: str) -> Channel | None:
        """Exactly, after normalisation."""

    def is_published(self) -> bool:
        """Whether there is a list at all. Without one, nobody can say that something is not on it."""

    def contacts_in(self, text: str) -> Sequence[Thing]:
        """Every link, mail address, handle and number of a whole message."""


class JudgesNames(Protocol):
    def alike(self, thing: Thing) -> Alike | None:
        """How a link, a mail address or a handle imitates what is ours."""


class AsksLists(Protocol):
    async def about(self, value: str) -> Sequence[Listed]:
        """The block lists that name the site behind a link or a mail address."""


class KnowsFakes(Protocol):
    async def about(self, thing: Thing) -> Fake | None:
        """Only what was reported and confirmed: what somebody merely says of another is told to nobody."""


class AsksCodes(Protocol):
    async def check(self, code: str, viewer: Viewer, address: str) -> CodeAnswer:
        """A yes uses the code up. Raises TooMany."""


class OwnTickets(Protocol):
    async def numbers_of(self, viewer: Viewer) -> Sequence[str]:
        """Of this contact, digits alone; none for somebody who has not shown who they are."""

    def may_exist(self, number: str) -> bool:
        """Whether a ticket can bear it, by its form alone: how many there are is nobody's business."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A picture's rows of words, its QR codes, the kind of a secret in it. It never prints itself."""

    rows: Sequence[str] = ()
    codes: Sequence[str] = ()
    secret: str = ""

    def __repr__(self) -> str:
        return type(self).__name__


class ReadsPictures(Protocol):
    def can_read(self) -> bool:
        """Whether this installation can read pictures at all."""

    async def read(self, pieces: AsyncIterable[bytes]) -> Shown:
        """Nothing of it is kept. Raises Invalid, TooLarge, and Unavailable while others stand in line."""


class ReadsLetters(Protocol):
    async def read(self, pieces: AsyncIterable[bytes]) -> Letter:
        """Nothing of it is kept. Raises Invalid, TooLarge, and Unavailable while others stand in line."""


class Limiter(Protocol):
    async def hit(self, key: str, n: int, seconds: int) -> None:
        """Raises TooMany."""
