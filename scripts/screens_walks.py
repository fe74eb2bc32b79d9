"""The walks of ``scripts/screens.py``: through one face each, stopping where a picture is worth its bytes.

A new screen: a stop in the walk of its face, or a walk of its own in ``WALKS``.
"""

import re
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass

import httpx
from playwright.async_api import Page, expect

from scripts.screens_waits import callback, contact, leads, peak
from tests.support.browser import Look
from tests.support.journey import say
from walletdesk.app.demo import ACCOUNTS
from walletdesk.app.life.doors import AgentDoor

PHRASE = (
    "legal winner thank year wave sausage worth useful legal winner thank yellow"  # a published test vector
)
Stops = AsyncIterator[str]


@dataclass(frozen=True, slots=True)
class Place:
    url: str
    printed: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Walk:
    name: str
    go: Callable[[Page, Place, Look], Stops]
    looks: Sequence[Look]
    needs: str = "demo"


ZH, EN = "zh-CN", "en"
ZH_DESK, EN_DESK_DARK = Look(ZH, "desktop", "light"), Look(EN, "desktop", "dark")
EN_DESK, ZH_DESK_DARK = Look(EN, "desktop", "light"), Look(ZH, "desktop", "dark")
ZH_PHONE, EN_PHONE_DARK = Look(ZH, "phone", "light"), Look(EN, "phone", "dark")
EN_PHONE, ZH_PHONE_DARK = Look(EN, "phone", "light"), Look(ZH, "phone", "dark")


# ---- contacts


async def widget(page: Page, place: Place, look: Look) -> Stops:
    await page.goto(f"/w?inbox=inb_webchat&locale={look.locale}")
    field = page.locator("wd-composer textarea")
    await expect(field).to_be_visible()
    yield "home"
    await field.fill(PHRASE)
    await field.press("Enter")
    await expect(page.get_by_role("alert").first).to_be_visible()
    yield "secret"
    await page.goto(f"/w?inbox=inb_webchat&locale={look.locale}")
    await expect(field).to_be_visible()
    text = "usdt 转过来一直没到" if look.locale == ZH else "my usdt has not arrived"
    await field.fill(text)
    await field.press("Enter")
    await expect(page.locator("li.msg-bot").first).to_be_visible()
    yield "bot"
    await page.locator(".w-person button").click()
    await expect(page.locator(".queue-place")).to_be_visible()
    yield "queue"
    async for stop in _answered(page, place, look):
        yield stop


async def _answered(page: Page, place: Place, look: Look) -> Stops:
    """By a person, to the end."""
    async with httpx.AsyncClient(base_url=place.url, timeout=30) as http:
        agent = await signed_in(http, "agent1")
        await agent.is_now("away")
        newest = max(await agent.listed("queue"), key=lambda head: head["created_at"])
        await agent.take(newest["id"])
        words = {
            ZH: "您好，前面的内容我都看过了。先看链上有没有这笔。",
            EN: "Hello, I have read everything above.",
        }
        await agent.write(newest["id"], words[look.locale], "screens")
        await expect(page.locator("li.msg-agent").first).to_be_visible()
        yield "agent"
        await agent.resolve(newest["id"])
    await expect(page.locator(".btn-tint").first).to_be_visible()
    await page.locator(".btn-tint").first.click()
    await expect(page.locator("fieldset").first).to_be_visible()
    yield "rating"


async def help_pages(page: Page, place: Place, look: Look) -> Stops:
    await page.goto(f"/help/{look.locale}")
    yield "index"
    await page.locator("main a[href*='/topics/']").first.click()
    await expect(page.get_by_role("heading", level=1)).to_be_visible()
    yield "category"
    await page.goto(f"/help/{look.locale}/wrong-network-deposit")
    yield "article"
    asked = "助记词" if look.locale == ZH else "phrase"
    await page.goto(f"/help/{look.locale}?q={asked}")
    yield "search"
    await page.goto(f"/contact?locale={look.locale}")
    yield "contact"
    await page.goto(f"/help/{look.locale}/nothing-like-this")
    yield "missing"


