"""Signs what other capabilities hand out, with the key of the list: whoever trusts one can check both."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Conflict
from walletdesk.registry.key_files import read_key, settle
from walletdesk.registry.ports import Archive
from walletdesk.registry.signing import attested, public_of
from walletdesk.registry.verifier import to_sign

EVIDENCE = "evidence"  # what the form is called in which evidence leaves the house
OF_THE_LIST = frozenset({"document", "mandate", "root"})  # what the key says there, it says nowhere else


@dataclass(frozen=True, slots=True)
class Seal:
    """``by``: the public key; ``mandate``: the word of the root key that lets it sign."""

    by: str
    signature: str
    mandate: Mapping[str, Any]


class Sealing:
    def __init__(self, archive: Archive, online_file: Path, clock: Clock) -> None:
        self._archive = archive
        self._online = online_file
        self._clock = clock

    async def seal(self, what: str, statement: Mapping[str, Any]) -> Seal | None:
        """None where no key can sign now: none was set up, or its mandate has ended.

        ``what`` goes into what is signed: a seal on one kind of thing is none on another.
        """
        able = await self._able(what)
        if able is None:
            return None
        key, mandate = able
        return Seal(public_of(key), key.sign(to_sign(what, dict(statement))).hex(), mandate)

    async def attested(self, what: str, statement: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """The same in one piece: the statement with ``mandate``, ``by`` and ``signature`` of all of it.

        ``verifier.check_signature(what, ...)`` reads it.
        """
        able = await self._able(what)
        if able is None:
            return None
        key, mandate = able
        return attested(key, what, {**statement, "mandate": mandate})

    async def _able(self, what: str) -> tuple[Ed25519PrivateKey, Mapping[str, Any]] | None:
        """The key, and the word that lets it sign."""
        if what in OF_THE_LIST:
            raise ValueError(what)
        trust = await self._archive.trust()
        if trust.mandate is None or trust.until is None or trust.until <= self._clock():
            return None
        mandated = str(trust.mandate["key"])
        try:
            settle(self._online, mandated)
            key = read_key(self._online)
        except Conflict:
            return None
        return (key, dict(trust.mandate)) if public_of(key) == mandated else None
