"""Storms, strangers and tricks by mail, through all of taking in: bounded, and nothing is forgotten."""

import re
from email import message_from_bytes
from email.message import Message
from typing import cast

import pytest

from tests.support.installation import Installation
from tests.support.mail import Sink
from tests.support.mailing import LI, OURS, VOUCHED, PostOffice, mail, post_office, said_by_contacts
from tests.support.mails import cases
from walletdesk.app.wiring.mail_talks import MailPace
from walletdesk.channels.arrivals import Arrival, State
from walletdesk.conversations import PictureCondemned
from walletdesk.kernel.clock import utc_now
from walletdesk.kernel.ids import BlobId, ConversationId
from walletdesk.kernel.viewers import Role

DESK = "desk@other.example"
THEIRS = VOUCHED.replace("customer", "other")
AUTOMATIC = "Auto-Submitted: auto-replied"


@pytest.fixture
async def post(mailing_house: Installation, sink: Sink) -> PostOffice:
    agent = await mailing_house.agent(Role.ADMIN)
    await agent.ask("PUT", "/api/me/availability", {"state": "online"})
    return await post_office(mailing_house, agent, sink)


def talk_of(arrival: Arrival) -> ConversationId:
    assert arrival.conversation is not None
    return arrival.conversation


def answer(letter: Message, *headers: str, text: str = "We got it.", id: str) -> bytes:
    """As a program of another desk answers one of our letters."""
    back = [THEIRS, f"In-Reply-To: {letter['Message-ID']}", *headers]
    return mail(text, *back, sender=DESK, to=letter["Reply-To"], id=f"{id}@other.example")


async def test_a_storm_makes_few_letters_few_conversations_and_one_alarm(post: PostOffice) -> None:
    cast("MailPace", post.house.system.mail_talks.needs.pace).most = 3
    first = await post.brings(mail("Hello.", THEIRS, sender=DESK, id="0@other.example"))
    [told] = await post.letters(1)
    for n in range(3):  # a desk that answers all and says nowhere that it is a program, and one that says so
        silent = await post.brings(answer(told.message, id=f"silent{n}"))
        away = await post.brings(answer(told.message, AUTOMATIC, text="I am away.", id=f"away{n}"))
        assert silent.conversation == away.conversation == first.conversation
    bounced = await post.brings(mail("Gone", sender="", id="b@other.example", subject="Undelivered mail"))
    assert (bounced.state, bounced.conversation) == (State.IGNORED, None)
    await post.brings(mail("News.", "List-Id: <news.example>", id="list@other.example"))

    last = first
    for n in range(8):
        raw = mail(f"Again {n}", THEIRS, sender=f"desk+{n}@other.example", id=f"storm{n}@other.example")
        last = await post.brings(raw)
    assert (last.state, last.reason) == (State.HELD, "too_many")
    begun = {talk for talk, _ in await said_by_contacts(post.house.system.engine.db)}
    assert len(begun) == 3 + 1, "of the desk, and of the list"
    await post.brings(mail("I am somebody else.", VOUCHED))
    assert [one.to[0] for one in await post.letters(4)][-1] == LI, "nobody else waits for it"
    assert len([one for one in post.sink.letters if one.to != [LI]]) <= 3, "an hour, to one address"
    alerts = await post.agent.get("/api/workspace/alerts")
    assert str(alerts).count("'mail_waits'") == 1

    await post.house.system.intake.arrivals.take_again(last.id)
    again = await post.brings(mail("And last.", VOUCHED, id="end@customer.example"))
    assert again.state is State.TAKEN
    held = await post.house.system.intake.arrivals.find(last.id)
    assert held is not None
    assert held.state is State.TAKEN, "a person wanted it in"


