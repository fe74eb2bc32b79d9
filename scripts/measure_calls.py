"""How long two browsers take to hear each other, through a relay: the end of ``make bench``."""

import asyncio
import shutil
import tempfile
from pathlib import Path
from typing import Any

import httpx
from playwright.async_api import Browser, Page, async_playwright

from tests.support.browser import FLAGS, chromium
from tests.support.coturn import coturn
from walletdesk.app.bench.clients import AgentClient, ContactClient, new_agent, new_conversation
from walletdesk.app.bench.measuring import Report, Result
from walletdesk.app.bench.server import Bench, Serving

TIMES = 5
ANSWERING = """() => new Promise((done) => {
  const talk = document.querySelector("wd-talk");
  const begun = performance.now();
  const look = () => (talk.line?.connected ? done(performance.now() - begun) : setTimeout(look, 2));
  talk.querySelector(".btn-line").click();
  look();
})"""


async def one_call(browser: Browser, server: Serving, agent: AgentClient, contact: ContactClient) -> float:
    """In ms. The microphone's own opening is in it, as it is for people."""
    ours = await browser.new_context(base_url=server.url)
    theirs = await browser.new_context(base_url=server.url, locale="en")
    name, _, value = agent.cookie.partition("=")
    await ours.add_cookies(
        [{"name": name, "value": value, "url": server.url.replace("http:", "https:"), "secure": True}]
    )
    headers = {
        "Origin": server.url,
        "Sec-Fetch-Site": "same-origin",
        "Cookie": agent.cookie,
        "X-CSRF-Token": agent.csrf,
    }
    bearer = {"Authorization": f"Bearer {contact.token}"}
    async with httpx.AsyncClient(base_url=server.url) as http:
        call = await _asked(http, f"/api/workspace/conversations/{contact.conversation}/calls", headers)
        path = f"{contact.conversation}/{call['id']}"
        desk = await ours.new_page()
        await desk.goto(f"/workspace/calls/{path}")
        await _until(desk, "document.querySelector('wd-talk').at === 'in'")
        opened = await _asked(http, f"/portal/{contact.conversation}/calls/{call['id']}/open", bearer)
        page = await theirs.new_page()
        await page.goto(str(opened["url"]))
        await page.locator(".btn-line").wait_for()
        took = float(await page.evaluate(ANSWERING))
        await _asked(http, f"/api/conversations/{contact.conversation}/calls/{call['id']}/end", bearer)
    await ours.close()
    await theirs.close()
    return took


async def _asked(http: httpx.AsyncClient, path: str, headers: dict[str, str]) -> dict[str, Any]:
    answer = await http.post(path, headers=headers, json={})
    answer.raise_for_status()
    return dict(answer.json())


async def _until(page: Page, claim: str) -> None:
    while not await page.evaluate(claim):  # noqa: ASYNC110 - it happens in a browser
        await asyncio.sleep(0.02)


async def measured(server: Serving, report: Report) -> None:
    async with async_playwright() as playwright, httpx.AsyncClient(base_url=server.url) as http:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        agent = await new_agent(http, 0)
        contact = await new_conversation(http, 0)
        await asyncio.sleep(1)  # the queue gives it to the one agent there is
        readings = [await one_call(browser, server, agent, contact) for _ in range(TIMES)]
        await browser.close()
    middle = sorted(readings)[TIMES // 2]
    more: dict[str, object] = {"all": [round(reading, 1) for reading in readings]}
    name = "from Answer until two browsers hear each other"
    report.add(Result(name=name, value=middle, unit="ms", aim="<= 1000", reached=middle <= 1_000, more=more))


def main() -> None:
    """Says so where there is no relay or no browser: nothing is measured then."""
    if shutil.which("turnserver") is None or chromium() is None:
        print("No coturn or no Chromium: calls are not measured. make relay chromium gets them.")
        return
    with tempfile.TemporaryDirectory(prefix="walletdesk-calls-") as home, coturn(Path(home)) as turn:
        folder = Path(home, "walletdesk")
        folder.mkdir()
        file = folder / "walletdesk.toml"
        file.write_text(
            f'[voice.turn]\nurls = ["{turn.urls[0]}"]\nsecret_file = "{turn.secret_file}"\n'
            '[[inboxes]]\nid = "inb_webchat"\nname = "Webchat"\nvoice = "both"\n',
            "utf-8",
        )
        bench = Bench(folder)
        bench.environment["WALLETDESK_CONFIG"] = str(file)
        bench.prepare(1)
        with bench.serving() as server:
            asyncio.run(measured(server, Report()))


if __name__ == "__main__":
    main()
