"""X, played: signed webhooks of one account, the check of the address, and requests that are signed too."""

import json
from collections.abc import Mapping
from datetime import datetime
from itertools import count
from typing import ClassVar, Final
from urllib.parse import unquote

from walletdesk.channels.messaging.fakes.base import Asked, Fake, Json, Reply, Sent, Told
from walletdesk.channels.messaging.model import Hook
from walletdesk.channels.messaging.providers.x import HEADER, signature
from walletdesk.channels.messaging.providers.x_oauth import signature as oauth

OWN: Final = "1234858592"
LONGEST, PUBLIC_LONGEST = 10_000, 280
CRC: Final = "NGY0Y2RmZDItNjA0"


class FakeX(Fake):
    kind = "x"
    given: ClassVar[Mapping[str, str]] = {
        "user_id": OWN,
        "consumer_key": "sample-key",
        "consumer_secret": "sample-consumer-secret",
        "access_token": "1234858592-sample",
        "access_secret": "sample-access-secret",
        "api": "https://api.x.example",
    }
    refusals: ClassVar[Mapping[str, Reply]] = {
        "left": Reply(403, {"title": "Forbidden", "detail": "said by X", "status": 403}),
        "gone": Reply(404, {"title": "Not Found Error"}),
        "credentials": Reply(401, {"title": "Unauthorized", "status": 401}),
        "refused": Reply(400, {"title": "Invalid Request"}),
    }
    peer = "3805104374"

    def __init__(self) -> None:
        super().__init__()
        self.uploads: dict[str, bytes] = {}
        self.ids = count(1)

    def hook(self, told: Told, at: datetime) -> Hook | None:
        if told.edits or told.deletes or told.leaves:
            return None
        if told.public:
            named = {"user_mentions": [{"id_str": OWN}]}
            post = {"id_str": told.id, "text": told.text, "user": {"id_str": self.peer}, "entities": named}
            return self.posted({"tweet_create_events": [post]}, at)
        data: Json = {"text": told.text, "entities": {"urls": []}}
        if told.file:
            url = f"{self.given['api']}/dm/{self.lays(told.file)}"
            media = {"type": "photo", "media_url_https": url, "url": "https://t.co/a"}
            data |= {"text": f"{told.text} https://t.co/a", "attachment": {"type": "media", "media": media}}
        event: Json = {"type": "message_create", "id": told.id, "created_timestamp": _millis(at)}
        event["message_create"] = {
            "target": {"recipient_id": OWN},
            "sender_id": self.peer,
            "message_data": data,
        }
        people = {self.peer: {"id": self.peer, "name": "Ann", "screen_name": "ann"}}
        return self.posted({"direct_message_events": [event], "users": people}, at)

    def posted(self, told: Json, at: datetime) -> Hook:
        body = json.dumps({"for_user_id": OWN, **told}).encode()
        signed = signature(self.given["consumer_secret"], body)
        return Hook(
            method="POST", headers={HEADER: signed, "content-type": "application/json"}, body=body, at=at
        )

    def check(self, at: datetime) -> tuple[Hook, bytes] | None:
        answer = {"response_token": signature(self.given["consumer_secret"], CRC.encode())}
        return Hook(method="GET", query={"crc_token": CRC}, at=at), json.dumps(answer).encode()

    def receipt(self, sent: Sent, at: datetime) -> Hook | None:
        read: Json = {"created_timestamp": _millis(at), "sender_id": self.peer, "last_read_event_id": sent.id}
        read["target"] = {"recipient_id": OWN}
        return self.posted({"direct_message_mark_read_events": [read]}, at)

    def reply(self, asked: Asked) -> Reply:
        if not self._is_signed(asked):
            return Reply(401, {"title": "Unauthorized", "status": 401})
        if asked.path.startswith("/dm/"):
            return Reply(raw=self.files[asked.path.removeprefix("/dm/")])
        if asked.path == "/2/media/upload":
            id = f"media-{next(self.ids)}"
            self.uploads[id] = asked.form()["media"]
            return Reply(body={"data": {"id": id, "media_key": f"3_{id}"}})
        if asked.path == "/2/tweets":
            return self._done(asked.json["reply"]["in_reply_to_tweet_id"], asked.json, PUBLIC_LONGEST)
        before, _, to = asked.path.removesuffix("/messages").rpartition("/")
        if before != "/2/dm_conversations/with":
            return Reply(404, {"title": "Not Found Error"})
        return self._done(to, asked.json, LONGEST)

    def _done(self, to: str, said: Json, longest: int) -> Reply:
        text = said.get("text", "")
        if len(text) > longest:
            return Reply(400, {"title": "Invalid Request"})
        media = [one["media_id"] for one in said.get("attachments", [])]
        file = self.uploads[media[0]] if media else b""
        id = self.keeps(Sent(to=to, text=text, file=file, id=f"15821037246079713{next(self.ids):02}"))
        return Reply(201, {"data": {"dm_conversation_id": f"{OWN}-{to}", "dm_event_id": id, "id": id}})

    def _is_signed(self, asked: Asked) -> bool:
        kind, _, rest = asked.headers.get("authorization", "").partition(" ")
        told = dict(pair.split("=", 1) for pair in rest.split(", ")) if kind == "OAuth" else {}
        told = {name: unquote(value.strip('"')) for name, value in told.items()}
        given = told.pop("oauth_signature", "")
        if told.get("oauth_token") != self.given["access_token"]:
            return False
        here = asked.headers.get("host")
        base = f"http://{here}" if here else self.given["api"]
        keys = (self.given["consumer_secret"], self.given["access_secret"])
        return given == oauth(asked.method, f"{base}{asked.path}", told, keys)


def _millis(at: datetime) -> str:
    return str(int(at.timestamp() * 1000))
