"""Searching messages, Chinese words of one and two characters included, on both engines."""

import pytest

from tests.support.conversations import AGENT, ANN, BEN, CONTACT, DESK, ELSEWHERE, TalkRig, said
from tests.support.kept import events_of
from walletdesk.conversations import MessageAdded, NoteAdded, Searching
from walletdesk.conversations.store import SqlArchive, SqlMessageIndex, open_work, search
from walletdesk.kernel.errors import Invalid
from walletdesk.kernel.ids import ConversationId
from walletdesk.kernel.viewers import AgentViewer, Role
from walletdesk.platform.db import Database

LEAD = AgentViewer(agent=BEN, role=Role.LEAD)
OF_DESK = AgentViewer(agent=ANN, role=Role.AGENT, teams=frozenset({DESK}))
RESTRICTED = AgentViewer(agent=BEN, role=Role.AGENT, teams=frozenset({ELSEWHERE}))


class Found:
    """A conversation of the desk whose messages are in the index."""

    def __init__(self, rig: TalkRig, searching: Searching) -> None:
        self.rig, self.searching = rig, searching

    async def add(self, *texts: str) -> ConversationId:
        rig = self.rig
        id = await rig.begun(f"s{len(rig.events)}")
        await rig.talk.request_agent(id, reason="asked")
        await rig.talk.unassign(id, reason="transferred", team=DESK)
        for n, text in enumerate(texts):
            await rig.talk.hear(id, CONTACT, said(text, f"t{n}"))
        await rig.talk.note(id, AGENT, said("a note about ledgers", "n1"))
        await self.searching.index([e for e in rig.events if isinstance(e, MessageAdded | NoteAdded)])
        return id

    async def texts(self, asked: str, viewer: AgentViewer = LEAD) -> list[str]:
        return [hit.text for hit in await self.searching.search(viewer, asked)]


@pytest.fixture
def found(db: Database) -> Found:
    archive = SqlArchive(db)
    rig = TalkRig(open_work(db), archive, events_of(db))
    return Found(rig, Searching(index=SqlMessageIndex(db), archive=archive))


@pytest.mark.parametrize(
    ("asked", "hits"),
    [
        ("币", ["我的币没有到账"]),
        ("到账", ["我的币没有到账"]),
        ("没有到", ["我的币没有到账"]),
        ("账到", []),
        ("钱包", ["钱包打不开 wallet"]),
        ("wallet", ["钱包打不开 wallet"]),
        ("WALLET 打不开", ["钱包打不开 wallet"]),
        ("wallet 到账", []),
        ("ledgers", ["a note about ledgers"]),
        ('"*) OR (', []),
        ("%", []),
    ],
)
async def test_words_are_found_as_they_are_written(found: Found, asked: str, hits: list[str]) -> None:
    await found.add("我的币没有到账", "钱包打不开 wallet")
    assert await found.texts(asked) == hits


async def test_an_agent_of_another_desk_finds_nothing_of_it(found: Found) -> None:
    id = await found.add("pineapple")
    assert await found.texts("pineapple", OF_DESK) == ["pineapple"]
    assert await found.texts("pineapple", RESTRICTED) == []
    await found.rig.talk.assign(id, BEN, "Ben", reason="transferred")
    assert await found.texts("pineapple", RESTRICTED) == ["pineapple"]


async def test_telling_the_index_twice_finds_it_once(found: Found) -> None:
    await found.add("pineapple")
    await found.searching.index([e for e in found.rig.events if isinstance(e, MessageAdded)])
    assert await found.texts("pineapple") == ["pineapple"]


async def test_pages_go_on_below_the_last_hit(found: Found) -> None:
    await found.add("pineapple 1", "pineapple 2", "pineapple 3")
    first = await found.searching.search(LEAD, "pineapple", most=2)
    rest = await found.searching.search(LEAD, "pineapple", most=2, before=first[-1].number)
    assert [hit.text for hit in [*first, *rest]] == ["pineapple 3", "pineapple 2", "pineapple 1"]


@pytest.mark.parametrize("asked", ["", "   ", "x" * 201])
async def test_nothing_and_a_novel_are_not_searched_for(found: Found, asked: str) -> None:
    with pytest.raises(Invalid):
        await found.searching.search(LEAD, asked)


async def test_a_large_batch_is_found_whole_and_a_repeated_one_adds_nothing(
    found: Found, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "AT_ONCE", 3)
    await found.add(*[f"ledger number {n}" for n in range(10)])
    await found.add("another ledger")
    texts = await found.texts("ledger")
    assert texts == ["another ledger", *[f"ledger number {n}" for n in reversed(range(10))]]
