"""Secrets of the staff: session cookies, their CSRF tokens, invitations. Only keyed hashes may be kept."""

import hmac
import re
import secrets
from base64 import urlsafe_b64encode

from walletdesk.kernel.ids import SessionId

_FORM = re.compile(r"[si]1_[A-Za-z0-9_-]{43}")


class StaffSecrets:
    """Given the installation's key; uses one of its own for each purpose."""

    def __init__(self, key: bytes) -> None:
        self._hashing = _key_for(b"hash", key)
        self._csrf = _key_for(b"csrf", key)
        self.audit_key = _key_for(b"audit", key)
        self.setup = f"u1_{_letters(_key_for(b'setup', key))}"  # the same on every node and after every start

    def new_session(self) -> str:
        return f"s1_{_letters(secrets.token_bytes(32))}"

    def new_invitation(self) -> str:
        return f"i1_{_letters(secrets.token_bytes(32))}"

    def kept(self, secret: str) -> str:
        """What of a new secret may rest in the database."""
        return _letters(hmac.digest(self._hashing, secret.encode(), "sha256"))

    def hash_of(self, secret: str) -> str | None:
        """None for anything that is no secret of ours, the empty string above all: that never matches."""
        return self.kept(secret) if _FORM.fullmatch(secret) else None

    def csrf_for(self, session: SessionId) -> str:
        """Belongs to one session and ends with it; nothing needs to be kept."""
        return _letters(hmac.digest(self._csrf, session.encode(), "sha256"))


def _key_for(purpose: bytes, key: bytes) -> bytes:
    return hmac.digest(key, b"walletdesk staff " + purpose, "sha256")


def _letters(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")
