"""Messenger and Instagram: the same webhooks of one account of ours, and the same way to answer."""

from collections.abc import Iterator, Sequence
from typing import Final
from urllib.parse import quote

from walletdesk.channels.messaging.model import FieldOf, FileRef, Incoming, Out, Piece, State, What
from walletdesk.channels.messaging.ports import Account
from walletdesk.channels.messaging.providers.common import (
    Json,
    digest,
    form,
    is_picture,
    listed,
    moment,
    part,
    piece,
    text,
)
from walletdesk.channels.messaging.providers.meta import entries, graph, uploaded

PUBLIC: Final = "comment:"  # before who wrote where others read: answered under what they wrote, in private
PER_SECOND: Final = 1_000
LATE: Final = FieldOf(
    key="human_agent",
    name="People may answer for 7 days (Meta has to allow HUMAN_AGENT)",
    required=False,
    choices=("no", "yes"),
)
_FILES: Final = {"image": "photo.jpg", "file": "file"}
_KEPT: Final = ("message", "message_edit", "postback", "read", "delivery")
_VERBS: Final = frozenset({"", "add"})


def pieces_of(told: Json, id: str) -> Iterator[Piece]:
    """What people did with our account ``id``; of what they wrote in public only that they did."""
    for entry in entries(told, id):
        for event in listed(entry, "messaging"):
            if _is_theirs(event, id):
                yield piece(_alone(id, "messaging", event), _event_id(event))
        for change in listed(entry, "changes"):
            if comment := _comment(change, id):
                yield piece(_alone(id, "changes", comment), _comment_id(comment))


def incoming(told: Json, id: str) -> Sequence[Incoming]:
    found: list[Incoming] = []
    for entry in entries(told, id):
        for event in listed(entry, "messaging"):
            if _is_theirs(event, id):
                found += _read(event)
        for change in listed(entry, "changes"):
            if comment := _comment(change, id):
                peer = f"{PUBLIC}{text(comment, 'value', 'from', 'id')}"
                found.append(Incoming(external_id=_comment_id(comment), peer=peer, what=What.ELSEWHERE))
    return found


async def sent(out: Out, account: Account, page: str, platform: str) -> str:
    """Answers what was written in public in private; tells Meta that a person writes where that is late."""
    public = out.to.startswith(PUBLIC)
    to = {"comment_id": out.reply_to.removeprefix(PUBLIC)} if public else {"id": out.to}
    body: Json = {"recipient": to, "message": await _message(out, account, page, platform)}
    if not public:
        body["messaging_type"] = "RESPONSE"
    if out.late and account["human_agent"] == "yes":
        body |= {"messaging_type": "MESSAGE_TAG", "tag": "HUMAN_AGENT"}
    said = await graph(account, f"{quote(page, safe='')}/messages", body)
    return text(said, "message_id") or out.key


async def _message(out: Out, account: Account, page: str, platform: str) -> Json:
    if out.file is None:
        message: Json = {"text": out.text}
        if out.buttons:
            message["quick_replies"] = [
                {"content_type": "text", "title": one.text, "payload": one.id} for one in out.buttons
            ]
        return message
    kind = "image" if is_picture(out.file) else "file"
    meant = f'{{"attachment":{{"type":"{kind}","payload":{{"is_reusable":false}}}}}}'
    fields = {"platform": platform, "message": meant}
    body, type = form(fields, "filedata", out.file)
    told = await uploaded(account, f"{quote(page, safe='')}/message_attachments", body, type)
    return {"attachment": {"type": kind, "payload": {"attachment_id": text(told, "attachment_id")}}}


def _is_theirs(event: Json, id: str) -> bool:
    """What we sent comes back as an echo, from us or from whoever else writes for this account."""
    echo = part(event, "message").get("is_echo")
    return not echo and text(event, "sender", "id") not in {"", id} and any(name in event for name in _KEPT)


