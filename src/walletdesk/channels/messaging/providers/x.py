"""X: direct messages of one account by the Account Activity webhooks; mentions in public are not kept."""

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final
from urllib.parse import quote, urlsplit

from walletdesk.channels.messaging.model import (
    Accepted,
    FieldOf,
    FileOut,
    FileRef,
    Hook,
    Incoming,
    Limits,
    Out,
    Piece,
    State,
    TryLater,
    Turned,
    Unreadable,
    Unsure,
    What,
)
from walletdesk.channels.messaging.ports import Account, Answered
from walletdesk.channels.messaging.providers.common import (
    JSON,
    LOCALE,
    Json,
    api,
    bytes_of,
    call,
    form,
    judged,
    listed,
    moment,
    parsed,
    part,
    piece,
    post_json,
    same,
    text,
)
from walletdesk.channels.messaging.providers.x_oauth import signed

HEADER: Final = "x-twitter-webhooks-signature"
PUBLIC, POST = "public:", "post:"  # before who wrote where others read, and before what they wrote
PER_SECOND: Final = 1_000
MEDIA: Final = frozenset({"ton.twitter.com", "ton.x.com"})  # direct messages' pictures, for their two alone
# never the body of a webhook, so that asking for the answer to one forges nothing
_CRC: Final = re.compile(r"[A-Za-z0-9+/=_.-]{1,200}")
_TOO_MANY, _FORBIDDEN, _GONE, _PAY = 429, 403, 404, 402
_OUR_FAULT: Final = ("client-forbidden", "oauth1-permissions", "unsupported-authentication")
_SLOWEST: Final = 3_600


class X:
    kind = "x"
    title = "X"
    repeats = False
    limits = Limits(
        longest=10_000,
        files={"image/jpeg": 5_000_000, "image/png": 5_000_000, "image/webp": 5_000_000},
        fetches=20_000_000,
    )
    fields = (
        FieldOf(key="user_id", name="ID of the X account"),
        FieldOf(key="consumer_key", name="API key of the app"),
        FieldOf(key="consumer_secret", name="API secret of the app", is_secret=True),
        FieldOf(key="access_token", name="Access token", is_secret=True),
        FieldOf(key="access_secret", name="Access token secret", is_secret=True),
        LOCALE,
        api("https://api.x.com"),
    )

    def accept(self, hook: Hook, account: Account) -> Accepted | None:
        secret = account["consumer_secret"]
        if not secret:
            return None
        if hook.method == "GET":
            return _checked(hook, secret)
        if not same(hook.headers.get(HEADER, ""), signature(secret, hook.body)):
            return None
        try:
            told = parsed(hook.body)
        except Unreadable:
            return None  # they send nothing else: it would be an answer to the check, sent back
        return Accepted(pieces=tuple(_pieces(told, account["user_id"])))

    def read(self, raw: bytes, account: Account) -> Sequence[Incoming]:
        told, us = parsed(raw), account["user_id"]
        if text(told, "for_user_id") != us:
            return ()
        found = [_said(one, told) for one in listed(told, "direct_message_events") if _is_theirs(one, us)]
        found += [
            Incoming(external_id=_post_id(post), peer=f"{PUBLIC}{_writer(post)}", what=What.ELSEWHERE)
            for post in listed(told, "tweet_create_events")
            if _is_to_us(post, us)
        ]
        for read in listed(told, "direct_message_mark_read_events"):
            found += _receipts(read, us)
        return found

    async def send(self, out: Out, account: Account) -> str:
        if out.to.startswith(PUBLIC):
            reply = {"in_reply_to_tweet_id": out.reply_to.removeprefix(POST)}
            said = await _asked(account, "/2/tweets", {"text": out.text, "reply": reply})
            return text(said, "data", "id") or out.key
        body: Json = {"text": out.text}
        if out.file is not None:
            body = {"attachments": [{"media_id": await _uploaded(out.file, account)}]}
        path = f"/2/dm_conversations/with/{quote(out.to, safe='')}/messages"
        return text(await _asked(account, path, body), "data", "dm_event_id") or out.key

    async def fetch(self, file: FileRef, account: Account) -> bytes:
        if not _is_media(file.id, account):
            raise Turned("refused")
        try:
            headers = signed(account, "GET", file.id)
            return (await bytes_of(account, file.id, self.limits.fetches, headers)).body
        except Unsure:
            raise TryLater from None


def signature(secret: str, said: bytes) -> str:
    return f"sha256={base64.b64encode(hmac.new(secret.encode(), said, hashlib.sha256).digest()).decode()}"


def _checked(hook: Hook, secret: str) -> Accepted | None:
    """Anybody may ask for it, so it signs nothing that could be a message."""
    token = hook.query.get("crc_token", "")
    if not _CRC.fullmatch(token):
        return None
    answer = json.dumps({"response_token": signature(secret, token.encode())}).encode()
    return Accepted(answer=answer, type=JSON)


