"""A Slack workspace, played: signed events, the Web API, and files that lie at another address."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar, Final
from urllib.parse import parse_qsl

from walletdesk.channels.messaging.fakes.base import Asked, Fake, Json, Reply, Sent, Told
from walletdesk.channels.messaging.model import Hook
from walletdesk.channels.messaging.providers.slack import MOMENT, SIGNATURE, shown, signature

OURS: Final = "U0OURBOT"
CHALLENGE: Final = "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P"


class FakeSlack(Fake):
    kind = "slack"
    given: ClassVar[Mapping[str, str]] = {
        "signing_secret": "sample-signing-secret",
        "bot_token": "xoxb-sample",
        "api": "https://slack.example",
    }
    refusals: ClassVar[Mapping[str, Reply]] = {
        "gone": Reply(body={"ok": False, "error": "channel_not_found"}),
        "left": Reply(body={"ok": False, "error": "messages_tab_disabled"}),
        "refused": Reply(body={"ok": False, "error": "msg_too_long"}),
        "credentials": Reply(body={"ok": False, "error": "invalid_auth"}),
    }
    peer = "D0SAMPLE"

    def __init__(self) -> None:
        super().__init__()
        self.uploads: dict[str, bytes] = {}

    def hook(self, told: Told, at: datetime) -> Hook | None:
        if told.leaves:
            return None
        event = self._what(told)
        body = {"type": "event_callback", "team_id": "T1", "event": event, "event_id": f"Ev{told.id}"}
        body |= {"event_time": int(at.timestamp()), "authorizations": [{"user_id": OURS, "is_bot": True}]}
        return self._signed(body, at)

    def check(self, at: datetime) -> tuple[Hook, bytes] | None:
        return self._signed({"type": "url_verification", "challenge": CHALLENGE}, at), CHALLENGE.encode()

    def _signed(self, told: Json, at: datetime) -> Hook:
        body, moment = json.dumps(told).encode(), str(int(at.timestamp()))
        signed = signature(self.given["signing_secret"], moment, body)
        headers = {MOMENT: moment, SIGNATURE: signed, "content-type": "application/json"}
        return Hook(method="POST", headers=headers, body=body, at=at)

    def _what(self, told: Told) -> Json:
        said = {"type": "message", "user": "U1", "text": told.text, "ts": f"{told.id}.000100"}
        place = {"type": "message", "channel": self.peer, "channel_type": "im"}
        if told.public:
            text = f"<@{OURS}> {told.text}"
            return {**said, "type": "app_mention", "text": text, "channel": "C0SAMPLE"}
        if told.edits:
            before = {**said, "ts": f"{told.edits}.000100", "text": "before"}
            now = {**before, "text": told.text, "edited": {"user": "U1", "ts": f"{told.id}.000100"}}
            return {**place, "subtype": "message_changed", "message": now, "previous_message": before}
        if told.deletes:
            gone = f"{told.deletes}.000100"
            before = {**said, "ts": gone}
            return {**place, "subtype": "message_deleted", "deleted_ts": gone, "previous_message": before}
        if told.file:
            file = {"id": self.lays(told.file), "name": "shot.png", "size": len(told.file)}
            return {**said, **place, "subtype": "file_share", "files": [file]}
        return {**said, **place}

    def reply(self, asked: Asked) -> Reply:
        if asked.path.startswith("/upload/"):  # whoever knows the address may lay it there
            self.uploads[asked.path.rpartition("/")[2]] = asked.body
            return Reply(raw=b"OK")
        if asked.headers.get("authorization") != f"Bearer {self.given['bot_token']}":
            return Reply(body={"ok": False, "error": "invalid_auth"})
        if asked.path.startswith("/files-pri/"):
            return Reply(raw=self.files[asked.path.rpartition("/")[2]])
        return self._method(asked.path.rpartition("/")[2], asked)

    def _method(self, method: str, asked: Asked) -> Reply:
        match method:
            case "files.info":
                lies_at = f"https://files.slack.com/files-pri/{asked.query['file']}"
                return Reply(body={"ok": True, "file": {"url_private": lies_at}})
            case "files.getUploadURLExternal":
                id = f"up-{len(self.uploads) + 1}"
                assert int(dict(parse_qsl(asked.body.decode()))["length"]) > 0  # noqa: S101 - ours is asked
                url = f"https://files.slack.com/upload/v1/{id}"
                return Reply(body={"ok": True, "file_id": id, "upload_url": url})
            case "files.completeUploadExternal":
                [file] = asked.json["files"]
                self.keeps(Sent(to=asked.json["channel_id"], file=self.uploads[file["id"]]))
                return Reply(body={"ok": True})
            case "chat.postMessage":
                self.keeps(Sent(to=asked.json["channel"], text=shown(asked.json["text"])))
                return Reply(body={"ok": True, "ts": f"{9000 + len(self.sent)}.000100"})
            case _:
                return Reply(body={"ok": False, "error": "unknown_method"})
