"""Mails become conversations, and answers go back by mail: as a transport brings them, on both engines."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from email.message import Message
from typing import Any

import pytest

from tests.support.canaries import rows_of
from tests.support.installation import Installation, Json
from tests.support.mail import Sink
from tests.support.mailing import LI, OURS, VOUCHED, PostOffice, arriving, mail, post_office
from walletdesk.channels.arrivals import Arrival, State
from walletdesk.channels.email.inbound import MailTaking
from walletdesk.kernel.ids import ConversationId
from walletdesk.kernel.viewers import Role

PHRASE = "legal winner thank year wave sausage worth useful legal winner thank yellow"


@pytest.fixture
async def post(mailing_house: Installation, sink: Sink) -> PostOffice:
    agent = await mailing_house.agent(Role.ADMIN)
    await agent.ask("PUT", "/api/me/availability", {"state": "online"})
    return await post_office(mailing_house, agent, sink)


def said(thread: Json) -> list[str]:
    return [one["text"] for one in thread["items"] if one["kind"] == "message"]


def facts(thread: Json) -> list[str]:
    return [one["event"]["what"] for one in thread["items"] if one["event"]]


def words(letter: Message) -> str:
    """Of all its parts, and its subject."""
    parts = [part.get_payload(decode=True) for part in letter.walk() if not part.is_multipart()]
    return "\n".join([str(letter["Subject"]), *(part.decode() for part in parts if isinstance(part, bytes))])


async def test_a_mail_is_answered_and_its_answer_finds_back(post: PostOffice) -> None:
    first = await post.brings(mail("It never arrived.", VOUCHED))
    [taken] = await post.letters(1)
    letter = taken.message
    assert (taken.sender.strip("<>"), taken.to) == ("", [LI]), "a bounce of it goes nowhere"
    assert (letter["Auto-Submitted"], letter["In-Reply-To"]) == ("auto-replied", "<first@customer.example>")
    assert "WD-10001" in words(letter)
    assert "never arrived" not in words(letter), "no word of theirs: the address may be somebody else's"
    assert "My coins" not in words(letter)

    assert first.conversation is not None
    await post.agent.writes(first.conversation, "Which network was it?", "a1")
    answer = (await post.letters(2))[1].message
    assert (answer["Subject"], answer["Auto-Submitted"]) == ("Re: My coins are gone", None)
    assert answer["References"] == "<first@customer.example>"
    assert "Which network was it?" in words(answer)

    back = mail("It was Tron.", VOUCHED, to=answer["Reply-To"], subject="Re: x", id="second@customer.example")
    second = await post.brings(back)
    by_id = [VOUCHED, f"In-Reply-To: {answer['Message-ID']}"]
    third = await post.brings(mail("I mean TRC-20.", *by_id, id="third@customer.example"))
    assert first.conversation == second.conversation == third.conversation
    stranger = mail(
        "Send it to me.", to=answer["Reply-To"], sender="mallory@evil.example", id="x@evil.example"
    )
    await post.brings(stranger)
    await the_stranger_learned_nothing(post, first)


async def the_stranger_learned_nothing(post: PostOffice, first: Arrival) -> None:
    thread = await post.thread(first)
    shown = ["It never arrived.", "Which network was it?", "It was Tron.", "I mean TRC-20.", "Send it to me."]
    assert said(thread) == shown
    warned = [one["event"]["value"] for one in thread["items"] if one["event"]]
    assert warned[-1] == "mallory@evil.example"
    assert facts(thread)[-1] == "mail_unverified"

    assert first.conversation is not None
    await post.agent.writes(first.conversation, "Please wait.", "a2")
    last = (await post.letters(3))[2]
    assert (last.to, last.message["In-Reply-To"]) == ([LI], "<third@customer.example>"), "not to the stranger"
    assert len(post.sink.letters) == 3


async def test_a_secret_leaves_nothing_and_its_sender_is_told(post: PostOffice) -> None:
    stopped = await post.brings(mail(f"Here it is:\n{PHRASE}", VOUCHED))
    assert (stopped.state, stopped.has_raw) == (State.STOPPED, False)
    thread = await post.thread(stopped)
    assert (said(thread), facts(thread)[0]) == ([], "secret_stopped")
    assert "leaked" in words((await post.letters(1))[0].message)

    half = PHRASE.split()
    one = await post.brings(mail(f"1. {' '.join(half[:6])}", VOUCHED, id="half@customer.example"))
    reply = await post.house.system.mail_talks.ways.reply_to(one.conversation or ConversationId(""))
    other = await post.brings(mail(" ".join(half[6:]), VOUCHED, to=reply, id="rest@customer.example"))
    assert (other.state, other.conversation) == (State.STOPPED, one.conversation)
    assert said(await post.thread(other)) == [""], "the first half was withdrawn"
    assert await post.house.system.intake.arrivals.arrived(one.id) is None, "as it came, too"
    parts = "--b\r\n\r\nHelp me\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>Help <i>{}</i></p>\r\n--b--"
    both = mail(parts.format(PHRASE.replace(" ", "</i> <i>")), VOUCHED, id="m@customer.example")
    only_in_markup = both.replace(b"text/plain; charset=utf-8", b"multipart/alternative; boundary=b")
    assert (await post.brings(only_in_markup)).state is State.STOPPED
    rows = [row for _, row in await rows_of(post.house.system.engine.db)]
    assert not [row for row in rows if " ".join(half[:6]) in row or " ".join(half[6:]) in row]

    bare = "5e" * 32
    masked = await post.brings(mail(f"Look: {bare}", VOUCHED, id="bare@customer.example"))
    assert (masked.state, masked.has_raw) == (State.TAKEN, False)
    assert said(await post.thread(masked)) == ["Look: […]"]


async def test_nobody_is_answered_who_was_not_asking(post: PostOffice) -> None:
    """Held, unreadable, a program's, of a list, refuted: each taken in as it should be, in silence."""
    refuted = VOUCHED.replace("=pass", "=fail")
    states = [
        await post.brings(mail("I am you.", sender=OURS, id="1@x.example")),
        await post.brings(b"\r\n"),
        await post.brings(mail("Away.", "Auto-Submitted: auto-replied", id="2@x.example")),
        await post.brings(mail("News.", "List-Id: <news.example>", id="3@x.example")),
        await post.brings(mail("I am Li.", refuted, id="4@x.example")),
    ]
    taken = [State.HELD, State.UNREADABLE, State.TAKEN, State.TAKEN, State.TAKEN]
    assert [one.state for one in states] == taken
    known = await post.brings(mail("I am Li.", VOUCHED, id="5@x.example"))
    await post.brings(mail("I am Li, and this is another matter.", VOUCHED, id="6@x.example"))
    forged = await post.thread(states[4])
    assert "mail_unproven" in facts(forged)
    assert forged["head"]["contact"]["id"] != (await post.thread(known))["head"]["contact"]["id"]
    await post.letters(1)
    for n in range(3):  # another desk that answers all, and says nowhere that it is a program
        await post.brings(
            mail("Thank you for your mail!", sender="desk@other.example", id=f"{n}@other.example")
        )
    assert [one.to for one in await post.letters(2)] == [[LI], ["desk@other.example"]]
    alerts = await post.agent.get("/api/workspace/alerts")
    assert "mail_waits" in str(alerts)


