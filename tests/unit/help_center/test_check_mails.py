"""A whole mail on the check page: ours is only what our key signed as it stands; nothing of it is kept."""

import logging
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.help_center import Reaching, public_pages
from tests.support.suspicious_mails import (
    NOW,
    OTHER,
    OWN,
    attached_to,
    only_of_a_part,
    ours,
    settings_in,
    unsigned,
)
from tests.support.web import client
from walletdesk.app.wiring.check_mails import MOST, MOST_IN_LINE, CheckedMails, OwnKeys
from walletdesk.app.wiring.checking import secret_in
from walletdesk.help_center.checking.letters import PER_ADDRESS
from walletdesk.kernel.errors import Unavailable
from walletdesk.platform.mime import read
from walletdesk.platform.mime.readers import Readers
from walletdesk.platform.settings import Settings

SAME = {"origin": "http://127.0.0.1:8080", "sec-fetch-site": "same-origin", "accept": "text/html"}
PHRASE = b"legal winner thank year wave sausage worth useful legal winner thank yellow"
ALL = "from:to:subject:date:message-id:mime-version:content-type:content-transfer-encoding"
STRANGER = b"From: Support <help@mail.example>\r\nSubject: Your wallet\r\n\r\nClick here.\r\n"
FAKE = STRANGER.replace(b"mail.example", b"sarnplewallet.example")


@pytest.fixture
async def readers() -> AsyncIterator[Readers]:
    readers = Readers(1)
    yield readers
    await readers.close()


async def site(readers: Readers, settings: Settings) -> httpx.AsyncClient:
    letters = CheckedMails(OwnKeys(settings, lambda: NOW), readers, secret_in)
    return client(await public_pages(Reaching(), topics=(), letters=letters))


async def ask(web: httpx.AsyncClient, raw: bytes) -> list[dict[str, Any]]:
    files = {"mail": ("suspicious.eml", raw, "message/rfc822")}
    answer = await web.post("/api/verify/mail?locale=en", files=files)
    assert answer.status_code == 200, answer.text
    return list(answer.json()["answers"])


async def titles(web: httpx.AsyncClient, raw: bytes) -> list[str]:
    return [one["title"] for one in await ask(web, raw)]


async def test_what_a_mail_is_and_is_not(readers: Readers, tmp_path: Path) -> None:
    us, forged, stranger, untold = (
        "This mail is from us",
        "It says it is from us and is not",
        "This mail is not from us",
        "We cannot tell",
    )
    raw = ours()
    expected = {
        "ours": (raw, [us]),
        "saved with other line ends": (raw.replace(b"\r\n", b"\n"), [us]),
        "another body": (raw.replace(b"PHA+", b"PGI+").replace(b"Hello", b"Hallo"), [forged]),
        "another subject": (raw.replace(b"Your ticket", b"Pay now"), [forged]),
        "a subject more": (raw.replace(b"Subject: ", b"Subject: Pay\r\nSubject: "), [forged]),
        "without a signature": (unsigned(raw), [forged]),
        "a sender more": (raw.replace(b"From: ", b"From: <thief@mail.example>\r\nFrom: "), [untold]),
        "a part of the body": (only_of_a_part("l", ALL) + b"Pay at once.\r\n", [untold]),
        "an open subject": (only_of_a_part("", ALL.replace(":subject", "")), [untold]),
        "all of it": (only_of_a_part("", ALL), [us]),
        "a key that nobody knows": (raw.replace(b"s=d1;", b"s=d7;"), [untold]),
        "our key, no address of ours": (ours(OTHER), [untold]),
        "no mail": (b"Hello, I am from support", [untold]),
        "from elsewhere": (STRANGER, [stranger]),
        "from a name like ours": (FAKE, [stranger]),
        "an old one of ours, sent on": (attached_to("help@mail.example", raw), [stranger, us]),
        "a changed one, sent on": (
            attached_to("help@mail.example", raw.replace(b"Your ticket", b"Pay now")),
            [stranger, forged],
        ),
    }
    async with await site(readers, settings_in(tmp_path)) as web:
        found = {name: await titles(web, mail) for name, (mail, _) in expected.items()}
    assert {name: sorted(each) for name, each in found.items()} == {
        name: sorted(each) for name, (_, each) in expected.items()
    }