def _pieces(told: Json, us: str) -> Iterator[Piece]:
    if text(told, "for_user_id") != us:
        return
    people = part(told, "users")
    for one in listed(told, "direct_message_events"):
        if _is_theirs(one, us):
            sender = _sender(one)
            alone = {"direct_message_events": [one], "users": {sender: part(people, sender)}}
            yield piece({"for_user_id": us, **alone}, text(one, "id"))
    for post in listed(told, "tweet_create_events"):
        if _is_to_us(post, us):  # not a word of it is kept
            bare = {"id_str": text(post, "id_str"), "user": {"id_str": _writer(post)}}
            bare["in_reply_to_user_id_str"] = us
            yield piece({"for_user_id": us, "tweet_create_events": [bare]}, _post_id(post))
    for read in listed(told, "direct_message_mark_read_events"):
        yield piece({"for_user_id": us, "direct_message_mark_read_events": [read]}, "")


def _sender(event: Json) -> str:
    return text(event, "message_create", "sender_id")


def _is_theirs(event: Json, us: str) -> bool:
    """What we sent is told as well. In a room of several the receiver is not us."""
    to = text(event, "message_create", "target", "recipient_id")
    return text(event, "type") == "message_create" and _sender(event) not in {"", us} and to == us


def _writer(post: Json) -> str:
    return text(post, "user", "id_str")


def _post_id(post: Json) -> str:
    return f"{POST}{text(post, 'id_str')}"


def _is_to_us(post: Json, us: str) -> bool:
    """A mention or an answer of somebody else's; not what they pass on of others."""
    named = {text(one, "id_str") for one in listed(part(post, "entities"), "user_mentions")}
    to_us = us in named or text(post, "in_reply_to_user_id_str") == us
    return to_us and _writer(post) not in {"", us} and not part(post, "retweeted_status")


def _said(event: Json, told: Json) -> Incoming:
    peer, data = _sender(event), part(event, "message_create", "message_data")
    media = part(data, "attachment", "media")
    is_photo = text(media, "type") == "photo"
    url = text(media, "media_url_https")
    files = (FileRef(id=url, name="photo.jpg"),) if is_photo and url else ()
    words = _words(data, media)
    odd = "video" if media else "message"
    return Incoming(
        external_id=text(event, "id"),
        peer=peer,
        text=words,
        name=text(told, "users", peer, "name"),
        files=files,
        odd="" if words or files else odd,
        at=moment(text(event, "created_timestamp"), per_second=PER_SECOND),
    )


def _words(data: Json, media: Json) -> str:
    """Addresses as they lead, and not shortened; without the one that stands for a picture."""
    words = text(data, "text")
    if short := text(media, "url"):
        words = words.replace(short, "")
    for link in listed(part(data, "entities"), "urls"):
        short, whole = text(link, "url"), text(link, "expanded_url")
        if short and whole:
            words = words.replace(short, whole)
    return words.strip()


def _receipts(read: Json, us: str) -> Sequence[Incoming]:
    """The last that was read, and all before it."""
    peer, last = text(read, "sender_id"), text(read, "last_read_event_id")
    until = moment(text(read, "created_timestamp"), per_second=PER_SECOND)
    if peer in {"", us} or not last:
        return ()
    one = Incoming(external_id=f"{last}:read", what=What.RECEIPT, of=last, state=State.READ)
    all_before = Incoming(
        external_id=f"{last}:until", peer=peer, what=What.RECEIPT, state=State.READ, at=until
    )
    return (one, all_before) if until else (one,)


def _is_media(url: str, account: Account) -> bool:
    given, own = urlsplit(url), urlsplit(account["api"])
    ours = (given.scheme, given.netloc) == (own.scheme, own.netloc)
    return ours or (given.scheme == "https" and given.netloc in MEDIA)


async def _asked(account: Account, path: str, body: Json) -> Json:
    url = f"{account['api']}{path}"
    answer, said = await post_json(account, url, body, signed(account, "POST", url))
    _judge(answer, said, account)
    return said


async def _uploaded(file: FileOut, account: Account) -> str:
    """Nothing that anybody sees yet: where the line breaks it can be brought again."""
    url = f"{account['api']}/2/media/upload"
    body, type = form({"media_category": "dm_image", "media_type": file.type}, "media", file)
    headers: Mapping[str, str] = {**signed(account, "POST", url), "content-type": type}
    try:
        answer, said = await call(account, "POST", url, headers, body)
        _judge(answer, said, account)
    except Unsure:
        raise TryLater from None
    return text(said, "data", "id")


def _judge(answer: Answered, said: Json, account: Account) -> None:
    if answer.status == _TOO_MANY:
        raise TryLater(_pause(answer, account), "too_many")
    if answer.status == _FORBIDDEN and not text(said, "type").endswith(_OUR_FAULT):
        raise Turned("left")  # they take no messages from us
    if answer.status == _GONE:
        raise Turned("gone")
    if answer.status == _PAY:
        raise Turned("refused", health=True)
    judged(answer)


def _pause(answer: Answered, account: Account) -> int:
    """Until the moment that X names."""
    said = next((v for k, v in answer.headers.items() if k.lower() == "x-rate-limit-reset"), "")
    until = moment(said)
    seconds = int((until - account.clock()).total_seconds()) if until else 60
    return max(1, min(seconds, _SLOWEST))
