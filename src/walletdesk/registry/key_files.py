"""Private keys in files that only their owner reads. Nothing here prints one."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from walletdesk.kernel.errors import Conflict
from walletdesk.registry.signing import public_of, signed_document


def make_key(path: Path) -> str:
    """A new key; its public half. An existing file is never overwritten: Conflict.

    Written beside and put in place whole: whoever dies meanwhile leaves no half key under this name.
    """
    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        _write(beside, pem)
        os.link(beside, path)  # fails where there is one, unlike a rename
    except FileExistsError:
        raise Conflict("This key file exists already. It was left as it is.", code="key_exists") from None
    finally:
        beside.unlink(missing_ok=True)
    _keep_names(path.parent)
    return public_of(key)


def following(path: Path) -> Path:
    """Where the key waits that follows this one, until there is a mandate for it."""
    return path.with_name(f"{path.name}.next")


def settle(path: Path, mandated: str) -> None:
    """Put the following key in place if the mandate that is kept is for it; saying it twice does no harm.

    The mandate, kept in one transaction, decides. Whoever died after it and before this left the old key
    here: it is replaced before anything is signed.
    """
    follower = following(path)
    if not follower.exists() or (path.exists() and public_of(read_key(path)) == mandated):
        return
    if public_of(read_key(follower)) == mandated:
        os.replace(follower, path)
        _keep_names(path.parent)


def _write(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _keep_names(folder: Path) -> None:
    """A name is on disk only once its folder is."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read_key(path: Path) -> Ed25519PrivateKey:
    """Raises Conflict where there is none, where it is something else, or where others can read it."""
    try:
        if path.stat().st_mode & 0o077:
            raise Conflict("Others can read this key file. Run: chmod 600 on it.", code="key_not_private")
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except OSError:
        raise Conflict("There is no key file here that can be read.", code="no_key") from None
    except (ValueError, TypeError):
        raise Conflict("This file does not hold an Ed25519 key.", code="no_key") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise Conflict("This file does not hold an Ed25519 key.", code="no_key")
    return key


class FileSigner:
    """The online key, read when something is signed: a new one needs no restart."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def settle(self, mandated: str) -> None:
        settle(self._path, mandated)

    def public(self) -> str:
        return public_of(read_key(self._path))

    def signed(self, document: Mapping[str, Any]) -> tuple[str, str]:
        return signed_document(read_key(self._path), document)
