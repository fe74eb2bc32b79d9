"""Signs with Ed25519: documents by the online key, the online key and the next root by the root key."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from walletdesk.registry.model import said
from walletdesk.registry.verifier import canonical, to_sign

Statement = dict[str, Any]


def public_of(key: Ed25519PrivateKey) -> str:
    raw = key.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return raw.hex()


def mandate(
    root: Ed25519PrivateKey, online: str, *, number: int, begins: datetime, until: datetime
) -> Statement:
    """The root's word that ``online`` may sign documents for a while."""
    statement = {"key": online, "number": number, "from": said(begins), "until": said(until)}
    return _signed(root, "mandate", {**statement, "by": public_of(root)})


def succession(root: Ed25519PrivateKey, follower: str, *, at: datetime) -> Statement:
    """The root's word that ``follower`` is the root from now on."""
    return _signed(root, "root", {"key": follower, "by": public_of(root), "issued": said(at)})


def signed_document(online: Ed25519PrivateKey, document: Mapping[str, Any]) -> tuple[str, str]:
    """The text to be served, and the digest that the next document names."""
    signature = online.sign(to_sign("document", dict(document))).hex()
    text = json.dumps({"document": document, "signature": signature}, ensure_ascii=False, indent=1)
    return text + "\n", digest(document)


def attested(online: Ed25519PrivateKey, what: str, statement: Mapping[str, Any]) -> Statement:
    """The word of this installation for something that is no list: another ``what`` is another signature.

    ``verifier.check_signature(what, ...)`` reads it.
    """
    return _signed(online, what, {**statement, "by": public_of(online)})


def digest(document: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical(dict(document))).hexdigest()


def _signed(key: Ed25519PrivateKey, what: str, statement: Statement) -> Statement:
    return {**statement, "signature": key.sign(to_sign(what, statement)).hex()}
