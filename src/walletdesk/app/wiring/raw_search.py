"""What came and was not taken, looked through for secrets before an administrator gets it as it came."""

import asyncio
import json
import re
from base64 import b64decode
from collections.abc import Awaitable, Callable, Iterator
from quopri import decodestring
from typing import Final

from walletdesk.kernel.errors import TooLarge
from walletdesk.platform.mime import ReadMail, UnreadableError
from walletdesk.platform.mime.readers import Readers

MOST: Final = 4_000_000  # bytes of what nobody can read as a mail: some seconds of one core
TOO_LARGE: Final = "It is too large to be looked through for secrets, so it can't be saved here."
MAILS: Final = "email"
# A part in base64 that no parser took apart: some full lines, then the rest
_PACKED: Final = re.compile(rb"(?:[A-Za-z0-9+/]{60,80}\r?\n)*[A-Za-z0-9+/]{8,80}={0,2}")


class RawSearch:
    def __init__(self, readers: Readers, secret_in: Callable[[str], Awaitable[bool]]) -> None:
        self._readers = readers
        self._secret_in = secret_in

    async def holds_secret(self, kind: str, raw: bytes) -> bool:
        """Raises TooLarge for what could not be looked through whole."""
        return any([await self._secret_in(words) for words in await self._words(kind, raw)])

    async def _words(self, kind: str, raw: bytes) -> list[str]:
        if kind == MAILS:
            try:
                mail = await self._readers.read(raw)
                return await asyncio.to_thread(lambda: list(_of_mail(mail)))
            except UnreadableError:
                pass  # then its bytes, each way that a mail may pack them
        if len(raw) > MOST:
            raise TooLarge(TOO_LARGE)
        return await asyncio.to_thread(lambda: list(_of_bytes(raw)))


def _of_mail(mail: ReadMail) -> Iterator[str]:
    yield "\n".join((mail.subject, mail.shown_sender, mail.body.text, mail.body.beside, mail.body.html))
    for file in mail.files:
        yield file.name
        if len(file.content) > MOST:
            raise TooLarge(TOO_LARGE)
        yield from _of_bytes(file.content)


def _of_bytes(raw: bytes) -> Iterator[str]:
    yield raw.decode("utf-8", "replace")
    yield "\n".join(_of_json(raw))
    yield decodestring(raw).decode("utf-8", "replace")
    yield b"\n".join(_unpacked(found[0]) for found in _PACKED.finditer(raw)).decode("utf-8", "replace")


def _of_json(raw: bytes) -> Iterator[str]:
    """Every text in what a provider sent, as it was said there."""
    try:
        left = [json.loads(raw)]
    except (ValueError, RecursionError):
        return
    while left:
        one = left.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            left += one.values()
        elif isinstance(one, list):
            left += one


def _unpacked(packed: bytes) -> bytes:
    """What stands in lines of base64, if it is text."""
    bare = b"".join(packed.split())
    try:
        content = b64decode(bare[: len(bare) // 4 * 4])
    except ValueError:
        return b""
    return content if b"\0" not in content[:512] else b""
