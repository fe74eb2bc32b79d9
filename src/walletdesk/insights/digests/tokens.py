"""The secrets of the mailed links, made from an id whenever they are needed, so they rest nowhere."""

import hmac
import re
from base64 import urlsafe_b64encode

_ONE = re.compile(r"([a-z]{3}_[0-9a-z_]{1,40})\.([A-Za-z0-9_-]{43})")


class DigestTokens:
    def __init__(self, key: bytes) -> None:
        """``key`` is the installation's."""
        self._key = hmac.digest(key, b"walletdesk insights digest", "sha256")

    def to_confirm(self, proof: str) -> str:
        return f"{proof}.{self._seal('confirm', proof)}"

    def to_stop(self, agent: str) -> str:
        return f"{agent}.{self._seal('stop', agent)}"

    def proof_of(self, token: str) -> str | None:
        """None for what is not ours."""
        return self._read("confirm", token)

    def agent_of(self, token: str) -> str | None:
        return self._read("stop", token)

    def mark_of(self, address: str) -> str:
        """To count by, where the address itself must not rest."""
        return self._seal("address", address)

    def _read(self, what: str, token: str) -> str | None:
        found = _ONE.fullmatch(token)
        if not found or not hmac.compare_digest(self._seal(what, found[1]), found[2]):
            return None
        return found[1]

    def _seal(self, what: str, id: str) -> str:
        raw = hmac.digest(self._key, f"{what} {id}".encode(), "sha256")
        return urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")
