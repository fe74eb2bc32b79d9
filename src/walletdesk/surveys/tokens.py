"""The secret of a mailed link is made from the id of what it asks whenever it is needed, so it rests nowhere.

It opens one question and nothing else. How long it works is the question's own business.
"""

import hmac
import re
from base64 import urlsafe_b64encode

_ONE = re.compile(r"((?:srv|pls)_[0-9a-z]{26})\.([A-Za-z0-9_-]{43})")


class QuestionTokens:
    def __init__(self, key: bytes) -> None:
        """``key`` is the installation's."""
        self._key = hmac.digest(key, b"walletdesk surveys question", "sha256")

    def token_for(self, id: str) -> str:
        return f"{id}.{self._seal(id)}"

    def id_of(self, token: str) -> str | None:
        """None for what is not ours."""
        found = _ONE.fullmatch(token)
        if not found or not hmac.compare_digest(self._seal(found[1]), found[2]):
            return None
        return found[1]

    def drawn(self, what: str) -> float:
        """From 0 to 1, the same for the same, and nobody outside can foresee it."""
        drawn = hmac.digest(self._key, b"drawn " + what.encode(), "sha256")
        return int.from_bytes(drawn[:8], "big") / 2**64

    def sealed(self, address: str) -> str:
        """To count by, where the address itself must not rest."""
        return self._seal(f"address {address}")

    def _seal(self, id: str) -> str:
        raw = hmac.digest(self._key, id.encode(), "sha256")
        return urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")
