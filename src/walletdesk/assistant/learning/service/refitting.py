"""From judged questions to a version: what agents confirmed votes from now on, thresholds are fitted anew."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta

from walletdesk.assistant.learning.events import VersionSwitched
from walletdesk.assistant.learning.model import (
    SHIPPED,
    Fitted,
    Known,
    Switch,
    Trial,
    Version,
    fitted,
    is_fit,
    is_no_worse,
    lessons_of,
    strangers_among,
    tried,
)
from walletdesk.assistant.learning.ports import (
    Archive,
    Aside,
    Bench,
    Engine,
    OpenWork,
    Texts,
    Topics,
    Work,
)
from walletdesk.assistant.learning.service.reading import ReadOnce
from walletdesk.assistant.learning.service.trying import Trying
from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Conflict, NotFound
from walletdesk.kernel.ids import ConversationId, new_id
from walletdesk.kernel.viewers import AgentViewer, Role

MOST_JUDGED = 2_000
AUDITED = 300  # of the last questions on which two versions are compared
KEPT = timedelta(days=180)
LIVE = timedelta(days=30)  # in which the share of strangers is counted


class Turn:
    """One refit at a time in this process."""

    def __init__(self) -> None:
        self._is_taken = False

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Raises Conflict while another has it."""
        if self._is_taken:
            raise Conflict("It is learning already.", code="learning")
        self._is_taken = True
        try:
            yield
        finally:
            self._is_taken = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Refitting:
    """``may_teach``: whether words may lead to an article at all; those of danger lead to a person."""

    open_work: OpenWork
    archive: Archive
    texts: Texts
    topics: Topics
    new_bench: Callable[[], Bench]
    engine: Engine
    may_teach: Callable[[str], bool]
    clock: Clock
    aside: Aside
    turn: Turn = field(default_factory=Turn)

    async def refit(self, by: str = "") -> Version | None:
        """The new version; None where nothing was learnt. It comes into force unless it is worse.

        By itself (nobody in ``by``) it undoes no lead's decision: whoever went back to an earlier version
        stays there until a lead puts a newer one in force.
        """
        with self.turn.taken():
            return await self._refit(by, Trying(self.new_bench(), ReadOnce(self.texts)))

    async def _refit(self, by: str, trying: Trying) -> Version | None:
        known = await self._judged(trying.texts)
        newest = await self.archive.newest(self.clock()) or Version(id=SHIPPED, at=self.clock())
        seen, passed_over = await self._passed_over()
        lessons = lessons_of(known, self.may_teach)
        scorer = await trying.scorer(known)
        ranked = await trying.ranked(known, lessons, scorer)
        live = await self.archive.counts(self.clock() - LIVE)
        strangers = strangers_among(known, live.by_outcome)
        fit = await self.aside(lambda: fitted(ranked, strangers))
        threshold = fit.answer if fit else self.engine.answer_from
        after = replace(tried(ranked[:AUDITED], threshold), model=trying.bench.model)
        is_same_fit = _fit_of(newest) == fit and newest.scorer == scorer
        is_same_model = fit is None or newest.model == after.model
        if is_same_fit and is_same_model and newest.lessons == tuple(lessons):
            return None
        version = Version(
            id=new_id("ver"),
            at=self.clock(),
            by=by,
            answer=fit.answer if fit else None,
            offer=fit.offer if fit else None,
            scorer=scorer,
            judged=len(known),
            strangers=strangers,
            lessons=tuple(lessons),
            before=await self._before(known[:AUDITED], trying),
            after=after,
        )
        await self._keep(version, by=by, passed_over=passed_over, seen=seen)
        return version

    async def _before(self, known: Sequence[Known], trying: Trying) -> Trial:
        """How what is in force does on the same questions, as it answers now."""
        version = await self.in_force()
        ranked = await trying.ranked(known, version.lessons, version.scorer)
        return tried(ranked, self.engine.threshold(version, trying.bench.model))

    async def _passed_over(self) -> tuple[int, str]:
        """The number of the last switch, and what it passed over.

        That is the version that was the newest when somebody put an earlier one in force; empty: nobody did.
        """
        switch = await self.archive.in_force()
        if switch is None or not switch.by:
            return switch.number if switch else 0, ""
        newest = await self.archive.newest(switch.at)
        return switch.number, newest.id if newest and newest.id != switch.version else ""

    async def use(self, viewer: AgentViewer, id: str) -> None:
        """Put a version in force, later or earlier; ``shipped``: what was before anything was learnt."""
        if not viewer.at_least(Role.LEAD):
            raise NotFound
        await self.switch(id, by=viewer.agent)

    async def switch(self, id: str, *, by: str) -> None:
        async with self.open_work() as work:
            if id != SHIPPED and await work.versions.find(id) is None:
                raise NotFound
            await self._switch(work, id, by)
        await self.load()

    async def in_force(self) -> Version:
        switch = await self.archive.in_force()
        found = await self.archive.version(switch.version) if switch else None
        return found or Version(id=SHIPPED, at=self.clock())

    async def load(self) -> None:
        """What is in force answers: at a start, and whenever it changed here or elsewhere."""
        version = await self.in_force()
        self.engine.use(version, await ReadOnce(self.texts).said(version.lessons))

    async def forget(self, conversation: ConversationId, seqs: Collection[int]) -> None:
        """These were withdrawn: what is in force says them no more."""
        version = await self.in_force()
        if any(one.conversation == conversation and one.seq in seqs for one in version.lessons):
            await self.load()

    async def _keep(self, version: Version, *, by: str, passed_over: str, seen: int) -> None:
        """``seen``: the last switch when this began; what a lead decided since then holds."""
        async with self.open_work() as work:
            now = await work.versions.in_force()
            may_switch = by or (not passed_over and (now.number if now else 0) == seen)
            await work.versions.add(version)
            await work.audit.note(version.at, by, "answers_refitted", version.id)
            if is_no_worse(version.before, version.after) and may_switch:
                await self._switch(work, version.id, by)
            in_force = await work.versions.in_force()
            keep = in_force.version if in_force else SHIPPED
            await work.versions.forget_before(version.at - KEPT, keep, passed_over)
        await self.load()

    async def _switch(self, work: Work, id: str, by: str) -> None:
        before, now = await work.versions.in_force(), self.clock()
        number = before.number + 1 if before else 1
        if (before.version if before else SHIPPED) == id:
            return
        if not await work.versions.switch(Switch(number=number, version=id, at=now, by=by)):
            raise Conflict("Somebody else changed this meanwhile. Load it again.", code="changed_meanwhile")
        await work.audit.note(now, by, "answers_switched", id)
        work.emit(VersionSwitched(at=now, version=id, by=by))

    async def _judged(self, texts: ReadOnce) -> list[Known]:
        titles = await self.topics.titles("en")
        judged = [one for one in await self.archive.judged(most=MOST_JUDGED) if is_fit(one, titles)]
        known = [Known(one, await texts.text(one.conversation, one.seq)) for one in judged]
        return [one for one in known if one.text]


def _fit_of(version: Version) -> Fitted | None:
    if version.answer is None or version.offer is None:
        return None
    return Fitted(answer=version.answer, offer=version.offer)
