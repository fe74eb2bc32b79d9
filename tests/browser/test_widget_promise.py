"""What the widget says of a wait: the place, the promised time, and that we are late once it has passed."""

import time

from playwright.async_api import Route, expect

from tests.support.browser import Look, PageMaker
from tests.support.fake_server import FakeServer
from tests.support.promised import promised
from tests.support.widget import Widget, ms, waiting

LONG = "\n".join(
    f"{step}. Do this step first, and look whether it worked before the next." for step in range(1, 40)
)
LATE = "are late."
WHERE = "document.querySelector('.w-line').getBoundingClientRect().toJSON()"
THREAD = "document.querySelector('.w-thread').getBoundingClientRect().toJSON()"


async def in_line(widget: Widget, by: int | None) -> str:
    id = widget.server.conversation(**waiting(by))
    widget.server.add(id, "contact", "My coins are gone")
    await widget.known(id)
    return id


async def test_a_promised_time_that_passes_is_no_promise_any_more(widget: Widget) -> None:
    await in_line(widget, ms(3))
    card, board = widget.page.locator(".w-line"), widget.page.locator(".w-head")
    await expect(card).to_contain_text("A person answers by")
    await expect(board).to_contain_text("Number 1 · by")
    await expect(card).to_contain_text(LATE)
    await expect(card).to_contain_text("You are number 1 and keep your place.")
    await expect(card).to_contain_text("We can't estimate the wait right now.")
    await expect(card).not_to_contain_text("A person answers by")
    await expect(board).to_contain_text("Number 1 · we are late, no new time is known")


async def test_a_new_promise_ends_being_late(widget: Widget) -> None:
    id = await in_line(widget, ms(-60))
    await expect(widget.page.locator(".w-line")).to_contain_text(LATE)
    await widget.server.set_head(id, **waiting(ms(600)))
    await expect(widget.page.locator(".w-line")).to_contain_text("A person answers by")


async def test_only_what_the_bot_says_of_pages_of_ours_leads_there(widget: Widget) -> None:
    home = widget.server.origin
    id = widget.server.conversation()
    widget.server.add(id, "contact", f"see {home}/verify")
    said = f"1. Open {home}/verify?locale=en, and never https://evil.example/x nor {home}.evil.example/y."
    widget.server.add(id, "bot", said)
    widget.server.add(id, "agent", f"{home}/verify")
    await widget.known(id)
    await expect(widget.messages).to_have_count(3)
    links = widget.log.locator(".msg-body a")
    await expect(links).to_have_count(1)
    await expect(links).to_have_attribute("href", f"{home}/verify?locale=en")


async def test_the_first_screen_says_where_one_stands_and_promises_nothing_that_passed(
    widget: Widget,
) -> None:
    widget.server.config["promise"] = promised(ms(-60))
    await in_line(widget, ms(-60))
    await widget.page.get_by_role("button", name="Back", exact=True).click()
    await expect(widget.page.locator(".w-row").first).to_contain_text(
        "Number 1 · we are late, no new time is known"
    )
    await expect(widget.page.locator(".w-head")).to_contain_text("We can't estimate the wait right now.")


async def test_the_time_is_the_servers_where_a_device_has_another(widget: Widget) -> None:
    async def an_hour_ago(route: Route) -> None:
        answer = await route.fetch()
        date = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(time.time() - 3600))
        await route.fulfill(response=answer, headers={**answer.headers, "date": date})

    await widget.page.route("**/api/**", an_hour_ago)
    await in_line(widget, ms(-60))
    await expect(widget.page.locator(".w-line")).to_contain_text("A person answers by")


async def test_whoever_asks_for_a_person_sees_the_place_in_line(
    fake_server: FakeServer, page_maker: PageMaker
) -> None:
    widget = Widget(await page_maker(Look(locale="en", screen="phone")), fake_server)
    id = fake_server.conversation()
    fake_server.add(id, "contact", "My coins are gone")
    fake_server.add(id, "bot", LONG)
    await widget.known(id)
    await widget.page.locator(".w-thread").evaluate("(thread) => thread.scrollTo(0, 0)")
    await widget.page.get_by_role("button", name="Talk to a person").click()
    await expect(widget.page.locator(".w-head")).to_contain_text(
        "Number 6 · We can't estimate the wait right now."
    )
    await fake_server.say(id, "bot", LONG)
    await expect(widget.messages).to_have_count(3)
    card, thread = await widget.page.evaluate(f"[{WHERE}, {THREAD}]")
    assert thread["top"] <= card["top"]
    assert card["bottom"] <= thread["bottom"]
    await expect(widget.page.locator(".w-jump")).to_have_count(0)


async def test_whoever_was_called_a_person_reads_the_first_steps_under_place_and_time(
    fake_server: FakeServer, page_maker: PageMaker
) -> None:
    widget = Widget(await page_maker(Look(locale="en", screen="phone")), fake_server)
    id = fake_server.conversation()
    fake_server.add(id, "contact", "My coins are being taken")
    await widget.known(id)
    await fake_server.say(id, "bot", LONG)
    await fake_server.set_head(id, **waiting(ms(600)))
    await expect(widget.page.locator(".w-head")).to_contain_text("Number 1 · by")
    first = widget.messages.last.get_by_text("1. Do this step first").first
    await expect(first).to_be_in_viewport()


async def test_who_is_back_in_line_reads_why_and_where(widget: Widget) -> None:
    id = await in_line(widget, ms(600))
    lost = {"what": "requeued", "agent": "", "reason": "agent_offline", "value": ""}
    for _ in range(2):
        await widget.server.say(id, "system", "", kind="event", event=lost)
    rows = widget.log.locator("li.msg-system")
    await expect(rows.last).to_contain_text("The agent's connection was lost. You are in line: Number 1 · by")
    await expect(rows.nth(-2)).to_contain_text("The agent's connection was lost. You are back in line")
    await widget.server.set_head(id, status="with_agent", agent={"name": "Front agent 1"}, queue=None)
    await expect(rows.last).to_contain_text("The agent's connection was lost. You are back in line")


async def test_what_was_solved_a_moment_ago_is_one_tap_away(widget: Widget) -> None:
    id = widget.server.conversation(status="resolved")
    widget.server.add(id, "contact", "My coins are gone")
    widget.server.heads[id]["last_at"] = ms(-60)
    await widget.page.add_init_script("localStorage.setItem('wd.device', 'd')")
    await widget.open()
    await widget.page.get_by_role("button", name="Not solved? Go on with: My coins are gone").click()
    await widget.write("It is not solved")
    await expect(widget.messages.last).to_contain_text("Received")
    assert widget.server.sent[-1]["conversation"] == id


async def test_what_was_solved_days_ago_stays_in_the_list(widget: Widget) -> None:
    id = widget.server.conversation(status="resolved")
    widget.server.add(id, "contact", "My coins are gone")
    widget.server.heads[id]["last_at"] = ms(-2 * 86_400)
    await widget.page.add_init_script("localStorage.setItem('wd.device', 'd')")
    await widget.open()
    await expect(widget.page.locator(".w-row").first).to_contain_text("My coins are gone")
    await expect(widget.page.get_by_text("Not solved?")).to_have_count(0)
