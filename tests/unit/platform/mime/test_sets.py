"""What hostile, broken and foreign mails must come out as: the sets of ``tests/data/mail``."""

import re

import pytest

from tests.support.mails import Case, cases
from tests.unit.platform.test_markup import assert_harmless
from walletdesk.platform.mime import Automatic, UnreadableError, read


def of(*names: str) -> pytest.MarkDecorator:
    found = [case for name in names for case in cases(name)]
    return pytest.mark.parametrize("case", found, ids=lambda case: case.id)


@of("charset", "attack-markup", "attack-thread", "wallet-secret", "bot-injection", "attack-attachment")
def test_a_mail_reads_as_its_sender_meant_it(case: Case) -> None:
    mail = read(case.raw)
    expect = case.expect
    assert [word for word in expect.get("visible_text_contains", ()) if word not in mail.body.text] == []
    assert mail.subject == expect.get("subject", mail.subject)
    sender = mail.sender
    assert (sender and sender.name) == expect.get("from_name", sender and sender.name)
    assert (sender and sender.address) == expect.get("from_email", sender and sender.address)
    assert expect.get("from_email_not", "") != (sender and sender.address)
    assert bool(mail.doubts) or not expect.get("ui_warning", False)
    assert expect.get("filename") in {None, *(file.name for file in mail.files)}


@of("charset", "attack-markup")
def test_no_tag_of_a_mail_can_do_anything(case: Case) -> None:
    html = read(case.raw).body.html
    assert_harmless(html)
    tags = re.findall(r"<[^<>]*>", html)
    forbidden = case.expect.get("rendered_html_must_not_match", ())
    assert [(rule, tag) for rule in forbidden for tag in tags if re.search(rule, tag)] == []


@of("attack-loop")
def test_what_a_program_wrote_is_told_from_what_a_person_wrote(case: Case) -> None:
    silent = case.expect["must_not_send_auto_reply"]
    allowed = {
        True: {Automatic.YES, Automatic.BOUNCE},
        False: {Automatic.NO},
        "at most 1 in 24 h": {Automatic.PERHAPS},
    }
    assert read(case.raw).automatic in allowed[silent]


@of("reply-zh")
def test_what_was_written_anew_is_parted_from_what_was_quoted(case: Case) -> None:
    reply = read(case.raw).body.reply
    must = [case.expect.get("reply", ""), *case.expect.get("reply_contains", ())]
    assert [words for words in must if words not in reply] == []
    assert [words for words in case.expect.get("reply_must_not_contain", ()) if words in reply] == []


@of("attack-bomb", "robust-enmime")
def test_a_mail_is_read_or_refused_with_a_reason(case: Case) -> None:
    try:
        text = read(case.raw).body.text
    except UnreadableError as error:
        text = error.reason
    assert "\x00" not in text
    assert [word for word in case.expect.get("visible_text_contains", ()) if word not in text] == []


def test_most_bounces_of_old_are_known_with_whom_they_are_about() -> None:
    known = [_is_known(case) for case in cases("bounce-flufl")]
    assert sum(known) >= 0.95 * len(known)


def _is_known(case: Case) -> bool:
    mail = read(case.raw)
    named = {one.lower() for one in mail.failed} == {
        one.lower() for one in case.expect.get("failed_recipients", mail.failed)
    }
    return named and (mail.automatic is Automatic.BOUNCE) == case.expect.get(
        "is_bounce", mail.automatic is Automatic.BOUNCE
    )
