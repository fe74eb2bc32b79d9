"""Weibo's service for fans, played: signed pushes, answers for 48 hours after their last message."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar, Final
from urllib.parse import parse_qsl

from walletdesk.channels.messaging.fakes.base import Asked, Fake, Json, Reply, Sent, Told
from walletdesk.channels.messaging.model import Hook
from walletdesk.channels.messaging.providers.wechat_crypto import signature

LONGEST: Final = 300
NONCE: Final = "57155157"


class FakeWeibo(Fake):
    kind = "weibo"
    given: ClassVar[Mapping[str, str]] = {
        "uid": "1902538057",
        "app_secret": "sample-app-secret",
        "access_token": "sample-access-token",
        "api": "https://m.api.weibo.example",
    }
    refusals: ClassVar[Mapping[str, Reply]] = {
        "refused": Reply(400, {"error_code": 10008, "error": "param error"}),
        "credentials": Reply(403, {"error_code": 21327, "error": "expired_token"}),
    }
    peer = "2489518277"

    def hook(self, told: Told, at: datetime) -> Hook | None:
        if told.edits or told.deletes:
            return None
        said: Json = {"receiver_id": int(self.given["uid"]), "sender_id": int(self.peer), "text": told.text}
        said |= {"created_at": f"{at:%a %b %d %H:%M:%S} +0000 {at:%Y}", "type": "text", "data": {}}
        if told.file:
            id = self.lays(told.file)
            said |= {"type": "image", "text": "发了一张图片", "data": {"vfid": "1", "tovfid": id}}
        if told.public:
            said |= {"type": "mention", "data": {"subtype": "status", "key": told.id}}
        if told.leaves:
            said |= {"type": "event", "text": "取消关注事件消息", "data": {"subtype": "unfollow"}}
        return self._pushed("POST", at, json.dumps(said).encode())

    def check(self, at: datetime) -> tuple[Hook, bytes] | None:
        return self._pushed("GET", at, b"", echostr="echo-4711"), b"echo-4711"

    def _pushed(self, method: str, at: datetime, body: bytes, **more: str) -> Hook:
        moment = str(int(at.timestamp() * 1000))
        signed = signature(self.given["app_secret"], moment, NONCE)
        query = {"timestamp": moment, "nonce": NONCE, "signature": signed, **more}
        headers = {"content-type": "application/json"} if body else {}
        return Hook(method=method, query=query, headers=headers, body=body, at=at)

    def reply(self, asked: Asked) -> Reply:
        if asked.query.get("access_token") != self.given["access_token"]:
            return Reply(403, {"error_code": 21332, "error": "invalid_access_token"})
        if asked.path == "/2/mss/msget":
            return Reply(raw=self.files[asked.query["fid"]])
        told = dict(parse_qsl(asked.body.decode()))
        words = json.loads(told["data"])["text"]
        if len(words) > LONGEST:
            return Reply(400, {"error_code": 20012, "error": "text too long"})
        self.keeps(Sent(to=told["receiver_id"], text=words))
        return Reply(body={"result": True, "receiver_id": int(told["receiver_id"]), "type": "text"})
