"""The reports by mail over their store, on both engines: each period once, whatever breaks in between."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.support.memory import Hands, MemoryAudit
from walletdesk.insights.digests import DigestDue, Digests, DigestTokens, Every, Needs, Period, Told
from walletdesk.insights.digests.store import DigestWork, SqlArchive, open_work
from walletdesk.kernel.errors import Conflict, Invalid, NotFound, SecretStopped
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import AgentId
from walletdesk.platform.db import Database, Kept, works

LEAD = AgentId("agt_lead")
WEDNESDAY = datetime(2026, 11, 18, 4, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)  # 08:30 in Shanghai
EVERY = {Every.DAY, Every.WEEK, Every.MONTH}


class Rig:
    def __init__(self, db: Database) -> None:
        self.clock, self.audit, self.told = Hands(WEDNESDAY), MemoryAudit(), list[tuple[str, int]]()
        self.leads = {LEAD}
        self.needs = Needs(
            open_work=open_work(db, lambda _: self.audit),
            archive=SqlArchive(db),
            tokens=DigestTokens(b"k" * 32),
            leads=self.is_lead,
            figures=self.figures,
            limiter=self,
            holds_secret=lambda text: "abandon" in text,
            clock=self.clock,
            zone=ZoneInfo("Asia/Shanghai"),
            public_url="https://desk.example",
            sends_mail=True,
        )
        self.digests = Digests(self.needs)
        db.on_kept(self.kept)

    async def is_lead(self, agent: AgentId) -> bool:
        return agent in self.leads

    async def figures(self, period: Period, locale: str) -> Sequence[Told]:
        return [Told("Began", period.first.isoformat(), locale, "")]

    async def hit(self, key: str, n: int, seconds: int) -> None:
        assert "@" not in key

    def kept(self, kept: Kept) -> None:
        events = [one.event for one in kept.events]
        self.told += [(one.every, one.first) for one in events if isinstance(one, DigestDue)]

    async def confirm(self, address: str = "lead@mail.example") -> None:
        await self.digests.give_address(LEAD, address, "zh-CN")
        found = await self.digests.find(LEAD)
        assert found is not None
        await self.digests.confirm(LEAD, self.needs.tokens.to_confirm(found.proof))


@pytest.fixture
def rig(db: Database) -> Rig:
    return Rig(db)


async def test_an_address_gets_nothing_before_its_lead_has_opened_the_link(rig: Rig) -> None:
    for wrong, refusal in (("no address", Invalid), ("abandon@mail.example", SecretStopped)):
        with pytest.raises(refusal):
            await rig.digests.give_address(LEAD, wrong, "en")
    with pytest.raises(Conflict):
        await rig.digests.choose(LEAD, EVERY, "en")
    await rig.digests.give_address(LEAD, "Lead@Mail.Example", "zh-CN")
    asked = await rig.digests.find(LEAD)
    assert asked is not None
    assert (asked.address, asked.wanted) == ("", "lead@mail.example")
    token = rig.needs.tokens.to_confirm(asked.proof)
    with pytest.raises(Conflict):
        await rig.digests.send_now(LEAD, Every.WEEK, "en")
    for agent, wrong in ((AgentId("agt_other"), token), (LEAD, _other(token)), (LEAD, "")):
        with pytest.raises(Conflict):
            await rig.digests.confirm(agent, wrong)
    rig.clock.forward(hours=24)
    with pytest.raises(Conflict):
        await rig.digests.confirm(LEAD, token)
    assert await rig.digests.asked_at(asked.proof) is None
    await rig.confirm()
    assert await rig.digests.recipient(LEAD) is not None
    await rig.digests.give_address(LEAD, "another@mail.example", "en")
    still = await rig.digests.recipient(LEAD)
    assert still is not None
    assert still.address == "lead@mail.example"


async def test_each_period_is_told_once_with_two_nodes_and_after_a_kill(rig: Rig, db: Database) -> None:
    await rig.confirm()
    await rig.digests.choose(LEAD, {Every.WEEK}, "zh-CN")
    await rig.digests.look()
    assert rig.told == []
    rig.clock.at = MONDAY

    dying = Digests(replace(rig.needs, open_work=works(db, lambda tx: _Dying(tx, rig.audit))))
    with pytest.raises(RuntimeError):
        await dying.look()  # killed after it was marked, before the end of its block

    second = Digests(rig.needs)
    await asyncio.gather(*[one.look() for one in (rig.digests, second) * 3])
    week = ("week", datetime(2026, 11, 16, tzinfo=UTC).toordinal())
    assert rig.told == [week]
    rig.clock.forward(days=40)  # it was switched off
    await rig.digests.look()
    await rig.digests.look()
    assert rig.told == [week, ("week", datetime(2026, 12, 21, tzinfo=UTC).toordinal())]
    letter = await rig.digests.letter(LEAD, *week, "zh-CN", asked=False)
    assert letter is not None
    assert letter.link == "https://desk.example/workspace/reports?from=2026-11-16&to=2026-11-22"
    assert [one.text for one in letter.figures] == ["2026-11-16"]


async def test_one_click_or_the_loss_of_the_role_stops_it(rig: Rig) -> None:
    await rig.confirm()
    await rig.digests.choose(LEAD, EVERY, "en")
    rig.clock.at = MONDAY
    week = ("week", datetime(2026, 11, 16, tzinfo=UTC).toordinal())
    made = await rig.digests.letter(LEAD, *week, "en", asked=False)
    assert made is not None
    token = made.stop.partition("t=")[2].partition("&")[0]
    with pytest.raises(NotFound):
        await rig.digests.stop(_other(token))
    await rig.digests.stop(token)
    await rig.digests.stop(token)
    assert await rig.digests.letter(LEAD, *week, "en", asked=False) is None  # what was queued is not sent
    await rig.digests.look()
    assert rig.told == []

    await rig.digests.choose(LEAD, EVERY, "en")
    rig.leads.clear()
    assert await rig.digests.letter(LEAD, *week, "en", asked=True) is None
    rig.clock.forward(days=30)
    await rig.digests.look()
    assert (rig.told, await rig.digests.find(LEAD)) == ([], None)
    assert rig.audit.rows[-1] == (LEAD, "report_mail_ended", LEAD)


def _other(token: str) -> str:
    return token[:-1] + ("A" if token[-1] != "A" else "B")


class _Dying(DigestWork):
    def emit(self, *events: Event) -> None:
        raise RuntimeError
