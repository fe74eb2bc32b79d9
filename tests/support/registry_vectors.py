"""The test vectors of the verifiers: ``python -m tests.support.registry_vectors`` writes them anew.

Keys are made of fixed seeds and Ed25519 is deterministic, so the file is the same each time.
"""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.support.registry import ENTRIES
from tests.support.source import ROOT as HOME
from walletdesk.registry import Trust, signing
from walletdesk.registry.model import Edition, document, said

FILE = HOME / "clients" / "registry" / "vectors.json"
NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
DAY = timedelta(days=1)
ROOT, NEXT_ROOT, ONLINE, NEXT_ONLINE, THIEF = (
    Ed25519PrivateKey.from_private_bytes(bytes([n]) * 32) for n in range(1, 6)
)
PIN, NEXT_PIN = signing.public_of(ROOT), signing.public_of(NEXT_ROOT)
Word = dict[str, Any]


def mandate(
    root: Ed25519PrivateKey = ROOT, online: Ed25519PrivateKey = ONLINE, number: int = 1, days: int = 90
) -> Word:
    key = signing.public_of(online)
    return signing.mandate(root, key, number=number, begins=NOW - DAY, until=NOW + days * DAY)


def signed(
    by: Ed25519PrivateKey = ONLINE,
    *,
    serial: int = 7,
    word: Word | None = None,
    roots: tuple[Word, ...] = (),
    names: str = "示例",
) -> str:
    edition = Edition(serial=serial, issued=NOW, expires=NOW + 14 * DAY, prev="ab" * 32)
    trust = Trust(successions=roots, mandate=word or mandate())
    hours = {"zone": "UTC", "note": f'{names} "\\ \u2028 \x7f \t 😀'}
    return signing.signed_document(by, document(ENTRIES, edition, trust=trust, hours=hours))[0]


def followed() -> Word:
    return signing.succession(ROOT, NEXT_PIN, at=NOW)


def turned(text: str) -> str:
    """The same statement, its keys in another order and on one line."""
    read = json.loads(text)
    return json.dumps({"signature": read["signature"], "document": dict(reversed(read["document"].items()))})


def vector(name: str, text: str, expect: str = "", **more: Any) -> Word:  # noqa: ANN401 - what the file holds
    """``expect`` empty: it holds, and ``mark`` and ``kept`` say what to keep."""
    given = {"name": name, "text": text, "roots": [PIN], "now": said(NOW), "known": [0, 0], **more}
    return given | ({"expect": expect} if expect else {"mark": more.get("mark", [1, 7]), "expect": "holds"})


def vectors() -> list[Word]:
    whole, moved = signed(), signed(word=mandate(NEXT_ROOT, number=2), roots=(followed(),))
    anew = signed(NEXT_ONLINE, word=mandate(online=NEXT_ONLINE, number=2), serial=8)
    forged = signed(
        THIEF, word=mandate(THIEF, THIEF), roots=({**followed(), "key": signing.public_of(THIEF)},)
    )
    longer = {**mandate(), "until": "2030-01-01T00:00:00Z"}
    return [
        vector("valid", whole),
        vector("valid, with a second root that is not used", whole, roots=[NEXT_PIN, PIN]),
        vector("changed order of keys", turned(whole)),
        vector("the same serial again", whole, known=[1, 7]),
        vector("expired", whole, "expired", now=said(NOW + 14 * DAY)),
        vector("mandate expired", whole, "mandate_expired", now=said(NOW + 90 * DAY)),
        vector("a clock nine minutes behind", whole, now=said(NOW - timedelta(minutes=9))),
        vector("not yet valid", whole, "not_yet_valid", now=said(NOW - timedelta(minutes=11))),
        vector("rolled back", signed(serial=6), "rolled_back", known=[1, 7]),
        vector("bad signature", whole.replace("wallet.example", "wa11et.example", 1), "bad_signature"),
        vector("signed by a stranger", signed(THIEF), "bad_signature"),
        vector("mandate changed", signed(word=longer), "bad_signature"),
        vector("wrong root", signed(THIEF, word=mandate(THIEF, THIEF)), "wrong_root"),
        vector("rotated online key", anew, mark=[2, 8], known=[1, 9_007_199_254_740_991]),
        vector("old online key after rotation", whole, "rolled_back", known=[2, 1]),
        vector(
            "old online key under the new mandate", signed(word=mandate(online=NEXT_ONLINE)), "bad_signature"
        ),
        vector("rotated root", moved, mark=[2, 7], kept=[NEXT_PIN]),
        vector("rotated root, known already", moved, mark=[2, 7], kept=[NEXT_PIN], roots=[NEXT_PIN]),
        vector("old root after rotation", signed(word=mandate(number=3), roots=(followed(),)), "wrong_root"),
        vector("forged succession", forged, "bad_signature"),
        vector("unknown version", whole.replace('"version": 1', '"version": 2'), "unknown_version"),
        vector("not JSON", "<html>", "malformed"),
        vector("no document", '{"signature": ""}', "malformed"),
        vector("a fraction", whole.replace('"serial": 7', '"serial": 7.5'), "malformed"),
        vector("null", whole.replace('"serial": 7', '"serial": null'), "malformed"),
        vector("half a surrogate", whole.replace('"zone": "UTC"', '"zone": "\\ud800"'), "malformed"),
        vector("a key in capitals", whole.replace('"zone"', '"Zone"'), "malformed"),
    ]


def written() -> str:
    return json.dumps({"vectors": vectors()}, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(written(), "utf-8")
