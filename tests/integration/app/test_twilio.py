"""A booked call dialled by Twilio, from the booking to the line in the conversation, by a stand-in."""

import asyncio
import html
import re
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.integration.app.test_callbacks import books, comes, events, over, said, waits
from tests.integration.app.test_message_form import Browser
from tests.support.callbacks import ANSWERS
from tests.support.installation import HOME, Agent, Installation, installation
from tests.support.phone import code_of
from tests.support.twilio import AGENT, OURS, TOKEN, FakeTwilio, dialled_by, fake_twilio
from tests.support.until import until
from walletdesk.channels.voice.twilio import Leg
from walletdesk.channels.voice.twilio.store import SqlLines
from walletdesk.kernel.clock import utc_now
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import CallId, ConversationId
from walletdesk.platform.db import Database

__all__ = ["events"]


@pytest.fixture
async def exchange() -> AsyncIterator[FakeTwilio]:
    async with fake_twilio() as fake:
        yield fake


@pytest.fixture
async def house(database_url: str, tmp_path: Path, exchange: FakeTwilio) -> AsyncIterator[Installation]:
    (tmp_path / "token").write_text(TOKEN)
    voice, connector = dialled_by(exchange, str(tmp_path / "token"))
    async with installation(database_url, tmp_path, voice=voice, connector=connector) as running:
        yield running


async def with_a_phone(house: Installation, agent: Agent) -> None:
    """As if the operator had written it down before the start."""
    [login] = [one.login for one in await house.system.staff.personnel.list() if one.id == agent.id]
    house.system.engine.settings.voice.phones[login] = AGENT


async def test_both_phones_meet_once_and_nobody_else_can_say_so(
    house: Installation, exchange: FakeTwilio, events: list[Event]
) -> None:
    browser = Browser(house)
    contact, id = await waits(house, browser)
    await books(browser, id)
    agent = await house.agent(languages=("en",))
    await with_a_phone(house, agent)
    await agent.ask("PUT", "/api/me/availability", {"state": "online"})
    await until(lambda: len(exchange.calls()) == 1)
    first = exchange.calls()[0]
    assert (first["To"], first["From"], first["Record"]) == (AGENT, OURS, "false")
    assert "authorization: basic" in exchange.heads[0].lower()
    forged = await exchange.tells(
        house.http, first["Url"].replace("leg=agent", "leg=contact"), CallSid="CA" + "1" * 32
    )
    assert forged.status_code == 404  # that phone was not asked for
    for url in (first["Url"], first["StatusCallback"]):
        word = {"CallSid": f"CA{1:032}", "CallStatus": "completed"}
        unsigned = await house.http.post(url.removeprefix(HOME), data=word)
        assert unsigned.status_code == 404
    up = await exchange.tells(house.http, first["Url"], CallSid=f"CA{1:032}", CallStatus="in-progress")
    assert (up.status_code, up.headers["content-type"].partition(";")[0]) == (200, "text/xml")
    call = parse_qs(urlsplit(first["Url"]).query)["call"][0]
    assert f">{call}</Conference>" in up.text
    await until(lambda: len(exchange.calls()) == 2)
    second = exchange.calls()[1]
    assert (second["To"], second["From"]) == (ANSWERS, OURS)
    await house.system.callbacks.calling.ring(CallId(call))  # as after a kill: nobody is rung again
    assert len(exchange.calls()) == 2
    joined = await exchange.tells(house.http, second["Url"], CallSid=f"CA{2:032}")
    assert "Nobody of us asks for your recovery phrase" in joined.text
    for url in (second["StatusCallback"], first["StatusCallback"], first["StatusCallback"]):
        told = await exchange.tells(house.http, url, CallStatus="completed")
        assert told.status_code == 204
    await over(house, events)
    assert (await said(contact, id))[-1].startswith("We talked on the phone")


