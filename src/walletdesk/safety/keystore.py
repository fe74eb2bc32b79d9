"""Finds wallet files: a key or a phrase locked by a password, which can be guessed at leisure."""

import re
from collections.abc import Iterator

from walletdesk.safety.model import Finding, Kind

LOCKED = (
    "\\bcipher_?text\\b[\"'\\\\]{0,3}[ \\t]*[:=][ \\t]*[\"'\\\\]{0,3}[0-9a-fA-F]{32,}"
    "|\\bencoded\\b[\"'\\\\]{0,3}[ \\t]*:[ \\t]*[\"'\\\\]{0,3}[0-9A-Za-z+/=]{80,}"
    "|[\"']data[\"'][ \\t]*:[ \\t]*[\"'][0-9A-Za-z+/=]{80,}"
)
WITNESS = "\\bkdf|scrypt|pbkdf2|\\bcipher\\b|\\bmac\\b|pkcs8|[\"']salt[\"']|\\bargon2"
_LOCKED, _WITNESS = (re.compile(each, re.IGNORECASE | re.ASCII) for each in (LOCKED, WITNESS))
_REACH = 3_000  # characters to either side that may belong to it
_EDGES = re.compile(r"[{}]")


def find(text: str) -> list[Finding]:
    return list(_found(text)) if "cipher" in text.lower() or "encoded" in text or '"salt"' in text else []


def _found(text: str) -> Iterator[Finding]:
    done = 0
    for locked in _LOCKED.finditer(text):
        if locked.start() < done:
            continue
        start, end = max(done, locked.start() - _REACH), locked.end() + _REACH
        if _WITNESS.search(text, start, end):
            place = _around(text, locked, start, end)
            done = place[1]
            yield Finding(Kind.KEYSTORE, *place)


def _around(text: str, locked: re.Match[str], start: int, end: int) -> tuple[int, int]:
    """The outermost braces about it, as far as they are there."""
    left, depth = locked.start(), 0
    for brace in reversed(list(_EDGES.finditer(text, start, locked.start()))):
        depth += 1 if brace[0] == "{" else -1
        if depth > 0:
            left, depth = brace.start(), 0
    right, depth = locked.end(), 0
    for brace in _EDGES.finditer(text, locked.end(), end):
        depth += 1 if brace[0] == "}" else -1
        if depth > 0:
            right, depth = brace.end(), 0
    return left, right
