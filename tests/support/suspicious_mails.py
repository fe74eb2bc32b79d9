"""Mails for the check page: letters of ours, signed by our signer, and what somebody made of them."""

import base64
import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tests.unit.platform.mail.test_letter import LETTER
from walletdesk.platform.mail import DkimKey, Mailbox, address, in_bytes, signed
from walletdesk.platform.settings import DkimSettings, MailSettings, Settings

NOW = datetime(2026, 11, 23, tzinfo=UTC)
OWN = "help@samplewallet.example"
OTHER = "news@samplewallet.example"  # of our domain, and on no list
_KEY = Ed25519PrivateKey.generate()


def settings_in(folder: Path, *, signs: bool = True) -> Settings:
    """With a key of its own, as an operator sets it."""
    file = folder / "dkim.pem"
    file.write_bytes(_KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    dkim = [DkimSettings(selector="d1", key_file=str(file), signs=signs)]
    return Settings(mail=MailSettings(host="127.0.0.1", sender=OWN, dkim=dkim))


@cache
def ours(sender: str = OWN) -> bytes:
    written = replace(LETTER, sender=Mailbox(address(sender), "Sample Wallet"), subject="Your ticket")
    key = DkimKey(domain="samplewallet.example", selector="d1", private=_KEY)
    return signed(in_bytes(written), [key], NOW)


def unsigned(raw: bytes) -> bytes:
    return raw[raw.index(b"From: ") :] if raw.startswith(b"DKIM") else raw


def only_of_a_part(tag: str, names: str) -> bytes:
    """Signed by another signer with our key, which leaves something open."""
    from walletdesk.platform.mail import dkim  # noqa: PLC0415 - its insides: our signer makes no such thing

    raw = unsigned(ours())
    head, body = dkim._parts(raw)
    hashed = base64.b64encode(hashlib.sha256(dkim._relaxed_body(body)).digest()).decode()
    length = f" l={len(dkim._relaxed_body(body))};" if tag == "l" else ""
    line = (
        "DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed; d=samplewallet.example; s=d1;"
        f"{length} h={names}; bh={hashed}; b="
    ).encode()
    over = dkim._over(names.split(":"), dkim._named(head), line, dkim._relaxed_header)
    return line + base64.b64encode(dkim._sign(_KEY, over)) + b"\r\n" + raw


def attached_to(sender: str, mail: bytes) -> bytes:
    head = (
        f"From: <{sender}>\r\nSubject: Fwd\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nSee the attached mail.\r\n"
        "--b\r\nContent-Type: message/rfc822\r\nContent-Disposition: attachment\r\n\r\n"
    )
    return head.encode() + mail + b"\r\n--b--\r\n"
