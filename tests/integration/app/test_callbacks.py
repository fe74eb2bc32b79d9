"""From a booked time to the line in the conversation, on a whole installation with the simulated exchange."""

import html
import re
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from tests.integration.app.test_message_form import Browser, found
from tests.support.callbacks import AGENT_AWAY, ANSWERS, BUSY
from tests.support.installation import INBOX, Agent, Contact, Installation
from tests.support.kept import events_of
from tests.support.until import until
from walletdesk.callbacks import LATE, CallbackChanged, Change, Rules
from walletdesk.kernel.clock import from_millis
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import AgentId, CallbackId, ContactId, ConversationId
from walletdesk.kernel.jobs import Job
from walletdesk.kernel.viewers import AgentViewer, Role
from walletdesk.platform.db import statement
from walletdesk.routing.waits import Basis, Told

pytestmark = pytest.mark.anyio
NOW = "now"
PHRASE = "legal winner thank year wave sausage worth useful legal winner thank yellow"


@pytest.fixture
def browser(house: Installation) -> Browser:
    return Browser(house)


@pytest.fixture
def events(house: Installation) -> list[Event]:
    return events_of(house.system.engine.db)


async def waits(house: Installation, browser: Browser) -> tuple[Contact, str]:
    """A contact of the widget who goes on in pages; nobody of us is there yet."""
    contact = await house.contact()
    id = str((await contact.starts("where are my coins"))["head"]["id"])
    await contact.post(f"/api/conversations/{id}/agent")
    await house.settle()
    answer = await contact.ask("POST", "/portal/session")
    name, _, value = answer.headers["set-cookie"].partition(";")[0].partition("=")
    house.http.cookies.clear()
    browser.jar = {name: value}
    return contact, id


async def books(browser: Browser, id: str, number: str = ANSWERS, slot: str = "now") -> str:
    """The page where it stands afterwards."""
    answer = await browser.post(f"/portal/{id}/callback", number=number, slot=slot)
    assert answer.status_code == 303, answer.text
    assert answer.headers["location"].startswith("/callbacks?locale=en&done=booked&of=cbk_")
    return html.unescape((await browser.get("/callbacks")).text)


async def tomorrow(browser: Browser, id: str) -> list[str]:
    """The half hours of the second day that is offered: of today few may be left."""
    form = (await browser.get(f"/portal/{id}/callback")).text
    day = re.findall(r'class="choice" href="[^"]*day=([^"]+)"', form)[1]
    page = (await browser.get(f"/portal/{id}/callback?day={day}")).text
    return re.findall(r'<option class="stretch" value="(\d+)"', page)


async def comes(house: Installation, language: str = "en") -> Agent:
    agent = await house.agent(languages=(language,))
    answer = await agent.ask("PUT", "/api/me/availability", {"state": "online"})
    assert answer.status_code < 300
    return agent


async def over(house: Installation, events: list[Event], what: Change = Change.ENDED) -> None:
    await until(lambda: any(isinstance(one, CallbackChanged) and one.what is what for one in events))
    await house.settle()


async def said(contact: Contact, id: str) -> list[str]:
    return [item["text"] for item in (await contact.get(f"/api/conversations/{id}"))["items"]]


async def happened(agent: Agent, id: str) -> list[Any]:
    items = (await agent.picture(id))["items"]
    return [item["event"] for item in items if item["event"] and item["event"]["what"].startswith("call_")]


async def test_now_keeps_the_place_rings_our_agent_first_and_leaves_a_line(
    house: Installation, browser: Browser, events: list[Event]
) -> None:
    contact, id = await waits(house, browser)
    page = await books(browser, id)
    assert "+86 138 0013 8008" in page
    assert "Your place in line: 1." in page
    says = found(r"<b>(\d{3} \d{3})</b>", page)
    now = await browser.get("/verify/now")
    assert "You booked a callback" in now.text
    agent = await comes(house)
    await over(house, events)
    texts = await said(contact, id)
    [rings] = [text for text in texts if text.startswith("We are about to call you.")]
    assert says in rings  # in the widget and the portal, while the phone rings
    assert "We never ask for your recovery phrase" in rings
    assert any("your place in line is kept" in text for text in texts)
    assert texts[-1] == "We talked on the phone: 1 min."
    assert [(one["what"], one["reason"]) for one in await happened(agent, id)] == [
        ("call_booked", ""),
        ("call_ended", "talked"),
    ]
    page = (await browser.get("/callbacks")).text
    assert "No call is booked." in page
    assert says not in page
    assert not [text for text in [*texts, str(await agent.picture(id))] if "138001380" in text]


