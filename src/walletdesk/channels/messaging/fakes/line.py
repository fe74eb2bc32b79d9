"""LINE, played: signed events, pushes that go once for each retry key, and files at another address."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar, Final

from walletdesk.channels.messaging.fakes.base import Asked, Fake, Json, Reply, Sent, Told
from walletdesk.channels.messaging.model import Hook
from walletdesk.channels.messaging.providers.line import HEADER, signature

LONGEST: Final = 5000


class FakeLine(Fake):
    """``keys``: the retry keys of what was accepted."""

    kind = "line"
    given: ClassVar[Mapping[str, str]] = {
        "channel_secret": "sample-channel-secret",
        "access_token": "sample-access-token",
        "api": "https://api.line.example",
    }
    refusals: ClassVar[Mapping[str, Reply]] = {
        "refused": Reply(400, {"message": "The property, 'to', in the request body is invalid"}),
        "credentials": Reply(401, {"message": "Authentication failed"}),
        "quota": Reply(429, {"message": "You have reached your monthly limit."}),
    }
    peer = "U0000000000000000000000000000sample"

    def __init__(self) -> None:
        super().__init__()
        self.keys: dict[str, str] = {}

    def hook(self, told: Told, at: datetime) -> Hook | None:
        if told.edits:
            return None
        event = {**self._what(told), "mode": "active", "timestamp": int(at.timestamp() * 1000)}
        event |= {"webhookEventId": f"event-{told.id}", "deliveryContext": {"isRedelivery": False}}
        event["source"] = {"type": "user", "userId": self.peer}
        if told.public:
            event["source"] = {"type": "group", "groupId": "Csample", "userId": self.peer}
            event["message"]["mention"] = {"mentionees": [{"index": 0, "length": 8, "isSelf": True}]}
        body = json.dumps({"destination": "Usample", "events": [event]}).encode()
        headers = {HEADER: signature(self.given["channel_secret"], body), "content-type": "application/json"}
        return Hook(method="POST", headers=headers, body=body, at=at)

    def check(self, at: datetime) -> tuple[Hook, bytes] | None:
        """The button Verify of its console: no events, and 200 will do."""
        body = b'{"destination":"Usample","events":[]}'
        return Hook(
            method="POST",
            headers={HEADER: signature(self.given["channel_secret"], body)},
            body=body,
            at=at,
        ), b""

    def _what(self, told: Told) -> Json:
        if told.leaves:
            return {"type": "unfollow"}
        if told.deletes:
            return {"type": "unsend", "unsend": {"messageId": told.deletes}}
        if told.file:
            said = {"type": "image", "id": self.lays(told.file), "contentProvider": {"type": "line"}}
            return {"type": "message", "message": said}
        return {"type": "message", "message": {"type": "text", "id": told.id, "text": told.text}}

    def reply(self, asked: Asked) -> Reply:
        if asked.headers.get("authorization") != f"Bearer {self.given['access_token']}":
            return Reply(401, {"message": "Authentication failed"})
        if asked.path.endswith("/content"):
            return Reply(raw=self.files[asked.path.split("/")[-2]])
        return self._push(asked)

    def _push(self, asked: Asked) -> Reply:
        key, told = asked.headers["x-line-retry-key"], asked.json
        if key in self.keys:
            said = {"message": "The retry key is already accepted", "sentMessages": [{"id": self.keys[key]}]}
            return Reply(409, said)
        words = told["messages"][0]["text"]
        if len(words.encode("utf-16-le")) // 2 > LONGEST:
            return Reply(400, {"message": "Length must be between 0 and 5000"})
        self.keys[key] = self.keeps(Sent(to=told["to"], text=words))
        return Reply(body={"sentMessages": [{"id": self.keys[key]}]})
