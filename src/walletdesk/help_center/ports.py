"""What the help pages need from others."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from walletdesk.contacts import Identity
from walletdesk.conversations import Conversation
from walletdesk.dossiers import DossierView
from walletdesk.help_center.reaching import Reach
from walletdesk.kernel.ids import ArticleId, ContactId, ConversationId
from walletdesk.kernel.viewers import ContactViewer, Viewer
from walletdesk.knowledge import Article, Match, Page, Reader
from walletdesk.sla import ToldReply


class Articles(Protocol):
    """The published articles, each in the language asked for or the nearest there is."""

    async def list(self, locale: str) -> Sequence[Article]: ...
    async def page(self, id: ArticleId, locale: str) -> Page:
        """Raises NotFound."""

    async def related(self, id: ArticleId, locale: str) -> Sequence[Article]:
        """What whoever reads this one may need next, nearest first."""

    async def find(self, question: str, locale: str, *, limit: int = ...) -> Sequence[Match]:
        """Best first."""


class TakesOpinions(Protocol):
    """Whether an article helped. Raises NotFound for an article that nobody can read, and TooMany."""

    async def tell(self, id: ArticleId, locale: str, reader: Reader, *, helped: bool) -> None: ...
    async def explain(self, id: ArticleId, locale: str, reader: Reader, missing: str) -> None:
        """Raises SecretStopped, and Invalid for nothing or too much."""


class CountsSearches(Protocol):
    """What is looked for and whether it ended well, without whoever did. The last two raise TooMany."""

    async def asked(self, question: str, locale: str, address: str, *, in_vain: bool) -> None: ...
    async def opened(self, id: ArticleId, locale: str, reader: str, address: str) -> None:
        """Raises NotFound for an article that nobody can read."""

    async def went_on(self, reader: str, address: str) -> None:
        """To people, by message or conversation."""


class ReachesPeople(Protocol):
    async def now(self, locale: str) -> Reach:
        """Every way to people with its wait and promise. It never fails: what can't be asked is not known."""


@dataclass(frozen=True, slots=True)
class Pass:
    """Who came in by a private link, and what their browser keeps until then."""

    viewer: ContactViewer
    token: str = field(repr=False)
    seconds: int


class Entrance(Protocol):
    """The way of a contact to their own conversations, without the widget."""

    async def by_link(self, secret: str, address: str) -> Pass | None:
        """None for a wrong one. Raises TooMany for who tries many."""

    def by_token(self, token: str) -> Pass | None:
        """None for a wrong or old one; else with a token that is good for longer."""

    def for_contact(self, viewer: ContactViewer, bearer: str) -> Pass | None:
        """For the widget's own session."""


class BriefEntrance(Entrance, Protocol):
    def briefly(self, viewer: ContactViewer, bearer: str) -> str | None:
        """A token for an address that is opened at once: good for a minute, with ``by_token``."""


class Saying(Protocol):
    async def of(self, conversation: Conversation) -> ToldReply | None:
        """What may be said of the answer that is owed. None: nothing is."""


Limited = Callable[[str], Awaitable[None]]
"""Counts one by address; raises TooMany."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a contact may still answer. ``kind``: survey or pulse; ``token`` opens it and nothing else."""

    kind: str
    token: str = field(repr=False)
    asked_at: datetime
    conversation: str = ""


class Questions(Protocol):
    async def open_of(self, contact: ContactId) -> Sequence[Question]: ...


class Numbers(Protocol):
    async def numbers_of(self, conversation: ConversationId) -> Sequence[str]:
        """The tickets of a conversation, as people call them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketGlance:
    """All that a contact sees of one of the own tickets.

    ``state_words``, ``next_step`` and ``waits_for`` are English sentences, which are the keys of their
    translations; ``next_words`` is what the desk wrote itself. ``waits_for``: kinds of parties, never a name.
    """

    number: str
    state: str
    state_words: str
    changed_at: datetime
    next_step: str = ""
    next_words: str = ""
    expected_at: date | None = None
    waits_for: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceNow:
    """A call that goes on in a conversation, if one does, and what its contact may do besides.

    ``can_ring``: a page that stays open looks again. ``rings``: it waits for the contact's answer.
    """

    can_ring: bool = False
    may_start: bool = False
    call: str = ""
    agent: str = ""
    rings: bool = False
    voicemail: bool = False  # a spoken message can be left


@dataclass(frozen=True, slots=True)
class InLine:
    """``words``: how long it takes from that place, empty where it is not known.

    ``staffed``: somebody who can take it is online; else ``next_open`` tells when people are back, if known.
    """

    at: datetime
    position: int
    words: str
    staffed: bool
    next_open: datetime | None


class OwnLine(Protocol):
    async def line(self, conversation: Conversation, locale: str) -> InLine | None:
        """None: they do not wait in line."""


class OwnTickets(Protocol):
    async def of_contact(self, contact: ContactId) -> Sequence[TicketGlance]:
        """The last changed first."""


class Dossiers(Protocol):
    async def one(self, viewer: Viewer, conversation: ConversationId, id: str, locale: str) -> DossierView:
        """Raises NotFound for what is not there and for what is not theirs."""


class SignedCopies(Protocol):
    async def made(self, viewer: Viewer, conversation: ConversationId, id: str) -> tuple[str, str]:
        """The name and the text of a file; raises NotFound likewise."""


class Limiter(Protocol):
    async def hit(self, key: str, n: int, seconds: int) -> None:
        """Raises TooMany."""


class MaySend(Protocol):
    async def may_send(self, contact: ContactId) -> None:
        """Raises TooMany."""


HoldsSecret = Callable[[str], bool]


class ChannelLink(Protocol):
    """A channel that a contact linked, and when."""

    @property
    def identity(self) -> Identity: ...
    @property
    def at(self) -> datetime: ...


class CallerCode(Protocol):
    @property
    def digits(self) -> str: ...
    @property
    def until(self) -> datetime: ...


class CallerCodes(Protocol):
    async def show(self, viewer: ContactViewer, id: ConversationId) -> CallerCode:
        """A new one, to be typed on the phone. Raises NotFound, Refused."""


class ChannelLinks(Protocol):
    async def linked(self, contact: ContactId) -> Sequence[ChannelLink]: ...
    async def begin(self, contact: ContactId) -> str:
        """The code to be said on the other channel. Raises Refused."""

    async def waits_for_number(self, contact: ContactId) -> bool: ...
    async def confirm(self, contact: ContactId, number: str) -> ChannelLink:
        """Raises Conflict for a wrong number, or where there is nothing to confirm."""

    async def unlink(self, contact: ContactId, identity: Identity) -> None:
        """Raises NotFound."""