async def test_who_is_never_reached_gets_a_number_and_reads_where_it_goes_on(
    house: Installation, browser: Browser, events: list[Event]
) -> None:
    lead = AgentViewer(agent=AgentId("agt_lead"), role=Role.LEAD)
    await house.system.callbacks.booking.settle(lead, Rules(tries=1))
    contact, id = await waits(house, browser)
    await books(browser, id, BUSY)
    agent = await comes(house)
    await over(house, events, Change.MISSED)
    last = (await said(contact, id))[-1]
    assert "do not call any more" in last
    number = found(r"(WD-\d+)", last)
    assert (await agent.picture(id))["head"]["tickets"] == [number]
    assert [one["reason"] for one in await happened(agent, id)] == ["", "busy", ""]
    assert number in (await browser.get("/portal")).text


async def test_who_does_not_pick_up_among_us_is_not_the_contacts_affair(
    house: Installation, browser: Browser, events: list[Event]
) -> None:
    contact, id = await waits(house, browser)
    says = found(r"<b>(\d{3} \d{3})</b>", await books(browser, id, AGENT_AWAY))
    agent = await comes(house)
    await over(house, events)
    page = (await browser.get("/callbacks")).text
    assert (
        found(r"<b>(\d{3} \d{3})</b>", page) == says
    )  # their phone never rang: the number written down holds
    assert (await agent.picture(id))["head"]["status"] == "waiting_for_agent"
    assert not [text for text in await said(contact, id) if "did not reach" in text]


@pytest.mark.parametrize(
    ("what", "reason", "words"),
    [
        (Change.CANCELLED, "no_hours", "no time any more at which we are open"),
        (Change.MISSED, "not_called", "your phone did not ring"),
        (Change.ENDED, "not_called", "We could not call you"),
    ],
)
async def test_what_is_our_own_doing_is_told_as_such(
    house: Installation, browser: Browser, what: Change, reason: str, words: str
) -> None:
    contact, id = await waits(house, browser)
    told = CallbackChanged(
        at=house.system.engine.clock(),
        conversation=ConversationId(id),
        callback=CallbackId("cbk_one"),
        locale="en",
        what=what,
        version=9,
        on=house.system.engine.clock(),
        reason=reason,
    )
    await house.system.callbacks.teller.on_callback_changed(told)
    last = (await said(contact, id))[-1]
    assert words in last
    assert "did not reach" not in last


async def test_a_half_hour_is_chosen_moved_and_cancelled_without_a_script(
    house: Installation, browser: Browser
) -> None:
    contact, id = await waits(house, browser)
    first, second = (await tomorrow(browser, id))[:2]
    page = await books(browser, id, slot=first)
    own = found(r'href="(/callbacks/cbk_\w+)', page)
    assert (await browser.get(f"/portal/{id}/callback")).headers["location"] == "/callbacks?locale=en"
    zone = ZoneInfo(house.system.engine.settings.time_zone)
    its_day = from_millis(int(first)).astimezone(zone).date().isoformat()
    assert f'day={its_day}" aria-current' in (await browser.get(own)).text
    moved = (await browser.post(own, slot=second)).headers["location"]
    assert "The call is moved." in (await browser.get(moved)).text
    asked = await browser.get(f"{own}/cancel")
    assert "Cancel this call?" in asked.text
    assert f'action="{own}/cancel' in asked.text
    cancelled = (await browser.post(f"{own}/cancel")).headers["location"]
    page = html.unescape((await browser.get(cancelled)).text)
    assert "The call is cancelled.</b> Nobody calls you." in page
    assert "The call is moved." not in (await browser.get(moved)).text  # it is no longer so
    assert (await browser.get(f"{own}/cancel")).headers["location"] == "/callbacks?locale=en"
    await house.settle()
    told = [text for text in await said(contact, id) if "call" in text]
    assert [text.partition(":")[0] for text in told[-3:]] == [
        "You booked a call",
        "Your call was moved",
        "You cancelled the call. Nobody calls you.",
    ]
    assert "Cancelled" in (await browser.get("/callbacks")).text


