"""Signs evidence that leaves the house, by the key that signs the list of channels."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from walletdesk.kernel.errors import Conflict
from walletdesk.registry import signing
from walletdesk.registry.key_files import read_key

Statement = dict[str, Any]
EVIDENCE = "evidence"  # of what is signed: it can never be taken for a list, a mandate or a root


class Attesting:
    """``online_file`` is read each time: a new key needs no restart."""

    def __init__(self, online_file: Path) -> None:
        self._online = online_file

    def attested(self, statement: Mapping[str, Any]) -> Statement | None:
        """With ``by`` and ``signature``, as ``verifier.check_signature("evidence", ...)`` reads it.

        Strings, whole numbers from 0 to 2^53 - 1, lists and objects alone. None: this installation has no
        key yet, and whoever shows the statement says that it is not signed.
        """
        try:
            key = read_key(self._online)
        except Conflict:
            return None
        return signing.attested(key, EVIDENCE, statement)
