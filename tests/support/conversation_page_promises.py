"""What a list of conversations and the pages of a thread promise, in memory and in SQL."""

from tests.support.conversations import (
    ANN,
    ASKER,
    BEN,
    CONTACT,
    DESK,
    ELSEWHERE,
    NOON,
    TalkRig,
    said,
)
from walletdesk.conversations import (
    InLine,
    Listing,
    Page,
    Priority,
    Speaker,
    Status,
    may_read,
)
from walletdesk.kernel.clock import millis
from walletdesk.kernel.viewers import AgentViewer, Role


class PagePromises:
    async def test_items_are_paged_both_ways(self, rig: TalkRig) -> None:
        id = await rig.begun()
        for n in range(2, 8):
            await rig.talk.hear(id, CONTACT, said(f"n{n}", f"m{n}"))
        upwards = await rig.archive.items(id, Page(after=2, most=3))
        downwards = await rig.archive.items(id, Page(before=6, most=3))
        assert [item.seq for item in upwards] == [3, 4, 5]
        assert [item.seq for item in downwards] == [3, 4, 5]

    async def test_pages_of_a_list_hold_each_once_even_at_one_moment(self, rig: TalkRig) -> None:
        ids = [await rig.begun(f"s{n}") for n in range(7)]
        seen: list[str] = []
        cursor: tuple[int, str] | None = None
        while page := await rig.archive.list(Listing(contact=ASKER, cursor=cursor, most=3)):
            seen += [found.id for found in page]
            cursor = (millis(page[-1].last_at), page[-1].id)
        assert seen == sorted(ids, reverse=True)

    async def test_the_newest_word_comes_first(self, rig: TalkRig) -> None:
        first, second = await rig.begun("s1"), await rig.begun("s2")
        rig.clock.forward(seconds=1)
        await rig.talk.hear(first, CONTACT, said("more", "c2"))
        assert [c.id for c in await rig.reading.of_contact(ASKER)] == [first, second]

    async def test_a_list_holds_what_its_reader_may_read(self, rig: TalkRig) -> None:
        free, ours, theirs, mine = [await rig.begun(f"s{n}") for n in range(4)]
        for id, team in ((ours, DESK), (theirs, ELSEWHERE), (mine, ELSEWHERE)):
            await rig.talk.request_agent(id, reason="asked")
            await rig.talk.unassign(id, reason="transferred", team=team)
        await rig.talk.assign(mine, ANN, "Ann", reason="taken")
        viewer = AgentViewer(agent=ANN, role=Role.AGENT, teams=frozenset({DESK}))
        listed = await rig.archive.list(Listing(teams=viewer.teams, me=viewer.agent))
        assert {c.id for c in listed} == {free, ours, mine}
        assert all(may_read(viewer, c) for c in listed)
        assert await rig.archive.list(Listing(teams=frozenset(), me=BEN, status=Status.WITH_AGENT)) == []


class LinePromises:
    async def test_the_line_is_by_urgency_then_by_the_longest_wait_page_by_page(self, rig: TalkRig) -> None:
        ids = []
        for n in range(5):
            ids.append(await rig.begun(f"s{n}"))
            await rig.talk.request_agent(ids[-1], reason="asked")
            rig.clock.forward(seconds=1)
        await rig.talk.set_priority(ids[3], Priority.HIGH)
        await rig.talk.set_priority(ids[4], Priority.SECURITY)
        await rig.talk.assign(ids[0], ANN, "Ann", reason="taken")
        first = await rig.archive.in_line(InLine(most=2))
        assert [c.id for c in first] == [ids[4], ids[3]]
        cursor = (1, millis(first[-1].waiting_since or NOON), first[-1].id)
        assert [c.id for c in await rig.archive.in_line(InLine(cursor=cursor, most=9))] == [ids[1], ids[2]]

    async def test_what_goes_back_waits_since_its_first_asking(self, rig: TalkRig) -> None:
        id = await rig.begun()
        await rig.talk.request_agent(id, reason="asked")
        rig.clock.forward(minutes=9)
        await rig.talk.unassign(id, reason="transferred", team=DESK)
        [waiting] = await rig.archive.in_line(InLine())
        assert waiting.waiting_since == NOON

    async def test_a_list_of_what_is_open_leaves_out_what_is_over(self, rig: TalkRig) -> None:
        over, open = await rig.begun("s1"), await rig.begun("s2")
        await rig.talk.resolve(over, by=Speaker.CONTACT)
        assert [c.id for c in await rig.archive.list(Listing(active=True))] == [open]
