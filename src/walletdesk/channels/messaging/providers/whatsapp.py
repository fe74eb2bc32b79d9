"""WhatsApp Cloud: webhooks of one number of ours in, the Graph API out, and receipts for what was sent."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Final
from urllib.parse import quote

from walletdesk.channels.messaging.model import (
    Accepted,
    Button,
    FieldOf,
    FileOut,
    FileRef,
    Hook,
    Incoming,
    Limits,
    Out,
    Piece,
    State,
    What,
)
from walletdesk.channels.messaging.ports import Account
from walletdesk.channels.messaging.providers.common import (
    LOCALE,
    Json,
    api,
    form,
    is_picture,
    listed,
    moment,
    parsed,
    part,
    piece,
    text,
    whole,
)
from walletdesk.channels.messaging.providers.meta import (
    GRAPH,
    SECRET,
    TOKEN,
    VERIFY,
    accepted,
    asked,
    graph,
    media,
    reason_of,
    uploaded,
)

AS_BUTTONS: Final = 3  # more of them, or longer ones, are a list
BUTTON_LENGTH: Final = 20
ABOVE_BUTTONS: Final = 1024
_FILES: Final = {"image": "photo.jpg", "document": "file"}
_ODD: Final = {"contacts": "contact", "unsupported": "message"}
_STATES: Final = {
    "sent": State.SENT,
    "delivered": State.DELIVERED,
    "read": State.READ,
    "failed": State.FAILED,
}
_SILENT: Final = frozenset({"reaction", "system"})


class WhatsApp:
    kind = "whatsapp"
    title = "WhatsApp"
    repeats = False
    limits = Limits(
        longest=4096,
        window=timedelta(hours=24),
        files={
            "image/jpeg": 5_000_000,
            "image/png": 5_000_000,
            "application/pdf": 100_000_000,
            "text/plain": 100_000_000,
        },
        buttons=10,
        button_length=24,
        fetches=20_000_000,
    )
    fields = (
        FieldOf(key="phone_number_id", name="ID of the phone number"),
        TOKEN,
        SECRET,
        VERIFY,
        LOCALE,
        api(GRAPH),
    )

    def accept(self, hook: Hook, account: Account) -> Accepted | None:
        return accepted(hook, account, _pieces)

    def read(self, raw: bytes, account: Account) -> Sequence[Incoming]:
        found: list[Incoming] = []
        for value in _values(parsed(raw), account):
            for said in listed(value, "messages"):
                found += _said(said, _writer(value, said))
            for status in listed(value, "statuses"):
                found += _receipt(status)
        return found

    async def send(self, out: Out, account: Account) -> str:
        to = "recipient" if _is_scoped(out.to) else "to"
        body: Json = {"messaging_product": "whatsapp", "recipient_type": "individual", to: out.to}
        if out.file is not None:
            body |= await _file(out.file, account)
        elif out.buttons:
            body |= {"type": "interactive", "interactive": _choices(out)}
        else:
            body |= {"type": "text", "text": {"preview_url": False, "body": out.text}}
        said = await graph(account, f"{_number(account)}/messages", body)
        sent = listed(said, "messages")
        return text(sent[0], "id") if sent else out.key

    async def fetch(self, file: FileRef, account: Account) -> bytes:
        path = f"{quote(file.id, safe='')}?phone_number_id={_number(account)}"
        told = await asked(account, path)
        return await media(account, text(told, "url"), self.limits.fetches)


def _number(account: Account) -> str:
    return quote(account["phone_number_id"], safe="")


def _is_scoped(address: str) -> bool:
    """An id that stands for somebody towards us alone, such as ``US.134912``; else it is a number."""
    return address[2:3] == "."


def _values(told: Json, account: Account) -> Iterator[Json]:
    """Of our number alone: one webhook may bring those of others of the same business."""
    for entry in listed(told, "entry"):
        for change in listed(entry, "changes"):
            value = part(change, "value")
            ours = text(value, "metadata", "phone_number_id") == account["phone_number_id"]
            if ours and text(change, "field") == "messages":
                yield value


def _pieces(told: Json, account: Account) -> Iterator[Piece]:
    for value in _values(told, account):
        for said in listed(value, "messages"):
            if "group_id" not in said:  # others read along there
                one = {"messages": [said], "contacts": [_writer(value, said)]}
                yield piece(_alone(value, one), text(said, "id"))
        for status in listed(value, "statuses"):
            yield piece(_alone(value, {"statuses": [status]}), _status_id(status))


def _alone(value: Json, one: Json) -> Json:
    change = {"field": "messages", "value": {"metadata": part(value, "metadata"), **one}}
    return {"entry": [{"changes": [change]}]}


def _status_id(status: Json) -> str:
    return f"{text(status, 'id')}:{text(status, 'status')}"


def _writer(value: Json, said: Json) -> Json:
    named = listed(value, "contacts")
    ids = {text(said, "from"), text(said, "from_user_id")} - {""}
    return next((one for one in named if ids & {text(one, "wa_id"), text(one, "user_id")}), {})


def _said(said: Json, writer: Json) -> Sequence[Incoming]:
    """The id that stands for them towards us stays theirs; a number may be somebody else's tomorrow."""
    id, type = text(said, "id"), text(said, "type")
    peer = text(said, "from_user_id") or text(writer, "user_id") or text(said, "from")
    if not id or not peer or "group_id" in said:
        return ()
    at = moment(text(said, "timestamp"))
    if type == "revoke":
        gone = text(said, "revoke", "original_message_id")
        return (Incoming(external_id=id, peer=peer, what=What.DELETED, of=gone, at=at),)
    if type in _SILENT:
        return _moved(said, id, peer)
    edited = type == "edit"
    shown = part(said, "edit", "message") if edited else said
    type = text(shown, "type")
    words = _words(shown, type)
    files = () if edited else _files(shown, type)
    odd = "" if words or files else _odd(shown, type)
    one = Incoming(
        external_id=id,
        peer=peer,
        what=What.EDITED if edited else What.MESSAGE,
        text=words,
        name=text(writer, "profile", "name"),
        files=files,
        odd=odd,
        of=text(said, "edit", "original_message_id") if edited else "",
        at=at,
    )
    return (one,)


