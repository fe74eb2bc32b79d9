"""A call that comes in by Twilio: what the caller hears as its instructions, what Twilio tells as turns.

The number that it shows is passed on, and proves nothing. Each address carries the turn that it answers, so
that a webhook that Twilio repeats changes nothing.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode
from xml.sax.saxutils import escape, quoteattr

from walletdesk.channels.voice.hotline import Answering, Caller, Dialled, Turn
from walletdesk.channels.voice.twilio.model import RINGS, VOICES

PROVIDER: Final = "twilio"
IN: Final = "/api/phone/twilio/incoming"
SILENCE: Final = 8  # seconds until no key counts as none
_NUMBER: Final = re.compile(r"\+[1-9][0-9]{6,14}")
_HIDDEN: Final = frozenset(
    {"+266696687", "+7378742833", "+2562533", "+8656696"}
)  # words on a keypad: anonymous...
_KEYS: Final = re.compile(r"[0-9*]{0,10}")
_ANSWERED: Final = frozenset({"completed", "answered"})
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>'


@dataclass(frozen=True, slots=True, kw_only=True)
class TwilioIncoming:
    """``base``: where Twilio reaches us. ``number``: ours, which our own people see when they are rung."""

    answering: Answering
    base: str
    number: str

    async def came(self, fields: Mapping[str, str]) -> str:
        return self._said(fields, await self.answering.came(caller_of(fields)))

    async def pressed(self, fields: Mapping[str, str], n: int) -> str:
        digits = fields.get("Digits", "")
        keys = digits if _KEYS.fullmatch(digits) else "*"
        return self._said(fields, await self.answering.pressed(caller_of(fields), n, keys))

    async def waited(self, fields: Mapping[str, str]) -> str:
        return self._said(fields, await self.answering.waited(caller_of(fields)))

    async def answered(self, of: str, n: int) -> str:
        """Our own phone was picked up. ``of``: the call that it was rung for; this leg has another name."""
        await self.answering.dialled(Caller(PROVIDER, of), n, Dialled.TALKS)
        return f"{_HEAD}<Response/>"

    async def dialled(self, fields: Mapping[str, str], n: int) -> str:
        how = Dialled.TALKED if fields.get("DialCallStatus", "") in _ANSWERED else Dialled.MISSED
        return self._said(fields, await self.answering.dialled(caller_of(fields), n, how))

    async def ended(self, fields: Mapping[str, str]) -> None:
        await self.answering.hung_up(caller_of(fields))

    def _said(self, fields: Mapping[str, str], turn: Turn) -> str:
        return f"{_HEAD}<Response>{self._inside(turn, fields.get('CallSid', ''))}</Response>"

    def _inside(self, turn: Turn, sid: str) -> str:
        says = "".join(
            f'<Say language="{VOICES.get(locale, "en-US")}">{escape(text)}</Say>'
            for locale, text in turn.says
        )
        if turn.gathers:
            return (
                f'<Gather input="dtmf" numDigits="{turn.gathers}" timeout="{SILENCE}" finishOnKey="#" '
                f'actionOnEmptyResult="true" action={self._at("keys", n=turn.n)}>{says}</Gather>'
            )
        if turn.dials:
            return (
                f'<Dial answerOnBridge="true" timeout="{RINGS}" record="do-not-record" '
                f"callerId={quoteattr(self.number)} action={self._at('dialled', n=turn.n)}>"
                f"<Number url={self._at('answered', of=sid, n=turn.n)}>{escape(turn.dials)}</Number></Dial>"
            )
        if turn.waits:
            return f'{says}<Pause length="{turn.waits}"/><Redirect>{escape(self._url("wait"))}</Redirect>'
        return f"{says}<Hangup/>"

    def _at(self, what: str, **more: int | str) -> str:
        return quoteattr(self._url(what, **more))

    def _url(self, what: str, **more: int | str) -> str:
        url = f"{self.base}{IN}/{what}"
        return f"{url}?{urlencode(more)}" if more else url


def caller_of(fields: Mapping[str, str]) -> Caller:
    """What hides or makes up its number comes as a word, or as digits that are none: then there is none."""
    shown = fields.get("From", "")
    is_one = _NUMBER.fullmatch(shown) and shown not in _HIDDEN
    return Caller(PROVIDER, fields.get("CallSid", ""), shown if is_one else "")
