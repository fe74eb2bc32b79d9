"""Slack, for partners: signed events in, the Web API out. Direct messages alone are a conversation."""

import hashlib
import hmac
import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import quote, urlencode, urlsplit
from uuid import NAMESPACE_URL, uuid5

from walletdesk.channels.messaging.model import (
    Accepted,
    FieldOf,
    FileOut,
    FileRef,
    Hook,
    Incoming,
    Limits,
    Out,
    TryLater,
    Turned,
    Unreadable,
    Unsure,
    What,
)
from walletdesk.channels.messaging.ports import Account, Answered
from walletdesk.channels.messaging.providers.common import (
    LOCALE,
    Json,
    api,
    bytes_of,
    call,
    host,
    is_now,
    judged,
    listed,
    moment,
    parsed,
    part,
    piece,
    post_json,
    same,
    text,
    unread,
    whole,
)

SIGNATURE: Final = "x-slack-signature"
MOMENT: Final = "x-slack-request-timestamp"
API: Final = "https://slack.com"
FILES: Final = "https://files.slack.com"
FORM: Final = "application/x-www-form-urlencoded"
REFUSALS: Final = {
    "account_inactive": "credentials",
    "cannot_dm_bot": "left",
    "channel_not_found": "gone",
    "invalid_auth": "credentials",
    "is_archived": "gone",
    "messages_tab_disabled": "left",
    "missing_scope": "credentials",
    "not_authed": "credentials",
    "not_in_channel": "gone",
    "token_expired": "credentials",
    "token_revoked": "credentials",
}
BUSY: Final = frozenset({"rate_limited", "ratelimited"})
BROKEN: Final = frozenset({"fatal_error", "internal_error", "request_timeout", "service_unavailable"})
_SAID: Final = frozenset({"", "file_share", "thread_broadcast"})
_MARK: Final = re.compile(r"<([@#!]?)([^<>|]+)(?:\|([^<>]*))?>")


class Slack:
    kind = "slack"
    title = "Slack"
    repeats = False  # it documents no key by which a second sending is known
    limits = Limits(longest=4000, files={"": 50_000_000}, fetches=20_000_000)
    fields = (
        FieldOf(key="signing_secret", name="Signing secret", is_secret=True),
        FieldOf(key="bot_token", name="Token of the bot", is_secret=True),
        LOCALE,
        api(API),
    )

    def accept(self, hook: Hook, account: Account) -> Accepted | None:
        secret, at = account["signing_secret"], hook.headers.get(MOMENT, "")
        if hook.method != "POST" or not secret or not is_now(at, hook):
            return None
        if not same(hook.headers.get(SIGNATURE, ""), signature(secret, at, hook.body)):
            return None
        try:
            told = parsed(hook.body)
        except Unreadable:
            return Accepted(pieces=unread(hook.body))
        if text(told, "type") == "url_verification":
            return Accepted(answer=text(told, "challenge").encode())
        # told again with x-slack-retry-num it has the same id, and is kept once
        return Accepted(pieces=(piece(told, text(told, "event_id")),) if _is_for_us(told) else ())

    def read(self, raw: bytes, account: Account) -> Sequence[Incoming]:
        told = parsed(raw)
        event = part(told, "event")
        place = text(event, "channel")
        if not place or not _is_for_us(told):
            return ()
        if text(event, "type") == "app_mention":
            return (Incoming(external_id=text(told, "event_id"), peer=place, what=What.ELSEWHERE),)
        match text(event, "subtype"):
            case "message_changed":
                return _changed(event, place, told)
            case "message_deleted":
                id = f"{place}:{text(event, 'deleted_ts')}"
                return (Incoming(external_id=f"{id}:deleted", peer=place, what=What.DELETED, of=id),)
            case _:
                return _said(event, place, told)

    async def send(self, out: Out, account: Account) -> str:
        if out.file is not None:
            return await _upload(out, out.file, account)
        body = {
            "channel": out.to,
            "text": escaped(out.text),
            "mrkdwn": False,
            "unfurl_links": False,
            "unfurl_media": False,
            "client_msg_id": str(uuid5(NAMESPACE_URL, out.key)),
            "metadata": {"event_type": "walletdesk_message", "event_payload": {"key": out.key}},
        }
        answer, said = await post_json(
            account, f"{account['api']}/api/chat.postMessage", body, bearer(account)
        )
        judge(answer, said)
        return f"{out.to}:{text(said, 'ts')}"

    async def fetch(self, file: FileRef, account: Account) -> bytes:
        """Asked for by its id: what partners share from their own workspace comes without an address."""
        url = f"{account['api']}/api/files.info?file={quote(file.id, safe='')}"
        answer, said = await call(account, "GET", url, bearer(account))
        judge(answer, said)
        lies_at = text(said, "file", "url_private_download") or text(said, "file", "url_private")
        found = await bytes_of(account, _at_files(account, lies_at), self.limits.fetches, bearer(account))
        return found.body


