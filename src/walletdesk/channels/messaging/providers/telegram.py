"""Telegram: Bot API webhooks in, its methods out. Deletions are not told by it."""

import json
from collections.abc import Sequence
from typing import Final

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
    Unit,
    Unreadable,
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
    is_picture,
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

HEADER: Final = "x-telegram-bot-api-secret-token"
ODD: Final = (
    "animation",
    "audio",
    "contact",
    "dice",
    "location",
    "poll",
    "sticker",
    "story",
    "venue",
    "video",
    "video_note",
    "voice",
)
_FORBIDDEN, _NOT_FOUND, _UNKNOWN, _TOO_MANY = 403, 404, 401, 429
LONGEST_DATA: Final = 64  # bytes behind a button


class Telegram:
    kind = "telegram"
    title = "Telegram"
    repeats = False
    limits = Limits(
        longest=4096,
        unit=Unit.UTF16,
        files={"image/": 10_000_000, "": 50_000_000},
        buttons=8,
        button_length=60,
        fetches=20_000_000,
    )
    fields = (
        FieldOf(key="bot_token", name="Token of the bot", is_secret=True),
        FieldOf(key="webhook_secret", name="Secret of the webhook", is_secret=True),
        LOCALE,
        api("https://api.telegram.org"),
    )

    def accept(self, hook: Hook, account: Account) -> Accepted | None:
        if hook.method != "POST" or not same(hook.headers.get(HEADER, ""), account["webhook_secret"]):
            return None
        try:
            told = parsed(hook.body)
        except Unreadable:
            return Accepted(pieces=unread(hook.body))
        made = (piece(told, text(told, "update_id"), hook.body),)
        pressed = text(told, "callback_query", "id")
        if not pressed:
            return Accepted(pieces=made)
        done = json.dumps({"method": "answerCallbackQuery", "callback_query_id": pressed}).encode()
        return Accepted(pieces=made, answer=done, type=JSON)  # takes the waiting sign off the button

    def read(self, raw: bytes, account: Account) -> Sequence[Incoming]:
        told = parsed(raw)
        if press := part(told, "callback_query"):
            return _pressed(press)
        if change := part(told, "my_chat_member"):
            return _membership(change)
        for name, what in (("message", What.MESSAGE), ("edited_message", What.EDITED)):
            if said := part(told, name):
                return _said(said, what)
        return ()

    async def send(self, out: Out, account: Account) -> str:
        url = f"{account['api']}/bot{account['bot_token']}"
        if out.file is not None:
            method, name = ("sendPhoto", "photo") if is_picture(out.file) else ("sendDocument", "document")
            body, type = form({"chat_id": out.to}, name, out.file)
            answer, said = await call(account, "POST", f"{url}/{method}", {"content-type": type}, body)
        else:
            asked: Json = {"chat_id": out.to, "text": out.text, "link_preview_options": {"is_disabled": True}}
            if out.buttons:
                rows = [[{"text": b.text, "callback_data": _data(b.id)}] for b in out.buttons]
                asked["reply_markup"] = {"inline_keyboard": rows}
            answer, said = await post_json(account, f"{url}/sendMessage", asked)
        _judge(answer, said)
        return f"{out.to}:{text(said, 'result', 'message_id')}"

    async def fetch(self, file: FileRef, account: Account) -> bytes:
        token = account["bot_token"]
        answer, said = await post_json(account, f"{account['api']}/bot{token}/getFile", {"file_id": file.id})
        _judge(answer, said)
        path = text(said, "result", "file_path")
        url = f"{account['api']}/file/bot{token}/{path}"
        return (await bytes_of(account, url, self.limits.fetches)).body


def _said(said: Json, what: What) -> Sequence[Incoming]:
    place = text(said, "chat", "id")
    id = f"{place}:{text(said, 'message_id')}"
    if not place or part(said, "from").get("is_bot"):
        return ()
    if text(said, "chat", "type") != "private":
        return (Incoming(external_id=id, peer=place, what=What.ELSEWHERE),) if "text" in said else ()
    words = text(said, "text") or text(said, "caption")
    edited = what is What.EDITED
    files = () if edited else _files(said)
    odd = next((name for name in ODD if name in said), "")
    if not (words or files or odd):
        return ()  # a pinned message, a new title: nothing anybody said
    one = Incoming(
        external_id=f"{id}:{text(said, 'edit_date')}" if edited else id,
        of=id if edited else "",
        what=what,
        peer=place,
        text=words,
        name=_name(part(said, "from")),
        files=files,
        odd="" if words or files else odd,
        language=text(said, "from", "language_code"),
        at=moment(text(said, "date")),
    )
    return (one,)


def _pressed(press: Json) -> Sequence[Incoming]:
    """A button: what stood on it is what they say."""
    place, data = text(press, "message", "chat", "id"), text(press, "data")
    rows = part(press, "message", "reply_markup").get("inline_keyboard")
    buttons = [one for row in rows or () if isinstance(row, list) for one in row if isinstance(one, dict)]
    words = next((text(one, "text") for one in buttons if text(one, "callback_data") == data), "")
    if not place or not words or text(press, "message", "chat", "type") != "private":
        return ()
    one = Incoming(
        external_id=f"press:{text(press, 'id')}",
        peer=place,
        text=words,
        name=_name(part(press, "from")),
        language=text(press, "from", "language_code"),
    )
    return (one,)


def _membership(change: Json) -> Sequence[Incoming]:
    place = text(change, "chat", "id")
    if not place or text(change, "chat", "type") != "private":
        return ()
    left = text(change, "new_chat_member", "status") in {"kicked", "left"}
    what = What.LEFT if left else What.CAME
    return (Incoming(external_id=f"{place}:{text(change, 'date')}:{what}", peer=place, what=what),)


def _files(said: Json) -> tuple[FileRef, ...]:
    if photos := listed(said, "photo"):  # the same picture in several sizes
        biggest = max(photos, key=lambda one: whole(one, "width"))
        return (FileRef(id=text(biggest, "file_id"), name="photo.jpg", size=whole(biggest, "file_size")),)
    if document := part(said, "document"):
        name = text(document, "file_name") or "file"
        return (FileRef(id=text(document, "file_id"), name=name, size=whole(document, "file_size")),)
    return ()


def _name(person: Json) -> str:
    return " ".join(filter(None, (text(person, "first_name"), text(person, "last_name"))))


def _data(id: str) -> str:
    return id.encode()[:LONGEST_DATA].decode(errors="ignore")


def _judge(answer: Answered, said: Json) -> None:
    if said.get("ok") is True:
        return
    code = whole(said, "error_code") or answer.status
    if code == _TOO_MANY:
        raise TryLater(min(whole(said, "parameters", "retry_after"), 3_600), "too_many")
    if code == _FORBIDDEN:
        raise Turned("left")  # they stopped the bot
    if code in {_UNKNOWN, _NOT_FOUND}:
        raise Turned("credentials", health=True)
    judged(answer)
    raise Turned("refused")
