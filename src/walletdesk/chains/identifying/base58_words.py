"""Ids in base58: Bitcoin and its kin, TRON, XRP, Solana, Sui, Polkadot."""

from itertools import pairwise

from walletdesk.chains.codecs import base58s, ed25519, ss58
from walletdesk.chains.identifying.seen import Seen, looks_random, wrong
from walletdesk.chains.model import Chain, ChainTable, Checksum, Family, Kind

_HASH160 = 20
_CLASSIC = range(25, 36)  # letters of a version byte, 20 bytes and a checksum
_POINT, _SIGNATURE = 32, 64
_POINTS, _SIGNATURES = range(32, 45), range(86, 89)  # letters of that many bytes
_SS58_LENGTHS, _ANY_NETWORK = (46, 47, 48), 42
_CHANGES = 7  # from small to capital: more than CamelCase has in so many letters
_SYSTEM = "1" * 32  # Solana's system program, the one address without a mixture of letters
_X_LETTERS, _X_SIZE = 47, 31
_X_NETWORKS = {b"\x05\x44": "", b"\x04\x93": "test"}
_FIRST = {  # the letters that addresses of a version byte begin with, by what is usual
    0: "1", 5: "3", 22: "9A", 30: "D", 48: "L", 50: "M", 65: "T",
}  # fmt: skip


class Base58Words:
    def __init__(self, table: ChainTable) -> None:
        self._versions = _versions(table)
        self._begins = {letter: self._versions[v] for v in self._versions for letter in _FIRST.get(v, "")}
        self._xrp = _ids(table, Family.XRP)
        self._points = _ids(table, Family.SOLANA, Family.SUI)
        self._signed = _ids(table, Family.SOLANA)
        self._prefixes = {c.addresses.ss58: (c.id,) for c in table.of_family(Family.POLKADOT)}
        self._any_network = _ids(table, Family.POLKADOT)

    def read(self, word: str) -> Seen | None:
        if len(word) in _CLASSIC and (seen := self._classic(word)):
            return seen
        if len(word) == _X_LETTERS and word[0] in "XT" and (seen := self._x_address(word)):
            return seen
        if len(word) in _SS58_LENGTHS:
            return self._ss58(word)
        return self._uncheckable(word)

    def _classic(self, word: str) -> Seen | None:
        if word[0] == "r" and self._xrp:
            body = base58s.checked_xrp(word)
            if body is not None and len(body) == 1 + _HASH160 and body[0] == 0:
                return Seen(Kind.ADDRESS, self._xrp, word, Checksum.VALID)
            return wrong(Kind.ADDRESS, self._xrp, word) if _is_dense(word) else None
        body = base58s.checked(word)
        if body is not None and len(body) == 1 + _HASH160:
            forms = self._versions.get(body[0])
            return Seen(Kind.ADDRESS, forms, word, Checksum.VALID) if forms else None
        forms = self._begins.get(word[0])
        return wrong(Kind.ADDRESS, forms, word) if forms and _is_dense(word) else None

    def _x_address(self, word: str) -> Seen | None:
        """An account of XRP and its tag in one (XLS-5)."""
        body = base58s.checked_xrp(word)
        if not self._xrp or body is None or len(body) != _X_SIZE or body[:2] not in _X_NETWORKS:
            return wrong(Kind.ADDRESS, self._xrp, word) if self._xrp and word[0] == "X" else None
        flag, tag = body[22], int.from_bytes(body[23:], "little")
        if flag > 1 or tag >> 32 or (flag == 0 and tag):
            return wrong(Kind.ADDRESS, self._xrp, word)
        detail = {"tag": str(tag)} if flag else {}
        if network := _X_NETWORKS[body[:2]]:
            detail["network"] = network
        return Seen(Kind.ADDRESS, self._xrp, word, Checksum.VALID, detail)

    def _ss58(self, word: str) -> Seen | None:
        body = ss58.read(word)
        if body is None:
            is_slip = word[0] == "1" and 0 in self._prefixes and looks_random(word)
            return wrong(Kind.ADDRESS, self._prefixes[0], word) if is_slip else None
        if body[0] == _ANY_NETWORK and self._any_network:
            return Seen(Kind.ADDRESS, self._any_network, word, Checksum.VALID, {"network": "any"})
        forms = self._prefixes.get(body[0])
        return Seen(Kind.ADDRESS, forms, word, Checksum.VALID) if forms else None

    def _uncheckable(self, word: str) -> Seen | None:
        """Solana's and Sui's forms carry no checksum: any 32 or 64 bytes are one."""
        is_point = len(word) in _POINTS
        if not (is_point or len(word) in _SIGNATURES) or not (_is_mixed(word) or word == _SYSTEM):
            return None
        raw = base58s.raw(word)
        if is_point and raw is not None and len(raw) == _POINT and self._points:
            curve = "on" if ed25519.is_on_curve(raw) else "off"
            return Seen(Kind.TX_HASH_OR_ADDRESS, self._points, word, detail={"curve": curve}, is_loose=True)
        if not is_point and raw is not None and len(raw) == _SIGNATURE and self._signed:
            return Seen(Kind.TX_HASH, self._signed, word, is_loose=True)
        return None


def _versions(table: ChainTable) -> dict[int, tuple[str, ...]]:
    chains = table.of_family(Family.BITCOIN, Family.TRON)
    known = {version for chain in chains for version in _both(chain)}
    return {v: tuple(sorted(chain.id for chain in chains if v in _both(chain))) for v in sorted(known)}


def _both(chain: Chain) -> tuple[int, ...]:
    return (*chain.addresses.keys, *chain.addresses.scripts)


def _ids(table: ChainTable, *families: Family) -> tuple[str, ...]:
    return tuple(sorted(chain.id for chain in table.of_family(*families)))


def _is_mixed(word: str) -> bool:
    """Not a row of words: one id in a thousand has no digit, and then its case changes all the time."""
    changes = sum(left.islower() and right.isupper() for left, right in pairwise(word))
    return looks_random(word) or changes > _CHANGES


def _is_dense(word: str) -> bool:
    """Digits all over it, as in nearly every real one; names of files and of things have one or two."""
    return len(word) > 31 and looks_random(word) and sum(map(str.isdigit, word)) >= 3
