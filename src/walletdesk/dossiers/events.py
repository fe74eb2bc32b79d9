"""Facts about dossiers. Whoever wants more than codes asks for the dossier itself."""

from dataclasses import dataclass

from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import ContactId, ConversationId


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierEvent(Event):
    conversation: ConversationId
    dossier: str
    contact: ContactId
    locale: str

    @property
    def topic(self) -> str:
        return self.conversation


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierOpened(DossierEvent):
    """Nobody was asked about it yet. ``by``: contact, or the id of an agent."""

    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierChanged(DossierEvent):
    """A check found another code than the one before; of the first check ``before`` is empty.

    ``seq``: the entry of the dossier that tells it.
    """

    before: str
    after: str
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DiagnosisReady(DossierEvent):
    """There is something to tell the contact: an answer they wait for, or (``is_news``) what became of it.

    ``seq`` numbers what there was to tell of this dossier, ``heard`` is the message that last spoke of it.
    """

    code: str
    is_news: bool
    seq: int
    heard: int = 0
