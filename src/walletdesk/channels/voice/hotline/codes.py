"""The code that shows who calls: six digits in the app, typed once by keys. Kept as a digest alone."""

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from walletdesk.channels.voice.hotline.model import CODE_LENGTH, Call
from walletdesk.channels.voice.hotline.ports import Limiter, OpenWork, Talks, Whose
from walletdesk.conversations import Conversation
from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import TooMany, Unavailable
from walletdesk.kernel.ids import ContactId, ConversationId
from walletdesk.kernel.viewers import ContactViewer

LASTS: Final = timedelta(minutes=10)
AN_HOUR: Final = 3_600
PER_CONTACT: Final = (6, AN_HOUR)
TRIES_OF_NUMBER: Final = (6, AN_HOUR)  # a number can be made up, so there is one for all as well
TRIES_OF_ALL: Final = (
    200,
    AN_HOUR,
)  # right ones too: with ten codes out, a guesser of all of them meets 1 in 500


def digits() -> str:
    return f"{secrets.randbelow(10**CODE_LENGTH):0{CODE_LENGTH}}"


@dataclass(frozen=True, slots=True)
class Code:
    digits: str = field(repr=False)
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes:
    open_work: OpenWork
    talks: Talks
    limiter: Limiter
    key: bytes = field(repr=False)
    clock: Clock
    draw: Callable[[], str] = digits

    async def show(self, viewer: ContactViewer, id: ConversationId) -> Code:
        """A new one, in place of their earlier one. Raises NotFound, TooMany."""
        talk: Conversation = await self.talks.seen_by(viewer, id)
        await self.limiter.hit(f"phone:code:{viewer.contact}", *PER_CONTACT)
        now = self.clock()
        for _ in range(4):  # two contacts with one code at one time: draw anew
            code = Code(self.draw(), now + LASTS)
            async with self.open_work() as work:
                if await work.codes.put(
                    Whose(viewer.contact, talk.id), self._sealed(code.digits), code.until, now
                ):
                    return code
        raise Unavailable

    async def whose(self, call: Call, typed: str) -> Whose | None:
        """None for a wrong one and once too many were wrong, which nobody is told apart."""
        try:
            for key, most in self._counters(call):
                await self.limiter.hit(key, *most)
        except TooMany:
            return None
        async with self.open_work() as work:
            return await work.codes.take(self._sealed(typed), self.clock())

    async def hand_over(self, absorbed: ContactId, to: ContactId) -> None:
        async with self.open_work() as work:
            await work.codes.hand_over(absorbed, to)

    def _counters(self, call: Call) -> list[tuple[str, tuple[int, int]]]:
        """Every try counts, right ones too: whoever calls all day to guess is no contact."""
        of_all = [("phone:codes", TRIES_OF_ALL)]
        return [(f"phone:codes:{call.number}", TRIES_OF_NUMBER), *of_all] if call.number else of_all

    def _sealed(self, typed: str) -> str:
        return hmac.digest(self.key, f"walletdesk caller code {typed}".encode(), "sha256").hex()
