"""Signs what leaves the house as proof: dossiers, evidence. By the key that signs the list of channels."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from walletdesk.kernel.errors import Conflict
from walletdesk.registry import signing
from walletdesk.registry.key_files import read_key, settle
from walletdesk.registry.verifier import canonical, to_sign

Statement = dict[str, Any]
SEALED = "evidence"  # of what is signed: it can never be taken for a list, a mandate or a root


class Sealing:
    """``online_file`` is read each time: a new key needs no restart."""

    def __init__(self, online_file: Path) -> None:
        self._online = online_file

    def sealed(self, statement: Mapping[str, Any]) -> Statement | None:
        """With ``by`` and ``signature``, as ``verifier.check_signature("evidence", ...)`` reads it.

        Strings, whole numbers from 0 to 2^53 - 1, lists and objects alone. None: this installation has no
        key yet, and whoever shows the statement says that it is not signed.
        """
        try:
            key = read_key(self._online)
        except Conflict:
            return None
        return signing.attested(key, SEALED, statement)


def plain(statement: Mapping[str, Any]) -> bytes:
    """The canonical form, of which digests are taken: RFC 8785 of what ``sealed`` takes."""
    return canonical(dict(statement))
"""Signs what other capabilities hand out, with the key of the list: whoever trusts one can check both."""

from dataclasses import dataclass

from walletdesk.kernel.clock import Clock
from walletdesk.registry.ports import Archive
from walletdesk.registry.signing import public_of

OF_THE_LIST = frozenset({"document", "mandate", "root"})  # what the key says there, it says nowhere else


@dataclass(frozen=True, slots=True)
class Seal:
    """``by``: the public key; ``mandate``: the word of the root key that lets it sign."""

    by: str
    signature: str
    mandate: Mapping[str, Any]


    def __init__(self, archive: Archive, online_file: Path, clock: Clock) -> None:
        self._archive = archive
        self._clock = clock

    async def seal(self, what: str, statement: Mapping[str, Any]) -> Seal | None:
        """None where no key can sign now: none was set up, or its mandate has ended.

        ``what`` goes into what is signed: a seal on one kind of thing is none on another.
        if what in OF_THE_LIST:
            raise ValueError(what)
        trust = await self._archive.trust()
        if trust.mandate is None or trust.until is None or trust.until <= self._clock():
        mandated = str(trust.mandate["key"])
            settle(self._online, mandated)
        if public_of(key) != mandated:
        signature = key.sign(to_sign(what, dict(statement))).hex()
        return Seal(mandated, signature, dict(trust.mandate))
