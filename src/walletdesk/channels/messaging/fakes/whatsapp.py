"""WhatsApp Cloud, played: signed webhooks of one number, media in two steps, messages and their states."""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from walletdesk.channels.messaging.fakes.base import Asked, Fake, Json, Reply, Sent, Told
from walletdesk.channels.messaging.fakes.meta import GIVEN, checked, error, posted, step
from walletdesk.channels.messaging.model import Hook

LONGEST, ABOVE_BUTTONS = 4096, 1024
NUMBER = "106540352242922"


class FakeWhatsApp(Fake):
    kind = "whatsapp"
    given: ClassVar[Mapping[str, str]] = {"phone_number_id": NUMBER, **GIVEN}
    refusals: ClassVar[Mapping[str, Reply]] = {
        "window": error(400, 131047),
        "gone": error(400, 131026),
        "credentials": error(401, 190),
        "refused": error(400, 100),
    }
    peer = "16505551234"

    def __init__(self) -> None:
        super().__init__()
        self.uploads: dict[str, bytes] = {}

    def hook(self, told: Told, at: datetime) -> Hook | None:
        if told.public:
            return None
        said: Json = {"from": self.peer, "id": told.id, "timestamp": str(int(at.timestamp()))}
        words = {"type": "text", "text": {"body": told.text}}
        if told.leaves:
            moved = {"type": "user_changed_number", "wa_id": "16505559999"}
            said |= {"type": "system", "system": moved}
        elif told.deletes:
            said |= {"type": "revoke", "revoke": {"original_message_id": told.deletes}}
        elif told.edits:
            said |= {"type": "edit", "edit": {"original_message_id": told.edits, "message": words}}
        elif told.file:
            image = {"id": self.lays(told.file), "mime_type": "image/png", "caption": told.text}
            said |= {"type": "image", "image": image}
        else:
            said |= words
        writer = {"profile": {"name": "Ann"}, "wa_id": self.peer}
        return posted(_webhook({"contacts": [writer], "messages": [said]}), at)

    def check(self, at: datetime) -> tuple[Hook, bytes] | None:
        return checked(at)

    def receipt(self, sent: Sent, at: datetime) -> Hook | None:
        status = {"id": sent.id, "status": "read", "recipient_id": sent.to, "timestamp": "1749416383"}
        return posted(_webhook({"statuses": [status]}), at)

    def reply(self, asked: Asked) -> Reply:
        match step(asked, self.given):
            case None:
                return error(401, 190)
            case path if path == f"{NUMBER}/media":
                id = f"media-{len(self.uploads) + 1}"
                self.uploads[id] = asked.form()["file"]
                return Reply(body={"id": id})
            case path if path == f"{NUMBER}/messages":
                return self._message(asked.json)
            case path if path.startswith("bytes/"):
                return Reply(raw=self.files[path.removeprefix("bytes/")])
            case path if path in self.files:
                return Reply(body={"id": path, "url": f"{self.base}/bytes/{path}"})
            case _:
                return error(404, 100)

    @property
    def base(self) -> str:
        return self.given["api"]

    def _message(self, told: Json) -> Reply:
        type = told["type"]
        body = told.get("interactive", {})
        text = told["text"]["body"] if type == "text" else body.get("body", {}).get("text", "")
        if len(text) > LONGEST or not _is_fit(body, text):
            return error(400, 131009)
        file = self.uploads.get(told.get(type, {}).get("id", ""), b"")
        sent = Sent(
            to=told.get("to") or told["recipient"],
            text=text,
            file=file,
            buttons=tuple(_titles(body.get("action", {}))),
            id=f"wamid.{self.asked}",
        )
        return Reply(body={"messaging_product": "whatsapp", "messages": [{"id": self.keeps(sent)}]})


def _webhook(value: Json) -> Json:
    metadata = {"display_phone_number": "15550783881", "phone_number_id": NUMBER}
    change = {"field": "messages", "value": {"messaging_product": "whatsapp", "metadata": metadata, **value}}
    return {"object": "whatsapp_business_account", "entry": [{"id": "102290129340398", "changes": [change]}]}


def _is_fit(interactive: Json, text: str) -> bool:
    """Whether buttons or a list keep to the bounds in the documents."""
    titles, most, length = _titles(interactive.get("action", {})), 3, 20
    if interactive.get("type") == "list":
        most, length = 10, 24
    elif titles and len(text) > ABOVE_BUTTONS:
        return False
    return len(titles) <= most and all(len(one) <= length for one in titles)


def _titles(action: Json) -> list[str]:
    rows = [row["title"] for section in action.get("sections", []) for row in section["rows"]]
    return rows or [one["reply"]["title"] for one in action.get("buttons", [])]
