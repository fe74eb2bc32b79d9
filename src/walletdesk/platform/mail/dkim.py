"""DKIM, RFC 6376 with RFC 8301 and 8463: our letters signed, and a letter said to be ours held to our keys.

Only relaxed canonicalisation is written; both are read. Every header that a reader sees is signed, and once
more as absent, so that none can be added. What is believed is more than the standard asks for: a signature
that leaves one of them, or a part of the body, to somebody else does not make a letter ours.
"""

import base64
import binascii
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key

LEAST_BITS: Final = 2048  # of a key of ours
MOST_SIGNATURES: Final = 5  # of one mail that are looked at
MOST_HEAD: Final = 256 * 1024  # bytes; what is longer no reader of ours takes
SEEN: Final = (
    "from", "to", "cc", "reply-to", "subject", "date", "message-id", "in-reply-to", "references",
    "mime-version", "content-type", "content-transfer-encoding", "list-unsubscribe", "list-unsubscribe-post",
)  # fmt: skip
_ALSO: Final = ("auto-submitted", "content-language")
_ROW: Final = 6  # names on a line
_BLANKS: Final = re.compile(rb"[ \t]+")
_NAME: Final = re.compile(rb"([!-9;-~]+)[ \t]*:")
_PLAIN: Final = re.compile(rb"[ \t]+[^ \t\r\0][^\r\0]*|[!-9;-~]+:[^\r\0]*")
_TAG: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_B: Final = re.compile(rb"(?<![^;\s:])([bB][ \t\r\n]*=)[^;]*")

Private = RSAPrivateKey | Ed25519PrivateKey
Public = RSAPublicKey | Ed25519PublicKey


class DkimKeyError(ValueError):
    """Why a key cannot be used. It never holds anything of the key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DkimKey:
    """One that a domain's zone publishes below ``selector``. ``signs`` False: it did once, or comes soon."""

    domain: str
    selector: str
    private: Private
    signs: bool = True

    def __repr__(self) -> str:
        return f"DkimKey({self.selector}._domainkey.{self.domain})"

    @property
    def published(self) -> "PublishedKey":
        return PublishedKey(domain=self.domain, selector=self.selector, public=self.private.public_key())


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedKey:
    """What everybody may know of one."""

    domain: str
    selector: str
    public: Public

    @property
    def algorithm(self) -> str:
        return "rsa-sha256" if isinstance(self.public, RSAPublicKey) else "ed25519-sha256"


class Verdict(StrEnum):
    OURS = "ours"  # signed with a key of ours, and nothing that is seen was changed
    PARTLY = "partly"  # a signature of ours that says nothing of some of what is seen, or has run out
    CHANGED = "changed"  # it says that we signed it, and that is not so as it stands
    UNKNOWN_KEY = "unknown_key"  # signed for a domain of ours, with a key that is not known here
    UNSIGNED = "unsigned"  # no signature names a domain of ours


def private_key(file: Path) -> Private:
    """Raises DkimKeyError."""
    try:
        found = load_pem_private_key(file.read_bytes(), None)
    except OSError:
        raise DkimKeyError("the file cannot be read") from None
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise DkimKeyError("this is no private key in PEM form without a password") from None
    if isinstance(found, RSAPrivateKey) and found.key_size >= LEAST_BITS:
        return found
    if isinstance(found, Ed25519PrivateKey):
        return found
    raise DkimKeyError(f"the key must be Ed25519, or RSA of at least {LEAST_BITS} bits")


def signed(raw: bytes, keys: Sequence[DkimKey], at: datetime) -> bytes:
    """The letter with a signature of each key that signs in front of it."""
    head, body = _parts(raw)
    hashed = base64.b64encode(hashlib.sha256(_relaxed_body(body)).digest()).decode()
    named = _named(head)
    return b"".join(_signature(key, named, hashed, at) for key in keys if key.signs) + raw


def verdict(raw: bytes, keys: Sequence[PublishedKey], now: datetime) -> Verdict:
    """Bounded by its caller; takes time in proportion to the length.

    A head that programs read differently is nobody's word: none of it is called ours.
    """
    head, body = _parts(raw)
    if len(head) > MOST_HEAD:
        return Verdict.UNSIGNED
    named, bodies = _named(head), _Bodies(body)
    domains = {key.domain for key in keys}
    found = [tags for tags in _signatures(named) if tags["d"] in domains]
    verdicts = {_judged(tags, named, bodies, keys, now) for tags in found}
    if Verdict.OURS in verdicts and not _is_plain(head):
        return Verdict.PARTLY
    order = (Verdict.OURS, Verdict.PARTLY, Verdict.CHANGED, Verdict.UNKNOWN_KEY)
    return next((one for one in order if one in verdicts), Verdict.UNSIGNED)


