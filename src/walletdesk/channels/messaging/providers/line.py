"""LINE: signed webhooks in, push messages out, which LINE itself sends once for each of our keys."""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime
from typing import Final
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from walletdesk.channels.messaging.model import (
    Accepted,
    FieldOf,
    FileRef,
    Hook,
    Incoming,
    Limits,
    Out,
    Turned,
    Unit,
    Unreadable,
    What,
)
from walletdesk.channels.messaging.ports import Account, Answered
from walletdesk.channels.messaging.providers.common import (
    LOCALE,
    Json,
    api,
    bytes_of,
    host,
    judged,
    listed,
    moment,
    parsed,
    part,
    piece,
    post_json,
    same,
    text,
    unread,
    whole,
)

HEADER: Final = "x-line-signature"
API: Final = "https://api.line.me"
FILES: Final = "https://api-data.line.me"
_NAMES: Final = {"image": "photo.jpg", "file": "file"}
_ACCEPTED_BEFORE, _TOO_MANY = 409, 429
_MONTHLY: Final = "monthly limit"  # of the same status as "too fast", and told apart by these words alone


class Line:
    kind = "line"
    title = "LINE"
    repeats = True  # for 24 hours a second request with our key is refused as sent
    limits = Limits(longest=5000, unit=Unit.UTF16, fetches=20_000_000)  # files only by a public address
    fields = (
        FieldOf(key="channel_secret", name="Channel secret", is_secret=True),
        FieldOf(key="access_token", name="Channel access token", is_secret=True),
        LOCALE,
        api(API),
    )

    def accept(self, hook: Hook, account: Account) -> Accepted | None:
        ours = signature(account["channel_secret"], hook.body) if account["channel_secret"] else ""
        if hook.method != "POST" or not same(hook.headers.get(HEADER, ""), ours):
            return None
        try:
            told = parsed(hook.body)
        except Unreadable:
            return Accepted(pieces=unread(hook.body))
        wanted = [one for one in listed(told, "events") if _is_for_us(one)]
        return Accepted(pieces=tuple(piece(one, text(one, "webhookEventId")) for one in wanted))

    def read(self, raw: bytes, account: Account) -> Sequence[Incoming]:
        told = parsed(raw)
        id, peer = text(told, "webhookEventId"), text(told, "source", "userId")
        place = text(told, "source", "groupId") or text(told, "source", "roomId")
        if place:
            return (Incoming(external_id=id, peer=place, what=What.ELSEWHERE),) if _names_us(told) else ()
        if not peer:
            return ()
        return _said(told, peer) if text(told, "type") == "message" else _happened(told, id, peer)

    async def send(self, out: Out, account: Account) -> str:
        body = {"to": out.to, "messages": [{"type": "text", "text": out.text}]}
        headers = {**_bearer(account), "x-line-retry-key": str(uuid5(NAMESPACE_URL, out.key))}
        answer, said = await post_json(account, f"{account['api']}/v2/bot/message/push", body, headers)
        _judge(answer, said)
        sent = listed(said, "sentMessages")
        return text(sent[0], "id") if sent else out.key

    async def fetch(self, file: FileRef, account: Account) -> bytes:
        url = f"{host(account, API, FILES)}/v2/bot/message/{quote(file.id, safe='')}/content"
        return (await bytes_of(account, url, self.limits.fetches, _bearer(account))).body


def signature(secret: str, body: bytes) -> str:
    return base64.b64encode(hmac.digest(secret.encode(), body, hashlib.sha256)).decode()


def _bearer(account: Account) -> dict[str, str]:
    return {"authorization": f"Bearer {account['access_token']}"}


def _is_for_us(told: Json) -> bool:
    """What people say to each other in a room is not kept at all; "standby": another system answers."""
    in_a_room = text(told, "source", "type") in {"group", "room"}
    return text(told, "mode") != "standby" and (not in_a_room or _names_us(told))


def _names_us(told: Json) -> bool:
    return any(one.get("isSelf") is True for one in listed(part(told, "message", "mention"), "mentionees"))


def _said(told: Json, peer: str) -> Sequence[Incoming]:
    said = part(told, "message")
    type, id = text(said, "type"), text(said, "id")
    words = text(said, "text") if type == "text" else ""
    files: tuple[FileRef, ...] = ()
    if type in _NAMES and text(said, "contentProvider", "type") != "external":
        name = text(said, "fileName") or _NAMES[type]
        files = (FileRef(id=id, name=name, size=whole(said, "fileSize")),)
    one = Incoming(
        external_id=id,
        peer=peer,
        text=words,
        files=files,
        odd="" if words or files else type,
        at=_at(told),
    )
    return (one,) if id else ()


def _happened(told: Json, id: str, peer: str) -> Sequence[Incoming]:
    match text(told, "type"):
        case "unsend":
            taken_back = text(told, "unsend", "messageId")
            return (Incoming(external_id=id, peer=peer, what=What.DELETED, of=taken_back),)
        case "postback":
            words = text(told, "postback", "data")
            return (Incoming(external_id=id, peer=peer, text=words, at=_at(told)),) if words else ()
        case "follow":
            return (Incoming(external_id=id, peer=peer, what=What.CAME),)
        case "unfollow":
            return (Incoming(external_id=id, peer=peer, what=What.LEFT),)
        case _:
            return ()


def _at(told: Json) -> datetime | None:
    return moment(text(told, "timestamp"), per_second=1000)


def _judge(answer: Answered, said: Json) -> None:
    if answer.status == _ACCEPTED_BEFORE:
        return
    if answer.status == _TOO_MANY and _MONTHLY in text(said, "message"):
        raise Turned("quota", health=True)
    judged(answer)
