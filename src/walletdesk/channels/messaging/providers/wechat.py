"""WeChat official accounts: sealed or plain callbacks in, the customer service message API out."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final
from urllib.parse import quote

from walletdesk.channels.messaging.model import (
    Accepted,
    FieldOf,
    FileRef,
    Hook,
    Incoming,
    Limits,
    Out,
    Piece,
    Unit,
    Unreadable,
    What,
)
from walletdesk.channels.messaging.ports import Account, Answered
from walletdesk.channels.messaging.providers.common import (
    LOCALE,
    Json,
    api,
    digest,
    is_now,
    moment,
    post_json,
    same,
    unread,
)
from walletdesk.channels.messaging.providers.wechat_api import Tokens, fetched, uploaded
from walletdesk.channels.messaging.providers.wechat_crypto import fields, opened, signature

SUCCESS: Final = b"success"
_ODD: Final = {"video": "video", "shortvideo": "video", "location": "location", "voice": "voice"}


class Weixin:
    kind = "wechat"
    title = "WeChat"
    repeats = False
    limits = Limits(
        longest=2048,
        unit=Unit.BYTES,
        window=timedelta(hours=48),
        per_window=5,
        files={"image/": 10_000_000},
        fetches=10_000_000,
    )
    fields = (
        FieldOf(key="app_id", name="App ID"),
        FieldOf(key="app_secret", name="App secret", is_secret=True),
        FieldOf(key="token", name="Token of the callback", is_secret=True),
        FieldOf(key="aes_key", name="EncodingAESKey", is_secret=True, required=False),
        LOCALE,
        api("https://api.weixin.qq.com"),
    )

    def __init__(self) -> None:
        self._tokens = Tokens(_renew)

    def accept(self, hook: Hook, account: Account) -> Accepted | None:
        """With a key set up only sealed messages are taken: a plain signature does not cover the body."""
        said = hook.query.get
        token, at, nonce = account["token"], said("timestamp", ""), said("nonce", "")
        if not token or not is_now(at, hook):
            return None
        plain = same(said("signature", ""), signature(token, at, nonce))
        if hook.method == "GET":
            return Accepted(answer=said("echostr", "").encode()) if plain else None
        if account["aes_key"]:
            return _unsealed(hook, account, at, nonce)
        return _accepted(hook.body) if plain else None

    def read(self, raw: bytes, account: Account) -> Sequence[Incoming]:
        told = fields(raw)
        type = told.get("MsgType", "")
        if type == "event":
            return _happened(told)
        files = (
            (FileRef(id=told["MediaId"], name="photo.jpg"),) if type == "image" and "MediaId" in told else ()
        )
        link = "\n".join(filter(None, (told.get("Title"), told.get("Description"), told.get("Url"))))
        words = {"text": told.get("Content", ""), "voice": told.get("Recognition", ""), "link": link}.get(
            type, ""
        )
        one = Incoming(
            external_id=_id(told),
            peer=told.get("FromUserName", ""),
            text=words,
            files=files,
            odd="" if words or files else _ODD.get(type, "message"),
            at=moment(told.get("CreateTime", "")),
        )
        return (one,) if one.peer else ()

    async def send(self, out: Out, account: Account) -> str:
        body: Json = {"touser": out.to, "msgtype": "text", "text": {"content": out.text}}
        if out.file is not None:
            media = await uploaded(self._tokens, account, out.file)
            body = {"touser": out.to, "msgtype": "image", "image": {"media_id": media}}

        async def ask(token: str) -> tuple[Answered, Json]:
            url = f"{account['api']}/cgi-bin/message/custom/send?access_token={token}"
            return await post_json(account, url, body)

        await self._tokens.asked(account, ask)
        return out.key  # they give none

    async def fetch(self, file: FileRef, account: Account) -> bytes:
        ref = FileRef(id=quote(file.id, safe=""), name=file.name)
        return await fetched(self._tokens, account, ref, self.limits.fetches)


async def _renew(account: Account) -> tuple[Answered, Json]:
    """The stable token: asked for by several nodes, it is one and the same."""
    asked = {
        "grant_type": "client_credential",
        "appid": account["app_id"],
        "secret": account["app_secret"],
    }
    return await post_json(account, f"{account['api']}/cgi-bin/stable_token", asked)


def _unsealed(hook: Hook, account: Account, at: str, nonce: str) -> Accepted | None:
    try:
        inner = fields(hook.body).get("Encrypt", "")
        if not same(hook.query.get("msg_signature", ""), signature(account["token"], at, nonce, inner)):
            return None
        return _accepted(opened(inner, account["aes_key"], account["app_id"]))
    except Unreadable:
        return None


def _accepted(body: bytes) -> Accepted:
    try:
        return Accepted(pieces=(Piece(_id(fields(body)), body),), answer=SUCCESS)
    except Unreadable:
        return Accepted(pieces=unread(body), answer=SUCCESS)


def _id(told: dict[str, str]) -> str:
    """Events have none: who, when and what is as good."""
    if id := told.get("MsgId"):
        return id
    names = ("FromUserName", "CreateTime", "Event", "EventKey")
    return digest("\0".join(told.get(name, "") for name in names).encode())


def _happened(told: dict[str, str]) -> Sequence[Incoming]:
    what = {"subscribe": What.CAME, "unsubscribe": What.LEFT}.get(told.get("Event", "").lower())
    peer = told.get("FromUserName", "")
    return (Incoming(external_id=_id(told), peer=peer, what=what),) if what and peer else ()
