"""Use cases: judge a build that is met; list, import and withdraw what is known of builds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Conflict, Invalid, NotFound, SecretStopped
from walletdesk.kernel.ids import new_id
from walletdesk.kernel.viewers import AgentViewer, Role
from walletdesk.releases.listing import Checked, Draft, checked, drafts_in
from walletdesk.releases.model import Build, Finding, Known, Record, judge
from walletdesk.releases.ports import Archive, OpenWork, Ours

MOST = 10_000  # records of an installation
SHOWN = 500


@dataclass(frozen=True, slots=True)
class Imported:
    """``kept`` are new, ``known`` stood there before."""

    kept: int
    known: int


class UnfitLine(Invalid):
    """``wrong`` says what is the matter in this line; nothing of the list was kept."""

    def __init__(self, line: int, wrong: Invalid) -> None:
        super().__init__("Line {line} of the list cannot be taken in.", code=wrong.code, line=line)
        self.line, self.wrong = line, wrong


class Releases:
    def __init__(
        self,
        *,
        open_work: OpenWork,
        archive: Archive,
        ours: Ours,
        may_be_secret: Callable[[str], bool],
        clock: Clock,
    ) -> None:
        self._open_work = open_work
        self._archive = archive
        self._ours = ours
        self._may_be_secret = may_be_secret
        self._clock = clock

    async def look(self, build: Build) -> Finding:
        """What is thought of a build that somebody comes with. A secret in it was not told."""
        if not build:
            return judge(build, Known())
        build = self.without_secrets(build)
        bad, published = await self._archive.about(build)
        alike = self._ours.alike(build.package) if build.package else ""
        return judge(build, Known(self._ours.apps(), bad, published, alike))

    def without_secrets(self, build: Build) -> Build:
        """What may be kept, or shown again. A signature has a form of its own, and no words."""
        whole = f"{build.package} {build.version} {build.source}"
        if any(self._may_be_secret(text) for text in (whole, build.package, build.source)):
            return Build(digest=build.digest)
        return build

    async def list(self, viewer: AgentViewer) -> Sequence[Record]:
        _require_lead(viewer)
        return await self._archive.all(most=SHOWN)

    async def add(self, viewer: AgentViewer, draft: Draft) -> Record:
        _require_lead(viewer)
        record = self._record(self._fit(draft), viewer.agent)
        async with self._open_work() as work:
            if await work.builds.count() >= MOST:
                raise Conflict("There are too many builds in this list.", code="set_full")
            if not await work.builds.add(record):
                raise Conflict("This build stands in the list already.", code="known")
            await work.audit.note(self._clock(), viewer.agent, f"build_{record.standing}", record.id)
        return record

    async def withdraw(self, viewer: AgentViewer, id: str) -> None:
        _require_lead(viewer)
        async with self._open_work() as work:
            if not await work.builds.remove(id):
                raise NotFound
            await work.audit.note(self._clock(), viewer.agent, "build_withdrawn", id)

    async def take_in(self, viewer: AgentViewer, text: str) -> Imported:
        _require_lead(viewer)
        return await self.import_list(text, by=viewer.agent)

    async def import_list(self, text: str, *, by: str) -> Imported:
        """All of it or nothing. Raises Invalid, of one line UnfitLine."""
        fit = [(line, self._fit_line(line, draft)) for line, draft in drafts_in(text)]
        records = [self._record(one, by) for _, one in fit]
        async with self._open_work() as work:
            if await work.builds.count() + len(records) > MOST:
                raise Conflict("There are too many builds in this list.", code="set_full")
            kept = [one for one in records if await work.builds.add(one)]
            if kept:
                await work.audit.note(self._clock(), by, "builds_imported", str(len(kept)))
        return Imported(len(kept), len(records) - len(kept))

    def _fit_line(self, line: int, draft: Draft) -> Checked:
        try:
            return self._fit(draft)
        except Invalid as wrong:
            raise UnfitLine(line, wrong) from None

    def _fit(self, draft: Draft) -> Checked:
        if self._may_be_secret(draft.words):
            raise SecretStopped
        return checked(draft, self._ours.apps())

    def _record(self, fit: Checked, by: str) -> Record:
        return Record(
            id=new_id("bld"),
            standing=fit.standing,
            platform=fit.platform,
            package=fit.package,
            version=fit.version,
            digest=fit.digest,
            reason=fit.reason,
            source=fit.source,
            on=fit.on,
            added_at=self._clock(),
            added_by=by,
        )


def _require_lead(viewer: AgentViewer) -> None:
    if not viewer.at_least(Role.LEAD):
        raise NotFound
