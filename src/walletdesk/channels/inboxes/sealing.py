"""What only this installation can read: AES-256-GCM, under a key that is not in the database."""

import hmac
import os
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE: Final = 12  # bytes, NIST SP 800-38D


class UnsealableError(Exception):
    """Sealed under another key, about something else, or changed since."""


class Sealer:
    """``key``: of the installation; ``purpose`` makes an own one of it."""

    def __init__(self, key: bytes, purpose: str) -> None:
        self._cipher = AESGCM(hmac.digest(key, f"walletdesk {purpose}".encode(), "sha256"))

    def seal(self, plain: bytes, about: str) -> bytes:
        """``about`` says what it belongs to: put elsewhere it cannot be opened."""
        nonce = os.urandom(_NONCE)
        return nonce + self._cipher.encrypt(nonce, plain, about.encode())

    def open(self, sealed: bytes, about: str) -> bytes:
        """Raises UnsealableError."""
        try:
            return self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], about.encode())
        except (InvalidTag, ValueError) as error:
            raise UnsealableError from error
