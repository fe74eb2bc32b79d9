"""Weibo's service for fans: private messages pushed to us, answers by its reply API for 48 hours."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import quote, urlencode

from walletdesk.channels.messaging.model import (
    Accepted,
    FieldOf,
    FileRef,
    Hook,
    Incoming,
    Limits,
    Out,
    TryLater,
    Turned,
    Unreadable,
    Unsure,
    What,
)
from walletdesk.channels.messaging.ports import Account, Answered
from walletdesk.channels.messaging.providers.common import (
    LOCALE,
    Json,
    api,
    bytes_of,
    call,
    digest,
    host,
    is_now,
    judged,
    parsed,
    piece,
    same,
    text,
)
from walletdesk.channels.messaging.providers.wechat_crypto import signature

API: Final = "https://m.api.weibo.com"
FILES: Final = "https://upload.api.weibo.com"
FORM: Final = "application/x-www-form-urlencoded"
BUSY: Final = frozenset({"10022", "10023", "10024"})
BROKEN: Final = frozenset({"10001", "10009", "10010"})
REFUSALS: Final = {
    "21301": "credentials",
    "21314": "credentials",
    "21315": "credentials",
    "21316": "credentials",
    "21317": "credentials",
    "21327": "credentials",
    "21332": "credentials",
}
_WORDS: Final = frozenset({"text", "position"})
_CAME: Final = {
    "follow": What.CAME,
    "subscribe": What.CAME,
    "unfollow": What.LEFT,
}


class Weibo:
    kind = "weibo"
    title = "Weibo"
    repeats = False
    limits = Limits(longest=300, window=timedelta(hours=48), fetches=20_000_000)  # it takes no file of ours
    fields = (
        FieldOf(key="uid", name="Number (uid) of the account"),
        FieldOf(key="app_secret", name="App secret", is_secret=True),
        FieldOf(key="access_token", name="Access token", is_secret=True),
        LOCALE,
        api(API),
    )

    def accept(self, hook: Hook, account: Account) -> Accepted | None:
        """The signature does not cover the body: it must at least be for our own account."""
        said = hook.query.get
        secret, at, nonce = account["app_secret"], said("timestamp", ""), said("nonce", "")
        if not secret or not is_now(at, hook, per_second=1000):
            return None
        if not same(said("signature", ""), signature(secret, at, nonce)):
            return None
        if hook.method == "GET":
            return Accepted(answer=said("echostr", "").encode())
        try:
            told = parsed(hook.body)
        except Unreadable:
            return None
        if not same(text(told, "receiver_id"), account["uid"]):
            return None
        return Accepted(pieces=(piece(told, _id(told)),))  # an empty answer: nothing more is to be done

    def read(self, raw: bytes, account: Account) -> Sequence[Incoming]:
        told = parsed(raw)
        type, peer, id = text(told, "type"), text(told, "sender_id"), _id(told)
        if not peer:
            return ()
        if type == "mention":  # a post or a comment that names us
            return (Incoming(external_id=id, peer=peer, what=What.ELSEWHERE),)
        if type == "event":
            what = _CAME.get(text(told, "data", "subtype"))
            return (Incoming(external_id=id, peer=peer, what=what),) if what else ()
        return (_said(told, type, peer, id),)

    async def send(self, out: Out, account: Account) -> str:
        data = json.dumps({"text": out.text}, ensure_ascii=False)
        body = urlencode({"type": "text", "data": data, "receiver_id": out.to, "save_sender_box": "1"})
        url = f"{account['api']}/2/messages/reply.json?access_token={quote(account['access_token'], safe='')}"
        answer, said = await call(account, "POST", url, {"content-type": FORM}, body.encode())
        _judge(answer, said)
        return out.key  # they give none

    async def fetch(self, file: FileRef, account: Account) -> bytes:
        token, id = quote(account["access_token"], safe=""), quote(file.id, safe="")
        url = f"{host(account, API, FILES)}/2/mss/msget?access_token={token}&fid={id}"
        return (await bytes_of(account, url, self.limits.fetches)).body


def _id(told: Json) -> str:
    """Weibo gives none, and names who and when; what was said is added, since "when" is a whole second."""
    raw = json.dumps(told, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
    return f"{text(told, 'sender_id')}:{digest(raw)}"


def _said(told: Json, type: str, peer: str, id: str) -> Incoming:
    picture = text(told, "data", "tovfid") if type == "image" else ""
    words = text(told, "text") if type in _WORDS else ""
    return Incoming(
        external_id=id,
        peer=peer,
        text=words,
        files=(FileRef(id=picture, name="photo.jpg"),) if picture else (),
        odd="" if words or picture else type or "message",
        at=_at(text(told, "created_at")),
    )


def _at(said: str) -> datetime | None:
    """As in "Mon Jul 16 18:09:20 +0800 2012"; an English month whatever this machine speaks."""
    words = said.split()
    if len(words) != 6:
        return None
    _, month, day, time, zone, year = words
    try:
        return parsedate_to_datetime(f"{day} {month} {year} {time} {zone}").astimezone(UTC)
    except ValueError:
        return None


def _judge(answer: Answered, said: Json) -> None:
    """Their codes come with a status of 400 and more."""
    code = text(said, "error_code")
    if code in BUSY:
        raise TryLater(60, "too_many")
    if code in BROKEN:
        raise Unsure
    if code:
        reason = REFUSALS.get(code, "refused")
        raise Turned(reason, health=reason == "credentials")
    judged(answer)
    if said.get("result") is False:
        raise Turned("refused")
