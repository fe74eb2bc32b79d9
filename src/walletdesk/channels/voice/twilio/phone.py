"""Dialling by Twilio: the agent's phone, the contact's, and the end of both.

Twilio has no key that makes asking twice harmless. So what is asked for is a row before it is a request, and
a row is asked for once: a process that dies in between rings nobody twice, and the watch over silent calls
tries again by its own rules.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from walletdesk.callbacks import Heard, Line
from walletdesk.channels.voice.twilio.incoming import TwilioIncoming
from walletdesk.channels.voice.twilio.meaning import answered, ended, not_asked
from walletdesk.channels.voice.twilio.model import RINGS, Account, Leg
from walletdesk.channels.voice.twilio.ports import Lines, Phones, Rest
from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import NotFound, TooMany
from walletdesk.kernel.ids import CallId

PATH: Final = "/api/phone/twilio"
BUSY_FOR: Final = 2  # seconds: Twilio takes so many calls a second
Hear = Callable[[Heard], Awaitable[None]]
Spoken = Callable[[Leg, str], tuple[str, ...]]
"""What a phone that was answered is told, in a language."""


async def nobody(_: Heard) -> None:
    """Until somebody listens."""


@dataclass(slots=True, kw_only=True)
class TwilioPhone:
    """``public_url``: where Twilio reaches us; it signs over that."""

    account: Account
    public_url: str
    rest: Rest
    phones: Phones
    lines: Lines
    spoken: Spoken
    clock: Clock
    hear: Hear = nobody
    incoming: TwilioIncoming | None = None  # until it is wired

    async def ring_agent(self, line: Line) -> str:
        return await self._ring(line, Leg.AGENT, await self.phones.of(line.agent))

    async def ring_contact(self, line: Line) -> None:
        await self._ring(line, Leg.CONTACT, line.number)

    async def hang_up(self, call: CallId) -> None:
        await self.lines.close(call)
        for one in await self.lines.of(call):
            if one.sid:
                await self.rest(f"{self.account.calls}/{one.sid}.json", {"Status": "completed"})

    async def picked_up(self, call: CallId, leg: Leg, sid: str) -> bool:
        """Whether that phone may be joined. Raises NotFound for a call that is none of ours."""
        known = {one.leg: one for one in await self.lines.of(call)}
        if leg not in known:
            raise NotFound
        await self.lines.name(call, leg, sid)
        if known[leg].over:
            return False
        await self.hear(Heard(call=call, what=answered(leg), at=self.clock()))
        return True

    async def hung_up(self, call: CallId, leg: Leg, status: str) -> None:
        if leg not in {one.leg for one in await self.lines.of(call)}:
            raise NotFound
        if (what := ended(leg, status)) is not None:
            await self.hear(Heard(call=call, what=what, at=self.clock()))

    async def _ring(self, line: Line, leg: Leg, number: str) -> str:
        """Twilio's name of it; empty where that is not known, or it was refused."""
        if not await self.lines.claim(line.call, leg, self.clock()):
            return next((one.sid for one in await self.lines.of(line.call) if one.leg is leg), "")
        if not number:
            await self.hear(Heard(call=line.call, what=not_asked(leg), at=self.clock()))
            return ""
        answer = await self.rest(f"{self.account.calls}.json", self._asked(line, leg, number))
        if answer.status == 429:
            await self.lines.release(line.call, leg)
            raise TooMany(retry_after=BUSY_FOR)
        if 400 <= answer.status < 500:
            await self.hear(Heard(call=line.call, what=not_asked(leg), at=self.clock()))
        elif answer.sid:
            await self.lines.name(line.call, leg, answer.sid)
        return answer.sid

    def _asked(self, line: Line, leg: Leg, number: str) -> Mapping[str, str]:
        about = urlencode({"call": line.call, "leg": leg.value, "locale": line.locale})
        return {
            "To": number,
            "From": self.account.number,
            "Url": f"{self.public_url}{PATH}/answered?{about}",
            "StatusCallback": f"{self.public_url}{PATH}/ended?{about}",
            "Timeout": str(RINGS),
            "Record": "false",
        }
