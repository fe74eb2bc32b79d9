"""What the adapter needs: a line to Twilio, the phones of our people, and rows of what it asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from walletdesk.channels.voice.twilio.model import Kept, Leg
from walletdesk.kernel.ids import AgentId, CallId


@dataclass(frozen=True, slots=True)
class Answered:
    """``status`` 0: nobody can know whether it arrived."""

    status: int
    sid: str = ""


class Rest(Protocol):
    async def __call__(self, url: str, form: Mapping[str, str]) -> Answered: ...


class Phones(Protocol):
    async def of(self, agent: AgentId) -> str:
        """In E.164; empty where none is set."""


class Lines(Protocol):
    """Each phone of a call, asked for once."""

    async def claim(self, call: CallId, leg: Leg, at: datetime) -> bool:
        """False where it was asked for before, by whichever process."""

    async def release(self, call: CallId, leg: Leg) -> None:
        """It was not dialled after all, and may be asked for again."""

    async def name(self, call: CallId, leg: Leg, sid: str) -> None: ...
    async def of(self, call: CallId) -> Sequence[Kept]: ...
    async def close(self, call: CallId) -> None:
        """Whoever answers from now on hears nobody."""
