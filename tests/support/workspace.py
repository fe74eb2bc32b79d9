"""The workspace in a real browser: an agent's moves, against a back end of our own making."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from playwright.async_api import Locator, Page, expect

from tests.support.fake_conversations import Conversations, Json, now
from tests.support.fake_workspace import FakeWorkspace

PHRASE = (
    "legal winner thank year wave sausage worth useful legal winner thank yellow"  # a published test vector
)
HEX = "8f14e45fceea167a5a36dedd4bea2543c1f0d9b8a7e6f5d4c3b2a190817263fe"


async def until(claim: Callable[[], object], *, seconds: float = 10) -> None:
    """Wait for something that no page shows."""
    async with asyncio.timeout(seconds):
        while not claim():  # noqa: ASYNC110 - what it waits for has no event
            await asyncio.sleep(0.02)


@dataclass(frozen=True)
class Workspace:
    """The page /workspace and what an agent does there."""

    page: Page
    server: FakeWorkspace

    @property
    def world(self) -> Conversations:
        return self.server.world

    @property
    def field(self) -> Locator:
        return self.page.locator("wd-composer textarea")

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("log")

    @property
    def messages(self) -> Locator:
        return self.log.locator("li.msg")

    @property
    def rows(self) -> Locator:
        return self.page.locator("a.conv")

    async def open(self, conversation: str = "") -> "Workspace":
        await self.page.add_init_script("localStorage['walletdesk.been-in'] ??= 'yes'")
        await self.page.goto(f"{self.server.origin}/workspace{f'#{conversation}' if conversation else ''}")
        await self.connected()
        if conversation:
            await expect(self.page.locator("wd-composer form")).to_be_attached()
        return self

    async def connected(self) -> None:
        """Wait until the live line stands and the picture after it was fetched."""
        await until(lambda: len(self.server.sockets) > 0)
        await until(lambda: self.server.asked.count("GET /api/workspace/counts") > 0)

    async def press(self, key: str) -> None:
        """A key outside of every field."""
        await self.page.evaluate("document.activeElement?.blur()")
        await self.page.keyboard.press(key)

    async def offer(self, conversation: str, agent: Json) -> None:
        """Ask an agent to take what waits."""
        self.world.change(conversation, offer={"agent": agent, "until": now() + 30_000})
        await self.world.tell(conversation)

    async def send(self, text: str) -> None:
        await self.field.fill(text)
        await self.field.press("Control+Enter")

    def draft(self, conversation: str, mode: str = "reply") -> str:
        """As the server has it."""
        text: str = self.world.drafts.get((conversation, mode), {"text": ""})["text"]
        return text

    async def saved(self, text: str) -> None:
        await until(lambda: any(draft["text"] == text for draft in self.server.drafts_put))

    async def top_of(self, row: Locator) -> float:
        box = await row.bounding_box()
        assert box is not None
        return box["y"]

    async def scroll_to(self, top: int) -> None:
        await self.log.evaluate("(log, top) => { log.scrollTop = top; }", top)

    async def kept_in_browser(self) -> str:
        """All that this browser would keep when it is closed."""
        kept: str = await self.page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
        return kept


def grow(workspace: Workspace, count: int) -> None:
    """Make the first conversation long, and read."""
    for number in range(count):
        who = "contact" if number % 2 else "agent"
        workspace.world.put("cnv_one", who, f"Message {number + 1} " + "and more of it " * (number % 5))
    workspace.world.change("cnv_one", unread=0, agent_read_seq=count + 1)
