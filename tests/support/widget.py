"""The widget in a real browser: the contact's moves, against a server of our own making."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.async_api import Locator, Page, expect

from tests.support.fake_server import FakeServer
from tests.support.promised import promised

PHRASE = (
    "legal winner thank year wave sausage worth useful legal winner thank yellow"  # a published test vector
)
HEX = "8f14e45fceea167a5a36dedd4bea2543c1f0d9b8a7e6f5d4c3b2a190817263fe"


def ms(seconds: float = 0) -> int:
    """So many seconds from now, as the wire counts."""
    return round((time.time() + seconds) * 1000)


def waiting(by: int | None, position: int | None = 1, **told: Any) -> dict[str, Any]:  # noqa: ANN401 - as in promised
    """The head of a contact who waits, with what was promised."""
    promise = {"kind": "first_reply", **promised(by, **told)}
    return {"status": "waiting_for_agent", "queue": {"position": position}, "promise": promise}


@dataclass(frozen=True)
class Widget:
    """The page /w and what a contact does there."""

    page: Page
    server: FakeServer

    @property
    def field(self) -> Locator:
        return self.page.locator("wd-composer textarea")

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("log")

    @property
    def messages(self) -> Locator:
        return self.log.locator("li.msg")

    async def open(self, *, locale: str = "en") -> "Widget":
        await self.page.goto(f"{self.server.origin}/w?inbox=inb_webchat&locale={locale}")
        await expect(self.field).to_be_visible()
        return self

    async def known(self, conversation: str) -> "Widget":
        """Come back as the contact of this conversation, which is open."""
        await self.page.add_init_script("localStorage.setItem('wd.device', 'd')")
        await self.open()
        await self.page.get_by_role("log").wait_for()
        await self.connected()
        assert conversation in self.server.heads
        return self

    async def connected(self) -> None:
        """Wait until the live line stands."""
        await until(lambda: len(self.server.sockets) > 0)

    async def write(self, text: str) -> None:
        await self.field.fill(text)
        await self.field.press("Enter")

    async def kept_in_browser(self) -> str:
        """All that this browser would keep when it is closed."""
        kept: str = await self.page.evaluate(
            "JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])"
        )
        return kept


async def until(holds: Callable[[], bool], seconds: float = 10) -> None:
    """Wait for something on the server's side."""
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110 - what is waited for happens in a browser
            await asyncio.sleep(0.02)
