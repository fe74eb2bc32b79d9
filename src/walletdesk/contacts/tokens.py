"""Secrets and tokens of contacts: how they look, how they are checked, and what of them may be kept.

Nothing here touches storage; checking a session token costs one HMAC and no query. Every class is given the
installation's key and uses one of its own made from it, so that a token for one purpose is nothing elsewhere.
"""

import hashlib
import hmac
import re
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from walletdesk.kernel.clock import from_millis, millis
from walletdesk.kernel.ids import ContactId

SESSION_LIFE = timedelta(hours=1)  # a stolen token is soon worthless; the widget renews it quietly
_SESSION = re.compile(r"c1\.(con_[0-9a-z]{26})\.([0-9]{1,9})\.([0-9]{1,15})\.([A-Za-z0-9_-]{43})")
_PROOF = re.compile(r"(prf_[0-9a-z]{26})\.([A-Za-z0-9_-]{43})")
_SECRET = re.compile(r"d1_[A-Za-z0-9_-]{43}")


def sealed(key: bytes, text: str) -> str:
    """43 letters that only the holder of ``key`` can make for ``text``."""
    return _letters(hmac.digest(key, text.encode(), "sha256"))


def _key_for(purpose: bytes, key: bytes) -> bytes:
    return hmac.digest(key, b"walletdesk contacts " + purpose, "sha256")


def fingerprint(text: str) -> str:
    """Stands for a text that must be recognised again but not kept."""
    return _letters(hashlib.sha256(text.encode()).digest())


def _letters(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


class DeviceSecrets:
    """256 random bits that a browser keeps; we keep only a keyed hash, useless to a thief of the database."""

    def __init__(self, key: bytes) -> None:
        self._key = _key_for(b"device", key)

    def new(self) -> str:
        return f"d1_{_letters(secrets.token_bytes(32))}"

    def kept(self, secret: str) -> str:
        """What of a new secret may rest in the database."""
        return sealed(self._key, secret)

    def made_of(self, once: str) -> str:
        """A secret that only we can make, and make again, of what nobody else can guess."""
        return f"d1_{sealed(self._key, f'made of {once}')}"

    def hash_of(self, secret: str) -> str | None:
        """None for anything that is no secret of ours, the empty string above all: that never matches."""
        return self.kept(secret) if _SECRET.fullmatch(secret) else None


@dataclass(frozen=True, slots=True)
class SessionToken:
    text: str = field(repr=False)
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class ReadSession:
    contact: ContactId
    epoch: int
    expires_at: datetime


class SessionTokens:
    """Signs with the first key and accepts all, so that a key can be changed without signing out all."""

    def __init__(self, keys: Sequence[bytes], life: timedelta = SESSION_LIFE) -> None:
        self._keys = [_key_for(b"session", key) for key in keys]
        self.life = life

    def issue(self, contact: ContactId, epoch: int, at: datetime) -> SessionToken:
        expires_at = at + self.life
        body = f"c1.{contact}.{epoch}.{millis(expires_at)}"
        return SessionToken(f"{body}.{sealed(self._keys[0], body)}", expires_at)

    def read(self, token: str, at: datetime) -> ReadSession | None:
        """None if it is not ours or too old. Whether it was signed out since is asked of ``SignedOut``."""
        found = _SESSION.fullmatch(token)
        if not found or not self._is_ours(token.rpartition(".")[0], found[4]):
            return None
        expires_at = from_millis(int(found[3]))
        return ReadSession(ContactId(found[1]), int(found[2]), expires_at) if at < expires_at else None

    def _is_ours(self, body: str, seal: str) -> bool:
        return any(hmac.compare_digest(sealed(key, body), seal) for key in self._keys)


class ProofTokens:
    """The secret of a mailed link is made from the proof's id whenever it is needed, so it rests nowhere."""

    def __init__(self, key: bytes) -> None:
        self._key = _key_for(b"proof", key)

    def token_for(self, proof: str) -> str:
        return f"{proof}.{sealed(self._key, proof)}"

    def proof_of(self, token: str) -> str | None:
        found = _PROOF.fullmatch(token)
        if not found or not hmac.compare_digest(sealed(self._key, found[1]), found[2]):
            return None
        return found[1]


class SignedOut:
    """Who was signed out within the life of a token, in memory: what no token can know about itself."""

    def __init__(self, life: timedelta = SESSION_LIFE) -> None:
        self.life = life
        self._since: dict[ContactId, tuple[int, datetime]] = {}

    def note(self, contact: ContactId, epoch: int, at: datetime) -> None:
        """Tokens of ``contact`` made before ``epoch`` stop working. Safe to repeat, in any order."""
        known = self._since.get(contact, (0, at))[0]
        self._since[contact] = (max(known, epoch), at)
        self._forget(at)

    def covers(self, session: ReadSession) -> bool:
        found = self._since.get(session.contact)
        return found is not None and session.epoch < found[0]

    def forget_all(self) -> None:
        self._since.clear()

    def _forget(self, at: datetime) -> None:
        old = [contact for contact, (_, noted) in self._since.items() if at - noted > self.life]
        for contact in old:
            del self._since[contact]
