"""Measures what people see against a real server: ``make bench-pages``; the table is in docs/performance.md.

A help page's first paint; a conversation of 5,000 messages as it opens; 200 messages in a burst. Each several
times, the middle one counts; the machine's load stands beside each line.
"""

import asyncio
import json
import statistics
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import httpx
from playwright.async_api import Browser, Page, async_playwright

from tests.support.browser import FLAGS, chromium
from walletdesk.app.bench.clients import ContactClient, new_agent, new_conversation, open_socket
from walletdesk.app.bench.measuring import Report, Result
from walletdesk.app.bench.server import PASSWORD, Bench, Serving

MESSAGES, BURST, TIMES = 5_000, 200, 5
LONG_TASK_MS = 50
WATCH = """() => {
  globalThis.longTasks = [];
  new PerformanceObserver((list) => longTasks.push(...list.getEntries().map((one) => one.duration)))
    .observe({ type: "longtask", buffered: true });
}"""
# From the click on its row until the last message is drawn: a frame after it came into the page.
OPENING = """(last) => new Promise((done) => {
  const row = document.querySelector("a.conv");
  const begun = performance.now();
  const look = () => (document.querySelector(".msgs")?.textContent.includes(last)
    ? requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun)))
    : requestAnimationFrame(look));
  row.click();
  look();
})"""
PAINT = 'performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0'
NODES = "document.querySelectorAll('*').length"


@dataclass(frozen=True, slots=True)
class Place:
    server: Serving
    browser: Browser
    report: Report

    def say(self, name: str, readings: list[float], unit: str, aim: float) -> None:
        middle = statistics.median(readings)
        more: dict[str, object] = {"all": [round(reading, 1) for reading in readings]}
        self.report.add(
            Result(name=name, value=middle, unit=unit, aim=f"<= {aim:g}", reached=middle <= aim, more=more)
        )


async def help_pages(place: Place) -> None:
    for path in ("/help/en/", "/help/zh-CN/stolen-funds", "/contact?locale=en"):
        readings = []
        for _ in range(TIMES):
            page = await place.browser.new_page()  # a context of its own: nothing is kept from the last
            await page.goto(place.server.url + path)
            readings.append(await until(page, PAINT))
            await page.close()
        place.say(f"first paint of {path}", readings, "ms", 300)


async def long_conversation(place: Place) -> None:
    async with httpx.AsyncClient(base_url=place.server.url, timeout=60) as http:
        agent = await new_agent(http, 0)
        contact = await new_conversation(http, 0)
        await accept(http, place.server.url, contact, agent.cookie, agent.csrf)
        await write(place, contact, MESSAGES - 1, "Message")
        page = await signed_in(place)
        await page.evaluate(WATCH)
        await opening(place, page)
        await burst(place, page, contact)


async def accept(
    http: httpx.AsyncClient, origin: str, contact: ContactClient, cookie: str, csrf: str
) -> None:
    headers = {"Origin": origin, "Sec-Fetch-Site": "same-origin", "Cookie": cookie, "X-CSRF-Token": csrf}
    path = f"/api/workspace/conversations/{contact.conversation}/accept"
    answer = await http.post(path, headers=headers)
    if answer.status_code != httpx.codes.CONFLICT:  # routing may have been quicker
        answer.raise_for_status()


async def write(place: Place, contact: ContactClient, count: int, word: str) -> None:
    """So many messages by the contact's own socket, up to 32 on their way at a time."""
    socket = await open_socket(
        place.server.url, "/feed/contact", {"token": contact.token, "epoch": "", "n": 0}
    )
    gate = asyncio.Semaphore(32)

    async def listen() -> None:
        acked = 0
        while acked < count:
            frame = json.loads(await socket.recv())
            if frame["t"] == "ack":
                acked += 1
                gate.release()

    heard = asyncio.create_task(listen())
    for number in range(count):
        await gate.acquire()
        text = f"{word} {number + 1} " + "and more of it " * (number % 5)
        said = {
            "t": "send",
            "client_id": f"{word}{number}".replace(" ", ""),
            "conversation": contact.conversation,
            "text": text,
        }
        await socket.send(json.dumps(said))
    await heard
    await socket.close()


async def signed_in(place: Place) -> Page:
    page = await place.browser.new_page(viewport={"width": 1280, "height": 800}, locale="en")
    await page.goto(f"{place.server.url}/workspace")
    await page.locator("form input").nth(0).fill("agent0")
    await page.locator("form input").nth(1).fill(PASSWORD)
    await page.keyboard.press("Enter")
    await page.locator("a.conv").first.wait_for()
    return page


async def opening(place: Place, page: Page) -> None:
    readings = []
    for _ in range(TIMES):
        await page.keyboard.press("Escape")
        readings.append(await page.evaluate(OPENING, f"Message {MESSAGES - 1}"))
        await page.goto(f"{place.server.url}/workspace#")
        await page.reload()
        await page.locator("a.conv").first.wait_for()
    place.say(f"opening {MESSAGES:,} messages, to the last rows", readings, "ms", 300)
    await page.evaluate(OPENING, f"Message {MESSAGES - 1}")
    place.say("nodes in the page then", [await page.evaluate(NODES)], "nodes", 5_000)


async def burst(place: Place, page: Page, contact: ContactClient) -> None:
    counts, longest = [], []
    await page.keyboard.press("g")  # to the end: it was opened at its first unread line
    for turn in range(TIMES):
        await page.evaluate(WATCH)
        await page.wait_for_timeout(500)
        await page.evaluate("longTasks.length = 0")
        await write(place, contact, BURST, f"Burst {turn}")
        await until(page, f"document.querySelector('.msgs').textContent.includes('Burst {turn} {BURST} ')")
        await page.wait_for_timeout(500)
        tasks: list[float] = await page.evaluate("longTasks")
        counts.append(float(len(tasks)))
        longest.append(max(tasks, default=0.0))
    place.say(f"tasks over {LONG_TASK_MS} ms in a burst of {BURST}", counts, "tasks", 2)
    place.say("the longest of them", longest, "ms", 100)
    place.say("nodes in the page after it", [await page.evaluate(NODES)], "nodes", 5_000)


async def until(page: Page, claim: str) -> float:
    while not (found := await page.evaluate(claim)):  # noqa: ASYNC110 - it happens in a browser
        await asyncio.sleep(0.02)
    return float(found)


async def measured(server: Serving, report: Report) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        parts: list[Callable[[Place], Awaitable[None]]] = [help_pages, long_conversation]
        for part in parts:
            await part(Place(server, browser, report))
        await browser.close()


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="walletdesk-pages-") as folder:
        bench = Bench(Path(folder))
        bench.prepare(1)
        with bench.serving() as server:
            asyncio.run(measured(server, Report()))


if __name__ == "__main__":
    main()
