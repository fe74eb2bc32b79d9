"""Every state of the faces, one after the other, as a person gets there: for tests that look at all."""

from collections.abc import AsyncIterator

from playwright.async_api import Page, expect

from tests.support import dossiers
from tests.support.board import board
from tests.support.browser import Look
from tests.support.fake_conversations import ME, now
from tests.support.fake_server import FakeServer
from tests.support.fake_workspace import FakeWorkspace
from tests.support.installation import Installation
from tests.support.widget import PHRASE, Widget, ms, waiting
from tests.support.workspace import Workspace

States = AsyncIterator[str]
TOPIC = {"en": "Not arrived", "zh-CN": "转账没到账"}
OPTIONS = [{"id": "own", "text": "I hold the phrase"}, {"id": "account", "text": "I sign in by phone"}]


# ---- the widget


async def widget_states(page: Page, server: FakeServer, look: Look) -> States:
    widget = await Widget(page, server).open(locale=look.locale)
    yield "home"
    await page.locator("[aria-controls=menu]").click()
    yield "menu"
    await page.keyboard.press("Escape")
    await widget.write(PHRASE)
    await expect(page.get_by_role("alert")).to_be_visible()
    yield "stopped secret"
    async for state in _a_conversation(widget, look):
        yield state


async def _a_conversation(widget: Widget, look: Look) -> States:
    page, server = widget.page, widget.server
    id = server.conversation(**waiting(ms(600), 6))
    server.add(id, "contact", "转账两个小时了还没到 My transfer has been pending")
    source = {"id": "tx-pending", "title": "A transfer is stuck", "url": "/help/en/tx-pending"}
    server.add(id, "bot", "It waits behind an older one. 0x" + "8f14e45f" * 8, source=source)
    await page.evaluate("localStorage.setItem('wd.device', 'd')")
    await widget.open(locale=look.locale)
    await expect(page.locator(".queue-place")).to_be_visible()
    await widget.connected()
    yield "queue"
    await _a_dossier(widget, look, id)
    yield "a transaction that failed"
    await server.set_head(id, status="with_agent", queue=None, promise=None, agent={"name": "Front agent 1"})
    await server.say(id, "agent", "前面的内容我都看过了。I've read everything above.")
    await expect(page.locator(".queue-place")).to_have_count(0)
    yield "with an agent"
    await page.locator("[aria-controls=menu]").click()
    await page.locator(".w-menu button:has([href='#i-x-circle'])").click()
    await expect(page.get_by_role("dialog")).to_be_visible()
    yield "end it?"
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await server.set_head(id, status="resolved", survey="asked")
    await expect(page.locator(".btn-tint")).to_be_visible()
    yield "resolved"
    await page.locator(".btn-tint").click()
    await expect(page.locator("fieldset").first).to_be_visible()
    yield "rating"


async def _a_dossier(widget: Widget, look: Look, conversation: str) -> None:
    widget.server.dossiers = dossiers.all_of(look.locale)
    told = dossiers.event("dossier", dossiers.FAILED)
    await widget.server.say(conversation, "system", "", kind="event", event=told)
    await expect(widget.page.locator("wd-dossier .dossier")).to_be_visible()


# ---- the workspace


def world_of(server: FakeWorkspace) -> None:
    """A lead's morning: some wait, some are theirs, something went wrong."""
    world, waits = server.world, {"status": "waiting_for_agent", "assignee": None}
    server.role = "lead"
    world.add("cnv_new", "Newcomer", "Hi", waiting_since=now() - 20_000, **waits)
    world.add("cnv_old", "Longest", "Help", waiting_since=now() - 90_000, priority="security", **waits)
    world.add("cnv_one", "Contact 1", "Where is my transfer? 0x" + "8f14e45f" * 8)
    world.event("cnv_one", "assigned", agent=ME["name"])
    world.put("cnv_one", "agent", "I am looking.")
    world.put("cnv_one", "agent", "Waits for the node.", kind="note")
    world.add("cnv_end", "Solved", "Thanks", status="resolved", assignee=None)
    alert = {"kind": "sla_breached", "conversation": "cnv_one", "at": now(), "detail": {}}
    server.alerts = [{"id": "alt_1", **alert}]


async def sign_in_states(page: Page, server: FakeWorkspace, look: Look) -> States:
    server.signed_in = False
    await page.goto(f"{server.origin}/workspace")
    await expect(page.locator("form input").first).to_be_visible()
    yield "sign in"
    await page.locator("form input").nth(0).fill("agent1")
    await page.locator("form input").nth(1).fill("wrong")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alert")).to_be_visible()
    yield "refused"