# Signing


def _signature(key: DkimKey, named: Sequence[tuple[str, bytes]], hashed: str, at: datetime) -> bytes:
    present = Counter(name for name, _ in named)
    names = [name for name in (*SEEN, *_ALSO) for _ in range(present[name])] + list(SEEN)
    tags = (
        f"v=1; a={key.published.algorithm}; c=relaxed/relaxed; d={key.domain};",
        f"s={key.selector}; t={int(at.timestamp())};",
        *_listed(names),
        f"bh={hashed};",
        "b=",
    )
    written = b"DKIM-Signature: " + "\r\n ".join(tags).encode("ascii")
    over = _over(names, named, written, _relaxed_header)
    raw = _sign(key.private, over)
    value = base64.b64encode(raw).decode("ascii")
    return written + "\r\n ".join(value[n : n + 70] for n in range(0, len(value), 70)).encode() + b"\r\n"


def _listed(names: Sequence[str]) -> Iterator[str]:
    for n in range(0, len(names), _ROW):
        is_last = n + _ROW >= len(names)
        yield ("h=" if n == 0 else "") + ":".join(names[n : n + _ROW]) + (";" if is_last else ":")


def _sign(key: Private, over: bytes) -> bytes:
    if isinstance(key, RSAPrivateKey):
        return key.sign(over, PKCS1v15(), SHA256())
    return key.sign(hashlib.sha256(over).digest())  # RFC 8463, section 3


# Reading


def _judged(
    tags: Mapping[str, str],
    named: Sequence[tuple[str, bytes]],
    body: "_Bodies",
    keys: Sequence[PublishedKey],
    now: datetime,
) -> Verdict:
    key = next((one for one in keys if (one.domain, one.selector) == (tags["d"], tags["s"])), None)
    if key is None:
        return Verdict.UNKNOWN_KEY
    names = [name.strip().lower() for name in tags["h"].split(":")]
    if tags["a"].lower() != key.algorithm or not _same_body(tags, body):
        return Verdict.CHANGED
    if not _holds(tags, names, named, key):
        return Verdict.CHANGED
    whole = (
        "l" not in tags  # what follows would be anybody's
        and not _is_over(tags.get("x", ""), now)
        and _covers(names, named)
        and _is_from(named, key.domain)
    )
    return Verdict.OURS if whole else Verdict.PARTLY


def _covers(names: Sequence[str], named: Sequence[tuple[str, bytes]]) -> bool:
    """Whether every header that is seen is under the signature, each as often as it stands there."""
    bound, present = Counter(names), Counter(name for name, _ in named)
    return all(bound[name] >= present[name] for name in SEEN) and bound["from"] > 0 < present["from"] < 2


def _is_from(named: Sequence[tuple[str, bytes]], domain: str) -> bool:
    """From names the domain that signed, or one below it: what a reader sees is who signed."""
    said = next(line for name, line in named if name == "from")
    found = re.findall(rb"@([A-Za-z0-9.-]+)", said)
    return bool(found) and all(_below(one.decode("ascii").lower().rstrip("."), domain) for one in found)


def _below(host: str, domain: str) -> bool:
    return host == domain or host.endswith(f".{domain}")


def _is_over(until: str, now: datetime) -> bool:
    return bool(until) and not (until.isdecimal() and len(until) < 13 and int(until) > now.timestamp())


class _Bodies:
    """One body, written each way once, however many signatures there are."""

    def __init__(self, body: bytes) -> None:
        self._body = body
        self._made: dict[str, bytes] = {}

    def written(self, way: str) -> bytes | None:
        made = {"simple": _simple_body, "relaxed": _relaxed_body}.get(way)
        if made is not None and way not in self._made:
            self._made[way] = made(self._body)
        return self._made.get(way)


def _is_plain(head: bytes) -> bool:
    """Whether every program finds the same headers in it: no other line end, no line that is none of them."""
    first, *lines = head.split(b"\r\n")
    return all(map(_PLAIN.fullmatch, lines if first.startswith(b"From ") else [first, *lines]))


