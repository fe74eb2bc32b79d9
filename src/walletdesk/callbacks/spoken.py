"""The number that our agent says first on the phone, and the contact's own page shows for the same ring."""

import hmac
from typing import Final

from walletdesk.kernel.ids import CallbackId

DIGITS: Final = 6


class SpokenNumbers:
    """Made of the installation's key, callback and ring: the same on both screens, kept nowhere.

    It differs from ``verification``'s codes, which are typed and used up: nobody types this one, and a
    contact may note it down hours before the phone rings. Each ring of their phone has another.
    """

    def __init__(self, key: bytes) -> None:
        self._key = hmac.digest(key, b"walletdesk callback numbers spoken", "sha256")

    def __call__(self, callback: CallbackId, nth: int) -> str:
        made = hmac.digest(self._key, f"{callback}/{nth}".encode(), "sha256")
        digits = f"{int.from_bytes(made[:8]) % 10**DIGITS:0{DIGITS}}"
        return f"{digits[:3]} {digits[3:]}"
