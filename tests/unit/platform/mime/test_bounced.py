"""Which mail a bounce brings back, in the forms in which servers say it."""

import pytest

from walletdesk.platform.mime import Automatic, read

STATUS = """Reporting-MTA: dns; mx.mail.example

Final-Recipient: rfc822; person@mail.example
Action: {action}
Status: {status}
"""
REPORT = """From: MAILER-DAEMON@mx.mail.example
To: support@desk.example
Subject: Undelivered Mail Returned to Sender
Message-ID: <bounce@mx.mail.example>
In-Reply-To: <answered@mx.mail.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

It could not be delivered.

--b
Content-Type: message/delivery-status

{status}
--b
Content-Type: {kind}

From: support@desk.example
To: person@mail.example
Message-ID: {folded}<ours@desk.example>
Subject: Hello

Hello
--b--
"""
QUOTED = """From: MAILER-DAEMON@mx.mail.example
To: support@desk.example
Subject: failure notice
Return-Path: <>
Message-ID: <bounce@mx.mail.example>

Hi. This is the qmail-send program at mx.mail.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<person@mail.example>:
This address no longer accepts mail.

--- Below this line is a copy of the message.

Return-Path: <support@desk.example>
From: support@desk.example
To: person@mail.example
Message-ID: <ours@desk.example>
Subject: Hello
"""


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
@pytest.mark.parametrize("folded", ["", "\n "])
@pytest.mark.parametrize(
    ("action", "status", "is_gone"), [("failed", "5.1.1", True), ("delayed", "4.2.2", False)]
)
def test_a_report_names_what_it_brings_back_and_whom_it_is_about(
    kind: str, folded: str, action: str, status: str, *, is_gone: bool
) -> None:
    said = STATUS.format(action=action, status=status)
    mail = read(REPORT.format(status=said, kind=kind, folded=folded).encode())
    assert mail.automatic is Automatic.BOUNCE
    assert mail.returned == ("ours@desk.example",)
    assert list(mail.failed) == ["person@mail.example"]
    assert list(mail.gone) == ["person@mail.example"][: int(is_gone)]


def test_a_bounce_without_parts_quotes_it() -> None:
    mail = read(QUOTED.encode())
    assert (mail.automatic, list(mail.returned)) == (Automatic.BOUNCE, ["ours@desk.example"])
    assert list(mail.gone) == ["person@mail.example"]


def test_a_mail_that_is_no_bounce_brings_nothing_back() -> None:
    plain = (
        QUOTED.replace("MAILER-DAEMON@mx", "li@")
        .replace("failure notice", "Hi")
        .replace("Return-Path: <>\n", "")
    )
    forwarded = plain.replace("Hi. This is the qmail-send program at mx.mail.example.\n", "See this:\n")
    mail = read(forwarded.encode())
    assert (mail.automatic, list(mail.returned)) == (Automatic.NO, [])
