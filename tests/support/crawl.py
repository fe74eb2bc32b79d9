"""A walk over every state of every page that holds a field, on a real installation, as people get there."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Final

from playwright.async_api import Page, expect

from tests.support.dossier_rig import looked
from tests.support.installation import Agent, Contact
from tests.support.learning import decided
from tests.support.matrix import Scene
from tests.support.matrix_desks import begun, founded
from tests.support.ownership import address_of
from walletdesk.assistant.learning import Outcome
from walletdesk.conversations import Page as Part
from walletdesk.conversations import Speaker
from walletdesk.kernel.clock import utc_now
from walletdesk.kernel.ids import ConversationId
from walletdesk.platform.http import SESSION_COOKIE

WIDGET: Final = "/w?inbox=inb_webchat&locale=en"
SETTINGS: Final = "/workspace/settings"


@dataclass
class Crawl:
    """One page, and whose it is."""

    page: Page
    scene: Scene
    origin: str

    async def to(self, path: str) -> None:
        await self.page.goto(
            "about:blank"
        )  # leaving: an address that differs by its hash alone loads nothing
        await self.page.goto(f"{self.origin}{path}")

    async def is_contact(self) -> Contact:
        """Somebody new, whom this browser knows again."""
        answer = await self.scene.house.http.post("/api/widget/session", json={"locale": "en"})
        opened = answer.json()
        contact = Contact(self.scene.house.http, {"authorization": f"Bearer {opened['token']}"})
        contact.id = opened["contact"]["id"]
        await self.to("/help/en/")
        await self.page.evaluate(
            "secret => localStorage.setItem('wd.device', secret)", opened["device_secret"]
        )
        return contact

    async def is_admin(self) -> Agent:
        admin = self.scene.asks["admin"]
        assert isinstance(admin, Agent)
        await self._has(SESSION_COOKIE, admin.session)
        await self.page.add_init_script("if (origin !== 'null') localStorage['walletdesk.been-in'] ??= 'yes'")
        return admin

    async def is_reader(self) -> None:
        """The contact of the scene, in the portal."""
        cookie = (await self.scene.portal_cookie(self.scene.contact))["cookie"]
        name, _, value = cookie.partition("=")
        await self._has(name, value)

    async def _has(self, name: str, value: str) -> None:
        url = self.origin.replace(
            "http:", "https:"
        )  # its name says that it is for safe lines, as this machine is
        await self.page.context.add_cookies([{"name": name, "value": value, "url": url, "secure": True}])

    async def presses(self, *keys: str) -> None:
        await self.page.evaluate("document.activeElement?.blur()")
        for key in keys:
            await self.page.keyboard.press(key)

    async def button(self, name: str) -> None:
        await self.page.get_by_role("button", name=name, exact=True).first.click()


Open = Callable[[Crawl], Awaitable[None]]


def at(path: str, seen: str = "form") -> Open:
    """A page that has its fields at once."""

    async def open(crawl: Crawl) -> None:
        await crawl.to(path)
        await expect(crawl.page.locator(seen).first).to_be_visible()

    return open


# ---- the widget


async def widget(crawl: Crawl) -> None:
    await crawl.to(WIDGET)
    await expect(crawl.page.locator("wd-composer textarea")).to_be_visible()


async def widget_talk(crawl: Crawl) -> None:
    contact = await crawl.is_contact()
    await contact.starts("hello")
    await widget(crawl)
    await crawl.page.get_by_role("log").wait_for()


async def widget_form(crawl: Crawl) -> None:
    await widget(crawl)
    await crawl.button("A transfer to me has not arrived")
    await crawl.page.locator("wd-form input").first.wait_for()


async def widget_waiting(crawl: Crawl, way: str) -> None:
    contact = await crawl.is_contact()
    id = (await contact.starts("hello"))["head"]["id"]
    await contact.post(f"/api/conversations/{id}/agent")
    await crawl.scene.house.settle()
    await widget(crawl)
    await crawl.page.locator(".w-instead button", has_text=way).click()
    await crawl.page.locator(".w-instead wd-form input").first.wait_for()


async def widget_mail(crawl: Crawl) -> None:
    await widget_waiting(crawl, "Answer by e-mail too")


async def widget_proof(crawl: Crawl) -> None:
    await widget_talk(crawl)
    await crawl.page.locator("[aria-controls=menu]").click()
    await crawl.button("Is this really us?")
    await crawl.page.locator("#code").wait_for()


async def widget_transaction(crawl: Crawl) -> None:
    """Whom it was meant for lies folded in its card."""
    contact = await crawl.is_contact()
    await contact.starts(f"my transfer 0x{'ab' * 32}")
    await looked(crawl.scene.house)
    await widget(crawl)
    await crawl.page.locator("wd-dossier summary", has_text="another address").click()
    await crawl.page.locator("wd-dossier [name=meant]").wait_for()


async def widget_survey(crawl: Crawl) -> None:
    contact = await crawl.is_contact()
    conversing = crawl.scene.system.heart.conversing
    id = ConversationId((await contact.starts("hello"))["head"]["id"])
    await conversing.request_agent(id, reason="asked")
    await conversing.assign(id, crawl.scene.agent.id, "Ann", reason="taken")
    await conversing.resolve(id, by=Speaker.AGENT)
    await crawl.scene.house.settle()
    await widget(crawl)
    await crawl.page.locator(".w-row").get_by_text("Solved").click()
    await crawl.page.locator(".btn-tint").click()
    await crawl.page.locator("#comment").wait_for()


# ---- the pages of the help center


async def missing(crawl: Crawl) -> None:
    await crawl.to("/help/en/forgot-password")
    await crawl.page.locator(".helped button[value=no]").click()
    await crawl.page.locator("#missing").wait_for()


async def words(crawl: Crawl) -> None:
    await crawl.is_reader()
    await at("/verify/now?locale=en", "#phrase")(crawl)


async def portal(crawl: Crawl) -> None:
    await crawl.is_reader()
    await at(f"/portal/{await crawl.scene.conversation()}?locale=en", "#text")(crawl)


async def stolen(crawl: Crawl) -> None:
    await crawl.is_reader()
    await at(f"/stolen/{await crawl.scene.conversation()}?locale=en", "#own-address")(crawl)


async def whose_address(crawl: Crawl) -> None:
    """With a text that waits for its signature."""
    await crawl.is_reader()
    id = await crawl.scene.conversation()
    await crawl.scene.contact.post(f"/api/conversations/{id}/ownership", {"address": address_of("evm").text})
    await at(f"/portal/{id}/ownership?locale=en", "#signature")(crawl)


async def invitation(crawl: Crawl) -> None:
    await at(f"/invitation?t={await crawl.scene.invitation()}&locale=en", "#password")(crawl)


async def setup(crawl: Crawl) -> None:
    """Nobody is there yet."""
    token = await crawl.scene.system.staff.services(crawl.origin).founding.token()
    await at(f"/setup?t={token}&locale=en", "#login")(crawl)


# ---- the workspace


def settings(page: str, seen: str) -> Open:
    async def open(crawl: Crawl) -> None:
        await crawl.is_admin()
        await at(f"{SETTINGS}/{page}", seen)(crawl)

    return open


async def invite(crawl: Crawl) -> None:
    await settings("team", "wd-team-names input")(crawl)
    await crawl.button("Invite a colleague")
    await crawl.page.locator("wd-agent input[name=login]").wait_for()


async def one_off(crawl: Crawl) -> None:
    await settings("inbox", "wd-promises input")(crawl)
    await crawl.button("Add a date")
    await crawl.button("Add a special time")
    await crawl.page.locator("wd-hours input[type=date]").nth(2).wait_for()


async def another_calendar(crawl: Crawl) -> None:
    await settings("inbox", "wd-promises input")(crawl)
    await crawl.button("Add a calendar")
    await crawl.page.locator("wd-hours input[name=name]").wait_for()


async def queue_rules(crawl: Crawl) -> None:
    await settings("queues", "wd-pauses input")(crawl)
    await crawl.page.locator("wd-queue-rules").get_by_role("button", name="Add a rule").click()
    await crawl.page.locator("wd-queue-rules li input").wait_for()


async def workspace(crawl: Crawl) -> None:
    await own_conversation(crawl)


async def own_conversation(crawl: Crawl) -> ConversationId:
    admin = await crawl.is_admin()
    await admin.ask("PUT", "/api/me/availability", {"state": "online"})
    id = await crawl.scene.conversation("waiting")
    await crawl.scene.system.heart.conversing.assign(id, admin.id, "Admin", reason="taken")
    await crawl.scene.house.settle()
    await crawl.to(f"/workspace#{id}")
    await expect(crawl.page.locator("wd-composer textarea")).to_be_visible()
    await crawl.page.get_by_role("log").locator("li.msg").first.wait_for()
    return id


async def transaction(crawl: Crawl) -> None:
    """What more is known of one lies folded in the panel."""
    id = await own_conversation(crawl)
    admin = await crawl.is_admin()
    await admin.ask("POST", f"/api/workspace/conversations/{id}/dossiers", {"text": f"0x{'ab' * 32}"})
    await crawl.scene.house.settle()
    for fold in ("[data-dossier] > summary", "[data-dossier] details > summary"):
        await crawl.page.locator(fold).first.click()
    await crawl.page.locator("[name=nonce]").wait_for()


async def topic(crawl: Crawl) -> None:
    """What was asked is to be confirmed after resolving."""
    id = await own_conversation(crawl)
    [asked] = await crawl.scene.system.heart.archive.items(id, Part(after=0, most=1))
    one = replace(decided(conversation=id), message=asked.id, at=utc_now())
    await crawl.scene.system.learning.reactions.recording.decided(one)
    await crawl.presses("Shift+E")
    await crawl.page.locator(".topic input").wait_for()


def pressing(key: str, seen: str) -> Open:
    async def open(crawl: Crawl) -> None:
        await workspace(crawl)
        await crawl.presses(key)
        await crawl.page.locator(seen).first.wait_for()

    return open


async def replies(crawl: Crawl) -> None:
    await pressing("Control+k", "dialog input")(crawl)
    await crawl.page.keyboard.insert_text("Keep saved replies")
    await crawl.page.keyboard.press("Enter")
    await crawl.button("New reply")
    await crawl.page.locator("input[name=shortcode]").wait_for()


async def articles(crawl: Crawl) -> None:
    await crawl.is_admin()
    await at("/workspace/knowledge", "[data-article]")(crawl)
    await crawl.page.locator("summary").click()


async def writing(crawl: Crawl) -> None:
    """An article with one fact; what lies folded is unfolded."""
    admin = await crawl.is_admin()
    fact = {"id": "f1", "mark": "checked", "source": "manual", "say": "So it is.", "as_of": ""}
    words = {"title": "Made up", "body": "", "route": "front", "custody": ["any"], "review_by": "2027-05-20"}
    sent = {"revision": 0, "version": 0, "words": {**words, "facts": [fact]}}
    await admin.ask("PUT", "/api/workspace/articles/made-up/en/draft", sent)
    await at("/workspace/knowledge#made-up/en", "#body")(crawl)
    for fold in await crawl.page.locator("summary").all():
        await fold.click()


async def answers(crawl: Crawl) -> None:
    """The only question that nobody could answer."""
    admin = await crawl.is_admin()
    await crawl.scene.house.settle()
    for matter in (await admin.get("/api/answers/questions"))["items"]:  # what earlier states left
        messages = [one["message"] for one in matter["questions"]]
        await admin.post("/api/answers/questions/dismiss", {"messages": messages})
    missed = decided(conversation=await crawl.scene.conversation(), outcome=Outcome.MISSED, shown="")
    [asked] = await crawl.scene.system.heart.archive.items(missed.conversation, Part(after=0, most=1))
    one = replace(missed, message=asked.id, at=utc_now())
    await crawl.scene.system.learning.reactions.recording.decided(one)
    await at("/workspace/answers", "[data-matter] input")(crawl)


async def searches(crawl: Crawl) -> None:
    """One search in vain, which is about to become a phrasing."""
    await crawl.is_admin()
    await crawl.scene.house.http.get("/help/en/", params={"q": "ambassador merch parcel"})
    await at("/workspace/searches", "[data-gap]")(crawl)
    await crawl.button("Add to an article")
    await crawl.page.locator("#topic").select_option(index=1)


async def staffing(crawl: Crawl) -> None:
    await crawl.is_admin()
    await at("/workspace/staffing", "#event-name")(crawl)


async def escalating(crawl: Crawl) -> None:
    """To the funds desk, whose every field may lack what it asks for."""
    await crawl.is_admin()
    await founded(crawl.scene)
    await at(f"/workspace/tickets#to/{await crawl.scene.conversation()}", "[data-desk=funds]")(crawl)
    await crawl.page.locator("[data-desk=funds]").click()
    await crawl.page.locator("[data-kind=funds] #subject").wait_for()
    await unfolded(crawl)


async def organizations(crawl: Crawl) -> None:
    await crawl.is_admin()
    await at("/workspace/tickets", "#organizations")(crawl)
    await unfolded(crawl)
    await crawl.page.locator("[data-organization=new] input").first.wait_for()


async def one_of_a_desk(crawl: Crawl) -> None:
    await crawl.is_admin()
    await at(f"/workspace/tickets#{await begun(crawl.scene)}", "#ticket-note")(crawl)
    for part in ("file", "task"):
        await crawl.page.locator(f"[data-add={part}]").wait_for()
    await unfolded(crawl)


async def unfolded(crawl: Crawl) -> None:
    for fold in await crawl.page.locator("summary").all():
        await fold.click()


async def outgoing(crawl: Crawl) -> None:
    """A reply that waits for a second person, a fake to be taken down, a build to be listed."""
    admin = await crawl.is_admin()
    await crawl.scene.held()
    fake = await crawl.scene.fake()
    decided = {"state": "confirmed", "version": 1}
    await admin.post(f"/api/workspace/fakes/{fake}/decision", decided)
    await at("/workspace/outgoing", "li[data-held] input")(crawl)
    await crawl.page.locator(f"[data-fake='{fake}'] button[aria-expanded]").click()
    await crawl.page.locator("fieldset input").first.wait_for()
    for fold in await crawl.page.locator("#builds summary, #versions summary").all():
        await fold.click()


async def sign_in(crawl: Crawl) -> None:
    await at("/workspace", "#login")(crawl)


# Where passwords are typed; the first while nobody is there, who could invite.
FIRST: Final[dict[str, Open]] = {"setup": setup}
DOORS: Final[dict[str, Open]] = {
    "invitation": invitation,
    "workspace, sign-in": sign_in,
    "settings, devices": settings("devices", "input[name=current]"),
}