async def workspace_states(page: Page, server: FakeWorkspace, look: Look) -> States:
    world_of(server)
    workspace = await Workspace(page, server).open()
    await expect(workspace.rows.first).to_be_visible()
    yield "list"
    await workspace.offer("cnv_new", ME)
    await expect(page.locator(".timer, wd-timer").first).to_be_attached()
    yield "offer"
    await workspace.press("x")
    for key in ("2", "3", "1"):
        await workspace.press(key)
        yield f"tab {key}"
    async for state in _open_conversation(workspace):
        yield state


async def _open_conversation(workspace: Workspace) -> States:
    page = workspace.page
    await page.goto(f"{workspace.server.origin}/workspace#cnv_one")
    await expect(workspace.messages.first).to_be_visible()
    yield "conversation"
    await workspace.press("n")
    yield "note"
    await workspace.field.fill(PHRASE)
    await page.keyboard.press("Control+Enter")
    yield "stopped secret"
    await workspace.field.fill("")
    for key, state in (("t", "transfer"), ("?", "keys"), ("l", "alerts")):
        await workspace.press(key)
        await expect(page.get_by_role("dialog")).to_be_visible()
        yield state
        await page.keyboard.press("Escape")
        await expect(page.get_by_role("dialog")).to_have_count(0)
    await workspace.press("p")
    yield "panel"
    await workspace.press("p")
    await workspace.press("/")
    await expect(page.get_by_role("searchbox")).to_be_focused()
    await page.keyboard.type("transfer")
    await expect(page.locator(".hit").first).to_be_visible()
    yield "search"


async def board_states(page: Page, server: FakeWorkspace, look: Look) -> States:
    world_of(server)
    server.board = board()
    await Workspace(page, server).open()
    await page.keyboard.press("b")
    await expect(page.locator(".figures")).to_be_visible()
    yield "board"
    await page.locator(".fold summary").first.click()
    yield "board, numbers of a chart"


# ---- the cards of the widget


async def card_states(page: Page, server: FakeServer, look: Look) -> States:
    """What is asked before a conversation, what may serve better than waiting, a field, a camera, a fake."""
    field = {"hint": "", "required": False, "options": []}
    fields = [
        {
            **field,
            "id": "kind",
            "kind": "choice",
            "name": "Which wallet?",
            "options": OPTIONS,
        },
        {**field, "id": "tx", "kind": "tx", "name": "Transaction ID (hash)", "hint": "0x…"},
    ]
    server.config["forms"] = [
        {"category": "transfer", "topics": ["Not arrived", "转账没到账"], "required": False, "fields": fields}
    ]
    widget = await Widget(page, server).open(locale=look.locale)
    await page.get_by_role("button", name=TOPIC[look.locale]).click()
    await expect(page.locator("wd-form")).to_be_visible()
    yield "asked first"
    head = waiting(ms(3_000), 6)
    id = server.conversation(**{**head, "promise": {**head["promise"], "better": True}})
    server.add(id, "contact", "转账没到账 My transfer has not arrived")
    server.add(id, "bot", "Which one?", form={"kind": "tx", "name": "Transaction ID (hash)"})
    await page.evaluate("localStorage.setItem('wd.device', 'd')")
    await widget.open(locale=look.locale)
    await expect(page.locator(".option")).to_have_count(3)
    yield "instead of waiting, and a field below a message"
    await page.locator(".option").last.click()
    await expect(page.locator(".w-instead wd-form")).to_be_visible()
    yield "a callback wished for"


# ---- pages of a real installation


async def house_states(page: Page, house: Installation, origin: str, look: Look) -> States:
    """A fresh installation; then somebody writes by the form, and reads on."""
    token = await house.system.staff.services(origin).founding.token()
    await page.goto(f"{origin}/setup?t={token}&locale={look.locale}")
    yield "first administrator"
    async for state in _by_the_form(page, house, origin, look):
        yield state


async def _by_the_form(page: Page, house: Installation, origin: str, look: Look) -> States:
    await page.goto(f"{origin}/message?locale={look.locale}")
    yield "message form"
    form = {"category": "transfer", "text": "200 USDT, 3h", "email": "nobody at home"}
    form["once"] = await page.locator("[name=once]").first.input_value()
    kept = await house.http.post(f"/message?locale={look.locale}", data={**form, "email": ""})
    link = kept.text.partition("/portal/open?t=")[2].partition("<")[0]
    await page.goto(f"{origin}/portal?locale={look.locale}")
    yield "portal, its door"
    await page.goto(f"{origin}/portal/open?t={link}")
    await page.goto(f"{origin}/portal?locale={look.locale}")
    yield "portal"
    await page.locator(".rows a").first.click()
    await expect(page.locator(".talk")).to_be_visible()
    yield "portal, a conversation"