_PASSED: Final = statement(sa.text("UPDATE callback SET slot = slot - :by, due_at = slot - :by"))


async def test_a_half_hour_that_passed_is_owned_up_to_on_the_page_in_the_conversation_and_to_the_leads(
    house: Installation, browser: Browser, events: list[Event]
) -> None:
    contact, id = await waits(house, browser)
    lead = await house.agent(Role.LEAD)
    page = await books(browser, id, slot=(await tomorrow(browser, id))[0])
    own = found(r'href="/callbacks/(cbk_\w+)', page)
    engine = house.system.engine
    async with engine.db.write() as tx:
        await tx.run(_PASSED, by=3 * 86_400_000)
        tx.schedule(Job(kind=LATE, key=own, run_at=engine.clock()))
    await over(house, events, Change.LATE)
    page = html.unescape((await browser.get("/callbacks")).text)
    assert "We are late and are sorry." in page
    assert f'href="/callbacks/{own}' in page  # another half hour
    assert f'class="btn" href="/portal/{id}' in page  # or a message
    assert "We did not, and are sorry." in (await said(contact, id))[-1]
    alerts = (await lead.get("/api/workspace/alerts"))["items"]
    assert ("callback_late", "urgent", id) in [
        (one["what"], one["severity"], one["conversation"]) for one in alerts
    ]


async def test_first_the_day_is_chosen_and_now_only_while_somebody_is_there_who_could_call(
    house: Installation, browser: Browser
) -> None:
    await house.agent()  # speaks their language, and is away
    _, id = await waits(house, browser)
    form = (await browser.get(f"/portal/{id}/callback")).text
    days = re.findall(r'class="choice" href="[^"]*day=([^"]+)"', form)
    assert 7 <= len(days) <= 8
    assert NOW not in days
    last = (await browser.get(f"/portal/{id}/callback?day={days[-2]}")).text
    offered = re.findall(r'<option class="stretch" value="(\d+)"', last)
    assert len(offered) <= 48
    zone = ZoneInfo(house.system.engine.settings.time_zone)
    assert {from_millis(int(one)).astimezone(zone).date().isoformat() for one in offered} == {days[-2]}
    full = await browser.post(f"/portal/{id}/callback", number="+86 138", slot=offered[3])
    assert re.search(rf'value="{offered[3]}"[^>]* selected', full.text)  # its day again
    assert f'day={days[-2]}" aria-current' in full.text
    await comes(house, "zh-CN")
    form = (await browser.get(f"/portal/{id}/callback")).text
    assert NOW not in re.findall(r'day=([^"]+)" aria-current', form)
    await comes(house)
    await house.settle()  # known for two seconds otherwise
    form = (await browser.get(f"/portal/{id}/callback")).text
    assert re.findall(r'day=([^"]+)" aria-current', form) == [NOW]
    assert "We call within this half hour" not in form


async def test_a_number_without_its_country_is_shown_whole_before_it_is_booked(
    house: Installation, browser: Browser
) -> None:
    _, id = await waits(house, browser)
    path = f"/portal/{id}/callback?locale=zh-CN"
    asked = await browser.post(path, number="138 0013 8000", slot="now")
    assert asked.status_code == 200
    assert 'value="+86 138 0013 8000"' in asked.text
    assert await house.system.callbacks.archive.of_conversation(ConversationId(id)) == []
    assert (await browser.post(path, number="+86 138 0013 8000", slot="now")).status_code == 303
    [booked] = await house.system.callbacks.archive.of_conversation(ConversationId(id))
    assert booked.number == "+8613800138000"


async def test_whoever_waits_for_our_call_keeps_the_place_with_the_page_closed(
    house: Installation, browser: Browser
) -> None:
    contact, id = await waits(house, browser)
    await books(browser, id)
    presence, lines = house.system.work.routing.presence, house.system.work.routing.standings
    await presence.contact_lost(ContactId(contact.id))
    conversation = ConversationId(id)
    entry = await house.system.work.routing.assigning._world.lines.find(conversation)
    assert entry is not None
    assert entry.away_since is not None
    await presence.contact_still_gone(conversation, entry.away_since)
    assert (await lines.outlook_of(conversation)) is not None
    await house.system.callbacks.calling.solved(conversation)
    await presence.contact_still_gone(conversation, entry.away_since)
    assert (await lines.outlook_of(conversation)) is None


