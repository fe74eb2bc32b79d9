"""Discord by HTTP alone: commands, buttons and forms come in signed, answers go out as direct messages.

What somebody writes into the direct messages is told through a socket only, which is not opened here: under
each answer stands a button that opens a form.
"""

import json
import re
from collections.abc import Iterator, Sequence
from math import ceil
from typing import Final
from urllib.parse import urlsplit

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from walletdesk.channels.messaging.model import (
    Accepted,
    FieldOf,
    FileRef,
    Hook,
    Incoming,
    Limits,
    Out,
    TryLater,
    Turned,
    Unreadable,
)
from walletdesk.channels.messaging.ports import Account, Answered
from walletdesk.channels.messaging.providers.common import (
    JSON,
    LOCALE,
    Json,
    api,
    bytes_of,
    call,
    digest,
    form,
    host,
    is_now,
    judged,
    listed,
    parsed,
    part,
    piece,
    post_json,
    text,
    unread,
    whole,
)

SIGNATURE: Final = "x-signature-ed25519"
MOMENT: Final = "x-signature-timestamp"
API: Final = "https://discord.com/api/v10"
FILES: Final = "https://cdn.discordapp.com"
TAKEN: Final = "We have your message. The answer comes as a direct message from us."
YOURS: Final = "Your message"
REPLY: Final = "Reply"
NEVER: Final = "Never send your recovery phrase, password or codes."
PING, COMMAND, PRESS, FORM = "1", "2", "3", "5"  # what an interaction is
_PONG, _TEXT, _DONE, _ASK = 1, 4, 6, 9  # how it is answered
_ROW, _BUTTON, _INPUT, _WORDED = 1, 2, 4, 18  # what a message or form is made of
_WORDS: Final = "3"  # the kind of a command's option
_ONLY_THEM: Final = 1 << 6
_NO_PREVIEW: Final = 1 << 2
_TOO_MANY: Final = 429
LONGEST: Final = 2000
OPENS: Final = "walletdesk:reply"
REFUSALS: Final = {
    "10013": "gone",
    "40001": "credentials",
    "50007": "left",
    "50014": "credentials",
    "50278": "left",
}
_LINK: Final = re.compile(r"\](?=\()")


class Discord:
    kind = "discord"
    title = "Discord"
    repeats = False  # it knows a message again for "a few minutes" only
    limits = Limits(
        longest=LONGEST - 20,  # room for what keeps our words from becoming links
        files={"": 10_000_000},
        buttons=4,  # and the one that answers
        button_length=80,
        fetches=20_000_000,
    )
    fields = (
        FieldOf(key="public_key", name="Public key of the app"),
        FieldOf(key="bot_token", name="Token of the bot", is_secret=True),
        LOCALE,
        api(API),
    )

    def accept(self, hook: Hook, account: Account) -> Accepted | None:
        at = hook.headers.get(MOMENT, "")
        if hook.method != "POST" or not is_now(at, hook):
            return None
        if not is_signed(account["public_key"], hook.headers.get(SIGNATURE, ""), at.encode() + hook.body):
            return None
        try:
            told = parsed(hook.body)
        except Unreadable:
            return Accepted(pieces=unread(hook.body))
        type, speech = text(told, "type"), _Speech(account, told)
        if type == PING:
            return _answered({"type": _PONG})
        if not _words(told) and not _files(told):
            return _answered(speech.asks())
        told.pop("token", None)  # with which anybody could answer in our name; it is not needed
        done = {"type": _DONE} if type == PRESS else speech.thanks()
        return _answered(done, piece(told, text(told, "id")))

    def read(self, raw: bytes, account: Account) -> Sequence[Incoming]:
        told = parsed(raw)
        person = part(told, "member", "user") or part(told, "user")
        words, files = _words(told), _files(told)
        if not text(person, "id") or not (words or files):
            return ()
        one = Incoming(
            external_id=text(told, "id"),
            peer=text(person, "id"),
            text=words,
            name=text(person, "global_name") or text(person, "username"),
            files=files,
            language=text(told, "locale"),
        )
        return (one,)

    async def send(self, out: Out, account: Account) -> str:
        base, bot = account["api"], {"authorization": f"Bot {account['bot_token']}"}
        answer, door = await post_json(account, f"{base}/users/@me/channels", {"recipient_id": out.to}, bot)
        _judge(answer, door)
        url = f"{base}/channels/{text(door, 'id')}/messages"
        if out.file is None:
            answer, said = await post_json(account, url, _message(out, account), bot)
        else:
            told = json.dumps(_message(out, account), ensure_ascii=False)
            body, type = form({"payload_json": told}, "files[0]", out.file)
            answer, said = await call(account, "POST", url, {"content-type": type, **bot}, body)
        _judge(answer, said)
        return text(said, "id")

    async def fetch(self, file: FileRef, account: Account) -> bytes:
        """Its address is signed and needs no token; wherever it points, it is asked at Discord's own."""
        return (await bytes_of(account, host(account, API, FILES) + file.id, self.limits.fetches)).body


