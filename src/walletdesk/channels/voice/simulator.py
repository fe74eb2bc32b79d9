"""A telephone exchange without telephones: it rings nobody, and answers by the last digits of the number.

It is a real adapter: it keeps its calls in a table of its own, rings once for each name however often it is
asked, and tells later what became of them, across a kill of the process. For demonstrations and tests.
"""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Final

from walletdesk.callbacks import Heard, Line, What
from walletdesk.channels.voice.ports import Exchange, Simulated
from walletdesk.kernel.clock import Clock
from walletdesk.kernel.ids import CallId
from walletdesk.kernel.jobs import Job

STEP: Final = "voice.simulate"
TALK: Final = (What.CONTACT_UP, What.ENDED)
ENDINGS: Final[Mapping[str, tuple[What, ...]]] = {
    "01": (What.BUSY,),
    "02": (What.NO_ANSWER,),
    "03": (What.CONTACT_UP, What.DROPPED),
    "04": (What.UNREACHABLE,),
}
AGENT_AWAY: Final = "05"  # our own agent does not pick up
TALK_STEPS: Final = 3
Hear = Callable[[Heard], Awaitable[None]]


async def nobody(_: Heard) -> None:
    """Until somebody listens."""


class PhoneSimulator:
    """``pause``: until the next thing happens on a line; a talk lasts ``TALK_STEPS`` of them."""

    def __init__(self, exchange: Exchange, *, pause: timedelta, clock: Clock) -> None:
        self._exchange = exchange
        self._pause = pause
        self._clock = clock
        self.hear: Hear = nobody

    async def ring_agent(self, line: Line) -> str:
        await self._exchange.open(line.call, line.number[-2:], self._next(line.call))
        return f"sim-{line.call}"

    async def ring_contact(self, line: Line) -> None:
        await self._exchange.extend(line.call, self._next(line.call))

    async def hang_up(self, call: CallId) -> None:
        await self._exchange.close(call)

    async def on_step(self, job: Job) -> None:
        """What happens next on this line: told first and noted afterwards, so that no news is lost."""
        call = CallId(job.key)
        found = await self._exchange.find(call)
        what = script(found)[found.told : found.told + 1] if found and not found.over else ()
        if found is None or not what:
            return
        await self.hear(Heard(call=call, what=what[0], at=self._clock()))
        later = self._next(call, TALK_STEPS) if what[0] is What.CONTACT_UP else None
        await self._exchange.tell(found, later)

    def _next(self, call: CallId, steps: int = 1) -> Job:
        return Job(kind=STEP, key=call, run_at=self._clock() + steps * self._pause)


def script(found: Simulated) -> tuple[What, ...]:
    """All that happens on a line, as far as it was asked to ring."""
    agent = What.AGENT_MISSED if found.digits == AGENT_AWAY else What.AGENT_UP
    return (agent, *(ENDINGS.get(found.digits, TALK) if found.extended else ()))