class Dying:
    """Does what it is asked, until the process is gone before the last call is acknowledged."""

    def __init__(self, what: object, calls: list[str], last: int) -> None:
        self.what, self.calls, self.last = what, calls, last

    def __getattr__(self, name: str) -> Callable[..., Awaitable[Any]]:
        async def asked(*args: object, **more: object) -> object:
            result = await getattr(self.what, name)(*args, **more)
            self.calls.append(name)
            if len(self.calls) == self.last:
                raise ConnectionResetError
            return result

        return asked


def with_file(number: int) -> bytes:
    head = [VOUCHED, f"From: c{number}@customer.example", f"To: {OURS}", "Subject: Lost", "MIME-Version: 1.0"]
    kind = [
        "Content-Type: multipart/mixed; boundary=b",
        "",
        "--b",
        "Content-Type: text/plain",
        "",
        "See file.",
    ]
    named = "Content-Disposition: attachment; filename=log.txt"
    file = ["--b", "Content-Type: text/plain", named, "", "The log.", "--b"]
    other = ["Content-Type: application/zip", named.replace("txt", "zip"), "", "PK\x03\x04 no", "--b--", ""]
    return "\r\n".join([*head, *kind, *file, *other]).encode()


def shape(thread: Json) -> list[Any]:
    return [
        (one["kind"], one["text"], one["event"] and one["event"]["what"], len(one["attachments"]))
        for one in thread["items"]
        if not one["event"] or one["event"]["what"] != "assigned"  # routing is as quick as it is
    ]


async def cut_off(post: PostOffice, raw: bytes, last: int) -> list[str]:
    """Taken up to its ``last`` step; the steps."""
    system, calls = post.house.system, list[str]()
    inboxes, needs = system.intake.inboxes, system.mail_talks.needs
    await inboxes.pause(post.inbox, True, by=post.agent.id)
    await system.intake.arrivals.keep(post.inbox, "email", arriving(raw))
    [waiting] = await system.intake.arrivals.listed(post.inbox, [State.WAITING])
    parts = {
        name: Dying(getattr(needs, name), calls, last)
        for name in ("conversing", "keeping", "numbers", "acknowledging")
    }
    with suppress(ConnectionResetError):
        await MailTaking(replace(needs, **parts)).take(waiting, arriving(raw))  # type: ignore[arg-type]
    await inboxes.pause(post.inbox, False, by=post.agent.id)
    return calls


async def test_wherever_it_is_cut_off_it_is_one_message(post: PostOffice) -> None:
    whole = await post.brings(with_file(0))
    expected, last, calls = shape(await post.thread(whole)), 0, [""]
    while len(calls) >= last:
        last += 1
        calls = await cut_off(post, with_file(last), last)
        assert shape(await post.thread(await post.brings(with_file(last)))) == expected, calls
    assert [one[3] for one in expected] == [0, 0, 0, 1]
    assert calls == ["start", "files", "begin", "number_of", "told", "item"]
    assert len(await post.letters(last + 1)) == last + 1, "one for each"
