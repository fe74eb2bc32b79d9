"""What adapters share: comparing, reading JSON, calling, and what an answer of a provider means."""

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from walletdesk.channels.messaging.model import (
    FieldOf,
    FileOut,
    Hook,
    Piece,
    TryLater,
    Turned,
    Unreadable,
    Unsure,
)
from walletdesk.channels.messaging.ports import Account, Answered, Method

Json = dict[str, Any]
SKEW: Final = timedelta(minutes=5)  # between a provider's clock and ours, and the time a webhook may travel
JSON: Final = "application/json"
_TOO_MANY, _TIMED_OUT, _BROKEN = 429, 408, 500
_DENIED: Final = frozenset({401, 403})


def same(given: str, ours: str) -> bool:
    """In constant time. What was not set up is like nothing."""
    return bool(ours) and hmac.compare_digest(given.encode(), ours.encode())


def is_now(seconds: str, hook: Hook, *, per_second: int = 1) -> bool:
    """Whether a signed moment is this one: an old webhook is not taken a second time."""
    if not seconds.isascii() or not seconds.isdigit() or len(seconds) > 15:
        return False
    told = moment(seconds, per_second=per_second)
    return told is not None and abs(hook.at - told) <= SKEW


def moment(seconds: object, *, per_second: int = 1) -> datetime | None:
    try:
        return datetime.fromtimestamp(int(str(seconds)) / per_second, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def digest(body: bytes) -> str:
    return hashlib.blake2b(body, digest_size=16).hexdigest()


def piece(told: object, external_id: object, fallback: bytes = b"") -> Piece:
    """One thing that a provider told, as it is kept; without an id of its own what it says is its id."""
    raw = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return Piece(str(external_id) if external_id else digest(fallback or raw), raw)


def unread(body: bytes) -> tuple[Piece, ...]:
    """It is theirs and cannot be read: kept as it is, so that somebody can look."""
    return (Piece(digest(body), body),)


def parsed(raw: bytes) -> Json:
    """Raises Unreadable for all that is no JSON object."""
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        raise Unreadable from None
    if not isinstance(found, dict):
        raise Unreadable
    return found


def part(of: object, *names: str) -> Json:
    """An object inside an object; empty where there is none."""
    for name in names:
        of = of.get(name) if isinstance(of, dict) else None
    return of if isinstance(of, dict) else {}


def listed(of: object, name: str) -> Sequence[Json]:
    found = of.get(name) if isinstance(of, dict) else None
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def text(of: object, *names: str) -> str:
    """A word or a number inside an object, as a text; empty where there is none."""
    *path, last = names
    found = part(of, *path).get(last)
    return str(found) if isinstance(found, str | int) and not isinstance(found, bool) else ""


def whole(of: object, *names: str) -> int:
    said = text(of, *names)
    return int(said) if said.isascii() and said.isdigit() and len(said) < 16 else 0


async def post_json(
    account: Account, url: str, body: object, headers: Mapping[str, str] | None = None
) -> tuple[Answered, Json]:
    sent = json.dumps(body, ensure_ascii=False).encode()
    return await call(account, "POST", url, {"content-type": JSON, **(headers or {})}, sent)


async def call(
    account: Account,
    method: Method,
    url: str,
    headers: Mapping[str, str] | None = None,
    body: bytes = b"",
    *,
    most: int | None = None,
) -> tuple[Answered, Json]:
    """Raises TryLater and Unsure; an answer that is no JSON counts as empty."""
    answer = await account.line.call(method, url, headers or {}, body, most)
    try:
        found = json.loads(answer.body)
    except (ValueError, RecursionError):
        found = {}
    return answer, found if isinstance(found, dict) else {}


async def bytes_of(
    account: Account, url: str, most: int, headers: Mapping[str, str] | None = None
) -> Answered:
    """A file. Raises Turned where it is not there."""
    answer = await account.line.call("GET", url, headers or {}, b"", most)
    judged(answer)
    return answer


def judged(answer: Answered) -> None:
    """What the status alone says. Raises TryLater, Unsure, Turned; returns for a success."""
    if answer.status == _TOO_MANY:
        raise TryLater(retry_after(answer), "too_many")
    if answer.status >= _BROKEN or answer.status == _TIMED_OUT:
        raise Unsure
    if answer.status in _DENIED:
        raise Turned("credentials", health=True)
    if answer.status >= 300:
        raise Turned("refused")


def retry_after(answer: Answered) -> int:
    said = next((v for k, v in answer.headers.items() if k.lower() == "retry-after"), "")
    return min(int(said), 3_600) if said.isascii() and said.isdigit() and len(said) < 6 else 0


def form(fields: Mapping[str, str], name: str, file: FileOut) -> tuple[bytes, str]:
    """A multipart form with one file, and its type."""
    mark = secrets.token_hex(16)
    lines = [
        f'--{mark}\r\ncontent-disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
        for key, value in fields.items()
    ]
    shown = "".join(c if c.isalnum() or c in "-_. ()" else "_" for c in file.name) or "file"
    head = f'--{mark}\r\ncontent-disposition: form-data; name="{name}"; filename="{shown}"\r\n'
    body = "".join([*lines, head, f"content-type: {file.type}\r\n\r\n"]).encode()
    return body + file.body + f"\r\n--{mark}--\r\n".encode(), f"multipart/form-data; boundary={mark}"


def is_picture(file: FileOut) -> bool:
    return file.type.startswith("image/")


def host(account: Account, usual: str, other: str) -> str:
    """Another of the provider's addresses; the proxy or the fake where one was entered instead."""
    return other if account["api"] == usual else account["api"]


def api(default: str) -> FieldOf:
    """Where the provider is asked: its own address, or that of a proxy or of the fake."""
    return FieldOf(key="api", name="Address of the provider", required=False, default=default)


LOCALE: Final = FieldOf(key="locale", name="Language where none is known", required=False, default="en")
