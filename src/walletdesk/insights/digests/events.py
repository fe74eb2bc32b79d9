"""Facts about the figures by mail. No address stands in them: whoever mails asks for it."""

from dataclasses import dataclass

from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import AgentId


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestEvent(Event):
    agent: AgentId

    @property
    def topic(self) -> str:
        return self.agent


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestAddressGiven(DigestEvent):
    """A lead named an address; nothing goes there before the mailed link was opened."""

    proof: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestDue(DigestEvent):
    """The period that began on the day ``first`` (its ordinal) is to be mailed.

    ``every``: day, week or month. ``asked``: the lead wants it at once; empty for what comes by itself.
    """

    every: str
    first: int
    asked: str = ""
