"""Telegram, played: updates with the secret token, and the methods that we call."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from walletdesk.channels.messaging.fakes.base import Asked, Fake, Json, Reply, Sent, Told
from walletdesk.channels.messaging.model import Hook
from walletdesk.channels.messaging.providers.telegram import HEADER

LONGEST = 4096


class FakeTelegram(Fake):
    kind = "telegram"
    given: ClassVar[Mapping[str, str]] = {
        "bot_token": "1:sample",
        "webhook_secret": "sample-webhook-secret",
        "api": "https://api.telegram.example",
    }
    refusals: ClassVar[Mapping[str, Reply]] = {
        "left": Reply(403, {"ok": False, "error_code": 403}),
        "refused": Reply(400, {"ok": False, "error_code": 400}),
        "credentials": Reply(401, {"ok": False, "error_code": 401}),
    }

    def hook(self, told: Told, at: datetime) -> Hook | None:
        if told.deletes:
            return None
        place = {"id": -77 if told.public else int(self.peer), "type": "group" if told.public else "private"}
        writer = {"id": int(self.peer), "is_bot": False, "first_name": "Ann", "language_code": "en"}
        said: Json = {"message_id": int(told.edits or told.id), "from": writer, "chat": place}
        said["date"] = int(at.timestamp())
        if told.edits:
            said["edit_date"] = int(at.timestamp())
        if told.file:
            size = {"file_id": self.lays(told.file), "width": 9, "height": 9, "file_size": len(told.file)}
            said |= {"photo": [size], "caption": told.text}
        elif told.text:
            said["text"] = told.text
        update: Json = {"update_id": int(told.id), "edited_message" if told.edits else "message": said}
        if told.leaves:
            change = {
                "chat": place,
                "from": writer,
                "date": said["date"],
                "new_chat_member": {"status": "kicked"},
            }
            update = {"update_id": int(told.id), "my_chat_member": change}
        headers = {HEADER: self.given["webhook_secret"], "content-type": "application/json"}
        return Hook(method="POST", headers=headers, body=json.dumps(update).encode(), at=at)

    def reply(self, asked: Asked) -> Reply:
        start = f"/bot{self.given['bot_token']}/"
        if asked.path.startswith(f"/file{start}"):
            return Reply(raw=self.files[asked.path.rpartition("/")[2]])
        if not asked.path.startswith(start):
            return Reply(401, {"ok": False, "error_code": 401})
        return self._method(asked.path.removeprefix(start), asked)

    def _method(self, method: str, asked: Asked) -> Reply:
        match method:
            case "getFile":
                return Reply(body={"ok": True, "result": {"file_path": f"photos/{asked.json['file_id']}"}})
            case "sendMessage":
                told = asked.json
                if len(told["text"]) > LONGEST:
                    return Reply(400, {"ok": False, "error_code": 400})
                rows = told.get("reply_markup", {}).get("inline_keyboard", [])
                buttons = tuple(one["text"] for row in rows for one in row)
                return self._done(Sent(to=str(told["chat_id"]), text=told["text"], buttons=buttons))
            case "sendPhoto" | "sendDocument":
                form = asked.form()
                file = form.get("photo") or form["document"]
                return self._done(Sent(to=form["chat_id"].decode(), file=file))
            case _:
                return Reply(404, {"ok": False, "error_code": 404})

    def _done(self, sent: Sent) -> Reply:
        self.keeps(sent)
        return Reply(body={"ok": True, "result": {"message_id": 9_000 + len(self.sent)}})