async def test_who_writes_where_and_to_whom_it_is_answered(post: PostOffice) -> None:
    system = post.house.system
    li = await post.brings(mail("Mine.", VOUCHED, "Reply-To: <support@wallet.example>"))
    reply = await system.mail_talks.ways.reply_to(talk_of(li))
    [first] = await post.letters(1)
    assert first.to == [LI], "never where Reply-To leads, which may be ourselves"

    forwarded = mail(
        f"Look:\n\n> {first.message['Message-ID']}\n> Mine.", sender="eve@evil.example", id="e@e.ex"
    )
    threaded = forwarded.replace(b"From:", f"References: {first.message['Message-ID']}\r\nFrom:".encode(), 1)
    eve = await post.brings(threaded)
    assert eve.conversation != li.conversation, "whoever got a letter of somebody else begins a new one"
    picture = PictureCondemned(
        at=utc_now(), conversation=talk_of(eve), attachment="att_1", blob=BlobId("1" * 32)
    )
    await system.mail_talks.on_picture_condemned(picture)
    assert await system.intake.arrivals.arrived(eve.id) is None, "the mail that brought it is gone"

    await system.heart.conversing.close(talk_of(li))
    after = await post.brings(mail("And now?", VOUCHED, to=reply, id="2@customer.example"))
    assert after.conversation != li.conversation
    follows = [one["event"] for one in (await post.thread(after))["items"] if one["event"]]
    assert [one["value"] for one in follows if one["what"] == "mail_follows"] == [li.conversation]

    contact = (await post.thread(after))["head"]["contact"]["id"]
    await system.contacts.book.block(contact, by=post.agent.id, blocked=True)
    for to in (reply, OURS):
        blocked = await post.brings(mail("Still here.", VOUCHED, to=to, id=f"{to[:9]}@customer.example"))
        assert (blocked.state, blocked.reason) == (State.IGNORED, "blocked")
    said = [text for _, text in await said_by_contacts(system.engine.db)]
    assert "Still here." not in said
    assert {one.to[0] for one in post.sink.letters} <= {LI, "eve@evil.example"}


PHRASE = "legal winner thank year wave sausage worth useful legal winner thank yellow"
REPORT = """\
From: MAILER-DAEMON@wallet.example\r
Subject: Undelivered Mail Returned to Sender\r
Content-Type: multipart/report; report-type=delivery-status; boundary=b\r
\r
--b\r
Content-Type: message/delivery-status\r
\r
Reporting-MTA: dns; mx.wallet.example\r
\r
Final-Recipient: rfc822; li@customer.example\r
Action: failed\r
Status: 5.1.1\r
\r
--b\r
Content-Type: text/rfc822-headers\r
\r
Message-ID: {}\r
--b--\r
"""


async def test_only_a_proven_mail_clears_a_bounce_and_is_answered_at_once(post: PostOffice) -> None:
    li = await post.brings(mail("Mine.", VOUCHED))
    reply = await post.house.system.mail_talks.ways.reply_to(talk_of(li))
    [first] = await post.letters(1)
    mailing = post.house.system.mail
    assert mailing is not None
    back = await post.brings(REPORT.format(first.message["Message-ID"]).encode())
    assert (back.state, back.conversation) == (State.IGNORED, None)
    assert not await mailing.mailing.reaches(LI)
    made_up = await post.brings(REPORT.format("<1@wallet.example>").encode())
    assert made_up.state is State.IGNORED, "in our own name, as our mail server writes it, and of no letter"
    for n, said in enumerate(("", VOUCHED.replace("=pass", "=fail"), VOUCHED.replace("mx.", "mx2."))):
        await post.brings(mail("It is me.", said or "X-A: b", id=f"{n}@customer.example"))
    assert not await mailing.mailing.reaches(LI), "anybody can write that they are Li"
    assert len(post.sink.letters) == 1

    stopped = await post.brings(mail(f"Here: {PHRASE}", VOUCHED, to=reply, id="p@customer.example"))
    assert (stopped.state, stopped.conversation) == (State.STOPPED, li.conversation)
    assert await mailing.mailing.reaches(LI)
    told = (await post.letters(2))[1]
    assert (told.to, told.message["In-Reply-To"]) == ([LI], "<first@customer.example>")


