"""What the messengers of Meta share: the signature, the check of the address, the Graph API and its codes."""

import hashlib
import hmac
from collections.abc import Callable, Iterator, Mapping
from typing import Final
from urllib.parse import urlsplit

from walletdesk.channels.messaging.model import (
    Accepted,
    FieldOf,
    Hook,
    Piece,
    TryLater,
    Turned,
    Unreadable,
    Unsure,
)
from walletdesk.channels.messaging.ports import Account, Answered, Method
from walletdesk.channels.messaging.providers.common import (
    Json,
    bytes_of,
    call,
    judged,
    listed,
    parsed,
    part,
    post_json,
    same,
    text,
    unread,
)

HEADER: Final = "x-hub-signature-256"
GRAPH: Final = "https://graph.facebook.com/v25.0"
RECEIVED: Final = b"EVENT_RECEIVED"
# where Meta lays what people send, by its documents; the access token goes to none but the first
MEDIA: Final = "lookaside.fbsbx.com"
CDN: Final = (".fbcdn.net", ".fbsbx.com", ".cdninstagram.com")

TOKEN: Final = FieldOf(key="access_token", name="Access token", is_secret=True)
SECRET: Final = FieldOf(key="app_secret", name="App secret", is_secret=True)
VERIFY: Final = FieldOf(key="verify_token", name="Verify token of the webhook", is_secret=True)

_BUSY: Final = frozenset({"4", "613", "80006", "80007", "130429", "131056"})
_DENIED: Final = frozenset({"0", "3", "10", "102", "190", "131005", "131031"})
_PERMISSIONS: Final = range(200, 300)
_REASONS: Final = {
    ("131047", ""): "window",
    ("131026", ""): "gone",
    ("551", ""): "left",
    ("10", "2018278"): "window",
    ("10", "2534022"): "window",
    ("100", "2018001"): "gone",
    ("200", "1545041"): "left",
}


def signature(secret: str, body: bytes) -> str:
    return f"sha256={hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}"


def accepted(
    hook: Hook, account: Account, pieces: Callable[[Json, Account], Iterator[Piece]]
) -> Accepted | None:
    """``pieces``: the things of this inbox in what came; what is another's of the same app is not kept."""
    if hook.method == "GET":
        return _checked(hook, account)
    secret = account["app_secret"]
    if not secret or not same(hook.headers.get(HEADER, ""), signature(secret, hook.body)):
        return None
    try:
        told = parsed(hook.body)
    except Unreadable:
        return Accepted(pieces=unread(hook.body), answer=RECEIVED)
    return Accepted(pieces=tuple(pieces(told, account)), answer=RECEIVED)


def entries(told: Json, id: str) -> Iterator[Json]:
    """What a webhook brings for one account of several."""
    return (one for one in listed(told, "entry") if text(one, "id") == id)


async def graph(account: Account, path: str, body: Json) -> Json:
    """Asked with the token as it is set up now. Raises Turned, TryLater, Unsure."""
    answer, said = await post_json(account, f"{account['api']}/{path}", body, bearer(account))
    judge(answer, said)
    return said


async def uploaded(account: Account, path: str, body: bytes, type: str) -> Json:
    """A file, which is nothing that anybody sees yet: where the line breaks it can be brought again."""
    url, headers = f"{account['api']}/{path}", {**bearer(account), "content-type": type}
    try:
        answer, said = await call(account, "POST", url, headers, body)
        judge(answer, said)
    except Unsure:
        raise TryLater from None
    return said


async def asked(account: Account, path: str) -> Json:
    """What is only read. Raises Turned, TryLater."""
    method: Method = "GET"
    try:
        answer, said = await call(account, method, f"{account['api']}/{path}", bearer(account))
        judge(answer, said)
    except Unsure:
        raise TryLater from None
    return said


async def media(account: Account, url: str, most: int) -> bytes:
    """A file that lies with Meta, and nowhere else: an address that came in a message leads nowhere."""
    if not _is_theirs(url, account):
        raise Turned("refused")
    headers = bearer(account) if _takes_token(url, account) else {}
    try:
        return (await bytes_of(account, url, most, headers)).body
    except Unsure:
        raise TryLater from None


def bearer(account: Account) -> Mapping[str, str]:
    return {"authorization": f"Bearer {account['access_token']}"}


def judge(answer: Answered, said: Json) -> None:
    """Their codes come in the body, most with status 400. Raises Turned, TryLater, Unsure."""
    if error := part(said, "error"):
        raise_for(text(error, "code"), text(error, "error_subcode"))
    judged(answer)


def raise_for(code: str, subcode: str = "") -> None:
    """Returns for a code that says nothing sure."""
    if code in _BUSY:
        raise TryLater(60, "too_many")
    if reason := reason_of(code, subcode):
        raise Turned(reason, health=reason == "credentials")


def reason_of(code: str, subcode: str = "") -> str:
    known = _REASONS.get((code, subcode)) or _REASONS.get((code, ""))
    if known:
        return known
    denied = code in _DENIED or (code.isdigit() and int(code) in _PERMISSIONS)
    return "credentials" if denied else ""


def _checked(hook: Hook, account: Account) -> Accepted | None:
    said = hook.query.get
    if not same(said("hub.verify_token", ""), account["verify_token"]):
        return None
    return Accepted(answer=said("hub.challenge", "").encode()) if said("hub.mode") == "subscribe" else None


def _is_theirs(url: str, account: Account) -> bool:
    host = urlsplit(url).hostname or ""
    secure = url.startswith("https://") and "@" not in url
    return _takes_token(url, account) or (secure and host.endswith(CDN))


def _takes_token(url: str, account: Account) -> bool:
    own = urlsplit(account["api"])
    given = urlsplit(url)
    if (given.scheme, given.netloc) == (own.scheme, own.netloc):
        return True
    return given.scheme == "https" and given.netloc == MEDIA
