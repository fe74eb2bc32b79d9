"""Builds in memory, and what both they and the SQL store promise."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import pytest

from tests.support.memory import Hands, MemoryAudit, MemoryWork
from tests.support.registry import sample_registry
from walletdesk.app.wiring.builds import ListedApps
from walletdesk.kernel.errors import Conflict, Invalid, NotFound, SecretStopped
from walletdesk.kernel.ids import AgentId
from walletdesk.kernel.viewers import AgentViewer, Role
from walletdesk.releases import Build, Draft, Record, Releases, UnfitLine, Verdict, Why, told
from walletdesk.releases.model import Standing
from walletdesk.releases.ports import Archive, OpenWork
from walletdesk.safety import screen

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
LEAD = AgentViewer(agent=AgentId("agt_lead"), role=Role.LEAD)
AGENT = AgentViewer(agent=AgentId("agt_1"), role=Role.AGENT)
OURS, SIGNED, FOREIGN = "com.example.samplewallet", "ab" * 32, "cd" * 32
BAD = Draft(
    standing="known_bad", package="com.fake.wallet", reason="Repacked", source="A reader", date="2026-02-03"
)
BARE = "c0ffee" * 10 + "beef"  # which nobody said anything about
KEY = "my private key: " + "c0ffee" * 10 + "beef"


class MemoryRecords:
    def __init__(self) -> None:
        self.rows: dict[str, Record] = {}

    async def add(self, record: Record) -> bool:
        same = replace(record, id="", added_at=NOW, added_by="", reason="", source="", on=None)
        for one in self.rows.values():
            if replace(one, id="", added_at=NOW, added_by="", reason="", source="", on=None) == same:
                return False
        self.rows[record.id] = record
        return True

    async def remove(self, id: str) -> bool:
        return self.rows.pop(id, None) is not None

    async def count(self) -> int:
        return len(self.rows)


class MemoryReleasesWork(MemoryWork):
    def __init__(self) -> None:
        super().__init__()
        self.builds = MemoryRecords()
        self.audit = MemoryAudit()


class MemoryArchive:
    def __init__(self, memory: MemoryReleasesWork) -> None:
        self._memory = memory

    async def all(self, *, most: int) -> Sequence[Record]:
        return sorted(self._memory.builds.rows.values(), key=lambda one: one.id, reverse=True)[:most]

    async def about(self, build: Build) -> tuple[Sequence[Record], Sequence[Record]]:
        every = list(self._memory.builds.rows.values())
        package = build.package.lower()
        return (
            [one for one in every if one.standing is Standing.KNOWN_BAD],
            [one for one in every if one.standing is Standing.PUBLISHED and package == one.package.lower()],
        )


@dataclass
class ReleasesRig:
    """Everything a test of builds turns."""

    open_work: OpenWork
    archive: Archive
    clock: Hands = field(default_factory=lambda: Hands(NOW))
    releases: Releases = field(init=False)

    def __post_init__(self) -> None:
        self.releases = Releases(
            open_work=self.open_work,
            archive=self.archive,
            ours=ListedApps(sample_registry()),
            may_be_secret=lambda text: bool(screen(text).findings),
            clock=self.clock,
        )

    async def publishes(self, *versions: str) -> None:
        for version in versions:
            await self.releases.add(LEAD, Draft(standing="published", package=OURS, version=version))


class ReleasesPromises:
    """Subclass this and provide ``rig``."""

    async def test_a_build_that_is_listed_is_known_bad(self, rig: ReleasesRig) -> None:
        await rig.releases.add(LEAD, BAD)
        await rig.releases.add(LEAD, Draft(standing="known_bad", digest=FOREIGN, reason="Seen in a group"))
        await rig.releases.add(
            LEAD, Draft(standing="known_bad", package=OURS, version="6.3.8", reason="Fake")
        )
        met = [
            told(package="com.Fake.Wallet"),
            told(package="com.other.app", digest=f"SHA256: {FOREIGN.upper()}"),
            told(digest=FOREIGN[:16]),
            told(package=OURS, version="v6.3.8 (12)"),
        ]
        assert {(await rig.releases.look(one)).verdict for one in met} == {Verdict.KNOWN_BAD}
        others = [told(package=OURS, version="6.3.7"), told(digest="ef" * 32), told(package="com.fake.other")]
        assert {(await rig.releases.look(one)).verdict for one in others} == {Verdict.UNKNOWN}

    async def test_only_a_kept_list_of_versions_makes_one_impossible(self, rig: ReleasesRig) -> None:
        unheard = told(package=OURS, version="9.9.9", digest=SIGNED)
        assert (await rig.releases.look(unheard)).verdict is Verdict.OFFICIAL
        await rig.publishes("4.11.0", "4.12.0")
        (reason,) = (await rig.releases.look(unheard)).reasons
        assert (reason.why, reason.ours) == (Why.TOO_NEW, "4.12")
        (between,) = (await rig.releases.look(told(package=OURS, version="4.11.5"))).reasons
        assert between.why is Why.NEVER_PUBLISHED
        assert not (await rig.releases.look(told(package=OURS, version="4.12", digest=SIGNED))).is_alarm
        assert not (await rig.releases.look(told(package="com.other.app", version="9.9.9"))).is_alarm
        assert not (await rig.releases.look(told(version="9.9.9"))).is_alarm

    async def test_what_is_withdrawn_counts_no_more(self, rig: ReleasesRig) -> None:
        kept = await rig.releases.add(LEAD, BAD)
        await rig.releases.withdraw(LEAD, kept.id)
        assert not (await rig.releases.look(told(package=BAD.package))).is_alarm
        with pytest.raises(NotFound):
            await rig.releases.withdraw(LEAD, kept.id)

    async def test_what_is_kept_comes_back_whole_and_once(self, rig: ReleasesRig) -> None:
        kept = await rig.releases.add(LEAD, BAD)
        assert await rig.releases.list(LEAD) == [kept]
        assert (kept.added_by, str(kept.on), kept.source) == ("agt_lead", "2026-02-03", "A reader")
        with pytest.raises(Conflict):
            await rig.releases.add(LEAD, BAD)

    async def test_a_list_is_taken_in_whole_or_not_at_all(self, rig: ReleasesRig) -> None:
        table = "standing,package,version,reason\nknown_bad,com.fake.one,,Repacked\n"
        with pytest.raises(UnfitLine) as unfit:
            await rig.releases.take_in(LEAD, f"{table}known_bad,no package,,Repacked\n")
        assert unfit.value.line == 3
        assert await rig.releases.list(LEAD) == []
        first = await rig.releases.take_in(LEAD, f"{table}published,{OURS},4.12.0,\n")
        assert (first.kept, first.known) == (2, 0)
        again = await rig.releases.take_in(LEAD, table)
        assert (again.kept, again.known, len(await rig.releases.list(LEAD))) == (0, 1, 2)

    @pytest.mark.parametrize(
        ("wrong", "code"),
        [
            (Draft(standing="known_bad", package=OURS, reason="r"), "ours"),
            (Draft(standing="known_bad", digest=SIGNED, reason="r"), "ours"),
            (Draft(standing="known_bad", package="com.fake.wallet"), "no_reason"),
            (Draft(standing="known_bad", reason="r"), "too_little"),
            (Draft(standing="published", version="1.0"), "too_little"),
            (Draft(standing="known_bad", digest="12", reason="r"), "bad_digest"),
            (Draft(standing="good", package="com.fake.wallet"), "bad_standing"),
            (Draft(standing="known_bad", version="one", reason="r"), "bad_version"),
            (Draft(standing="known_bad", version="1", reason="r", platform="toaster"), "bad_platform"),
            (Draft(standing="known_bad", version="1", reason="r", date="soon"), "bad_date"),
            (Draft(standing="known_bad", version="1", reason="r" * 201), "too_long"),
        ],
    )
    async def test_what_does_not_fit_is_named(self, rig: ReleasesRig, wrong: Draft, code: str) -> None:
        with pytest.raises(Invalid) as refused:
            await rig.releases.add(LEAD, wrong)
        assert refused.value.code == code

    async def test_a_secret_is_kept_nowhere(self, rig: ReleasesRig) -> None:
        with pytest.raises(SecretStopped):
            await rig.releases.add(LEAD, replace(BAD, reason=KEY))
        for met in (
            told(package=OURS, source=KEY),
            told(package=f"a.{BARE}"),
            told(package=OURS, source=BARE),
        ):
            finding = await rig.releases.look(met)
            assert (finding.build.package, finding.build.source) == ("", "")

    async def test_only_those_who_lead_see_or_change_the_list(self, rig: ReleasesRig) -> None:
        for asked in (
            rig.releases.list(AGENT),
            rig.releases.add(AGENT, BAD),
            rig.releases.withdraw(AGENT, "x"),
            rig.releases.take_in(AGENT, "x"),
        ):
            with pytest.raises(NotFound):
                await asked
