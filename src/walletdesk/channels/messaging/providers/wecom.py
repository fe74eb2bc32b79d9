"""WeCom 微信客服: a callback only says that there is something; it is fetched from a cursor on."""

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
    State,
    Unit,
    Unreadable,
    What,
)
from walletdesk.channels.messaging.ports import Account, Answered
from walletdesk.channels.messaging.providers.common import (
    LOCALE,
    Json,
    api,
    call,
    digest,
    is_now,
    listed,
    moment,
    parsed,
    part,
    piece,
    post_json,
    same,
    text,
)
from walletdesk.channels.messaging.providers.common import is_picture as is_image
from walletdesk.channels.messaging.providers.wechat_api import Tokens, fetched, uploaded
from walletdesk.channels.messaging.providers.wechat_crypto import fields, opened, signature

CONTACT, SYSTEM = "3", "4"  # the origin of a message; 5 is what an agent wrote in WeCom itself
AT_ONCE: Final = 1_000
_FILES: Final = {"image": "photo.jpg", "file": "file"}


class WeCom:
    kind = "wecom"
    title = "WeCom"
    repeats = False  # a second message with one msgid is refused, which does not tell about the first
    limits = Limits(
        longest=2048,
        unit=Unit.BYTES,
        window=timedelta(hours=48),
        per_window=5,
        files={"image/": 2_000_000, "": 20_000_000},
        fetches=20_000_000,
    )
    fields = (
        FieldOf(key="corp_id", name="Corp ID"),
        FieldOf(key="open_kfid", name="ID of the support account"),
        FieldOf(key="secret", name="Secret of the support app", is_secret=True),
        FieldOf(key="token", name="Token of the callback", is_secret=True),
        FieldOf(key="aes_key", name="EncodingAESKey", is_secret=True),
        LOCALE,
        api("https://qyapi.weixin.qq.com"),
    )

    def __init__(self) -> None:
        self._tokens = Tokens(_renew)

    def accept(self, hook: Hook, account: Account) -> Accepted | None:
        said = hook.query.get
        at, nonce = said("timestamp", ""), said("nonce", "")
        if not account["token"] or not is_now(at, hook):
            return None
        try:
            inner = said("echostr", "") if hook.method == "GET" else fields(hook.body).get("Encrypt", "")
            if not same(said("msg_signature", ""), signature(account["token"], at, nonce, inner)):
                return None
            body = opened(inner, account["aes_key"], account["corp_id"])
        except Unreadable:
            return None
        if hook.method == "GET":
            return Accepted(answer=body)
        return Accepted(pieces=(Piece(f"word:{digest(body)}", body),), answer=b"success")

    def read(self, raw: bytes, account: Account) -> Sequence[Incoming]:
        if raw.lstrip().startswith(b"<"):
            return _word(fields(raw), account)
        told = parsed(raw)
        if text(told, "msgtype") == "event":
            return _happened(part(told, "event"), told)
        return _said(told)

    async def pull(self, word: Incoming, cursor: str, account: Account) -> tuple[Sequence[Piece], str, bool]:
        async def ask(token: str) -> tuple[Answered, Json]:
            url = f"{account['api']}/cgi-bin/kf/sync_msg?access_token={token}"
            asked = {
                "cursor": cursor,
                "token": word.of,
                "limit": AT_ONCE,
                "open_kfid": account["open_kfid"],
            }
            return await post_json(account, url, asked)

        told = await self._tokens.asked(account, ask)
        wanted = [one for one in listed(told, "msg_list") if text(one, "origin") in {CONTACT, SYSTEM}]
        pieces = [piece(one, text(one, "msgid")) for one in wanted]
        return pieces, text(told, "next_cursor") or cursor, text(told, "has_more") == "1"

    async def send(self, out: Out, account: Account) -> str:
        body: Json = {"touser": out.to, "open_kfid": account["open_kfid"], "msgid": out.key}
        if out.file is None:
            body |= {"msgtype": "text", "text": {"content": out.text}}
        else:
            media = {"media_id": await uploaded(self._tokens, account, out.file)}
            kind = "image" if is_image(out.file) else "file"
            body |= {"msgtype": kind, kind: media}

        async def ask(token: str) -> tuple[Answered, Json]:
            url = f"{account['api']}/cgi-bin/kf/send_msg?access_token={token}"
            return await post_json(account, url, body)

        return text(await self._tokens.asked(account, ask), "msgid") or out.key

    async def fetch(self, file: FileRef, account: Account) -> bytes:
        ref = FileRef(id=quote(file.id, safe=""), name=file.name)
        return await fetched(self._tokens, account, ref, self.limits.fetches)


async def _renew(account: Account) -> tuple[Answered, Json]:
    corp, secret = quote(account["corp_id"], safe=""), quote(account["secret"], safe="")
    url = f"{account['api']}/cgi-bin/gettoken?corpid={corp}&corpsecret={secret}"
    return await call(account, "GET", url)


def _word(told: dict[str, str], account: Account) -> Sequence[Incoming]:
    if told.get("Event") != "kf_msg_or_event" or told.get("OpenKfId") != account["open_kfid"]:
        return ()
    return (Incoming(external_id=told.get("CreateTime", ""), what=What.FETCH, of=told.get("Token", "")),)


def _said(told: Json) -> Sequence[Incoming]:
    type = text(told, "msgtype")
    words = text(told, "text", "content") if type == "text" else ""
    if type == "link":
        words = "\n".join(filter(None, (text(told, "link", "title"), text(told, "link", "url"))))
    media = text(told, type, "media_id") if type in _FILES else ""
    one = Incoming(
        external_id=text(told, "msgid"),
        peer=text(told, "external_userid"),
        text=words,
        files=(FileRef(id=media, name=_FILES[type]),) if media else (),
        odd="" if words or media else type,
        at=moment(text(told, "send_time")),
    )
    return (one,) if one.peer else ()


def _happened(event: Json, told: Json) -> Sequence[Incoming]:
    id, peer = text(told, "msgid"), text(event, "external_userid") or text(told, "external_userid")
    match text(event, "event_type"):
        case "msg_send_fail":
            failed = text(event, "fail_msgid")
            return (Incoming(external_id=id, what=What.RECEIPT, of=failed, state=State.FAILED),)
        case "user_recall_msg" if peer:
            recalled = text(event, "recall_msgid")
            return (Incoming(external_id=id, peer=peer, what=What.DELETED, of=recalled),)
        case "enter_session" if peer:
            return (Incoming(external_id=id, peer=peer, what=What.CAME),)
        case _:
            return ()
