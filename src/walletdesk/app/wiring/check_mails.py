"""Whole mails for the check page: read in a process with bounds, held to our own keys, nothing kept."""

import asyncio
from collections.abc import AsyncIterable, Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Final

from walletdesk.app.wiring.mail import dkim_keys
from walletdesk.help_center.checking import Letter, Proof
from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Invalid, TooLarge, Unavailable
from walletdesk.platform.mail import DkimKey, Verdict, verdict
from walletdesk.platform.mime import File, ReadMail, UnreadableError
from walletdesk.platform.mime.readers import Readers
from walletdesk.platform.settings import Settings

MOST: Final = 10 * 1024 * 1024  # bytes: a suspicious mail is short
MOST_IN_LINE: Final = 4  # with the one that is read
INSIDE: Final = 3  # mails attached to it that are looked at
MAIL_TYPE: Final = "message/rfc822"
_PROOFS: Final = {
    Verdict.OURS: Proof.HOLDS,
    Verdict.PARTLY: Proof.PARTLY,
    Verdict.CHANGED: Proof.CHANGED,
    Verdict.UNKNOWN_KEY: Proof.OTHER_KEY,
    Verdict.UNSIGNED: Proof.NONE,
}


class OwnKeys:
    """Whether our signature holds on a mail. By the keys we have: nobody's name server is asked."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._keys: Sequence[DkimKey] = dkim_keys(settings)
        self._sender = settings.mail.sender.lower()
        self._clock = clock

    def letter(self, raw: bytes, mail: ReadMail) -> Letter:
        sender = mail.sender.address.lower() if mail.sender else ""
        return Letter(
            proof=self._proof(raw),
            sender=sender,
            names_sender=bool(mail.shown_sender),
            is_own_sender=bool(sender) and sender == self._sender,
            is_own_domain=any(_below(sender, key.domain) for key in self._keys),
            sent=mail.date,
            to=", ".join(one.address for one in mail.to[:3]),
            subject=mail.subject,
        )

    def _proof(self, raw: bytes) -> Proof:
        if not self._keys:
            return Proof.OFF
        found = _PROOFS[verdict(raw, [key.published for key in self._keys], self._clock())]
        signs = any(key.signs for key in self._keys)
        return Proof.OFF if found is Proof.NONE and not signs else found


class CheckedMails:
    """A process of its own: strangers with mails hold up nobody's conversation."""

    def __init__(self, keys: OwnKeys, readers: Readers, secret_in: Callable[[str], Awaitable[bool]]) -> None:
        self._keys = keys
        self._readers = readers
        self._secret_in = secret_in
        self._in_line = 0

    async def read(self, pieces: AsyncIterable[bytes]) -> Letter:
        if self._in_line >= MOST_IN_LINE:
            raise Unavailable(
                "Many mails are being read now. Try again in {retry_after} seconds.", retry_after=10
            )
        self._in_line += 1
        try:
            raw = await _whole(pieces)
            mail = await self._readers.read(raw)
            letter = await self._looked_at(raw, mail)
            return replace(letter, inside=tuple([await self._inside(one) for one in _mails_in(mail)]))
        except UnreadableError:
            raise Invalid(
                "This mail can't be read. Treat it as not from us, and ask us in the app."
            ) from None
        finally:
            self._in_line -= 1

    async def _inside(self, file: File) -> Letter:
        try:
            mail = await self._readers.read(file.content)
        except UnreadableError:
            return Letter(proof=Proof.NONE, names_sender=False, is_attached=True)
        return replace(await self._looked_at(file.content, mail), is_attached=True)

    async def _looked_at(self, raw: bytes, mail: ReadMail) -> Letter:
        letter = await asyncio.to_thread(self._keys.letter, raw, mail)
        words = "\n".join((mail.subject, mail.body.text, mail.body.beside, mail.body.html))
        return replace(letter, holds_secret=await self._secret_in(words))


def _mails_in(mail: ReadMail) -> Sequence[File]:
    return [one for one in mail.files if _is_mail(one)][:INSIDE]


def _is_mail(file: File) -> bool:
    return file.type == MAIL_TYPE or file.name.lower().endswith(".eml")


async def _whole(pieces: AsyncIterable[bytes]) -> bytes:
    found = bytearray()
    async for piece in pieces:
        found += piece
        if len(found) > MOST:
            raise TooLarge("At most {limit} MB can be sent here. Nothing was kept.", limit=MOST // 2**20)
    return bytes(found).lstrip()


def _below(sender: str, domain: str) -> bool:
    host = sender.rpartition("@")[2]
    return host == domain or host.endswith(f".{domain}")
