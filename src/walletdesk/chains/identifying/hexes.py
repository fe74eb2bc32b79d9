"""Ids in hexadecimal digits: EVM, Aptos and Sui with 0x in front, the bare ones of many others, TRON's 41."""

import re
from string import hexdigits

from walletdesk.chains.codecs import eip55
from walletdesk.chains.identifying.seen import Seen, wrong
from walletdesk.chains.model import EVM, ChainTable, Checksum, Family, Kind

_HEX = re.compile(r"(0[xX])?([0-9a-fA-F]+)")
_ADDRESS, _HASH = 40, 64
_SLIPS = (-2, -1, 1, 2)  # digits lost or doubled while copying
_MISREAD = 3  # letters
_LOWER = (
    Family.BITCOIN,
    Family.COSMOS,
    Family.EOS,
    Family.STELLAR,
    Family.TON,
    Family.TRON,
    Family.XRP,
)
_UPPER = (Family.COSMOS, Family.XRP)  # show their hashes in capitals; the others never do


class Hexes:
    def __init__(self, table: ChainTable) -> None:
        evm = (EVM,) if table.of_form(EVM) else ()
        self._evm = evm
        self._either = tuple(sorted([*evm, *_ids(table, Family.APTOS, Family.SUI)]))
        self._tron = _ids(table, Family.TRON)
        self._bare, self._capital = _ids(table, *_LOWER), _ids(table, *_UPPER)

    def read(self, word: str) -> Seen | None:
        match = _HEX.fullmatch(word)
        if match is None:
            return self._misread(word) if word[:2] in {"0x", "0X"} else None
        return self._marked(match[2]) if match[1] else self._unmarked(match[2])

    def _misread(self, word: str) -> Seen | None:
        """Read off a picture: O for 0, l for 1. It is told as wrong, and what was meant is not guessed."""
        if sum(letter not in hexdigits for letter in word[2:]) > _MISREAD:
            return None
        kinds = {_ADDRESS: (Kind.ADDRESS, self._evm), _HASH: (Kind.TX_HASH_OR_ADDRESS, self._either)}
        kind, forms = kinds.get(len(word) - 2, (Kind.ADDRESS, ()))
        return wrong(kind, forms, word) if forms else None

    def _marked(self, digits: str) -> Seen | None:
        if len(digits) == _ADDRESS:
            return self._address(digits)
        if len(digits) == _HASH:
            return (
                Seen(Kind.TX_HASH_OR_ADDRESS, self._either, f"0x{digits.lower()}") if self._either else None
            )
        if len(digits) - _ADDRESS in _SLIPS and self._evm:
            return wrong(Kind.ADDRESS, self._evm, f"0x{digits}")
        if len(digits) - _HASH in _SLIPS and self._either:
            return wrong(Kind.TX_HASH_OR_ADDRESS, self._either, f"0x{digits}")
        return None

    def _address(self, digits: str) -> Seen | None:
        if not self._evm:
            return None
        if not eip55.is_cased(digits):
            return Seen(Kind.ADDRESS, self._evm, f"0x{digits.lower()}")
        right = Checksum.VALID if eip55.cased(digits) == digits else Checksum.WRONG
        return Seen(Kind.ADDRESS, self._evm, f"0x{digits}", right)

    def _unmarked(self, digits: str) -> Seen | None:
        if len(digits) == _HASH:
            is_capital = digits == digits.upper() != digits.lower()
            forms = self._capital if is_capital else self._bare
            return Seen(Kind.TX_HASH, forms, digits if is_capital else digits.lower()) if forms else None
        if len(digits) == _ADDRESS + 2 and digits.startswith("41") and self._tron:
            return Seen(Kind.ADDRESS, self._tron, digits.lower())
        return None


def _ids(table: ChainTable, *families: Family) -> tuple[str, ...]:
    return tuple(sorted(chain.id for chain in table.of_family(*families)))