OURS_ALONE = {
    *("from", "to", "subject", "date", "message-id", "in-reply-to", "references", "reply-to", "mime-version"),
    *("content-language", "content-type", "content-transfer-encoding", "auto-submitted"),
    "x-auto-response-suppress",
}
EVIL = (
    "=?utf-8?q?Coins=0D=0ABcc:_victim=40bank.example=00?=",
    "Coins\r\n\tBcc: victim@bank.example",
    "=?utf-8?b?" + "DQpCY2M6IHZpY3RpbUBiYW5rLmV4YW1wbGUNCg==" + "?=",
)


async def test_no_header_of_theirs_becomes_one_of_ours(post: PostOffice) -> None:
    for n, evil in enumerate(EVIL):
        more = ["References: <a@b.example>\r\n <x\x00y@b.example> <c@d.example>Bcc:<v@bank.example>"]
        more += [f"Reply-To: {evil} <{OURS}>", f"List-Unsubscribe-Post: {evil}", f"Cc: {evil} <x@y.example>"]
        raw = mail(
            "See.", VOUCHED, *more, sender=f"{EVIL[0]} <{LI}>", subject=evil, id=f"{n}@customer.example"
        )
        named = f'text/plain; name="{evil}"\r\nContent-Disposition: attachment; filename="{evil}"'
        file = f"--b\r\nContent-Type: {named}"
        parts = f"--b\r\nContent-Type: text/plain\r\n\r\nSee.\r\n{file}\r\n\r\nlog\r\n--b--\r\n".encode()
        raw = raw.replace(b"text/plain; charset=utf-8", b"multipart/mixed; boundary=b").replace(
            b"See.", parts
        )
        talk = talk_of(await post.brings(raw))
        await post.agent.writes(talk, f"Answer {n}", f"a{n}")
    await post.letters(len(EVIL) + 1)
    for one in post.sink.letters:
        assert (one.to, one.message.get_all("To")) == ([LI], [f"<{LI}>"])
        assert {name.lower() for name in one.message} <= OURS_ALONE
        assert one.message["Reply-To"].startswith("<support+")
    folded = b"Subject: " + b"x\r\n " * 300_000 + b"\r\n"
    many = ", ".join(f"a{n}@many.example" for n in range(10_000))
    inside = "Content-Type: message/rfc822\r\n\r\n" * 100
    for raw in (folded + mail("Hi"), mail("Hi", f"Cc: {many}"), inside.encode() + mail("Hi")):
        kept = await post.brings(raw)
        assert kept.state is State.UNREADABLE
        assert kept.has_raw, "told to leads, and there to be looked at"


async def test_the_bot_is_led_nowhere_and_a_mail_is_one_in_its_order(post: PostOffice) -> None:
    """What ``eval mail`` cannot judge: the same words by mail, and in the chat, where it answers."""
    answered = list[str]()
    for case in cases("bot-injection"):
        brought = await post.brings(case.raw)
        talk = (await post.thread(brought))["items"]
        by_others = [one for one in talk if one["kind"] == "message" and one["author"]["kind"] != "contact"]
        assert by_others == [], "nothing is said without a person"
        contact = await post.house.contact()
        words = message_from_bytes(case.raw).get_payload()
        begun = await contact.starts(str(words), case.id.partition("/")[2])
        await post.house.settle()
        items = (await post.agent.get(post.agent.of(begun["head"]["id"])))["items"]
        said = [one["text"] for one in items if one["author"]["kind"] == "bot" and one["text"]]
        answered += said
        rules = case.expect["bot_output_must_not_match"]
        assert [rule for rule in rules for text in said if re.search(rule, text)] == [], case.id
    assert answered, "it hardly came to speak"
    assert len(await post.letters(1)) == 1, "that their mail has come, once, and nothing else"

    odd = {case.id.partition("/")[2]: case for case in cases("attack-thread")}
    twice = [await post.brings(odd["no-message-id"].raw) for _ in range(2)]
    assert twice[0].id == twice[1].id
    times = [await post.brings(odd[name].raw) for name in ("future-date", "past-date")]
    assert times[0].received_at <= times[1].received_at <= utc_now(), "by when it came, not by what it says"
