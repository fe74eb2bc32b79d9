"""One word of a text to what it is: the readers of each form, in an order that settles whose turn it is."""

import re

from walletdesk.chains.codecs import crc16
from walletdesk.chains.identifying.base58_words import Base58Words
from walletdesk.chains.identifying.hexes import Hexes
from walletdesk.chains.identifying.prefixed import Prefixed
from walletdesk.chains.identifying.seen import Seen, looks_random, wrong
from walletdesk.chains.model import ChainTable, Checksum, Family, Kind

SHORTEST, _LONGEST = 25, 120  # letters; EOS names, which are shorter, need words around them
_FRIENDLY = re.compile(r"[EUk0][Qf][0-9A-Za-z_/+-]{46}")
_RAW = re.compile(r"(?:0|-1):[0-9a-fA-F]{64}")


class Words:
    def __init__(self, table: ChainTable) -> None:
        self._prefixed, self._hexes, self._base58 = Prefixed(table), Hexes(table), Base58Words(table)
        self._ton = tuple(sorted(chain.id for chain in table.of_family(Family.TON)))

    def read(self, word: str) -> Seen | None:
        """``word`` is letters and digits, and in the forms that have them ``:_/+-``."""
        if not SHORTEST <= len(word) <= _LONGEST:
            return None
        if not word.isalnum():
            return self._marked(word)
        seen = self._hexes.read(word) or self._prefixed.read(word)
        return seen or self._ton_friendly(word) or self._base58.read(word)

    def _marked(self, word: str) -> Seen | None:
        if self._ton and _RAW.fullmatch(word):
            return Seen(Kind.ADDRESS, self._ton, word.lower())
        prefix, colon, rest = word.partition(":")
        if colon and rest.isalnum():
            return self._prefixed.cash(prefix, rest)
        return self._ton_friendly(word)

    def _ton_friendly(self, word: str) -> Seen | None:
        if not self._ton or not _FRIENDLY.fullmatch(word):
            return None
        read = crc16.friendly(word)
        if read is None:
            return wrong(Kind.ADDRESS, self._ton, word) if looks_random(word) else None
        detail = {"bounceable": "yes" if read.is_bounceable else "no", "workchain": str(read.workchain)}
        if read.is_test:
            detail["network"] = "test"
        return Seen(Kind.ADDRESS, self._ton, word, Checksum.VALID, detail)
