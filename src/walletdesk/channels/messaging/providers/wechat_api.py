"""What the APIs of WeChat and WeCom have in common: a token that runs out, codes in the body, media."""

import json
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Final

from walletdesk.channels.messaging.model import FileOut, FileRef, TryLater, Turned
from walletdesk.channels.messaging.ports import Account, Answered
from walletdesk.channels.messaging.providers.common import (
    Json,
    call,
    digest,
    form,
    is_picture,
    judged,
    same,
    text,
    whole,
)

SPENT_TOKEN: Final = frozenset({"40001", "40014", "42001", "42007", "42009"})
BUSY: Final = frozenset({"-1", "45009", "45011"})
REFUSALS: Final = {
    "45015": "window",
    "45047": "spent",
    "95001": "spent",
    "43004": "left",
    "40003": "gone",
    "40013": "credentials",
    "40125": "credentials",
    "48001": "credentials",
    "60020": "credentials",
}
EARLY: Final = timedelta(minutes=5)  # a token is renewed before it ends
KEPT: Final = "access_token"
GIVEN_FOR: Final = ("api", "app_id", "app_secret", "corp_id", "secret")  # of the two, what each has

Ask = Callable[[str], Awaitable[tuple[Answered, Json]]]


class Tokens:
    """``renew``: asks for a new token. It is sealed with the inbox's secrets, so that all nodes share one."""

    def __init__(self, renew: Callable[[Account], Awaitable[tuple[Answered, Json]]]) -> None:
        self._renew = renew

    async def asked(self, account: Account, ask: Ask) -> Json:
        """Ask with a token, and once more with a new one where the provider took it back meanwhile."""
        token = _known(account) or await self._new(account)
        for again in (True, False):
            answer, said = await ask(token)
            code = text(said, "errcode")
            if again and code in SPENT_TOKEN:
                token = await self._new(account)  # nothing was done with the old one
                continue
            judge(answer, said)
            return said
        raise Turned("credentials", health=True)

    async def token(self, account: Account) -> str:
        return _known(account) or await self._new(account)

    async def _new(self, account: Account) -> str:
        answer, said = await self._renew(account)
        judge(answer, said)
        token, life = text(said, "access_token"), timedelta(seconds=whole(said, "expires_in"))
        if not token:
            raise Turned("credentials", health=True)
        until = (account.clock() + life - EARLY).timestamp()
        kept = {"token": token, "until": int(until), "of": _whose(account)}
        await account.keep(KEPT, json.dumps(kept))
        return token


def _known(account: Account) -> str:
    try:
        kept = json.loads(account[KEPT] or "{}")
    except ValueError:
        return ""
    if not same(text(kept, "of"), _whose(account)):
        return ""  # of an earlier secret, or of another account: it may still be good, and is not ours to use
    return text(kept, "token") if whole(kept, "until") > account.clock().timestamp() else ""


def _whose(account: Account) -> str:
    """Of what the token was given for, so that a changed secret does not go on with the old one."""
    return digest("\0".join(account[name] for name in GIVEN_FOR).encode())


def judge(answer: Answered, said: Json) -> None:
    """Their codes come with status 200. Raises Turned, TryLater, Unsure."""
    judged(answer)
    code = _code(said)
    if code in {"", "0"}:
        return
    if code in BUSY:
        raise TryLater(60 if code != "-1" else 0, "too_many")
    reason = REFUSALS.get(code, "credentials" if code in SPENT_TOKEN else "refused")
    raise Turned(reason, health=reason == "credentials")


async def uploaded(tokens: Tokens, account: Account, file: FileOut) -> str:
    """The id under which the provider keeps a file for a while."""
    kind = "image" if is_picture(file) else "file"
    body, type = form({}, "media", file)

    async def ask(token: str) -> tuple[Answered, Json]:
        url = f"{account['api']}/cgi-bin/media/upload?access_token={token}&type={kind}"
        return await call(account, "POST", url, {"content-type": type}, body)

    return text(await tokens.asked(account, ask), "media_id")


async def fetched(tokens: Tokens, account: Account, file: FileRef, most: int) -> bytes:
    """A file of theirs; what is JSON instead of one is a refusal."""
    found: list[bytes] = []

    async def ask(token: str) -> tuple[Answered, Json]:
        url = f"{account['api']}/cgi-bin/media/get?access_token={token}&media_id={file.id}"
        answer, said = await call(account, "GET", url, most=most)
        found[:] = [answer.body]
        return answer, said if "errcode" in said else {}

    await tokens.asked(account, ask)
    return found[0]


def _code(said: Json) -> str:
    code = said.get("errcode", "")
    return str(code) if isinstance(code, int | str) else ""