async def check(page: Page, place: Place, look: Look) -> Stops:
    """Is it us: every answer of the check page, the lists, and a report to its end."""
    await _a_fake_is_known(place)
    await page.goto(f"/verify?locale={look.locale}")
    yield "start"
    for name, asked in (
        ("official", "telegram:samplewallet_"),
        ("known-scam", FAKE),
        ("not-ours", "@samplewallet_exarnple"),
        ("untold", "WD-1024"),
    ):
        await page.locator("#q").fill(asked)
        await page.locator("#q").press("Enter")
        await expect(page.locator(".answer")).to_have_count(1)
        yield name
        await page.goto(f"/verify?locale={look.locale}")
    await page.goto(f"/official-channels?locale={look.locale}")
    yield "channels"
    await page.goto(f"/fakes?locale={look.locale}")
    yield "fakes"
    await page.goto(f"/report?locale={look.locale}")
    yield "report"
    await page.locator("#value").fill(f"https://claim-{look.screen}.samplewallet-verify.example/")
    await page.locator(".message-form .btn-danger").click()
    await expect(page.locator(".access-link")).to_be_visible()
    yield "reported"


async def _a_fake_is_known(place: Place) -> None:
    """Reported again with each walk, found to be one by a lead."""
    told = {"value": FAKE, "kind": "site", "said": "They asked for my words.", "locale": "en"}
    async with httpx.AsyncClient(base_url=place.url, timeout=30) as http:
        (await http.post("/api/fakes/reports", json=told)).raise_for_status()
        lead = await signed_in(http, "lead")
        path = "/api/workspace/fakes"
        fakes = (await lead.ask("GET", path))["items"]
        for one in (one for one in fakes if one["state"] == "reported" and one["reports"] > 0):
            decision = {"state": "confirmed", "version": one["version"]}
            await lead.ask("POST", f"{path}/{one['id']}/decision", decision)


async def message(page: Page, place: Place, look: Look) -> Stops:
    await page.goto(f"/message?locale={look.locale}")
    yield "form"
    await page.locator("input[type=radio]").first.check()
    await page.locator("#text").fill(
        "200 USDT，转了三个小时" if look.locale == ZH else "200 USDT, sent three hours ago"
    )
    await page.locator("form:has(#text) button[type=submit], form:has(#text) button:not([type])").last.click()
    await expect(page.locator("a[href*='/portal']").first).to_be_visible()
    yield "kept"
    await page.locator("main a[href*='/portal']").first.click()
    await expect(page.get_by_role("heading", level=1)).to_be_visible()
    yield "portal"
    await page.locator("main a[href*='/portal/cnv_']").first.click()
    await expect(page.locator(".talk")).to_be_visible()
    yield "conversation"


async def stolen(page: Page, place: Place, look: Look) -> Stops:
    """The page of three taps: for everybody, and one's own with a step done and an address told."""
    await page.goto(f"/stolen?locale={look.locale}")
    yield "first"
    await page.locator("#text").fill(ROBBED)
    await page.locator("form.sos button").click()
    await page.locator("section:has(.access-link) a.btn").click()
    await expect(page.locator(".access-link")).to_have_count(0)
    await page.locator("#stop form button").click()
    await expect(page.locator("#stop.done")).to_be_visible()
    await expect(page.locator("#addresses time")).to_be_visible(
        timeout=30_000
    )  # the page looks again by itself
    yield "steps"


# ---- agents


async def signed_in(http: httpx.AsyncClient, login: str) -> AgentDoor:
    account = next(one for one in ACCOUNTS if one.login == login)
    return await AgentDoor.sign_in(http, login, account.password)


async def sign_in(page: Page, look: Look, login: str) -> None:
    account = next(one for one in ACCOUNTS if one.login == login)
    await page.goto("/workspace")
    await page.get_by_label(say("workspace", look.locale, "Sign-in name")).fill(login)
    await page.get_by_label(say("workspace", look.locale, "Password"), exact=True).fill(account.password)
    await page.keyboard.press("Enter")
    await expect(page.locator("#availability")).to_be_visible()
    await expect(page.locator("a.conv").first).to_be_visible()


