"""Signatures, sealed messages and XML as WeChat and WeCom make them.

The signature is SHA-1 over the sorted words, which is the provider's choice and not ours.
"""

import base64
import hashlib
import os
import struct
from typing import Final
from xml.parsers import expat

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from walletdesk.channels.messaging.model import Unreadable

_BLOCK: Final = 32  # PKCS#7 to this size, not to the cipher's own
_RANDOM: Final = 16
_LENGTH: Final = struct.Struct(">I")
_DEEPEST: Final = 8


def signature(*words: str) -> str:
    return hashlib.sha1("".join(sorted(words)).encode(), usedforsecurity=False).hexdigest()


def opened(sealed: str, aes_key: str, receiver: str) -> bytes:
    """What was sealed for ``receiver``. Raises Unreadable."""
    try:
        plain = _crypt(base64.b64decode(sealed, validate=True), aes_key, sealing=False)
        pad = plain[-1]
        (length,) = _LENGTH.unpack_from(plain, _RANDOM)
        begins = _RANDOM + _LENGTH.size
        body, whose = plain[begins : begins + length], plain[begins + length : -pad]
    except (ValueError, IndexError, struct.error):
        raise Unreadable from None
    if not 1 <= pad <= _BLOCK or len(body) != length or whose != receiver.encode():
        raise Unreadable
    return body


def sealed(body: bytes, aes_key: str, receiver: str) -> str:
    """The other way round: for the fake, and for tests."""
    plain = os.urandom(_RANDOM) + _LENGTH.pack(len(body)) + body + receiver.encode()
    pad = _BLOCK - len(plain) % _BLOCK
    return base64.b64encode(_crypt(plain + bytes([pad]) * pad, aes_key, sealing=True)).decode()


def _crypt(data: bytes, aes_key: str, *, sealing: bool) -> bytes:
    key = base64.b64decode(aes_key + "=", validate=False)
    cipher = Cipher(algorithms.AES(key), modes.CBC(key[:16]))
    context = cipher.encryptor() if sealing else cipher.decryptor()
    return context.update(data) + context.finalize()


def fields(xml: bytes) -> dict[str, str]:
    """The texts under the root by name, those further down with a dot. Raises Unreadable.

    A document that declares anything is none of WeChat's: no entity, inside or outside, is ever resolved.
    """
    reader = _Fields()
    parser = expat.ParserCreate()
    parser.StartElementHandler = reader.begins
    parser.EndElementHandler = reader.ends
    parser.CharacterDataHandler = reader.says
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.buffer_text = True
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, ValueError, LookupError):
        raise Unreadable from None
    return reader.found


class _Fields:
    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self._path: list[str] = []

    def begins(self, name: str, _: object) -> None:
        self._path.append(name)
        if len(self._path) > _DEEPEST:
            raise Unreadable

    def ends(self, _: str) -> None:
        self._path.pop()

    def says(self, text: str) -> None:
        if len(self._path) > 1 and text.strip():
            name = ".".join(self._path[1:])
            self.found[name] = self.found.get(name, "") + text


def _refuse(*_: object) -> None:
    raise Unreadable
