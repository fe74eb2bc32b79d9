"""How codes are drawn and what of them is kept. Nothing here touches storage."""

import hmac
import secrets

from walletdesk.verification.model import DIGITS, Kind


class Codes:
    """Random digits, of which a keyed hash is kept.

    Random and not computed from agent, conversation and minute: to be good once a code needs a row anyway,
    the row names what it is bound to, and no key makes codes that nobody was shown. The hash is keyed
    because anybody can try all hundred million of plain ones.
    """

    def __init__(self, key: bytes) -> None:
        self._key = hmac.digest(key, b"walletdesk proof codes", "sha256")

    def draw(self, kind: Kind) -> str:
        digits = DIGITS[kind]
        return f"{secrets.randbelow(10**digits):0{digits}}"

    def seal(self, kind: Kind, digits: str) -> str:
        return hmac.digest(self._key, f"{kind}:{digits}".encode(), "sha256").hex()