def _same_body(tags: Mapping[str, str], body: _Bodies) -> bool:
    way = tags.get("c", "simple/simple").lower().partition("/")[2] or "simple"
    made, length = body.written(way), tags.get("l", "")
    if made is None or (length and not (length.isdecimal() and len(length) < 13)):
        return False
    signed_part = made[: int(length) if length else None]
    return _bytes(tags["bh"]) == hashlib.sha256(signed_part).digest()


def _holds(
    tags: Mapping[str, str], names: Sequence[str], named: Sequence[tuple[str, bytes]], key: PublishedKey
) -> bool:
    way = tags.get("c", "simple/simple").lower().partition("/")[0]
    made = _HEADER_WAYS.get(way)
    if made is None:
        return False
    over = _over(names, named, _B.sub(rb"\1", tags["raw"].encode("latin-1"), count=1), made)
    return _verified(key.public, _bytes(tags["b"]), over)


def _verified(key: Public, signature: bytes, over: bytes) -> bool:
    try:
        if isinstance(key, RSAPublicKey):
            key.verify(signature, over, PKCS1v15(), SHA256())
        else:
            key.verify(signature, hashlib.sha256(over).digest())
    except InvalidSignature:
        return False
    return True


def _signatures(named: Sequence[tuple[str, bytes]]) -> Iterator[dict[str, str]]:
    lines = [line for name, line in named if name == "dkim-signature"]
    for line in lines[:MOST_SIGNATURES]:
        tags = _tags(line.partition(b":")[2].decode("latin-1"))
        if tags and all(tags.get(name) for name in ("a", "b", "bh", "d", "h", "s")) and tags.get("v") == "1":
            lower = {name: tags[name].lower().rstrip(".") for name in ("d", "s")}
            yield {**tags, **lower, "raw": line.decode("latin-1")}


def _tags(text: str) -> dict[str, str] | None:
    """None where it is not a list of tags, or says one twice."""
    found: dict[str, str] = {}
    for piece in text.split(";"):
        name, is_tag, value = (part.strip() for part in piece.partition("="))
        if not (name or is_tag):
            continue
        if not is_tag or not _TAG.fullmatch(name) or name in found:
            return None
        found[name] = "".join(value.split())
    return found


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""


# The bytes that are signed


def _over(
    names: Sequence[str],
    named: Sequence[tuple[str, bytes]],
    own: bytes,
    made: Callable[[bytes], bytes],
) -> bytes:
    """The named headers, of each name the lowest first, then the signature itself without its value."""
    left: dict[str, list[bytes]] = {}
    for name, line in named:
        left.setdefault(name, []).append(line)
    chosen = [left[name].pop() for name in names if left.get(name)]
    return b"".join(made(line) + b"\r\n" for line in chosen) + made(own)


def _parts(raw: bytes) -> tuple[bytes, bytes]:
    """With the line ends that travel. A mail that was saved has often lost them."""
    plain = raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    head, _, body = plain.partition(b"\r\n\r\n")
    return head, body


def _named(head: bytes) -> list[tuple[str, bytes]]:
    """Each header with its name in lower case, as it stands and without its last line end."""
    folded: list[list[bytes]] = []
    for line in head.split(b"\r\n"):
        if line[:1] in {b" ", b"\t"} and folded:
            folded[-1].append(line)
        else:
            folded.append([line])
    lines = (b"\r\n".join(parts) for parts in folded)
    found = ((_NAME.match(line), line) for line in lines)
    return [(name[1].decode("ascii").lower(), line) for name, line in found if name]


def _relaxed_header(line: bytes) -> bytes:
    name, _, value = line.partition(b":")
    return name.strip().lower() + b":" + _BLANKS.sub(b" ", value.replace(b"\r\n", b"")).strip(b" \t")


def _simple_header(line: bytes) -> bytes:
    return line


_HEADER_WAYS: Final[Mapping[str, Callable[[bytes], bytes]]] = {
    "simple": _simple_header,
    "relaxed": _relaxed_header,
}


def _simple_body(body: bytes) -> bytes:
    return _without_last_lines(body) or b"\r\n"


def _relaxed_body(body: bytes) -> bytes:
    return _without_last_lines(
        b"\r\n".join(_BLANKS.sub(b" ", line).rstrip(b" ") for line in body.split(b"\r\n"))
    )


def _without_last_lines(body: bytes) -> bytes:
    end = len(body)
    while end and body[end - 2 : end] == b"\r\n":
        end -= 2
    return body[:end] + b"\r\n" if end else b""
