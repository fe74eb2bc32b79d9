"""The queue as whoever waits sees it: place and range move, leaving keeps both, a second team is told of."""

import sqlalchemy as sa
from playwright.async_api import Locator, expect

from tests.support.browser import Look, PageMaker
from tests.support.installation import Agent, Installation
from tests.support.installation import Contact as Other
from tests.support.journey import LINE_LOST, Contact, People
from tests.support.waits import has_waited
from walletdesk.kernel.ids import ConversationId, TeamId
from walletdesk.kernel.viewers import Role
from walletdesk.platform.db import statement
from walletdesk.routing.rules import Overflow, Rule, Weights
from walletdesk.routing.store.tables import ENTRY

PHONE = Look("zh-CN", "phone", "dark")
ASK = "转账一直没确认"


class Floor:
    """Two teams of one each: all to the first, the second after five minutes. Twenty waits to learn from."""

    def __init__(self, house: Installation) -> None:
        self.house = house

    async def fill(self) -> None:
        house = self.house
        self.first, self.second = await house.team("First"), await house.team("Second")
        lead = await house.agent(Role.LEAD)
        arranging = house.system.work.arranging
        overflow = [Overflow(minutes=5, team=self.first, to=self.second)]
        plan = await arranging.set_queues(lead.id, 0, weights=Weights(), overflow=overflow)
        await arranging.set_rules(lead.id, plan.version, [Rule(team=self.first)])
        self.helper = await self._online(self.first)
        await has_waited(house.system.engine.db, f"{self.first}||1|zh")

    async def _online(self, team: TeamId) -> Agent:
        agent = await self.house.agent(teams=[team], languages=("zh",), capacity=1)
        await agent.ask("PUT", "/api/me/availability", {"state": "online"})
        await self.house.settle()
        return agent

    async def helper_is(self, state: str) -> None:
        await self.helper.ask("PUT", "/api/me/availability", {"state": state})
        await self.house.settle()

    async def second_is_busy(self) -> ConversationId:
        self.other = await self._online(self.second)
        _, held = await self.waits()
        await self.house.system.work.routing.moving.transfer_to_agent(held, self.other.id)
        await self.house.settle()
        return held

    async def waits(self) -> tuple[Other, ConversationId]:
        contact = await self.house.contact("zh-CN")
        id = ConversationId((await contact.starts(ASK, locale="zh-CN"))["head"]["id"])
        await contact.post(f"/api/conversations/{id}/agent")
        await self.house.settle()
        return contact, id

    async def ends(self, one: tuple[Other, ConversationId]) -> None:
        await one[0].post(f"/api/conversations/{one[1]}/end")
        await self.house.settle()

    async def minutes_pass(self, minutes: int) -> None:
        """For all who wait; then the minute's round."""
        back = statement(sa.update(ENTRY).values(joined_at=ENTRY.c.joined_at - minutes * 60_000))
        async with self.house.system.engine.db.write() as tx:
            await tx.run(back)
        await self.house.system.work.routing.repairing.sweep()
        await self.house.settle()


def told_range(contact: Contact) -> Locator:
    return contact.frame.locator(".queue-place").get_by_text("分钟")


async def sees_whether_anybody_is_there(floor: Floor, contact: Contact) -> None:
    """The only one who can take it pauses and comes back: told at once, in the page that stands open."""
    card, head = contact.frame.locator(".w-line"), contact.frame.locator(".w-head")
    await expect(card).not_to_contain_text("没有客服在线")
    await floor.helper_is("away")
    await expect(card.get_by_role("status")).to_contain_text("现在没有客服在线。最晚")
    await expect(card).to_contain_text("您排第 2 位，位置一直留着。")
    await expect(card.locator(".amount")).to_have_count(0)
    await expect(head).to_contain_text("现在没有客服在线 · ")
    await floor.helper_is("online")
    await contact.stands_at(2)
    await expect(card).not_to_contain_text("没有客服在线")


async def test_the_queue_as_it_is_seen(served: Installation, page_maker: PageMaker) -> None:
    page_maker.allow(LINE_LOST)
    floor = Floor(served)
    await floor.fill()
    await floor.waits()
    before = await floor.waits()
    contact = await People(page_maker, served.home).contact(PHONE)
    await contact.write(ASK)
    await contact.button("Talk to a person").first.click()
    await contact.stands_at(2)
    await expect(told_range(contact)).to_be_visible()
    at_two = await told_range(contact).inner_text()
    await sees_whether_anybody_is_there(floor, contact)
    behind = await floor.waits()

    await floor.ends(before)
    await contact.stands_at(1)
    await expect(told_range(contact)).not_to_have_text(at_two)

    await contact.leaves_and_comes_back()
    await contact.stands_at(1)
    assert ASK in (await contact.texts("contact"))[0]

    held = await floor.second_is_busy()
    await floor.minutes_pass(6)
    await expect(contact.messages.last).to_contain_text("现在另一组客服也可以接您的会话")
    await contact.stands_at(1)
    await served.system.heart.conversing.close(held)
    await served.settle()
    await expect(contact.title).to_have_text(served.system.staff.directory.shown_as(floor.other.id))
    place = await served.system.work.routing.standings.place_of(behind[1])
    assert place == 1
