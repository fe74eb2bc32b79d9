"""Discord, played: signed commands with words and files, direct messages by its REST API."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from walletdesk.channels.messaging.fakes.base import Asked, Fake, Json, Reply, Sent, Told
from walletdesk.channels.messaging.model import Hook
from walletdesk.channels.messaging.providers.discord import LONGEST, MOMENT, OPENS, SIGNATURE

_KEY: Final = Ed25519PrivateKey.from_private_bytes(b"a sample of nobody at all, 32 by")


class FakeDiscord(Fake):
    kind = "discord"
    given: ClassVar[Mapping[str, str]] = {
        "public_key": _KEY.public_key().public_bytes_raw().hex(),
        "bot_token": "sample-bot-token",
        "api": "https://discord.example/api/v10",
    }
    refusals: ClassVar[Mapping[str, Reply]] = {
        "left": Reply(403, {"code": 50007, "message": "Cannot send messages to this user"}),
        "refused": Reply(400, {"code": 50035, "message": "Invalid Form Body"}),
        "credentials": Reply(401, {"code": 0, "message": "401: Unauthorized"}),
    }
    peer = "53908232506183680"

    def hook(self, told: Told, at: datetime) -> Hook | None:
        if told.edits or told.deletes or told.public or told.leaves:
            return None
        data: Json = {"name": "support", "options": []}
        if told.text:
            data["options"].append({"name": "message", "type": 3, "value": told.text})
        if told.file:
            id = self.lays(told.file)
            url = f"https://cdn.discordapp.com/ephemeral-attachments/1/{id}?ex=1"
            data["options"].append({"name": "file", "type": 11, "value": id})
            file = {"id": id, "filename": "shot.png", "size": len(told.file), "url": url}
            data["resolved"] = {"attachments": {id: file}}
        return self.signed({"type": 2, "id": told.id, "data": data, **self.who()}, at)

    def check(self, at: datetime) -> tuple[Hook, bytes] | None:
        return self.signed({"type": 1}, at), b'{"type": 1}'

    def who(self) -> Json:
        person = {"id": self.peer, "username": "ann", "global_name": "Ann"}
        return {"user": person, "locale": "en-US", "token": "a-token-to-answer-with"}

    def signed(self, told: Json, at: datetime) -> Hook:
        body, moment = json.dumps(told).encode(), str(int(at.timestamp()))
        signature = _KEY.sign(moment.encode() + body).hex()
        headers = {MOMENT: moment, SIGNATURE: signature, "content-type": "application/json"}
        return Hook(method="POST", headers=headers, body=body, at=at)

    def reply(self, asked: Asked) -> Reply:
        if "/ephemeral-attachments/" in asked.path:
            return Reply(raw=self.files[asked.path.rpartition("/")[2]])
        if asked.headers.get("authorization") != f"Bot {self.given['bot_token']}":
            return Reply(401, {"code": 0, "message": "401: Unauthorized"})
        if asked.path.endswith("/users/@me/channels"):
            return Reply(body={"id": f"dm{asked.json['recipient_id']}"})
        return self._says(asked, asked.path.split("/")[-2].removeprefix("dm"))

    def _says(self, asked: Asked, to: str) -> Reply:
        sent, told = Sent(to=to), self._told(asked)
        if len(told["content"]) > LONGEST:
            return Reply(400, {"code": 50035})
        if "multipart" in asked.headers["content-type"]:
            sent = Sent(to=to, file=asked.form()["files[0]"])
        else:
            rows = [one for row in told["components"] for one in row["components"]]
            buttons = tuple(one["label"] for one in rows if one["custom_id"] != OPENS)
            sent = Sent(to=to, text=told["content"], buttons=buttons)
        self.keeps(sent)
        return Reply(body={"id": str(9_000 + len(self.sent))})

    def _told(self, asked: Asked) -> Json:
        if "multipart" in asked.headers["content-type"]:
            return json.loads(asked.form()["payload_json"])
        return asked.json
