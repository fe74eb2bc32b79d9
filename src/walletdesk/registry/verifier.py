"""Verifies a signed list of official channels. One file to be copied into a wallet; needs ``cryptography``.

    verified = verify(text, roots=[ROOT], now=datetime.now(timezone.utc), known=mark_kept_since_last_time)
    keep(verified.roots, verified.mark)   # for the next time
    verified.document["entries"]          # [{"kind": "site", "value": "wallet.example"}, ...]

What is signed is ``walletdesk registry 1 <what>``, a line end, and the statement without its signature in
canonical form: RFC 8785 (JCS) of strings, whole numbers from 0 to 2^53 - 1, lists and objects; nothing else.
Keys and signatures are Ed25519 in lower-case hex, times are UTC to the second and end in Z.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

VERSION = 1
AHEAD = timedelta(minutes=10)  # a telephone's clock may be behind by so much
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
_NAME = re.compile(r"[a-z][a-z0-9_-]*", re.ASCII)
_KEY, _SIGNATURE = re.compile(r"[0-9a-f]{64}", re.ASCII), re.compile(r"[0-9a-f]{128}", re.ASCII)


class NotBelieved(Exception):  # noqa: N818 - reads better in a raise
    """The list must not be believed. ``code`` says why.

    ``malformed``, ``unknown_version``, ``wrong_root``, ``bad_signature``, ``mandate_expired``,
    ``not_yet_valid``, ``expired``, ``rolled_back``.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Verified:
    """``roots``: to be trusted the next time. ``mark``: to be handed over as ``known`` the next time."""

    document: dict[str, Any]
    roots: tuple[str, ...]
    mark: tuple[int, int]


def verify(
    text: str | bytes, *, roots: Iterable[str], now: datetime, known: tuple[int, int] = (0, 0)
) -> Verified:
    """Raises NotBelieved. ``roots`` are the public keys that the wallet came with or kept from last time."""
    document, signature = _read(text)
    if document.get("version") != VERSION:
        raise NotBelieved("unknown_version")
    try:
        keys = document["keys"]
        trusted = _follow(keys["roots"], tuple(roots))
        mandate = keys["mandate"]
        if mandate["by"] not in trusted:
            raise NotBelieved("wrong_root")
        check_signature("mandate", mandate)
        _check(mandate["key"], "document", document, signature)
        _in_time(_time(mandate["from"]), _time(mandate["until"]), now, late="mandate_expired")
        _in_time(_time(document["issued"]), _time(document["expires"]), now, late="expired")
        mark = (_whole(mandate["number"]), _whole(document["serial"]))
    except (KeyError, TypeError, AttributeError) as error:
        raise NotBelieved("malformed") from error
    if mark < tuple(known):
        raise NotBelieved("rolled_back")
    return Verified(document, trusted, mark)


def canonical(value: Any) -> bytes:  # noqa: ANN401 - whatever JSON holds
    """Raises NotBelieved for what the canonical form does not know."""
    _only_plain(value)
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return written.encode()


def to_sign(what: str, statement: dict[str, Any]) -> bytes:
    """``what``: document, mandate or root."""
    return f"walletdesk registry {VERSION} {what}\n".encode() + canonical(statement)


def _read(text: str | bytes) -> tuple[dict[str, Any], str]:
    try:
        said = json.loads(text, parse_float=_no, parse_constant=_no, object_pairs_hook=_once)
        document, signature = said["document"], said["signature"]
        _only_plain(document)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise NotBelieved("malformed") from error
    if not isinstance(document, dict):
        raise NotBelieved("malformed")
    return document, signature


def _follow(successions: list[dict[str, Any]], roots: tuple[str, ...]) -> tuple[str, ...]:
    """Each root names its successor, which takes its place."""
    for one in successions:
        if one["by"] in roots:
            check_signature("root", one)
            roots = tuple(one["key"] if root == one["by"] else root for root in roots)
    return roots


def check_signature(what: str, statement: dict[str, Any]) -> None:
    """Of a mandate or a succession, by the key that it names; raises NotBelieved."""
    try:
        _check(statement["by"], what, _unsigned(statement), statement["signature"])
    except (KeyError, TypeError) as error:
        raise NotBelieved("malformed") from error


def _unsigned(statement: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in statement.items() if name != "signature"}


def _check(key: str, what: str, statement: dict[str, Any], signature: str) -> None:
    if not (_KEY.fullmatch(key) and _SIGNATURE.fullmatch(signature)):
        raise NotBelieved("malformed")
    try:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
        public.verify(bytes.fromhex(signature), to_sign(what, statement))
    except (InvalidSignature, ValueError) as error:
        raise NotBelieved("bad_signature") from error


def _in_time(begins: datetime, ends: datetime, now: datetime, *, late: str) -> None:
    if now + AHEAD < begins:
        raise NotBelieved("not_yet_valid")
    if now >= ends:
        raise NotBelieved(late)


def _time(text: str) -> datetime:
    if not _TIME.fullmatch(text):
        raise NotBelieved("malformed")
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise NotBelieved("malformed") from error


def _whole(number: int) -> int:
    if type(number) is not int:
        raise NotBelieved("malformed")
    return number


def _only_plain(value: Any) -> None:  # noqa: ANN401
    if isinstance(value, str):
        _plain_text(value)
    elif isinstance(value, list):
        for one in value:
            _only_plain(one)
    elif isinstance(value, dict):
        for name, one in value.items():
            if not _NAME.fullmatch(name):
                raise NotBelieved("malformed")
            _only_plain(one)
    elif type(value) is not int or not 0 <= value < 2**53:
        raise NotBelieved("malformed")


def _plain_text(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as error:  # half of a pair of surrogates
        raise NotBelieved("malformed") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(found := dict(pairs)) != len(pairs):
        raise ValueError
    return found


def _no(text: str) -> Any:  # noqa: ANN401
    raise ValueError(len(text))
