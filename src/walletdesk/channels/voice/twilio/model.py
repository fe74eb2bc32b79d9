"""What Twilio asks for, as rules: its address and word, its signature, and what we have it say."""

import base64
import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final
from xml.sax.saxutils import escape

from walletdesk.kernel.ids import CallId

HANG_UP: Final = '<?xml version="1.0" encoding="UTF-8"?><Response><Hangup/></Response>'
RINGS: Final = 25  # seconds: longer, and a mailbox answers in many networks
VOICES: Final[Mapping[str, str]] = {"zh-CN": "zh-CN", "en": "en-US"}


class Leg(StrEnum):
    """Whose phone."""

    AGENT = "agent"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """``number``: what the other phone shows; it must stand on the signed list of channels."""

    id: str
    token: str = field(repr=False)
    number: str
    base: str = "https://api.twilio.com"

    @property
    def calls(self) -> str:
        return f"{self.base}/2010-04-01/Accounts/{self.id}/Calls"

    @property
    def headers(self) -> Mapping[str, str]:
        word = base64.b64encode(f"{self.id}:{self.token}".encode()).decode()
        return {"Authorization": f"Basic {word}", "Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One phone of a call. ``sid``: by what Twilio knows it, once that is known here."""

    call: CallId
    leg: Leg
    sid: str
    over: bool


def signature(token: str, url: str, fields: Iterable[tuple[str, str]]) -> str:
    """X-Twilio-Signature: over the address as we gave it, then every field by its name."""
    whole = url + "".join(f"{name}{value}" for name, value in sorted(set(fields)))
    return base64.b64encode(hmac.digest(token.encode(), whole.encode(), "sha1")).decode()


def is_signed(token: str, url: str, fields: Iterable[tuple[str, str]], shown: str) -> bool:
    return hmac.compare_digest(signature(token, url, fields).encode(), shown.encode())


def joined(call: CallId, said: Sequence[str], locale: str) -> str:
    """Say it, then put this phone into the room of its call; whoever leaves ends it for both."""
    voice = VOICES.get(locale, "en-US")
    says = "".join(f'<Say language="{voice}">{escape(one)}</Say>' for one in said)
    room = (
        f'<Conference beep="false" endConferenceOnExit="true" maxParticipants="2">{escape(call)}</Conference>'
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><Response>{says}<Dial record="do-not-record">{room}</Dial>'
        "</Response>"
    )