async def test_what_is_said_beside_the_verdict(readers: Readers, tmp_path: Path) -> None:
    async with await site(readers, settings_in(tmp_path)) as web:
        (good,) = await ask(web, ours())
        (like,) = await ask(web, FAKE)
        (bad,) = await ask(web, unsigned(ours()))
    assert [fact["name"] for fact in good["facts"]] == ["Sent", "Sent to", "Subject"]
    assert good["facts"][1]["said"] == "person@mail.example"
    assert (good["about"], good["danger"]) == (OWN, "")
    assert (like["lookalike"], like["lines"] != [], bool(like["danger"])) == (True, True, True)
    assert (bad["facts"], bool(bad["danger"])) == ([], True)  # what a forged mail says is not repeated


async def test_where_nothing_is_signed_no_mail_is_called_ours_nor_forged(
    readers: Readers, tmp_path: Path
) -> None:
    plain = Settings(mail=settings_in(tmp_path).mail.__class__(sender=OWN))
    for settings in (plain, settings_in(tmp_path, signs=False)):
        async with await site(readers, settings) as web:
            assert await titles(web, unsigned(ours())) == ["We cannot tell"]
            assert await titles(web, STRANGER) == ["This mail is not from us"]


async def test_a_source_is_pasted_without_a_script_and_nothing_is_kept_or_said_back(
    readers: Readers, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with await site(readers, settings_in(tmp_path)) as web:
        web.headers.update(SAME)
        source = ours().decode().replace("\r\n", "\n")
        page = await web.post("/verify/mail?locale=en", data={"source": f"\n{source}"})
        assert (page.status_code, "This mail is from us" in page.text) == (200, True)
        made_up = FAKE.decode() + "zebra-marker"
        page = await web.post("/verify/mail?locale=zh-CN", data={"source": made_up})
        assert "这封邮件不是我们发的" in page.text
        assert "zebra-marker" not in page.text + caplog.text
        none = await web.post("/verify/mail?locale=en", data={"source": " "})
        assert (none.status_code, "Choose the mail&#39;s file" in none.text) == (422, True)
        secret = await web.post("/verify/mail?locale=en", data={"source": (STRANGER + PHRASE).decode()})
        assert (secret.status_code, "It was stopped" in secret.text, "winner" in secret.text) == (
            422,
            True,
            False,
        )
        inside = attached_to("help@mail.example", STRANGER + PHRASE)
        told = await web.post("/api/verify/mail", files={"mail": ("a.eml", inside)})
        assert told.json() == {"answers": [], "stopped": True}
    assert "winner" not in caplog.text


def test_an_attached_mail_is_read_letter_by_letter() -> None:
    """Else our signature would not fit any more: a long header, a line that begins with From."""
    long = b"Subject: " + b"word " * 60 + b"end"
    mail = b"From: <a@b.example>\r\n" + long + b"\r\n\r\nHello\r\nFrom me\r\n"
    (file,) = read(attached_to("c@d.example", mail)).files
    assert file.content.replace(b"\r\n", b"\n").split() == mail.split()
    assert (long in file.content, b"\nFrom me" in file.content) == (True, True)


async def test_it_is_bounded(readers: Readers, tmp_path: Path) -> None:
    letters = CheckedMails(OwnKeys(settings_in(tmp_path), lambda: NOW), readers, secret_in)
    letters._in_line = MOST_IN_LINE
    with pytest.raises(Unavailable):
        await letters.read(nothing())
    async with await site(readers, settings_in(tmp_path)) as web:
        files = {"mail": ("a.eml", b"From: <a@b.example>\r\n\r\n" + b"x" * MOST)}
        assert (await web.post("/api/verify/mail", files=files)).status_code == 413
        short = {"mail": ("a.eml", b"x")}
        codes = [(await web.post("/api/verify/mail", files=short)).status_code for _ in range(PER_ADDRESS[0])]
    assert codes == [200] * (PER_ADDRESS[0] - 1) + [429]


async def nothing() -> AsyncIterator[bytes]:
    yield b""