async def is_told_of_another_way(house: Installation, id: str) -> bool:
    """In a line that takes long."""
    talk = await house.system.heart.reading.find(ConversationId(id))
    assert talk is not None
    told = Told(low=60, high=90, expected=4_500.0, basis=Basis(minutes=60, recent=14, usual=0))
    return "Your place is kept." in await house.system.faces.waits.words(talk, told, "en")


async def test_a_long_line_leads_to_a_booked_call_and_the_place_is_kept(
    house: Installation, browser: Browser
) -> None:
    contact, id = await waits(house, browser)
    page = html.unescape((await house.http.get("/contact?locale=en")).text)
    row = page.partition('id="way-callback"')[2].partition('id="way-')[0]
    assert "Next free half hour: from <time" in row
    assert 'href="/callbacks?locale=en"' in row
    house.system.engine.settings.inboxes[0].instead.remove("callback")
    config = (await house.http.get("/api/widget/config", params={"inbox": INBOX})).json()
    assert config["instead"] == ["message", "callback"]
    assert config["book"] == "Choose a time on a page of ours. Your place is kept."
    assert await is_told_of_another_way(house, id)
    offered = f"/callbacks?conversation={id}"
    assert (await browser.get(offered)).headers["location"] == f"/portal/{id}/callback?locale=en"
    await books(browser, id)
    await house.settle()
    head = (await contact.get(f"/api/conversations/{id}"))["head"]
    assert (head["status"], head["queue"]["position"]) == ("waiting_for_agent", 1)
    assert not await is_told_of_another_way(house, id)  # it is booked
    lead = AgentViewer(agent=AgentId("agt_lead"), role=Role.LEAD)
    await house.system.callbacks.booking.settle(lead, Rules(on=False))
    assert 'id="way-callback"' not in (await house.http.get("/contact?locale=en")).text
    config = (await house.http.get("/api/widget/config", params={"inbox": INBOX})).json()
    assert (config["instead"], config["book"]) == (["message"], "")


async def test_an_address_that_names_a_conversation_opens_nothing(
    house: Installation, browser: Browser
) -> None:
    _, id = await waits(house, browser)
    stranger = Browser(house)
    await waits(house, stranger)
    for someone in (Browser(house), stranger):
        page = (await someone.get(f"/callbacks?conversation={id}")).text
        assert f'data-next="/portal/{id}/callback" data-at-once' in page
        assert page.count(id) == 1  # the address alone
        assert (await someone.get(f"/portal/{id}/callback")).status_code == 404
    wrong = (await browser.get("/callbacks?conversation=https://elsewhere.example")).text
    assert "data-at-once" not in wrong


async def test_a_phrase_in_the_field_is_stopped_and_only_a_number_comes_back_to_be_mended(
    house: Installation, browser: Browser
) -> None:
    _, id = await waits(house, browser)
    number = "138 0000 0000"
    mended = await browser.post(f"/portal/{id}/callback", number=number, slot="now")
    assert mended.status_code == 422
    assert "Write the number with + and the country code" in mended.text
    assert f'value="{number}"' in mended.text
    stopped = await browser.post(f"/portal/{id}/callback", number=PHRASE, slot="now")
    assert stopped.status_code == 422
    assert "It was stopped" in stopped.text
    assert PHRASE not in stopped.text
    assert "No call is booked." in (await browser.get("/callbacks")).text


async def test_a_stranger_and_a_wrong_id_look_alike(house: Installation, browser: Browser) -> None:
    _, id = await waits(house, browser)
    own = found(r'href="(/callbacks/cbk_\w+)', await books(browser, id))
    stranger = Browser(house)
    await waits(house, stranger)
    wrong = await stranger.get("/callbacks/cbk_00000000000000000000000000")
    assert wrong.status_code == 404
    for answer in (
        await stranger.get(own),
        await stranger.post(own, slot="now"),
        await stranger.post(f"{own}/cancel"),
        await stranger.get(f"/portal/{id}/callback"),
        await Browser(house).get(own),
    ):
        assert (answer.status_code, answer.text) == (404, wrong.text)