def is_signed(key: str, signature: str, signed: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(bytes.fromhex(signature), signed)
    except (ValueError, InvalidSignature):
        return False
    return True


class _Speech:
    """What they read at once, in the language of their Discord."""

    def __init__(self, account: Account, told: Json) -> None:
        self._account = account
        self._locale = text(told, "locale") or account["locale"]

    def _say(self, sentence: str) -> str:
        return self._account.say(self._locale, sentence)

    def thanks(self) -> Json:
        return {"type": _TEXT, "data": {"content": self._say(TAKEN), "flags": _ONLY_THEM}}

    def asks(self) -> Json:
        """A form with one field."""
        field = {"type": _INPUT, "custom_id": "words", "style": 2, "max_length": LONGEST, "required": True}
        field["placeholder"] = self._say(NEVER)
        asked = {"type": _WORDED, "label": self._say(YOURS), "component": field}
        return {
            "type": _ASK,
            "data": {"custom_id": OPENS, "title": self._say(YOURS), "components": [asked]},
        }


def _answered(said: Json, *pieces: object) -> Accepted:
    return Accepted(pieces=pieces, answer=json.dumps(said).encode(), type=JSON)  # type: ignore[arg-type]


def _message(out: Out, account: Account) -> Json:
    """``nonce``: the line may break and mend within minutes, and Discord knows it again."""
    say = account.say(account["locale"], REPLY)
    buttons = [
        {"type": _BUTTON, "style": 2, "label": b.text, "custom_id": f"c:{b.id}"[:100]} for b in out.buttons
    ]
    answers = {"type": _BUTTON, "style": 1, "label": say, "custom_id": OPENS}
    return {
        "content": _LINK.sub("] ", out.text),
        "nonce": digest(out.key.encode())[:24],
        "enforce_nonce": True,
        "allowed_mentions": {"parse": []},
        "flags": _NO_PREVIEW,
        "components": [{"type": _ROW, "components": [*buttons, answers]}],
    }


def _words(told: Json) -> str:
    """What they wrote behind a command or into a form, or what stood on the button they pressed."""
    data = part(told, "data")
    match text(told, "type"):
        case "2":
            said = (text(one, "value") for one in listed(data, "options") if text(one, "type") == _WORDS)
        case "3":
            pressed = text(data, "custom_id")
            parts = _parts(part(told, "message")) if pressed != OPENS else ()
            said = (text(one, "label") for one in parts if text(one, "custom_id") == pressed)
        case "5":
            said = (text(one, "value") for one in _parts(data))
        case _:
            return ""
    return next(filter(None, said), "")


def _parts(of: Json) -> Iterator[Json]:
    """Of a message or form: what lies in its rows, and what its words stand at."""
    for row in listed(of, "components"):
        yield from listed(row, "components")
        yield part(row, "component")


def _files(told: Json) -> tuple[FileRef, ...]:
    found = part(told, "data", "resolved", "attachments")
    return tuple(
        FileRef(id=_path(text(one, "url")), name=text(one, "filename") or "file", size=whole(one, "size"))
        for one in found.values()
        if isinstance(one, dict) and text(one, "url")
    )


def _path(url: str) -> str:
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _judge(answer: Answered, said: Json) -> None:
    if answer.status == _TOO_MANY:
        wait = said.get("retry_after")
        raise TryLater(min(ceil(wait), 3_600) if isinstance(wait, int | float) else 30, "too_many")
    if reason := REFUSALS.get(text(said, "code")):
        raise Turned(reason, health=reason == "credentials")
    judged(answer)
