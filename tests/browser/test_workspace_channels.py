"""One contact on several channels as an agent sees them: by what answers go out, and one timeline."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import FilePayload, Page, expect

from tests.browser.test_widget_looks import SIDEWAYS
from tests.support.browser import Look, PageMaker, axe, picture
from tests.support.fake_conversations import Json, now
from tests.support.fake_workspace import FakeWorkspace, serving
from tests.support.journey import say
from tests.support.workspace import Workspace
from walletdesk.channels.messaging.model import Limits, Unit
from walletdesk.channels.messaging.wording import split

MINUTE = 60_000
LONG = "我们正在查这笔转账。" * 40  # 1,200 bytes: two of WeChat's messages
TEXTS = [LONG, "One sentence. " * 60, "no-end" * 200, "第一段\n\n" + "第二段。" * 120, "😀" * 300]
PARTS = """async ([texts, unit, longest]) => {
  const { partsOf } = await import("/ui/workspace/model/parts.js");
  return texts.map((text) => partsOf(text, unit, longest));
}"""


def open_channel(**changed: object) -> Json:
    return {
        "kind": "wechat", "title": "WeChat", "reply_until": now() + 27 * MINUTE + 30_000, "left": 4,
        "gone": "", "longest": 600, "unit": "bytes", "most_parts": 20, "added": "",
        "files": [{"type": "image/", "bytes": 2_000_000}],
        "messages": [{"seq": 2, "state": "sent", "reason": ""}], **changed,
    }  # fmt: skip


def of_contact() -> Json:
    began = now() - 3_600_000
    talk = {"subject": "", "last_at": began, "last_text": "?"}
    spoken = {"name": "", "files": 0}
    return {
        "id": "con_1",
        "blocked": None,
        "known": [
            {"channel": "wallet", "how": "wallet", "since": began, "address": ""},
            {"channel": "wechat", "how": "linked", "since": began, "address": ""},
            {"channel": "email", "how": "said", "since": began, "address": "li@mail.example"},
        ],
        "talks": [
            {**talk, "id": "cnv_1", "channel": "wechat", "status": "with_agent"},
            {**talk, "id": "cnv_2", "channel": "email", "status": "with_agent"},
        ],
        "elsewhere": 1,
        "spoken": [
            {**spoken, "conversation": "cnv_2", "channel": "email", "seq": 1, "at": began, "who": "contact",
             "text": "I wrote by mail first."},
            {**spoken, "conversation": "cnv_1", "channel": "wechat", "seq": 1, "at": began + MINUTE,
             "who": "contact", "text": "币没到账"},
        ],
    }  # fmt: skip


@pytest.fixture
async def fake_workspace() -> AsyncIterator[FakeWorkspace]:
    async with serving(FakeWorkspace()) as server:
        server.role = "lead"
        server.world.add("cnv_1", "Li", "币没到账", channel="wechat")
        server.world.put("cnv_1", "agent", "我来查。")
        server.world.add("cnv_2", "Li", "I wrote by mail first.", channel="email")
        server.channels["cnv_1"] = open_channel()
        server.contacts["cnv_1"] = of_contact()
        server.mails["cnv_2"] = {
            "held": True, "to": "li@mail.example", "proven": False, "inbox": "Mail", "items": [],
        }  # fmt: skip
        yield server


class Agent:
    """What an agent sees, step by step."""

    def __init__(self, page: Page, server: FakeWorkspace, look: Look) -> None:
        self.page, self.server, self.look = page, server, look
        self.workspace, self.line = Workspace(page, server), page.locator(".channel-line")
        self.zh = look.locale == "zh-CN"

    def says(self, sentence: str, **values: str) -> str:
        return say("workspace", self.look.locale, sentence, **values)

    async def is_in_order(self, name: str) -> None:
        assert await axe(self.page) == []
        assert await self.page.evaluate(SIDEWAYS) is False
        await picture(self.page, f"workspace-{name}-{'-'.join(self.look)}")

    async def pane(self, number: int) -> None:
        if self.look.screen == "phone":
            await self.page.locator(".foldbar button").nth(number).tap()

    async def sees_where_it_goes(self) -> None:
        wechat = self.says("WeChat")
        left = f"还有 27 分钟可通过{wechat}回复" if self.zh else f"27 min left to answer by {wechat}"
        await expect(self.line).to_contain_text(left)
        await self.workspace.field.fill(LONG)
        await expect(self.line).to_contain_text("将分成 2 条发出" if self.zh else "Goes as 2 messages")

    async def sees_receipts_as_they_come(self) -> None:
        await expect(self.page.locator('[data-receipt="sent"]')).to_be_visible()
        self.server.channels["cnv_1"]["messages"][0]["state"] = "read"
        await self.server.push({"t": "channel", "conversation": "cnv_1"})
        await expect(self.page.locator('[data-receipt="read"]')).to_be_visible()

    async def is_refused_before_the_upload(self) -> None:
        asked = len(self.server.asked)
        file = FilePayload(name="a.zip", mimeType="application/zip", buffer=b"x")
        await self.page.locator("#files").set_input_files(file)
        why = self.says("{channel} takes no files of this kind.", channel=self.says("WeChat"))
        await expect(self.page.locator(".composer-files")).to_contain_text(why)
        assert not [one for one in self.server.asked[asked:] if "attachments" in one]

    async def sees_one_timeline(self) -> None:
        await self.pane(2)
        known = self.page.locator("#panel .known li")
        await expect(known).to_have_count(3)
        await expect(known.nth(2)).to_contain_text(self.says("only said there: nothing proves it"))
        await expect(self.page.locator("#panel .spoken")).to_have_count(2)
        await self.is_in_order("timeline")
        await self.pane(1)

    async def blocks_and_takes_back(self) -> None:
        """Leads only. What the server does with it is tested elsewhere."""
        await self.pane(2)
        block = self.page.locator("#panel details.fold", has_text=self.says("Block this contact"))
        await block.locator("summary").click()
        await block.locator("#block-hours").select_option("168")
        await self.is_in_order("blocking")
        told = {"why": "fraud", "by": "Mei", "at": now(), "until": now() + 168 * 60 * MINUTE}
        self.server.contacts["cnv_1"]["blocked"] = told
        await block.get_by_role("button").click()
        shown = self.page.locator("#panel .blocked")
        await expect(shown).to_contain_text(self.says("fraud"))
        assert "PUT /api/contacts/con_1/blocked" in self.server.asked
        await self.is_in_order("blocked")
        self.server.contacts["cnv_1"]["blocked"] = None
        await shown.get_by_role("button").click()
        await expect(shown).to_have_count(0)
        await self.pane(1)

    async def goes_on_elsewhere_when_it_is_too_late(self) -> None:
        """The window closes over what was written: the words go along."""
        self.server.channels["cnv_1"]["reply_until"] = now() - MINUTE
        await self.server.push({"t": "channel", "conversation": "cnv_1"})
        closed = self.page.locator(".channel-closed")
        await expect(closed).to_contain_text(self.says("It cannot be sent here now. What else there is:"))
        by_mail = self.says("Answer by {channel}", channel=self.says("E-mail"))
        await expect(closed.get_by_role("button", name=by_mail)).to_be_visible()
        await self.is_in_order("channel-closed")
        await closed.get_by_role("button", name=by_mail).click()
        await expect(self.line).to_contain_text("li@mail.example")
        await expect(self.workspace.field).to_have_value(LONG)

    async def counts_as_the_server_does(self) -> None:
        for unit in Unit:
            cut = [list(split(one, Limits(longest=600, unit=unit))) for one in TEXTS]
            assert await self.page.evaluate(PARTS, [TEXTS, unit.value, 600]) == cut


@pytest.mark.parametrize(
    "look", [Look("zh-CN", "desktop", "dark"), Look("en", "phone", "light")], ids="-".join
)
async def test_a_reply_says_by_what_it_goes_and_one_timeline_holds_all_channels(
    look: Look, fake_workspace: FakeWorkspace, page_maker: PageMaker
) -> None:
    agent = Agent(await page_maker(look), fake_workspace, look)
    await agent.workspace.open("cnv_1")
    await agent.sees_where_it_goes()
    await agent.sees_receipts_as_they_come()
    await agent.is_refused_before_the_upload()
    await agent.is_in_order("channel")
    await agent.sees_one_timeline()
    await agent.blocks_and_takes_back()
    await agent.counts_as_the_server_does()
    await agent.goes_on_elsewhere_when_it_is_too_late()
