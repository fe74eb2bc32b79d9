"""Nothing that a stranger chose reaches an address that nobody has proven, which gets one mail a day."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from urllib.parse import urlencode

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.integration.app.test_message_form import Browser
from tests.support.installation import HOME, Installation
from tests.support.mail import Sink, Taken
from tests.support.until import until
from walletdesk.app.wiring.system import build
from walletdesk.channels.email import Caps
from walletdesk.insights.model import WORDS, Kind
from walletdesk.kernel.errors import TooMany
from walletdesk.kernel.ids import ContactId
from walletdesk.kernel.viewers import Role

VICTIM = "victim@mail.example"
NUMBERS = count(1)
CHANGES = re.compile(r"prf_\w+\.[\w-]+|<[0-9a-f]{32}@desk\.example>|={15}\d+==|\b[\d:. ]+(?:AM|PM)?\b|\d+")
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60) | st.sampled_from(
    [
        "Claim it at https://evil.example/claim now",
        "\r\nBcc: second@mail.example\r\n\r\nYou have won",
        "<a href=//evil.example>claim</a>",
        "{app} {agent} {until} %s %(app)s",
        "=?utf-8?q?You_have_won?=",
        "您中奖了，请添加官方客服 evil",
    ]
)
LOCALE = st.sampled_from(
    ["en", "zh-CN", "zh-Hant", "de", "x; evil.example", "../../etc/passwd", "<b>won</b>", ""]
)


@asynccontextmanager
async def someone(house: Installation, number: int) -> AsyncIterator[Browser]:
    """A browser at an address of its own."""
    origin = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
    transport = httpx.ASGITransport(house.system.web, raise_app_exceptions=False, client=(origin, 4711))
    async with httpx.AsyncClient(transport=transport, base_url=HOME) as http:
        yield Browser(Installation(house.system, http))


def told(letter: Taken) -> str:
    """All that the mail says, without what we made for this one: its link, its ids, its times."""
    message = letter.message
    heads = [f"{name}: {value}" for name, value in message.items() if name not in ("To", "Date")]
    parts = [part.get_payload(decode=True) for part in message.walk() if not part.is_multipart()]
    bodies = [part.decode() for part in parts if isinstance(part, bytes)]
    return CHANGES.sub("#", "\n".join([*heads, *bodies]))


async def mailed(house: Installation, sink: Sink, locale: str, name: str = "p", **form: str) -> str:
    """What the mail server took after somebody sent the form."""
    number, before = next(NUMBERS), len(sink.letters)
    to = f"{name}{number}@mail.example"
    async with someone(house, number) as browser:
        once = await browser.once()
        filled = {"category": "transfer", "text": "hello", "email": to, **form, "once": once}
        answer = await browser.post(f"/message?{urlencode({'locale': locale})}", **filled)
        assert answer.status_code == 200
    await until(lambda: len(sink.letters) > before)
    assert (sink.letters[-1].to, len(sink.letters)) == ([to], before + 1)
    return told(sink.letters[-1])


@pytest.mark.slow
@settings(max_examples=20, suppress_health_check=list(HealthCheck))
@given(text=TEXT, version=TEXT, locale=LOCALE)
async def test_no_byte_of_a_stranger_is_in_the_mail(
    mailing_house: Installation, sink: Sink, text: str, version: str, locale: str
) -> None:
    """Whatever was typed, it is the mail of somebody who typed nothing but hello."""
    plain = [await mailed(mailing_house, sink, known) for known in ("en", "zh-CN")]
    words = {"text": f"hello {text}", "version": version.strip()[:40]}
    assert await mailed(mailing_house, sink, locale, "claim.at.evil", **words) in plain
    assert plain[0] != plain[1]


async def test_a_hundred_posts_with_one_address_are_one_mail(mailing_house: Installation, sink: Sink) -> None:
    house = mailing_house
    for number in range(50):
        async with someone(house, 7_000 + number) as browser:
            spelt = (VICTIM, VICTIM.upper(), f"vic.tim+{number}@mail.example")[number % 3]
            answer = await browser.writes(email=spelt)
            assert answer.status_code == 200
    for _ in range(50):
        contact = await house.contact()
        answer = await contact.ask("POST", "/api/contact/email", {"email": VICTIM})
        assert answer.status_code == 429
    await house.settle()
    await until(lambda: bool(sink.letters))
    await house.system.engine.jobs.stop()  # whatever else was due has run
    assert [letter.to for letter in sink.letters] == [[VICTIM]]


async def test_two_nodes_agree_on_who_was_written_to(mailing_house: Installation) -> None:
    second = await build(mailing_house.system.engine.settings)
    try:
        contact = await mailing_house.contact()
        await contact.post("/api/contact/email", {"email": VICTIM})
        other = await mailing_house.contact()
        with pytest.raises(TooMany):
            await second.contacts.proving.request(ContactId(other.id), VICTIM, ip="10.0.0.9")
    finally:
        await second.engine.db.close()


async def test_too_many_in_all_are_held_and_a_lead_is_told(mailing_house: Installation, sink: Sink) -> None:
    house = mailing_house
    box = house.system.mail.reactions._mailing._box if house.system.mail else None
    assert box is not None
    object.__setattr__(box, "caps", Caps(to_unproven_in_hour=2))
    for number in range(4):
        contact = await house.contact()
        await contact.post("/api/contact/email", {"email": f"q{number}@mail.example"})
    await house.settle()
    lead = await house.agent(Role.LEAD)
    alerts = await lead.get("/api/workspace/alerts")
    assert [one["text"] for one in alerts["items"]] == [WORDS[Kind.MAIL_HELD].one]
    await until(lambda: len(sink.letters) == 2)
