"""Keeping the reasons of a pause, and telling when agents were where."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Invalid
from walletdesk.kernel.ids import new_id
from walletdesk.kernel.viewers import AgentViewer
from walletdesk.staff.model import (
    AT_FIRST,
    MOST_PAUSES,
    Action,
    PauseReason,
    Spell,
    name_of_team,
    reason_code,
    require,
)
from walletdesk.staff.ports import OpenWork, Reading, SecretIn
from walletdesk.staff.service.common import note, refuse_secret


@dataclass(frozen=True, slots=True, kw_only=True)
class Pauses:
    open_work: OpenWork
    reading: Reading
    secret_in: SecretIn
    clock: Clock

    async def list(self) -> Sequence[PauseReason]:
        """What can be chosen now. Until somebody sets one: break, meeting, training."""
        return await self.reading.pauses() or AT_FIRST

    async def named(self) -> dict[str, PauseReason]:
        """By their codes, those that can be chosen no more too: the past keeps its words."""
        return {one.code: one for one in (*AT_FIRST, *await self.reading.every_pause())}

    async def set(self, viewer: AgentViewer, reasons: Sequence[PauseReason]) -> Sequence[PauseReason]:
        """All of them anew, in their order; one without a code is new."""
        require(viewer, Action.CHANGE_TEAMS)
        refuse_secret(self.secret_in, *(text for one in reasons for text in (one.en, one.zh, one.code)))
        kept = [_named(one) for one in reasons]
        if len(kept) > MOST_PAUSES or len({one.code for one in kept}) < len(kept):
            raise Invalid("There can be {most} of them at most.", code="too_many_rules", most=MOST_PAUSES)
        async with self.open_work() as work:
            await work.pauses.replace(kept)
            await note(work, self.clock(), viewer.agent, "pauses_set", "staff")
        return await self.list()

    async def spells(self, since: datetime, until: datetime) -> Sequence[Spell]:
        """Every stretch that touches the time between, in the order in which they began."""
        return await self.reading.spells(since, until)


def _named(one: PauseReason) -> PauseReason:
    code = reason_code(one.code) or new_id("pause").lower()
    return replace(one, code=code, en=name_of_team(one.en), zh=name_of_team(one.zh))
