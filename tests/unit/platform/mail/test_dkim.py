"""DKIM against the published vectors of RFC 8463, and what must not be believed."""

import base64
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey, generate_private_key
from cryptography.hazmat.primitives.serialization import load_der_public_key

from tests.unit.platform.mail.test_letter import LETTER
from walletdesk.platform.mail import (
    DkimKey,
    DkimKeyError,
    PublishedKey,
    Verdict,
    in_bytes,
    private_key,
    signed,
    verdict,
)

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
# RFC 8463, appendix A.2 and A.3: the message, its two signatures, and the keys of its two selectors
ED25519 = """\
DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;
 d=football.example.com; i=@football.example.com;
 q=dns/txt; s=brisbane; t=1528637909; h=from : to :
 subject : date : message-id : from : subject : date;
 bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
 b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus
 Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==
"""
RSA = """\
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;
 d=football.example.com; i=@football.example.com;
 q=dns/txt; s=test; t=1528637909; h=from : to : subject :
 date : message-id : from : subject : date;
 bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
 b=F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3
 DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2Jz
 dA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=
"""
# Made by another implementation with the published private key: one over a part of the body, one that leaves
# the subject open. Both hold by the standard
PART = """\
DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;
 d=football.example.com; i=@football.example.com; l=54; q=dns/txt;
 s=brisbane; t=1795460040; h=from : to : subject : date : message-id;
 bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
 b=lvVYZ3c58KKNvmT+LZg6dAGKp2voS5NR9dElRVCruVhhSgSJs9EiJNz9jE9W5nV2pOsLM
 x4UxsrcLL0o+i0LDA==
"""
OPEN = """\
DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;
 d=football.example.com; i=@football.example.com; q=dns/txt;
 s=brisbane; t=1795460040; h=from : to : date : message-id;
 bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
 b=nHGo7WwYsTXe3EwcWWUHtJ7da96PWZDWphVcBiZFGk5uRvzyd04m6BvZq5zrZDUcBwRFm
 1t35OYpIVljqtabAQ==
"""
MESSAGE = """\
From: Joe SixPack <joe@football.example.com>
To: Suzie Q <suzie@shopping.example.net>
Subject: Is dinner ready?
Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
Message-ID: <20030712040037.46341.5F8J@football.example.com>

Hi.

We lost the game.  Are you hungry yet?

Joe.
"""
RSA_PUBLIC = (
    "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx/b"
    "yYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l"
    "/K4w3QIDAQAB"
)
ED25519_PUBLIC = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="

OUR_RSA = generate_private_key(65537, 2048)
KEYS = (
    DkimKey(domain="desk.example", selector="d1", private=OUR_RSA),
    DkimKey(domain="desk.example", selector="d2", private=Ed25519PrivateKey.generate()),
)
LETTER_RAW = in_bytes(replace(LETTER, subject="新回复 " * 9, stop="https://desk.example/mail/stop?t=1"))


