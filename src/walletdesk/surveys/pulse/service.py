"""Use cases of the periodic survey: plan, ask, answer, look at the result."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import NotFound
from walletdesk.kernel.ids import ContactId, new_id
from walletdesk.kernel.jobs import Job
from walletdesk.surveys.model import OPEN_FOR
from walletdesk.surveys.ports import NowSettings
from walletdesk.surveys.pulse.model import (
    ASK_AFTER,
    Draw,
    Pulse,
    PulseId,
    Result,
    is_drawn,
    may_be_asked,
    result,
)
from walletdesk.surveys.pulse.ports import Archive, Around, OpenWork

PULSE = "surveys.pulse"
DAYS = 90
MOST_SAID = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulsing:
    open_work: OpenWork
    archive: Archive
    settings: NowSettings
    around: Around
    draw: Draw
    clock: Clock

    async def plan(self, contact: ContactId, at: datetime) -> None:
        """Something of this contact was resolved; each time moves the moment on."""
        if (await self.settings()).pulse:
            async with self.open_work() as work:
                work.schedule(Job(kind=PULSE, key=contact, run_at=at + ASK_AFTER))

    async def ask(self, contact: ContactId) -> None:
        """If it is still wanted, the lot fell on them, they have peace, and were not asked for long."""
        settings, at = await self.settings(), self.clock()
        if not settings.pulse or not is_drawn(contact, settings, at, self.draw):
            return
        around = await self.around(contact)
        if not may_be_asked(around, at):
            return
        pulse = Pulse(id=PulseId(new_id("pls")), contact=contact, locale=around.locale, asked_at=at)
        async with self.open_work() as work:
            if await work.pulses.quiet(contact, at, at - timedelta(days=settings.quiet_days)):
                await work.pulses.add(pulse)
                work.emit(pulse.asked())

    async def answer(self, id: PulseId, score: int, why: str) -> None:
        """For whoever came by its link; ``why`` was screened."""
        async with self.open_work() as work:
            pulse = await work.pulses.get(id)
            if pulse is None:
                raise NotFound
            answered, told = pulse.answered(score, why.strip(), self.clock())
            await work.pulses.save(answered)
            work.emit(told)

    async def find(self, id: PulseId) -> Pulse:
        if found := await self.archive.find(id):
            return found
        raise NotFound

    def standing(self, pulse: Pulse) -> str:
        return pulse.standing(self.clock())

    async def open_of(self, contact: ContactId) -> Pulse | None:
        return await self.archive.open_of(contact, self.clock() - OPEN_FOR)

    async def result(self) -> Result:
        """Of the questions of the last ``DAYS`` days. It names nobody."""
        since = self.clock() - timedelta(days=DAYS)
        said = await self.archive.said(since, MOST_SAID)
        return result(DAYS, await self.archive.asked(since), await self.archive.given(since), said)

    async def hand_over(self, absorbed: ContactId, to: ContactId) -> None:
        """Two contacts turned out to be one person. Safe to repeat."""
        async with self.open_work() as work:
            await work.pulses.hand_over(absorbed, to)
