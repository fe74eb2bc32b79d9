"""Facts about the periodic survey. The words of the answer are not in them."""

from dataclasses import dataclass

from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import ContactId


@dataclass(frozen=True, slots=True, kw_only=True)
class PulseEvent(Event):
    pulse: str
    contact: ContactId

    @property
    def topic(self) -> str:
        return self.contact


@dataclass(frozen=True, slots=True, kw_only=True)
class PulseAsked(PulseEvent):
    locale: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PulseAnswered(PulseEvent):
    """``score`` from 0 to 10. ``again``: takes the place of an earlier answer to the same question."""

    score: int
    locale: str = ""
    again: bool = False
