"""Saved replies in memory, and what both they and the SQL store promise."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from tests.support.house import StrictHouse
from tests.support.memory import Hands, MemoryAudit, MemoryWork
from walletdesk.automation import SavedReplies, SavedRepliesChanged, SavedReply, Wording
from walletdesk.automation.ports import Archive, OpenWork
from walletdesk.automation.starter import starter_replies
from walletdesk.kernel.errors import Conflict, Invalid, NotFound, SecretStopped
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import AgentId, SavedReplyId
from walletdesk.kernel.viewers import AgentViewer, Role

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ANN = AgentViewer(agent=AgentId("agt_ann"), role=Role.AGENT)
BOB = AgentViewer(agent=AgentId("agt_bob"), role=Role.AGENT)
LEA = AgentViewer(agent=AgentId("agt_lea"), role=Role.LEAD)
HI = {
    "en": Wording("Hello", "Hello, I am {agent}. {cursor}"),
    "zh-CN": Wording("您好", "我是{agent}。{cursor}"),
}
SECRET = "legal winner"  # what the rig's shield calls one


class MemoryReplies:
    def __init__(self) -> None:
        self.kept: dict[SavedReplyId, SavedReply | None] = {}

    async def set_of(self, agent: AgentId | None) -> Sequence[SavedReply]:
        found = [reply for reply in self.kept.values() if reply and reply.agent == agent]
        return sorted(found, key=lambda reply: (reply.place, reply.id))

    async def find(self, id: SavedReplyId) -> SavedReply | None:
        return self.kept.get(id)

    async def add(self, reply: SavedReply, at: datetime) -> bool:
        if reply.id in self.kept or await self._is_taken(reply):
            return False
        self.kept[reply.id] = reply
        return True

    async def replace(self, reply: SavedReply, at: datetime) -> bool:
        if await self._is_taken(reply):
            return False
        self.kept[reply.id] = reply
        return True

    async def remove(self, reply: SavedReply, at: datetime) -> None:
        self.kept[reply.id] = None

    async def _is_taken(self, reply: SavedReply) -> bool:
        there = await self.set_of(reply.agent)
        return any(one.shortcode == reply.shortcode and one.id != reply.id for one in there)


class MemoryAutomation(MemoryWork):
    def __init__(self) -> None:
        super().__init__()
        self.replies = MemoryReplies()
        self.audit = MemoryAudit()


class MemoryArchive:
    def __init__(self, memory: MemoryAutomation) -> None:
        self._memory = memory

    async def of(self, agent: AgentId) -> Sequence[SavedReply]:
        replies = self._memory.replies
        return [*await replies.set_of(agent), *await replies.set_of(None)]


@dataclass
class ReplyRig:
    """Everything a test of saved replies turns."""

    open_work: OpenWork
    archive: Archive
    events: list[Event]
    audited: Callable[[], Awaitable[list[tuple[str, str, str]]]]
    clock: Hands = field(default_factory=lambda: Hands(NOW))

    def __post_init__(self) -> None:
        self.work = SavedReplies(
            open_work=self.open_work,
            archive=self.archive,
            holds_secret=lambda text: SECRET in text,
            outgoing=StrictHouse(),
            clock=self.clock,
        )

    async def add(self, viewer: AgentViewer, shortcode: str, *, team: bool = False) -> SavedReply:
        return await self.work.add(viewer, team=team, shortcode=shortcode, wordings=HI)

    async def codes(self, viewer: AgentViewer) -> list[str]:
        return [reply.shortcode for reply in await self.work.of(viewer)]


class ReplyPromises:
    """Give a fixture ``rig``."""

    async def test_own_ones_are_seen_by_their_agent_and_the_teams_by_all(self, rig: ReplyRig) -> None:
        await rig.add(LEA, "team", team=True)
        await rig.add(ANN, "mine")
        assert await rig.codes(ANN) == ["mine", "team"]
        assert await rig.codes(BOB) == ["team"]
        assert rig.events == [
            SavedRepliesChanged(at=NOW, agent=None),
            SavedRepliesChanged(at=NOW, agent=ANN.agent),
        ]

    async def test_what_was_kept_comes_back_as_it_was(self, rig: ReplyRig) -> None:
        added = await rig.work.add(
            ANN, team=False, shortcode=" /Hi ", wordings={"en": Wording(" A  b ", "I am {{ agent }}.\nHi ")}
        )
        assert added.shortcode == "hi"
        assert added.wordings == {"en": Wording("A b", "I am {agent}.\nHi")}
        assert await rig.work.of(ANN) == [added]

    async def test_the_teams_are_for_leads_to_change_and_nobody_touches_anothers(self, rig: ReplyRig) -> None:
        team, anns = await rig.add(LEA, "team", team=True), await rig.add(ANN, "mine")
        with pytest.raises(NotFound):
            await rig.add(ANN, "more", team=True)
        with pytest.raises(NotFound):
            await rig.work.order(ANN, team=True, ids=[team.id])
        for viewer, id in ((ANN, team.id), (BOB, anns.id), (LEA, anns.id), (ANN, SavedReplyId("rpl_none"))):
            with pytest.raises(NotFound):
                await rig.work.remove(viewer, id)
            with pytest.raises(NotFound):
                await rig.work.change(viewer, id, version=1, shortcode="x", wordings=HI)
        assert await rig.codes(ANN) == ["mine", "team"]

    async def test_who_changed_what_the_team_sends_is_written_down_and_own_ones_are_not(
        self, rig: ReplyRig
    ) -> None:
        team, own = await rig.add(LEA, "team", team=True), await rig.add(LEA, "mine")
        for reply in (team, own):
            await rig.work.change(LEA, reply.id, version=1, shortcode=reply.shortcode, wordings=HI)
            await rig.work.order(LEA, team=reply is team, ids=[reply.id])
            await rig.work.remove(LEA, reply.id)
        assert await rig.audited() == [
            (LEA.agent, "saved_reply_added", team.id),
            (LEA.agent, "saved_reply_changed", team.id),
            (LEA.agent, "saved_replies_ordered", "team"),
            (LEA.agent, "saved_reply_removed", team.id),
        ]

    async def test_a_shortcode_stands_for_one_in_a_set(self, rig: ReplyRig) -> None:
        await rig.add(ANN, "hi")
        other = await rig.add(ANN, "ho")
        await rig.add(BOB, "hi")
        await rig.add(LEA, "hi", team=True)
        with pytest.raises(Conflict):
            await rig.add(ANN, "HI")
        with pytest.raises(Conflict):
            await rig.work.change(ANN, other.id, version=1, shortcode="hi", wordings=HI)
        assert await rig.codes(ANN) == ["hi", "ho", "hi"]

    async def test_who_changes_an_older_one_is_told(self, rig: ReplyRig) -> None:
        reply = await rig.add(ANN, "hi")
        second = {"en": Wording("Two", "2")}
        changed = await rig.work.change(ANN, reply.id, version=1, shortcode="hi2", wordings=second)
        assert (changed.version, changed.wordings) == (2, second)
        with pytest.raises(Conflict):
            await rig.work.change(ANN, reply.id, version=1, shortcode="hi3", wordings=HI)
        assert await rig.work.of(ANN) == [changed]

    async def test_the_order_is_the_one_that_was_asked_for(self, rig: ReplyRig) -> None:
        ids = {code: (await rig.add(ANN, code)).id for code in ("a", "b", "c", "d")}
        await rig.work.order(ANN, team=False, ids=[ids["c"], ids["a"]])
        assert await rig.codes(ANN) == ["c", "a", "b", "d"]
        await rig.add(ANN, "e")
        assert await rig.codes(ANN) == ["c", "a", "b", "d", "e"]

    async def test_what_was_removed_is_gone_and_its_shortcode_is_free(self, rig: ReplyRig) -> None:
        reply = await rig.add(ANN, "hi")
        await rig.work.remove(ANN, reply.id)
        assert await rig.codes(ANN) == []
        with pytest.raises(NotFound):
            await rig.work.remove(ANN, reply.id)
        await rig.add(ANN, "hi")
        assert await rig.codes(ANN) == ["hi"]

    async def test_neither_a_secret_nor_the_wish_for_one_is_kept(self, rig: ReplyRig) -> None:
        kept = await rig.add(ANN, "hi")
        for wording in (Wording("t", f"it is {SECRET}"), Wording(SECRET, "text")):
            with pytest.raises(SecretStopped):
                await rig.work.add(ANN, team=False, shortcode="a", wordings={"en": wording})
        asking = {**HI, "en": Wording("Verify", "Please send me your recovery phrase.")}
        with pytest.raises(Invalid) as refused:
            await rig.work.change(ANN, kept.id, version=1, shortcode="hi", wordings=asking)
        assert refused.value.code == "asks_for_secret"
        assert await rig.work.of(ANN) == [kept]

    async def test_starters_come_once_and_never_again_once_removed(self, rig: ReplyRig) -> None:
        starters = starter_replies()
        await rig.work.add_starters(starters)
        first, second = starters[0], starters[1]
        await rig.work.remove(LEA, first.id)
        mine = await rig.work.change(LEA, second.id, version=1, shortcode=second.shortcode, wordings=HI)
        await rig.work.add_starters(starters)
        assert await rig.work.of(ANN) == [mine, *starters[2:]]
