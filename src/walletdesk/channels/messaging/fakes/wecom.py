"""WeCom 微信客服, played: a word that there is something, and messages to be fetched from a cursor on."""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from walletdesk.channels.messaging.fakes.base import Asked, Fake, Json, Reply, Sent, Told
from walletdesk.channels.messaging.fakes.wechat import AES_KEY, NONCE, PER_WINDOW, Account, posted
from walletdesk.channels.messaging.model import Hook
from walletdesk.channels.messaging.providers.wechat_crypto import sealed, signature


class FakeWeCom(Fake):
    """``page``: how many messages it gives at a time."""

    kind = "wecom"
    given: ClassVar[Mapping[str, str]] = {
        "corp_id": "ww_sample",
        "open_kfid": "wk_sample",
        "secret": "sample-secret",
        "token": "sample-token",
        "aes_key": AES_KEY,
        "api": "https://qyapi.wecom.example",
    }
    refusals: ClassVar[Mapping[str, Reply]] = {
        "spent": Reply(body={"errcode": 95001}),
        "gone": Reply(body={"errcode": 40003}),
        "refused": Reply(body={"errcode": 40007}),
    }
    peer = "wmSampleUserid"

    def __init__(self, page: int = 2) -> None:
        super().__init__()
        self.account = Account()
        self.page = page
        self.log: list[Json] = []
        self.left = 0

    def hook(self, told: Told, at: datetime) -> Hook | None:
        if told.edits or told.public or told.leaves:
            return None
        if all(one["msgid"] != told.id for one in self.log):  # told again, it is in the log once
            self.log.append(self._message(told, at))
        self.left = PER_WINDOW
        return self._word(at)

    def receipt(self, sent: Sent, at: datetime) -> Hook | None:
        event = {"event_type": "msg_send_fail", "external_userid": self.peer, "fail_msgid": sent.id}
        self.log.append(self._row(f"e{len(self.log)}", at, 4, "event", {**event, "fail_type": 4}))
        return self._word(at)

    def check(self, at: datetime) -> tuple[Hook, bytes] | None:
        moment = str(int(at.timestamp()))
        shut = sealed(b"1616140317555161061", AES_KEY, self.given["corp_id"])
        query = {"timestamp": moment, "nonce": NONCE, "echostr": shut}
        query["msg_signature"] = signature(self.given["token"], moment, NONCE, shut)
        return Hook(method="GET", query=query, at=at), b"1616140317555161061"

    def reply(self, asked: Asked) -> Reply:
        if (found := self.account.reply(asked, self.files)) is not None:
            return found
        return self._pulled(asked.json) if asked.path.endswith("/sync_msg") else self._sends(asked.json)

    def _message(self, told: Told, at: datetime) -> Json:
        if told.deletes:
            event = {
                "event_type": "user_recall_msg",
                "external_userid": self.peer,
                "recall_msgid": told.deletes,
            }
            return self._row(told.id, at, 4, "event", event)
        if told.file:
            return self._row(told.id, at, 3, "image", {"media_id": self.lays(told.file)})
        return self._row(told.id, at, 3, "text", {"content": told.text})

    def _row(self, id: str, at: datetime, origin: int, type: str, body: Json) -> Json:
        row = {"msgid": id, "open_kfid": self.given["open_kfid"], "send_time": int(at.timestamp())}
        who = {} if type == "event" else {"external_userid": self.peer}
        return {**row, **who, "origin": origin, "msgtype": type, type: body}

    def _word(self, at: datetime) -> Hook:
        told = {
            "ToUserName": self.given["corp_id"],
            "CreateTime": str(int(at.timestamp())),
            "MsgType": "event",
        }
        told |= {"Event": "kf_msg_or_event", "Token": f"sync-{len(self.log)}"}
        told["OpenKfId"] = self.given["open_kfid"]
        return posted(told, self.given, self.given["corp_id"], at)

    def _pulled(self, asked: Json) -> Reply:
        begins = int(asked["cursor"] or 0)
        ends = min(begins + self.page, len(self.log))
        more = int(ends < len(self.log))
        body = {"errcode": 0, "next_cursor": str(ends), "has_more": more, "msg_list": self.log[begins:ends]}
        return Reply(body=body)

    def _sends(self, asked: Json) -> Reply:
        if self.left == 0:
            return Reply(body={"errcode": 95001, "errmsg": "send msg limit"})
        self.left -= 1
        media = asked.get(asked["msgtype"], {}).get("media_id", "")
        text = asked.get("text", {}).get("content", "")
        file = self.account.uploads.get(media, b"")
        self.keeps(Sent(to=asked["touser"], text=text, file=file, id=asked["msgid"]))
        return Reply(body={"errcode": 0, "msgid": asked["msgid"]})