def _comment(change: Json, id: str) -> Json:
    """Without a word of what they wrote; empty for all that is no new comment of somebody else's."""
    value, field = part(change, "value"), text(change, "field")
    writer = text(value, "from", "id")
    of_page = field == "feed" and text(value, "item") == "comment" and text(value, "verb") in _VERBS
    comment = text(value, "comment_id") if field == "feed" else text(value, "id")
    if not (of_page or field in {"comments", "live_comments"}) or writer in {"", id} or not comment:
        return {}
    kept = {"item": "comment", "id": comment, "comment_id": comment, "from": {"id": writer}}
    return {"field": field, "value": kept}


def _comment_id(comment: Json) -> str:
    return f"{PUBLIC}{text(comment, 'value', 'id')}"


def _alone(id: str, name: str, one: Json) -> Json:
    return {"entry": [{"id": id, name: [one]}]}


def _event_id(event: Json) -> str:
    """The same for what is brought twice, another for what is told about the same message."""
    mid = text(event, "message", "mid")
    if part(event, "message").get("is_deleted"):
        return f"{mid}:deleted"
    if edit := part(event, "message_edit"):
        words = text(edit, "text").encode("utf-8", "replace")
        return f"{text(edit, 'mid')}:edit:{text(edit, 'num_edit') or digest(words)}"
    return mid or text(event, "postback", "mid")


def _read(event: Json) -> Sequence[Incoming]:
    peer, at = text(event, "sender", "id"), moment(text(event, "timestamp"), per_second=PER_SECOND)
    if edit := part(event, "message_edit"):
        one = Incoming(
            external_id=_event_id(event),
            peer=peer,
            what=What.EDITED,
            text=text(edit, "text"),
            of=text(edit, "mid"),
            at=at,
        )
        return (one,)
    if press := part(event, "postback"):
        id = text(press, "mid") or f"{peer}:{text(event, 'timestamp')}"
        return (Incoming(external_id=id, peer=peer, text=text(press, "title"), at=at),)
    if "message" in event:
        return _said(event, peer, at=text(event, "timestamp"))
    return [*_receipts(event, "delivery", State.DELIVERED), *_receipts(event, "read", State.READ)]


def _said(event: Json, peer: str, *, at: str) -> Sequence[Incoming]:
    said, when = part(event, "message"), moment(at, per_second=PER_SECOND)
    mid = text(said, "mid")
    if not mid:
        return ()
    if said.get("is_deleted"):
        return (Incoming(external_id=_event_id(event), peer=peer, what=What.DELETED, of=mid, at=when),)
    attached = listed(said, "attachments")
    words = text(said, "text") or "\n".join(filter(None, map(_link, attached)))
    files = tuple(_file(one) for one in attached if _is_file(one))
    odd = "" if words or files else _odd(said, attached)
    return (Incoming(external_id=mid, peer=peer, text=words, files=files, odd=odd, at=when),)


def _is_file(attached: Json) -> bool:
    payload = part(attached, "payload")
    return text(attached, "type") in _FILES and "sticker_id" not in payload and bool(text(payload, "url"))


def _file(attached: Json) -> FileRef:
    name = text(attached, "payload", "title") or text(attached, "title") or _FILES[text(attached, "type")]
    return FileRef(id=text(attached, "payload", "url"), name=name)


def _link(attached: Json) -> str:
    """A page they shared, by its title; its address is not shown: it is Meta's own, and tells who shared."""
    return text(attached, "title") if text(attached, "type") == "fallback" else ""


def _odd(said: Json, attached: Sequence[Json]) -> str:
    if not attached:
        return "message"
    if "sticker_id" in part(attached[0], "payload") or "sticker_id" in said:
        return "sticker"
    type = text(attached[0], "type")
    return type if type in {"audio", "video", "location"} else "message"


def _receipts(event: Json, name: str, state: State) -> Iterator[Incoming]:
    """By the ids of the messages where they come, else for all up to a moment."""
    told = part(event, name)
    mids = [mid for mid in (told.get("mids") or []) if isinstance(mid, str)] or [text(told, "mid")]
    until = moment(text(told, "watermark"), per_second=PER_SECOND)
    for mid in filter(None, mids):
        yield Incoming(external_id=f"{mid}:{state}", what=What.RECEIPT, of=mid, state=state)
    if not any(mids) and until is not None:
        peer = text(event, "sender", "id")
        yield Incoming(external_id=f"{peer}:{state}", peer=peer, what=What.RECEIPT, state=state, at=until)
