"""An administrator lists a channel in the workspace; the root key stays with whoever runs the server."""

import asyncio
import subprocess
import sys
from functools import partial
from pathlib import Path

import httpx
import pytest
from playwright.async_api import Page, expect

from tests.support.browser import Look, PageMaker, axe
from tests.support.journey import TOO_WIDE, say
from tests.support.served import PASSWORD, Served
from walletdesk.kernel.clock import utc_now
from walletdesk.kernel.viewers import Role
from walletdesk.registry.verifier import verify

pytestmark = [pytest.mark.slow]
LOOK = Look("zh-CN", "phone", "dark")
ADDRESS = "https://wallet.example/download"
says = partial(say, "workspace", LOOK.locale)


@pytest.fixture
async def managed(place: Served) -> Served:
    await place.prepare(agents=(), leading=(("root", "Admin 1", Role.ADMIN),))
    await place.start()
    return place


async def operator(place: Served, *words: str) -> str:
    """On the machine of the running server; what was printed."""
    command = [sys.executable, "-m", "walletdesk", "registry", *words]
    done = await asyncio.to_thread(subprocess.run, command, env=place.environment, capture_output=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.decode()


async def signs_in(page: Page) -> None:
    await page.goto("/workspace/settings/channels")
    await page.get_by_label(says("Sign-in name")).fill("root")
    await page.get_by_label(says("Password"), exact=True).fill(PASSWORD)
    await page.keyboard.press("Enter")


async def lists(page: Page) -> None:
    """At the second try: the first was an address that hides its host."""
    form = page.locator("wd-channels form")
    await form.get_by_label(says("Kind")).select_option("page")
    channel = form.get_by_label(says("Channel"), exact=True)
    await channel.fill("https://wallet.example@evil.example/")
    await form.get_by_role("button", name=says("List it")).click()
    await expect(channel).to_have_attribute("aria-invalid", "true")
    await expect(channel).to_be_focused()
    await channel.fill(ADDRESS)
    await form.get_by_label(says("Name for links")).fill("download")
    await form.get_by_role("button", name=says("List it")).click()


async def is_fine(page: Page) -> None:
    assert await page.evaluate(TOO_WIDE) <= 0
    assert await axe(page) == []


async def test_from_no_keys_to_a_link_that_any_wallet_can_verify(
    managed: Served, page_maker: PageMaker, tmp_path: Path
) -> None:
    page_maker.allow("status of (409|422)")
    page = await page_maker(LOOK, base_url=managed.url)
    await signs_in(page)
    publish = page.get_by_role("button", name=says("Sign and publish"))
    await expect(page.locator("wd-channels")).to_contain_text("walletdesk registry init")
    await publish.click()
    await expect(page.locator(".toast")).to_contain_text("walletdesk registry init")
    said = await operator(managed, "init", "--root-key", str(tmp_path / "stick.key"))
    await page.reload()

    await lists(page)
    line = page.locator("wd-channels li", has_text=ADDRESS).first
    await expect(line).to_contain_text("还没公布")
    await is_fine(page)
    await publish.click()
    await expect(page.locator("wd-channels .chip-wait")).to_have_count(0)

    async with httpx.AsyncClient(base_url=managed.url) as http:
        answer = await http.get("/.well-known/wallet-support.json")
        article = (await http.get(f"/help/{LOOK.locale}/app-update")).text
    held = verify(answer.content, roots=[said.splitlines()[0].split()[-1]], now=utc_now())
    assert [entry["value"] for entry in held.document["entries"]] == [ADDRESS]
    assert f'href="{ADDRESS}"' in article
    await line.get_by_role("button").click()
    await expect(line).to_contain_text("公布后移除")