async def test_without_a_phone_or_with_a_refusal_nobody_waits_for_a_ring(
    house: Installation, exchange: FakeTwilio, events: list[Event]
) -> None:
    browser = Browser(house)
    _, id = await waits(house, browser)
    await books(browser, id)
    exchange.status = 400
    await comes(house)
    archive = house.system.callbacks.archive
    for _ in range(200):
        if any(call.result is not None for call in await archive.calls_of(ConversationId(id))):
            break
        await asyncio.sleep(0.01)
    [last, *_] = await archive.calls_of(ConversationId(id))
    assert (last.result, exchange.calls()) == ("agent_missed", [])


async def test_a_phone_is_asked_for_once_and_named_once(db: Database) -> None:
    lines, call = SqlLines(db), CallId("call_1")
    assert [await lines.claim(call, leg, utc_now()) for leg in (Leg.AGENT, Leg.AGENT, Leg.CONTACT)] == [
        True,
        False,
        True,
    ]
    await lines.name(call, Leg.AGENT, "CA1")
    await lines.name(call, Leg.AGENT, "CA2")
    await lines.release(call, Leg.AGENT)  # rings already
    await lines.release(call, Leg.CONTACT)
    assert [(one.leg, one.sid, one.over) for one in await lines.of(call)] == [(Leg.AGENT, "CA1", False)]
    await lines.close(call)
    assert [one.over for one in await lines.of(call)] == [True]


async def test_a_call_comes_in_is_answered_by_our_phone_and_repeats_change_nothing(
    house: Installation, exchange: FakeTwilio
) -> None:
    contact, agent = await house.contact(), await house.agent(languages=("en",))
    id = str((await contact.starts("where are my coins"))["head"]["id"])
    await with_a_phone(house, agent)
    await agent.ask("PUT", "/api/me/availability", {"state": "online"})
    sid, here = "CA" + "5" * 32, f"{HOME}/api/phone/twilio/incoming"
    told = {"CallSid": sid, "From": "+8613800138008", "To": OURS, "CallStatus": "ringing"}
    greeting = await exchange.tells(house.http, here, **told)
    assert re.findall(r'language="([^"]+)"', greeting.text) == ["zh-CN"] * 2 + ["en-US"] * 2
    topics = await exchange.tells(house.http, action(greeting.text), **told, Digits="2")
    again = await exchange.tells(
        house.http, action(greeting.text), **told, Digits="1"
    )  # repeated, and changed on the way
    assert again.text == topics.text
    asks = await exchange.tells(house.http, action(topics.text), **told, Digits="2")
    assert 'numDigits="6"' in asks.text
    offers = await exchange.tells(house.http, action(asks.text), **told, Digits=await code_of(contact, id))
    await exchange.tells(house.http, action(offers.text), **told, Digits="1")
    await house.settle()
    rung = await exchange.tells(house.http, f"{here}/wait", **told)
    assert (f">{AGENT}</Number>" in rung.text, f'callerId="{OURS}"' in rung.text) == (True, True)
    [up] = re.findall(r'<Number url="([^"]+)"', rung.text)
    leg = {"CallSid": "CA" + "6" * 32, "From": OURS, "To": AGENT}
    assert (await exchange.tells(house.http, html.unescape(up), **leg)).status_code == 200
    ended = await exchange.tells(house.http, action(rung.text), **told, DialCallStatus="completed")
    assert "<Hangup/>" in ended.text
    assert (await exchange.tells(house.http, f"{here}/ended", **told)).status_code == 204
    [call] = await house.system.hotline.answering.latest()
    assert (call.state, call.verified, call.conversation, call.agent) == ("ended", True, id, agent.id)
    stranger = await exchange.tells(house.http, f"{here}/wait", **{**told, "CallSid": "CA" + "7" * 32})
    assert stranger.status_code == 404
    assert (await house.http.post(here.removeprefix(HOME), data=told)).status_code == 404  # unsigned


def action(instructions: str) -> str:
    """Where it goes on."""
    return html.unescape(re.findall(r'action="([^"]+)"', instructions)[0])
