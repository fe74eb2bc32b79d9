"""Calls that come in, on a whole installation with the played phone: menu, code, person, callback, thread."""

import pytest

from tests.integration.app.test_callbacks import waits
from tests.integration.app.test_message_form import Browser, found
from tests.support.installation import Agent, Contact, Installation
from tests.support.phone import Phone, code_of
from walletdesk.kernel.viewers import Role

pytestmark = pytest.mark.anyio
MINE = "+8613800138008"


async def comes(house: Installation) -> Agent:
    agent = await house.agent(languages=("en",))
    await agent.ask("PUT", "/api/me/availability", {"state": "online"})
    return agent


async def begins(house: Installation) -> tuple[Contact, str]:
    contact = await house.contact()
    return contact, str((await contact.starts("where are my coins"))["head"]["id"])


async def lines(agent: Agent, id: str) -> list[str]:
    items = (await agent.picture(id))["items"]
    return [one["text"] for one in items if one["event"] and one["event"]["what"] == "phone"]


async def test_a_caller_with_the_code_of_a_conversation_is_answered_in_it(house: Installation) -> None:
    contact, id = await begins(house)
    code, agent = await code_of(contact, id), await comes(house)
    phone = Phone(house.http)
    assert "中文请按 1。" in await phone.dials(MINE)
    topics = await phone.presses("2")
    assert topics[1].startswith("coins stolen")
    assert "The wait" not in "".join(await phone.presses("1", code))
    assert any("Thank you." in one for one in phone.heard)
    assert any(one.startswith("First: tell nobody") for one in phone.heard)
    await phone.presses("1")
    await house.settle()
    await phone.waits()
    assert phone.rings
    await phone.is_answered()
    await phone.hangs_up()
    await house.settle()
    assert phone.is_over
    told = await lines(agent, id)
    assert told[0].startswith("A call by phone")
    assert "Verified" in told[0]
    assert told[-1] == "The call is over. It took 1 min."
    [call] = (await agent.get(agent.of(id, "/phone-calls")))["calls"]
    assert (call["verified"], call["digits"], call["state"], call["about"]) == (
        True,
        "08",
        "ended",
        "security",
    )
    assert (await agent.picture(id))["head"]["priority"] == "security"
    again = Phone(house.http)
    await again.dials(MINE)
    await again.presses("2", "2", code)
    assert any("opens nothing" in one for one in again.heard)  # used up


async def test_a_number_proves_nothing_and_books_a_call_with_a_number_that_is_heard(
    house: Installation,
) -> None:
    await comes(house)
    phones = [Phone(house.http), Phone(house.http)]
    for phone in phones:
        await phone.dials(MINE)
        await phone.presses("2", "2", "", "2")
        assert any("press 1" in one for one in await phone.presses("9"))  # no key of this place
        said = await phone.presses("1")
        assert any("says this number first" in one for one in said), said
        assert phone.is_over
        await phone.tells("hung_up")
    lead = await house.agent(Role.LEAD)
    calls = (await lead.get("/api/phone-calls"))["calls"]
    assert [(one["verified"], one["reason"]) for one in calls] == [(False, "callback")] * 2
    assert len({one["conversation"] for one in calls}) == 2
    talks = [await house.system.heart.reading.find(one["conversation"]) for one in calls]
    assert len({talk.contact for talk in talks if talk}) == 2  # nobody gets another's history by a number
    assert MINE not in str(await house.system.hotline.answering.latest())


async def test_the_page_of_a_conversation_makes_the_code_and_shows_it_once(house: Installation) -> None:
    browser = Browser(house)
    _, id = await waits(house, browser)
    assert f"/portal/{id}/calling" in (await browser.get(f"/portal/{id}")).text
    made = await browser.post(f"/portal/{id}/calling")
    code = found(r'id="code">(\d{3} \d{3})<', made.text).replace(" ", "")
    assert 'id="code"' not in (await browser.get(f"/portal/{id}/calling")).text
    phone = Phone(house.http)
    await phone.dials()  # the number is hidden
    said = await phone.presses("1", "2", code)
    assert said[0] == "谢谢。我们已经知道是哪个会话。"
    assert not any("回拨" in one for one in said)  # no number that could be called
    await phone.hangs_up()
    await house.settle()
    [call] = await house.system.hotline.answering.latest()
    assert (call.conversation, call.state) == (id, "missed")
    for _ in range(5):
        await browser.post(f"/portal/{id}/calling")
    many = await browser.post(f"/portal/{id}/calling")
    assert (many.status_code, 'id="code"' in many.text) == (429, False)
