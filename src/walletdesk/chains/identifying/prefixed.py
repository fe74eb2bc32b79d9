"""Ids that begin with what they are: bech32 of Bitcoin, Litecoin and Cosmos, cashaddr, Stellar's letters."""

import re
from difflib import SequenceMatcher

from walletdesk.chains.codecs import bech32, cashaddr, crc16
from walletdesk.chains.identifying.seen import Seen, looks_random, wrong
from walletdesk.chains.model import ChainTable, Checksum, Family, Kind

_ACCOUNT_SIZES = {20, 32}
_VALIDATOR = "valoper"
_CASHADDR = re.compile(r"[qpzr][02-9ac-hj-np-z]{41}|[QPZR][02-9AC-HJ-NP-Z]{41}")
_STELLAR = {"G": (56, 6 << 3, ""), "C": (56, 2 << 3, "contract"), "M": (69, 12 << 3, "muxed")}
_ALIKE = 0.75  # of the letters of a prefix
_BASE32 = re.compile(r"[A-Z2-7]+")


class Prefixed:
    def __init__(self, table: ChainTable) -> None:
        self._witness = {c.addresses.hrp: c.id for c in table.of_family(Family.BITCOIN) if c.addresses.hrp}
        self._accounts = {chain.addresses.hrp: chain.id for chain in table.of_family(Family.COSMOS)}
        self._cash = {
            c.addresses.cashaddr: c.id for c in table.of_family(Family.BITCOIN) if c.addresses.cashaddr
        }
        self._stellar = tuple(sorted(chain.id for chain in table.of_family(Family.STELLAR)))

    def read(self, word: str) -> Seen | None:
        hrp, one, rest = word.lower().partition("1")
        if one and len(rest) > 5:
            if hrp in self._witness:
                return self._segwit(word, (self._witness[hrp],))
            if hrp.removesuffix(_VALIDATOR) in self._accounts:
                return self._cosmos(word, hrp)
        if word[0] in _STELLAR and self._stellar:
            return self._strkey(word)
        return self.cash("", word) if _CASHADDR.fullmatch(word) else None

    def _segwit(self, word: str, forms: tuple[str, ...]) -> Seen | None:
        written = bech32.read(word)
        program = bech32.witness(written) if written else None
        if program is None:
            return wrong(Kind.ADDRESS, forms, word) if _speaks_bech32(word) else None
        return Seen(Kind.ADDRESS, forms, word.lower(), Checksum.VALID, {"witness": str(program[0])})

    def _cosmos(self, word: str, hrp: str) -> Seen | None:
        account = hrp.removesuffix(_VALIDATOR)
        written = bech32.read(word)
        body = bech32.to_bytes(written.values) if written and not written.is_m else None
        forms = (self._accounts[account],)
        if body is None or len(body) not in _ACCOUNT_SIZES:
            return wrong(Kind.ADDRESS, forms, word) if _speaks_bech32(word) else None
        detail = {"role": "validator"} if account != hrp else {}
        return Seen(Kind.ADDRESS, forms, word.lower(), Checksum.VALID, detail)

    def cash(self, prefix: str, word: str) -> Seen | None:
        """``prefix`` empty: it was left out, as most apps do. One that is nearly ours is a slip."""
        for known, id in self._cash.items():
            if prefix.lower() in {"", known}:
                is_right = cashaddr.read(known, word) is not None and _is_even(prefix + word)
                value = f"{known}:{word.lower()}"
                return Seen(Kind.ADDRESS, (id,), value, Checksum.VALID if is_right else Checksum.WRONG)
            if SequenceMatcher(None, prefix.lower(), known).ratio() > _ALIKE:
                return wrong(Kind.ADDRESS, (id,), f"{prefix}:{word}")
        return None

    def _strkey(self, word: str) -> Seen | None:
        size, version, role = _STELLAR[word[0]]
        if len(word) != size or not _BASE32.fullmatch(word):
            return None
        body = crc16.strkey(word)
        if body is None or body[0] != version:
            return wrong(Kind.ADDRESS, self._stellar, word)
        detail = {"role": role} if role else {}
        if role == "muxed":
            detail["id"] = str(int.from_bytes(body[1][32:], "big"))
        return Seen(Kind.ADDRESS, self._stellar, word, Checksum.VALID, detail)


def _speaks_bech32(word: str) -> bool:
    """Long enough for an address of this kind, and no word of prose."""
    return len(word) >= 38 and (any(map(str.isdigit, word.partition("1")[2])) or looks_random(word))


def _is_even(word: str) -> bool:
    """Neither bech32 nor cashaddr mixes capital and small letters."""
    return word in {word.lower(), word.upper()}
