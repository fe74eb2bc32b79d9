"""What a lead sees: how the answers do, which version gives them, and which there were."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from walletdesk.assistant.learning.model import (
    Audit,
    Bin,
    Entry,
    JudgedQuestion,
    Outcome,
    Point,
    Version,
    audited,
    reliability,
    risk_coverage,
)
from walletdesk.assistant.learning.ports import Archive, Counts, Engine
from walletdesk.assistant.learning.service.refitting import Refitting
from walletdesk.assistant.learning.service.watching import LAST
from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import NotFound
from walletdesk.kernel.viewers import AgentViewer, Role

SINCE = timedelta(days=30)
_MOST = 2_000  # judged questions that the curves are drawn of
_VERSIONS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """``answer_from``: the threshold in force. ``judged``: questions that somebody said something about."""

    counts: Counts
    audit: Audit
    judged: int
    answer_from: float
    in_force: Version
    versions: Sequence[Entry]
    bins: Sequence[Bin]
    curve: Sequence[Point]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overseeing:
    archive: Archive
    refitting: Refitting
    engine: Engine
    clock: Clock

    async def overview(self, viewer: AgentViewer) -> Overview:
        if not viewer.at_least(Role.LEAD):
            raise NotFound
        judged = await self.archive.judged(most=_MOST)
        rows = [
            JudgedQuestion(one.guesses, one.right)
            for one in judged
            if one.about is not None and one.guesses and one.outcome is not Outcome.RISK
        ]
        version = await self.refitting.in_force()
        given = [one for one in judged if one.version == version.id]
        return Overview(
            counts=await self.archive.counts(self.clock() - SINCE),
            audit=audited(given[:LAST]),
            judged=len(rows),
            answer_from=self.engine.threshold(version, await self.engine.model()),
            in_force=version,
            versions=await self.archive.entries(most=_VERSIONS),
            bins=reliability(rows),
            curve=risk_coverage(rows, version.strangers) if rows else [],
        )