async def press(page: Page, key: str) -> None:
    """Outside of every field."""
    await page.evaluate("document.activeElement?.blur()")
    await page.keyboard.press(key)


async def workspace(page: Page, place: Place, look: Look) -> Stops:
    await page.goto("/workspace")
    await expect(page.get_by_label(say("workspace", look.locale, "Sign-in name"))).to_be_visible()
    yield "sign-in"
    await sign_in(page, look, "agent1")
    yield "list"
    mine = page.get_by_role("region", name=say("workspace", look.locale, "Mine"), exact=True).locator(
        "a.conv"
    )
    with_picture = mine.filter(has_text="我试试" if look.locale == ZH else "")
    await (with_picture.first if await with_picture.count() else mine.first).click()
    await expect(page.locator("wd-composer form")).to_be_attached()
    yield "thread"
    await press(page, "n")
    await page.keyboard.type("@")
    yield "note"
    await page.keyboard.press("Escape")
    await page.locator("wd-composer textarea").fill("")
    await press(page, "r")
    await page.keyboard.type("/")
    yield "saved-replies"
    await page.keyboard.press("Escape")
    await page.locator("wd-composer textarea").fill("")
    for key, name in (("t", "transfer"), ("?", "keys"), ("Control+k", "palette")):
        await press(page, key)
        await expect(page.get_by_role("dialog")).to_be_visible()
        yield name
        await page.keyboard.press("Escape")
    await press(page, "/")
    await page.keyboard.type("USDT")
    await expect(page.locator(".hit").first).to_be_visible()
    yield "search"


async def board(page: Page, place: Place, look: Look) -> Stops:
    await sign_in(page, look, "lead")
    await press(page, "b")
    await expect(page.locator(".figures")).to_be_visible()
    await page.evaluate(GROW, "wd-board")
    yield "floor"


async def settings(page: Page, place: Place, look: Look) -> Stops:
    await sign_in(page, look, "admin")
    for name in ("profile", "notifications", "devices", "team", "inbox", "channels"):
        await page.goto(f"/workspace/settings/{name}")
        await expect(page.locator(".settings-page h2")).to_be_visible()
        yield name


async def second_look(page: Page, place: Place, look: Look) -> Stops:
    """Texts that wait for a second person, reported fakes with the letters about one, the rules of leads."""
    await _a_fake_is_known(place)
    await _a_text_waits(place)
    await sign_in(page, look, "lead")
    await page.goto("/workspace/outgoing")
    await expect(page.locator("[data-fake]").first).to_be_visible()
    yield "list"
    await page.locator("[data-fake] button[aria-expanded]").first.click()
    await expect(page.locator("[data-fake] blockquote, [data-fake] fieldset").first).to_be_visible()
    await page.locator("[data-fake]").first.scroll_into_view_if_needed()
    yield "fake"


async def tickets(page: Page, place: Place, look: Look) -> Stops:
    """A desk's ticket, handed over whole by the front, opened by the desk."""
    await _a_ticket_lies_there(place)
    await sign_in(page, look, "lead")
    await page.goto("/workspace/tickets")
    await page.locator("#desk").select_option("funds")
    await expect(page.locator("[data-ticket]")).to_have_count(1)
    await page.locator("[data-ticket]").click()
    await expect(page.locator("#packet-tx_id")).to_be_visible()
    yield "one"


async def _a_ticket_lies_there(place: Place) -> None:
    async with httpx.AsyncClient(base_url=place.url, timeout=30) as http:
        agent = await signed_in(http, "agent1")
        if (await (await signed_in(http, "lead")).ask("GET", "/api/workspace/desks/tickets?desk=funds"))[
            "items"
        ]:
            return
        told = {
            "desk": "funds",
            "conversation": (await agent.mine())[0]["id"],
            "packet": {id: {"value": value} for id, value in PACKET.items()},
            "review": True,
        }
        await agent.ask("POST", "/api/workspace/escalations", told)


