"""A WeChat official account, played: sealed callbacks, tokens that end, five messages in 48 hours."""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar, Final

from walletdesk.channels.messaging.fakes.base import Asked, Fake, Json, Reply, Sent, Told
from walletdesk.channels.messaging.model import Hook
from walletdesk.channels.messaging.providers.wechat_crypto import sealed, signature

AES_KEY: Final = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
PER_WINDOW: Final = 5
NONCE: Final = "4711"


def posted(told: Mapping[str, str], given: Mapping[str, str], receiver: str, at: datetime) -> Hook:
    """Sealed and signed as WeChat and WeCom do it."""
    inner = "".join(f"<{name}><![CDATA[{value}]]></{name}>" for name, value in told.items())
    shut = sealed(f"<xml>{inner}</xml>".encode(), given["aes_key"], receiver)
    body = f"<xml><ToUserName>gh_sample</ToUserName><Encrypt><![CDATA[{shut}]]></Encrypt></xml>".encode()
    moment = str(int(at.timestamp()))
    query = {
        "timestamp": moment,
        "nonce": NONCE,
        "signature": signature(given["token"], moment, NONCE),
        "msg_signature": signature(given["token"], moment, NONCE, shut),
        "encrypt_type": "aes",
    }
    return Hook(method="POST", query=query, headers={"content-type": "text/xml"}, body=body, at=at)


class Account:
    """Token and media, the same in WeChat and WeCom."""

    def __init__(self) -> None:
        self.token = "token-1"  # noqa: S105 - of nobody
        self.uploads: dict[str, bytes] = {}

    def reply(self, asked: Asked, files: Mapping[str, bytes]) -> Reply | None:
        """None where something else was asked."""
        if asked.path in {"/cgi-bin/stable_token", "/cgi-bin/gettoken"}:
            return Reply(body={"access_token": self.token, "expires_in": 7200})
        if asked.query.get("access_token") != self.token:
            return Reply(body={"errcode": 42001, "errmsg": "access_token expired"})
        if asked.path == "/cgi-bin/media/upload":
            id = f"media-{len(self.uploads) + 1}"
            self.uploads[id] = asked.form()["media"]
            return Reply(body={"media_id": id})
        if asked.path == "/cgi-bin/media/get":
            return Reply(raw=files[asked.query["media_id"]])
        return None


class FakeWeixin(Fake):
    kind = "wechat"
    given: ClassVar[Mapping[str, str]] = {
        "app_id": "wx_sample",
        "app_secret": "sample-app-secret",
        "token": "sample-token",
        "aes_key": AES_KEY,
        "api": "https://api.wechat.example",
    }
    refusals: ClassVar[Mapping[str, Reply]] = {
        "window": Reply(body={"errcode": 45015}),
        "spent": Reply(body={"errcode": 45047}),
        "left": Reply(body={"errcode": 43004}),
        "refused": Reply(body={"errcode": 40007}),
    }
    peer = "oSampleOpenid"

    def __init__(self) -> None:
        super().__init__()
        self.account = Account()
        self.left = 0

    def hook(self, told: Told, at: datetime) -> Hook | None:
        if told.edits or told.deletes or told.public:
            return None
        said: Json = {"ToUserName": "gh_sample", "FromUserName": self.peer}
        said |= {
            "CreateTime": str(int(at.timestamp())),
            "MsgId": told.id,
            "MsgType": "text",
            "Content": told.text,
        }
        if told.file:
            said |= {"MsgType": "image", "MediaId": self.lays(told.file)}
        if told.leaves:
            del said["MsgId"]
            said |= {"MsgType": "event", "Event": "unsubscribe"}
        self.left = PER_WINDOW
        return posted(said, self.given, self.given["app_id"], at)

    def check(self, at: datetime) -> tuple[Hook, bytes] | None:
        moment = str(int(at.timestamp()))
        query = {"timestamp": moment, "nonce": NONCE, "echostr": "echo-4711"}
        query["signature"] = signature(self.given["token"], moment, NONCE)
        return Hook(method="GET", query=query, at=at), b"echo-4711"

    def reply(self, asked: Asked) -> Reply:
        if (found := self.account.reply(asked, self.files)) is not None:
            return found
        if self.left == 0:
            return Reply(body={"errcode": 45047, "errmsg": "out of response count limit"})
        self.left -= 1
        said = asked.json
        media = said.get("image", {}).get("media_id", "")
        text = said.get("text", {}).get("content", "")
        self.keeps(Sent(to=said["touser"], text=text, file=self.account.uploads.get(media, b"")))
        return Reply(body={"errcode": 0, "errmsg": "ok"})