def crlf(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode()


def published() -> list[PublishedKey]:
    rsa = load_der_public_key(base64.b64decode(RSA_PUBLIC))
    assert isinstance(rsa, RSAPublicKey)
    ed25519 = Ed25519PublicKey.from_public_bytes(base64.b64decode(ED25519_PUBLIC))
    domain = "football.example.com"
    return [
        PublishedKey(domain=domain, selector="test", public=rsa),
        PublishedKey(domain=domain, selector="brisbane", public=ed25519),
    ]


@pytest.mark.parametrize("signature", [RSA, ED25519])
def test_the_published_signatures_hold_and_for_no_other_text(signature: str) -> None:
    mail = signature + MESSAGE
    assert verdict(crlf(mail), published(), NOW) is Verdict.OURS
    assert verdict(mail.encode(), published(), NOW) is Verdict.OURS  # saved with other line ends
    assert verdict(crlf(mail.replace("dinner", "supper")), published(), NOW) is Verdict.CHANGED
    assert verdict(crlf(mail.replace("hungry", "thirsty")), published(), NOW) is Verdict.CHANGED
    assert verdict(crlf(MESSAGE), published(), NOW) is Verdict.UNSIGNED


@pytest.mark.parametrize("signature", [PART, OPEN])
def test_a_signature_that_holds_for_a_part_alone_is_not_believed(signature: str) -> None:
    mail = signature + MESSAGE
    assert verdict(crlf(mail), published(), NOW) is Verdict.PARTLY
    assert verdict(crlf(mail.replace("Hi.", "Pay.")), published(), NOW) is Verdict.CHANGED


def ours(raw: bytes) -> Verdict:
    return verdict(raw, [key.published for key in KEYS], NOW)


def test_each_key_signs_by_itself_and_lines_stay_short() -> None:
    raw = signed(LETTER_RAW, KEYS, NOW)
    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert raw.endswith(LETTER_RAW)
    assert raw.count(b"DKIM-Signature:") == 2
    assert [verdict(raw, [key.published], NOW) for key in KEYS] == [Verdict.OURS, Verdict.OURS]
    retired = replace(KEYS[0], signs=False)
    assert signed(LETTER_RAW, [retired], NOW) == LETTER_RAW
    assert repr(retired) == "DkimKey(d1._domainkey.desk.example)"


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        (b"To: <person", b"To: <other"),
        (b"Subject: ", b"Subject: x "),
        (b"Subject: ", b"Subject: Pay at once\r\nSubject: "),
        (b"Subject: ", b"Reply-To: <thief@mail.example>\r\nSubject: "),
        (b"Subject: ", b"CC : <thief@mail.example>\r\nSubject: "),
        (b"From: ", b"From: thief@mail.example\r\nFrom: "),
        (b"List-Unsubscribe-Post: ", b"X-Other: "),
        (b"https://desk.example", b"https://evil.example"),
        (b"multipart/alternative", b"text/plain"),
        (b"PHA+", b"PGI+"),
    ],
)
def test_a_letter_of_ours_that_somebody_changed_is_not_ours(was: bytes, becomes: bytes) -> None:
    raw = signed(LETTER_RAW, KEYS[:1], NOW)
    assert was in raw
    head, _, rest = raw.partition(was)
    assert ours(head + becomes + rest) is Verdict.CHANGED
    assert ours(raw) is Verdict.OURS


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        (b"", b"X-A: b\rSubject: Send coins to evil\rTo: victim@x.example\r\n"),  # other line ends
        (b"", b"X-A: b\rFrom: support@wallet.example\r\rPay at evil.example\r\n"),
        (b"\r\nSubject:", b"\r\nPay at evil.example now\r\nSubject:"),  # a line that is no header ends them
        (b"\r\nSubject:", b"\r\nPay : evil.example\r\nSubject:"),
        (b"\r\nSubject:", b"\r\n \t\r\nSubject:"),
    ],
)
def test_a_head_that_programs_read_differently_is_nobodys_word(was: bytes, becomes: bytes) -> None:
    raw = signed(LETTER_RAW, KEYS, NOW)
    changed = raw.replace(was, becomes, 1)
    assert changed != raw
    assert ours(raw) is Verdict.OURS
    assert ours(b"From li@mail.example\r\n" + raw) is Verdict.OURS  # as a mailbox of files keeps it
    assert ours(changed) is not Verdict.OURS


def test_a_head_without_an_end_costs_nothing() -> None:
    endless = b"From: x@desk.example\r\nX: a\r\n" + b" \r\n" * 400_000
    assert ours(signed(endless, KEYS, NOW)) is Verdict.UNSIGNED


def test_what_a_signature_leaves_open_is_not_believed() -> None:
    raw = signed(LETTER_RAW, KEYS, NOW)
    assert ours(raw.replace(b"; t=", b"; l=10; t=")) is Verdict.CHANGED
    assert ours(raw.replace(b"; t=", b"; x=17; t=")) is Verdict.CHANGED
    assert ours(raw.replace(b"s=d1;", b"s=d9;").replace(b"s=d2;", b"s=d9;")) is Verdict.UNKNOWN_KEY
    assert ours(raw.replace(b"d=desk.example;", b"d=else.example;")) is Verdict.UNSIGNED
    foreign = replace(KEYS[0], domain="other.example")
    stranger = signed(LETTER_RAW, [foreign], NOW)
    assert verdict(stranger, [foreign.published], NOW) is Verdict.PARTLY  # From is of another domain


def test_nothing_in_a_mail_breaks_the_check() -> None:
    raw = signed(LETTER_RAW, KEYS[:1], NOW)
    for piece in (b"", b"\r\n", b"DKIM-Signature: v=1; d=desk.example", b"\x00\xff: \xff\r\n" * 5, raw[:300]):
        assert ours(piece) is not Verdict.OURS
    broken = raw.replace(b"; t=", b"; c=other/other; t=").replace(b"bh=", b"bh=!")
    assert ours(broken) is not Verdict.OURS
    assert ours(raw + b"\r\n" * 200_000) is Verdict.OURS  # lines without anything at the end do not count


def test_a_key_that_is_none_or_too_short_is_refused_by_name(tmp_path: Path) -> None:
    file = tmp_path / "dkim.pem"
    for key in (generate_private_key(65537, 1024), None):  # noqa: S505 - the short key is the point
        file.write_bytes(pem(key) if key else b"-----BEGIN PRIVATE KEY-----\nAAAA\n")
        with pytest.raises(DkimKeyError):
            private_key(file)
    with pytest.raises(DkimKeyError):
        private_key(tmp_path / "none.pem")
    file.write_bytes(pem(OUR_RSA))
    assert isinstance(private_key(file), RSAPrivateKey)


def pem(key: RSAPrivateKey) -> bytes:
    form, no_password = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, form, no_password)