async def _a_text_waits(place: Place) -> None:
    async with httpx.AsyncClient(base_url=place.url, timeout=30) as http:
        agent = await signed_in(http, "agent1")
        if (await agent.ask("GET", "/api/workspace/held"))["items"]:
            return
        talk = (await agent.mine())[0]["id"]
        held = {"client_id": "screens-held", "text": "A test transfer helps."}
        await agent.ask("POST", f"/api/workspace/conversations/{talk}/held", held)


async def first_steps(page: Page, place: Place, look: Look) -> Stops:
    """Works once: the link ends with its use."""
    found = re.search(r"http://\S+/setup\?t=\S+", place.printed())
    if found is None:
        raise LookupError("no link to the first administrator was printed")
    await page.goto(found[0])
    yield "first-administrator"
    if look is not FRESH[-1]:
        return
    for id, text in (("login", "root"), ("name", "Admin 1"), ("password", SECRET), ("again", SECRET)):
        await page.locator(f"#{id}").fill(text)
    await page.locator("button").click()
    await page.locator("a.btn").click()
    await page.get_by_label(say("workspace", look.locale, "Sign-in name")).fill("root")
    await page.get_by_label(say("workspace", look.locale, "Password"), exact=True).fill(SECRET)
    await page.keyboard.press("Enter")
    await expect(page.locator(".settings-page h2")).to_be_visible()
    yield "wizard"


async def styleguide(page: Page, place: Place, look: Look) -> Stops:
    await page.goto("/styleguide")
    yield "components"


FAKE = "https://claim-samplewallet.example/login"
ROBBED = "0x52908400098527886e0f7030069857d2e4169ee7"  # of the tests of EIP-55
PACKET = {
    "chain": "ethereum",
    "tx_id": "0x" + "90c192cf" * 8,
    "address": ROBBED,
    "at": "2026-11-20T10:00:00Z",
}
SECRET = "seven quiet herons at dusk"  # noqa: S105 - of an installation that lives for a minute
FRESH = (ZH_PHONE_DARK, EN_DESK)
# a face that scrolls inside is shown whole
GROW = """(part) => {
  const grown = [document.querySelector(part)];
  const more = Math.max(0, ...grown.map((one) => one.scrollHeight - one.clientHeight));
  document.querySelector("wd-workspace").style.blockSize = `${innerHeight + more}px`;
}"""
WALKS: tuple[Walk, ...] = (
    Walk("widget", widget, (ZH_PHONE, EN_PHONE_DARK, EN_DESK)),
    Walk("help", help_pages, (ZH_PHONE, EN_DESK, ZH_DESK_DARK)),
    Walk("check", check, (ZH_PHONE, EN_DESK, ZH_DESK_DARK)),
    Walk("second-look", second_look, (ZH_DESK, EN_PHONE_DARK)),
    Walk("message", message, (ZH_PHONE_DARK, EN_DESK)),
    Walk("stolen", stolen, (ZH_PHONE_DARK, EN_DESK)),
    Walk("workspace", workspace, (ZH_DESK, EN_DESK_DARK, ZH_PHONE)),
    Walk("tickets", tickets, (ZH_PHONE_DARK, EN_DESK)),
    Walk("board", board, (EN_DESK, ZH_DESK_DARK, ZH_PHONE)),
    Walk("contact", contact, (ZH_PHONE, EN_DESK)),
    Walk("callback", callback, (ZH_PHONE_DARK, EN_DESK)),
    Walk("leads", leads, (ZH_DESK, EN_PHONE_DARK)),
    Walk("peak", peak, (EN_DESK,)),
    Walk("settings", settings, (ZH_DESK, EN_PHONE_DARK)),
    Walk("styleguide", styleguide, (EN_DESK, ZH_DESK_DARK)),
    Walk("fresh", first_steps, FRESH, needs="serve"),
)
