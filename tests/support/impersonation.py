"""Reports of fakes in memory, and what both they and the SQL store promise."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from tests.support.memory import Hands, MemoryAudit, MemoryWork
from walletdesk.app.wiring.fakes import FakeReader
from walletdesk.impersonation import (
    Campaign,
    CampaignDecided,
    Campaigns,
    FakeReported,
    FakesRefused,
    Indicator,
    IndicatorKind,
    Report,
    Reporting,
    State,
    Takedown,
    TakedownState,
    Target,
    shown,
)
from walletdesk.impersonation.ports import Archive, OpenWork
from walletdesk.kernel.errors import Conflict, Invalid, NotFound, SecretStopped, TooMany
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId
from walletdesk.kernel.viewers import AgentViewer, ContactViewer, Role
from walletdesk.platform.limits import MemoryLimiter
from walletdesk.registry import Entry, Kind, Registry
from walletdesk.safety import screen

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
TALK = ConversationId("cnv_1")
ASKER, OTHER = ContactViewer(contact=ContactId("con_1")), ContactViewer(contact=ContactId("con_2"))
LEAD = AgentViewer(agent=AgentId("agt_lead"), role=Role.LEAD)
AGENT = AgentViewer(agent=AgentId("agt_1"), role=Role.AGENT)
FAKE = "evil-wallet.com"
KEY = "my private key: " + "c0ffee" * 10 + "beef"


class MemoryFakes:
    def __init__(self) -> None:
        self.campaigns: dict[str, Campaign] = {}
        self.reports: dict[str, Report] = {}
        self.takedowns: dict[tuple[str, Target], Takedown] = {}

    async def of_indicator(self, indicator: Indicator) -> Campaign | None:
        return next((c for c in self.campaigns.values() if c.indicator == indicator), None)

    async def find(self, id: str) -> Campaign | None:
        return self.campaigns.get(id)

    async def add(self, campaign: Campaign) -> bool:
        if await self.of_indicator(campaign.indicator):
            return False
        self.campaigns[campaign.id] = campaign
        return True

    async def save(self, campaign: Campaign) -> None:
        self.campaigns[campaign.id] = campaign

    async def has_told(self, campaign: str, contact: ContactId) -> Report | None:
        told = (r for r in self.reports.values() if (r.campaign, r.contact) == (campaign, contact))
        return next(told, None)

    async def add_report(self, report: Report) -> None:
        self.reports[report.id] = report

    async def put_takedown(self, takedown: Takedown) -> None:
        self.takedowns[takedown.campaign, takedown.target] = takedown


class MemoryImpersonationWork(MemoryWork):
    def __init__(self) -> None:
        super().__init__()
        self.fakes = MemoryFakes()
        self.audit = MemoryAudit()


class MemoryArchive:
    def __init__(self, memory: MemoryImpersonationWork) -> None:
        self._memory = memory

    @property
    def _kept(self) -> MemoryFakes:
        return self._memory.fakes

    async def campaigns(self, states: Collection[State], *, most: int) -> Sequence[Campaign]:
        found = [c for c in self._kept.campaigns.values() if c.state in states]
        return sorted(found, key=lambda c: c.last_at, reverse=True)[:most]

    async def campaign(self, id: str) -> Campaign | None:
        return self._kept.campaigns.get(id)

    async def known(self, indicators: Collection[Indicator]) -> Sequence[Campaign]:
        return [c for c in self._kept.campaigns.values() if c.indicator in indicators]

    async def report(self, id: str) -> Report | None:
        return self._kept.reports.get(id)

    async def told(self, campaign: str, contact: ContactId) -> Report | None:
        return await self._kept.has_told(campaign, contact)

    async def reports_of(self, campaign: str, *, after: str = "", most: int) -> Sequence[Report]:
        found = [r for r in self._kept.reports.values() if r.campaign == campaign and r.id > after]
        return sorted(found, key=lambda r: r.id)[:most]

    async def takedowns_of(self, campaign: str) -> Sequence[Takedown]:
        return [t for (of, _), t in self._kept.takedowns.items() if of == campaign]


class OneTalk:
    """The asker's own, and nobody else's."""

    async def is_theirs(self, viewer: ContactViewer, conversation: ConversationId) -> bool:
        return viewer == ASKER and conversation == TALK


class Told:
    def __init__(self) -> None:
        self.facts: list[tuple[str, str, str]] = []

    async def fact(self, conversation: ConversationId, what: str, fake: Indicator) -> None:
        self.facts.append((conversation, what, shown(fake, "en")))

    async def newest_of(self, contact: ContactId) -> ConversationId | None:
        return TALK if contact == ASKER.contact else None


def reader() -> FakeReader:
    registry = Registry(["help.wallet.example"])
    registry.use(
        [Entry(kind=Kind.SITE, value="samplewallet.com"), Entry(kind=Kind.HANDLE, value="telegram:sample")]
    )
    return FakeReader(registry, "https://help.wallet.example/")


@dataclass
class FakesRig:
    """Everything a test of fakes turns."""

    open_work: OpenWork
    archive: Archive
    events: list[Event]
    clock: Hands = field(default_factory=lambda: Hands(NOW))
    told: Told = field(default_factory=Told)

    def __post_init__(self) -> None:
        self.reporting = Reporting(
            open_work=self.open_work,
            archive=self.archive,
            reader=reader(),
            talks=OneTalk(),
            limiter=MemoryLimiter(lambda: self.clock().timestamp()),
            holds_secret=lambda text: screen(text).stopped,
            clock=self.clock,
        )
        self.campaigns = Campaigns(
            open_work=self.open_work,
            archive=self.archive,
            reader=reader(),
            tell=self.told,
            holds_secret=lambda text: screen(text).stopped,
            clock=self.clock,
        )

    async def came_with(self, app: str) -> None:
        contact = ASKER.contact
        await self.reporting.met(app, "", locale="en", contact=contact, conversation=TALK)

    async def one(self) -> Campaign:
        (found,) = await self.campaigns.list(list(State))
        return found

    async def confirmed(self, value: str = FAKE) -> Campaign:
        receipt = await self.reporting.report(value)
        assert receipt.campaign is not None
        campaign = receipt.campaign
        return await self.campaigns.decide(LEAD, campaign.id, State.CONFIRMED, version=campaign.version)


class FakesPromises:
    """Give a fixture ``rig``."""

    async def test_however_it_is_spelled_one_fake_is_one_campaign(self, rig: FakesRig) -> None:
        for value in (FAKE, "https://login.evil-wallet.com/a?b=1", "hxxp://EVIL-wallet[.]com", f"  {FAKE}. "):
            rig.clock.forward(minutes=1)
            await rig.reporting.report(value)
        campaign = await rig.one()
        assert (campaign.indicator, campaign.reports) == (Indicator(IndicatorKind.SITE, FAKE), 4)
        assert (campaign.first_at, campaign.last_at) == (NOW.replace(minute=1), NOW.replace(minute=4))
        assert [e.first for e in rig.events if isinstance(e, FakeReported)] == [True, False, False, False]

    async def test_who_tells_it_twice_told_it_once(self, rig: FakesRig) -> None:
        first = await rig.reporting.report(FAKE, viewer=ASKER, conversation=TALK)
        again = await rig.reporting.report(FAKE, viewer=ASKER)
        other = await rig.reporting.report(FAKE, viewer=OTHER)
        assert first.report == again.report != other.report
        assert (await rig.one()).reports == 2

    async def test_an_official_channel_is_no_fake_and_nothing_is_kept(self, rig: FakesRig) -> None:
        for value in (
            "https://samplewallet.com/x",
            "https://help.wallet.example",
            "other.samplewallet.com",
            "telegram @sample",
        ):
            assert (await rig.reporting.report(value)).ours
        assert (list(await rig.campaigns.list(list(State))), rig.events) == ([], [])

    @pytest.mark.parametrize("value", ["", "hello", "https://", "sites.google.com"])
    async def test_what_names_nothing_is_refused(self, rig: FakesRig, value: str) -> None:
        with pytest.raises(Invalid):
            await rig.reporting.report(value)
        assert rig.events == []

    @pytest.mark.parametrize("part", ["value", "said"])
    async def test_a_secret_is_stopped_in_every_field(self, rig: FakesRig, part: str) -> None:
        given = {"value": FAKE, "said": "they asked for it"} | {part: KEY}
        with pytest.raises(SecretStopped):
            await rig.reporting.report(given["value"], said=given["said"])
        assert list(await rig.campaigns.list(list(State))) == []

    async def test_nobody_reports_into_a_strangers_conversation(self, rig: FakesRig) -> None:
        for viewer in (OTHER, None):
            with pytest.raises(NotFound):
                await rig.reporting.report(FAKE, viewer=viewer, conversation=TALK)

    async def test_only_a_lead_decides_and_only_on_what_they_saw(self, rig: FakesRig) -> None:
        receipt = await rig.reporting.report(FAKE)
        assert receipt.campaign is not None
        with pytest.raises(NotFound):
            await rig.campaigns.decide(AGENT, receipt.campaign.id, State.CONFIRMED, version=1)
        await rig.reporting.report(FAKE)
        with pytest.raises(Conflict):
            await rig.campaigns.decide(LEAD, receipt.campaign.id, State.CONFIRMED, version=1)
        decided = await rig.campaigns.decide(LEAD, receipt.campaign.id, State.CONFIRMED, version=2)
        assert (decided.state, decided.decided_by, decided.decided_at) == (State.CONFIRMED, LEAD.agent, NOW)
        assert rig.events[-1] == CampaignDecided(at=NOW, campaign=decided.id, state="confirmed")

    async def test_what_was_never_confirmed_cannot_be_gone(self, rig: FakesRig) -> None:
        await rig.reporting.report(FAKE)
        campaign = await rig.one()
        for state in (State.GONE, State.REPORTED):
            with pytest.raises(Conflict):
                await rig.campaigns.decide(LEAD, campaign.id, state, version=campaign.version)

    async def test_the_public_reads_only_what_a_person_confirmed(self, rig: FakesRig) -> None:
        await rig.reporting.report("other-fake.net")
        campaign = await rig.confirmed()
        assert list(await rig.campaigns.public()) == [campaign]

    async def test_a_fake_that_was_gone_and_is_met_again_stands_again(self, rig: FakesRig) -> None:
        campaign = await rig.confirmed()
        await rig.campaigns.decide(LEAD, campaign.id, State.GONE, version=campaign.version)
        await rig.reporting.report(FAKE)
        assert (await rig.one()).state is State.CONFIRMED

    async def test_whoever_mentions_a_known_fake_is_warned(self, rig: FakesRig) -> None:
        await rig.reporting.report("not-yet-known.net")
        await rig.confirmed()
        await rig.campaigns.warn(
            TALK, "他让我打开 https://app.evil-wallet.com/claim 还有 not-yet-known.net 和 samplewallet.com"
        )
        assert rig.told.facts == [(TALK, "fake_met", "evil-wallet[.]com")]

    async def test_a_word_that_names_nobody_warns_nobody(self, rig: FakesRig) -> None:
        await rig.confirmed()
        await rig.campaigns.warn(TALK, "my transfer 0x" + "ab" * 32 + " of 2026-11-20 has not arrived")
        assert rig.told.facts == []

    async def test_reporters_hear_what_became_of_it(self, rig: FakesRig) -> None:
        receipt = await rig.reporting.report(FAKE, viewer=ASKER, conversation=TALK)
        await rig.reporting.report(FAKE)
        assert receipt.report is not None
        campaign = await rig.one()
        await rig.campaigns.tell_reporters(campaign.id)
        assert rig.told.facts == []
        await rig.campaigns.decide(LEAD, campaign.id, State.NOT_FAKE, version=campaign.version)
        await rig.campaigns.tell_reporters(campaign.id)
        assert rig.told.facts == [(TALK, "fake_result_not_fake", "evil-wallet[.]com")]
        assert (await rig.reporting.result(receipt.report.id))[1].state is State.NOT_FAKE
        with pytest.raises(NotFound):
            await rig.reporting.result("fkr_0")

    async def test_who_reported_outside_of_a_conversation_hears_it_in_theirs(self, rig: FakesRig) -> None:
        """By the form with their private link; who has none is told nothing, and reads it on the page."""
        for viewer in (ASKER, OTHER, None):
            await rig.reporting.report(FAKE, viewer=viewer)
        campaign = await rig.one()
        await rig.campaigns.decide(LEAD, campaign.id, State.CONFIRMED, version=campaign.version)
        await rig.campaigns.tell_reporters(campaign.id)
        assert rig.told.facts == [(TALK, "fake_result_confirmed", "evil-wallet[.]com")]

    async def test_beyond_the_cap_of_strangers_nothing_is_kept_unsaid_and_contacts_still_report(
        self, rig: FakesRig, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("walletdesk.impersonation.service.OF_STRANGERS", (2, 3600))
        for n in range(2):
            await rig.reporting.report(f"fake-{n}.net")
        with pytest.raises(TooMany) as refused:
            await rig.reporting.report("fake-2.net")
        assert (refused.value.code, refused.value.values["retry_after"]) == ("many_reports", 1800)
        assert rig.events[-1] == FakesRefused(at=NOW)
        assert len(await rig.campaigns.list(list(State))) == 2
        assert (await rig.reporting.report("fake-2.net", viewer=ASKER)).report is not None
        rig.clock.forward(minutes=30)
        assert (await rig.reporting.report("fake-3.net")).report is not None

    async def test_what_apps_say_takes_no_place_of_people_and_twice_takes_none(
        self, rig: FakesRig, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("walletdesk.impersonation.service.OF_APPS", (1, 3600))
        monkeypatch.setattr("walletdesk.impersonation.service.OF_CONTACTS", (1, 3600))
        for _ in range(3):
            await rig.came_with("com.fake.wallet")
        with pytest.raises(TooMany):
            await rig.came_with("com.fake.other")
        for _ in range(3):
            await rig.reporting.report(FAKE, viewer=ASKER)
        assert len(await rig.campaigns.list(list(State))) == 2

    async def test_letters_to_those_who_can_act_are_kept_with_their_dates(self, rig: FakesRig) -> None:
        campaign = await rig.confirmed()
        _, _, planned = await rig.campaigns.find(campaign.id)
        assert [(t.target, t.state) for t in planned] == [
            (t, TakedownState.TO_DO) for t in (Target.REGISTRAR, Target.HOST, Target.BROWSER_LISTS)
        ]
        due = NOW.replace(day=25)
        for state in (TakedownState.SENT, TakedownState.ANSWERED):
            await rig.campaigns.take_down(LEAD, campaign.id, Target.HOST, state, note=" #44 ", due_at=due)
        _, _, kept = await rig.campaigns.find(campaign.id)
        host = next(t for t in kept if t.target is Target.HOST)
        assert (host.state, host.note, host.due_at, host.changed_by) == (
            TakedownState.ANSWERED,
            "#44",
            due,
            LEAD.agent,
        )
        with pytest.raises(NotFound):
            await rig.campaigns.take_down(AGENT, campaign.id, Target.HOST, TakedownState.DONE)
        with pytest.raises(SecretStopped):
            await rig.campaigns.take_down(LEAD, campaign.id, Target.HOST, TakedownState.DONE, note=KEY)
