"""Where a mail goes and whether it is answered: what stands in it proves nothing."""

from collections.abc import Set

import pytest

from walletdesk.channels.email.inbound import Answers, House, Judgement, Place, ReplyTokens, Standing, judged
from walletdesk.kernel.ids import ConversationId, new_id
from walletdesk.platform.mime import read

OURS = "support@wallet.example"
CONTACT = "li@customer.example"
TALK = ConversationId(new_id("cnv"))
TOKENS = ReplyTokens(b"k" * 32, OURS)
HOUSE = House(
    addresses={OURS},
    domains={"wallet.example"},
    servers={"mx.wallet.example"},
    agents={"wang@elsewhere.example"},
)
PASS = "Authentication-Results: mx.wallet.example; dmarc=pass (p=reject) header.from=customer.example"


class Known:
    def of(self, conversation: ConversationId) -> Set[str]:
        return {CONTACT} if conversation == TALK else frozenset()


def mail(*headers: str, sender: str = CONTACT, to: str = OURS) -> Judgement:
    lines = [*headers, f"From: {sender}", f"To: {to}", "Subject: Help", "", "It is gone."]
    return judged(read("\r\n".join(lines).encode()), HOUSE, TOKENS, Known())


def answering(*headers: str, sender: str = CONTACT) -> Judgement:
    return mail(*headers, sender=sender, to=TOKENS.address(TALK))


def test_its_contact_proven_by_our_server_joins_and_may_be_answered() -> None:
    found = answering(PASS)
    assert (found.place, found.conversation, found.answers) == (Place.JOINS, TALK, Answers.MAY)
    assert found.is_verified


@pytest.mark.parametrize(
    "header",
    [
        "X-Nothing: here",
        PASS.replace("dmarc=pass", "dmarc=fail"),
        PASS.replace("dmarc=pass", "dmarc=none"),
        PASS.replace("mx.wallet.example", "mx.evil.example"),
        PASS.replace("header.from=customer.example", "header.from=evil.example"),
        f"{PASS.replace('dmarc=pass', 'dmarc=fail')}\r\n{PASS}",
    ],
)
def test_without_that_the_same_mail_is_marked_and_not_answered(header: str) -> None:
    found = answering(header)
    assert (found.place, found.answers) == (Place.JOINS_UNVERIFIED, Answers.NEVER)
    assert not found.is_verified


@pytest.mark.parametrize(
    "others",
    [
        'spf=pass smtp.mailfrom="dmarc=pass header.from=customer.example "@evil.example; dmarc=fail',
        'spf=pass smtp.mailfrom="; dmarc=pass header.from=customer.example;"@evil.example; dmarc=fail',
        "spf=pass (of ; dmarc=pass header.from=customer.example ;) smtp.helo=x; dmarc=fail",
        "spf=pass (of (x ; dmarc=pass header.from=customer.example); dmarc=fail",
        "dmarc=pass header.from=customer.example; dmarc=fail",
        "=?utf-8?q?dmarc=3Dpass_header=2Efrom=3Dcustomer=2Eexample?=",
    ],
)
def test_words_that_a_sender_chose_prove_nothing(others: str) -> None:
    found = answering(f"Authentication-Results: mx.wallet.example; {others} header.from=customer.example")
    assert found.place is Place.JOINS_UNVERIFIED


def test_what_stands_beside_it_takes_no_proof_away() -> None:
    many = "; ".join(f"dkim=pass header.d=d{n}.customer.example (a {n} bit key)" for n in range(40))
    found = answering(f"Authentication-Results: mx.wallet.example; {many}; {PASS.partition('; ')[2]}")
    assert found.place is Place.JOINS


def test_whoever_got_our_address_adds_to_it_and_learns_nothing() -> None:
    found = answering(sender="li@phone.example")
    assert (found.place, found.answers) == (Place.JOINS_UNVERIFIED, Answers.NEVER)


def test_a_message_id_lets_only_its_contact_in() -> None:
    reply = f"In-Reply-To: <{TOKENS.message_id(TALK)}>"
    assert mail(PASS, reply).place is Place.JOINS
    assert mail(reply).place is Place.JOINS_UNVERIFIED
    assert mail(reply, sender="mallory@evil.example").place is Place.NEW


@pytest.mark.parametrize(
    ("sender", "reason"),
    [
        (OURS, "own_address"),
        ("support+x@wallet.example", "own_address"),
        ("anybody@wallet.example", "claims_agent"),
        ("wang@elsewhere.example", "claims_agent"),
        ("li@customer.example, mallory@evil.example", "no_sender"),
        ("li@customer.example]x <mallory@evil.example>", "no_sender"),
        ("", "no_sender"),
    ],
)
def test_who_speaks_for_us_or_for_several_waits_for_a_person(sender: str, reason: str) -> None:
    found = answering(PASS, sender=sender)
    assert (found.place, found.reason, found.answers) == (Place.HELD, reason, Answers.NEVER)


@pytest.mark.parametrize(
    ("header", "answers"),
    [
        ("Auto-Submitted: no", Answers.MAY),
        ("Auto-Submitted: auto-replied", Answers.NEVER),
        ("Return-Path: <>", Answers.NEVER),
        (f"X-Loop: {OURS}", Answers.NEVER),
        ("List-Id: <news.example>", Answers.NEVER),
    ],
)
def test_a_program_is_never_answered(header: str, answers: Answers) -> None:
    found = mail(header)
    assert (found.place, found.answers, found.may_be_surveyed) == (Place.NEW, answers, answers is Answers.MAY)


def test_without_a_server_of_ours_nothing_is_proven() -> None:
    house = House(addresses={OURS}, domains={"wallet.example"}, servers=set())
    raw = f"{PASS}\r\nFrom: {CONTACT}\r\nTo: {TOKENS.address(TALK)}\r\n\r\nx"
    found = judged(read(raw.encode()), house, TOKENS, Known())
    assert (found.standing, found.place) == (Standing.UNKNOWN, Place.JOINS_UNVERIFIED)