def signature(secret: str, at: str, body: bytes) -> str:
    signed = b"v0:" + at.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def escaped(words: str) -> str:
    """The three signs that are markup there: nothing of ours becomes a link, a mention or a command."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def shown(words: str) -> str:
    """What they wrote, without the marks that Slack puts around addresses and names."""
    plain = _MARK.sub(_plain, words)
    return plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _plain(found: re.Match[str]) -> str:
    sign, what, words = found.group(1), found.group(2).removeprefix("mailto:"), found.group(3) or ""
    if sign:
        return f"{'#' if sign == '#' else '@'}{words or what}"
    return what if not words or words in what else f"{words} ({what})"


def bearer(account: Account) -> dict[str, str]:
    return {"authorization": f"Bearer {account['bot_token']}"}


def judge(answer: Answered, said: Json) -> None:
    """Their words come with status 200. Raises Turned, TryLater, Unsure."""
    judged(answer)
    if said.get("ok") is True:
        return
    why = text(said, "error")
    if why in BUSY:
        raise TryLater(30, "too_many")
    if why in BROKEN or not why:
        raise Unsure
    reason = REFUSALS.get(why, "refused")
    raise Turned(reason, health=reason == "credentials")


def _is_for_us(told: Json) -> bool:
    """Direct messages, and where somebody names us. What else is said in channels is not kept at all."""
    event = part(told, "event")
    if text(told, "type") != "event_callback" or _is_of_a_bot(event, told):
        return False
    if text(event, "type") == "app_mention":
        return True
    return text(event, "type") == "message" and text(event, "channel_type") == "im"


def _is_of_a_bot(event: Json, told: Json) -> bool:
    ours = {text(one, "user_id") for one in listed(told, "authorizations") if one.get("is_bot") is True}
    every = (event, part(event, "message"), part(event, "previous_message"))
    return any(text(one, "bot_id") or text(one, "user") in ours for one in every)


def _said(event: Json, place: str, told: Json) -> Sequence[Incoming]:
    if text(event, "subtype") not in _SAID or not text(event, "ts"):
        return ()  # somebody joined, a topic was set: nothing anybody said to us
    words = shown(text(event, "text"))
    files = tuple(
        FileRef(id=text(one, "id"), name=text(one, "name") or "file", size=whole(one, "size"))
        for one in listed(event, "files")
        if text(one, "id")
    )
    one = Incoming(
        external_id=f"{place}:{text(event, 'ts')}",
        peer=place,
        text=words,
        files=files,
        odd="" if words or files else "message",
        at=moment(text(told, "event_time")),
    )
    return (one,)


def _changed(event: Json, place: str, told: Json) -> Sequence[Incoming]:
    """Only where its words are others: Slack says "changed" also when it shows a link's picture."""
    said, before = part(event, "message"), part(event, "previous_message")
    words, id = shown(text(said, "text")), f"{place}:{text(said, 'ts')}"
    if not words or words == shown(text(before, "text")):
        return ()
    when = text(said, "edited", "ts") or text(told, "event_id")
    return (Incoming(external_id=f"{id}:{when}", peer=place, what=What.EDITED, of=id, text=words),)


def _at_files(account: Account, url: str) -> str:
    """Raises Turned for another place: our token opens nothing that a file's owner chose."""
    parts = urlsplit(url)
    if f"{parts.scheme}://{parts.netloc}" != FILES or not parts.path.startswith("/"):
        raise Turned("refused")
    return host(account, API, FILES) + parts.path + (f"?{parts.query}" if parts.query else "")


async def _upload(out: Out, file: FileOut, account: Account) -> str:
    """A place for it, the bytes, and only then is it shared."""
    asked = urlencode({"filename": file.name, "length": len(file.body)}).encode()
    url = f"{account['api']}/api/files.getUploadURLExternal"
    answer, said = await call(account, "POST", url, {"content-type": FORM, **bearer(account)}, asked)
    judge(answer, said)
    id, place = text(said, "file_id"), _at_files(account, text(said, "upload_url"))
    judged(await account.line.call("POST", place, {"content-type": file.type}, file.body, None))
    shared = {"files": [{"id": id, "title": file.name}], "channel_id": out.to}
    done = f"{account['api']}/api/files.completeUploadExternal"
    judge(*await post_json(account, done, shared, bearer(account)))
    return f"{out.to}:{id}"