def _moved(said: Json, id: str, peer: str) -> Sequence[Incoming]:
    """Whoever has another number now is not written to at the old one: it may be a stranger's."""
    if "changed" not in text(said, "system", "type"):
        return ()
    return (Incoming(external_id=id, peer=peer, what=What.LEFT),)


def _words(said: Json, type: str) -> str:
    if type == "interactive":
        pressed = part(said, "interactive", text(said, "interactive", "type"))
        return text(pressed, "title")
    if type == "button":
        return text(said, "button", "text")
    return text(said, "text", "body") if type == "text" else text(said, type, "caption")


def _files(said: Json, type: str) -> tuple[FileRef, ...]:
    if type not in _FILES:
        return ()
    name = text(said, type, "filename") or _FILES[type]
    return (FileRef(id=text(said, type, "id"), name=name, size=whole(said, type, "file_size")),)


def _odd(said: Json, type: str) -> str:
    if type == "audio" and part(said, "audio").get("voice"):
        return "voice"
    return _ODD.get(type, type if type.isascii() and type.isalpha() else "message")


def _receipt(status: Json) -> Sequence[Incoming]:
    state = _STATES.get(text(status, "status"))
    if state is None:
        return ()
    errors = listed(status, "errors")
    why = reason_of(text(errors[0], "code")) if errors else ""
    id = _status_id(status)
    return (Incoming(external_id=id, what=What.RECEIPT, of=text(status, "id"), state=state, reason=why),)


def _choices(out: Out) -> Json:
    short = all(len(one.text) <= BUTTON_LENGTH for one in out.buttons)
    if len(out.buttons) <= AS_BUTTONS and short and len(out.text) <= ABOVE_BUTTONS:
        buttons = [{"type": "reply", "reply": _titled(one)} for one in out.buttons]
        return {"type": "button", "body": {"text": out.text}, "action": {"buttons": buttons}}
    rows = [_titled(one) for one in out.buttons]
    action = {"button": f"1 – {len(rows)}", "sections": [{"rows": rows}]}
    return {"type": "list", "body": {"text": out.text}, "action": action}


def _titled(one: Button) -> Json:
    return {"id": one.id[:200], "title": one.text}


async def _file(file: FileOut, account: Account) -> Json:
    body, type = form({"messaging_product": "whatsapp", "type": file.type}, "file", file)
    told = await uploaded(account, f"{_number(account)}/media", body, type)
    if is_picture(file):
        return {"type": "image", "image": {"id": text(told, "id")}}
    return {"type": "document", "document": {"id": text(told, "id"), "filename": file.name}}
