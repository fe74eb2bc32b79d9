"""Ids that only the words around them give away: accounts of EOS, and ids that were cut short."""

import re
from collections.abc import Iterator

from walletdesk.chains.identifying.scanning import Spot
from walletdesk.chains.identifying.seen import Seen, looks_random
from walletdesk.chains.model import EVM, ChainTable, Family, Kind

_EOS = re.compile(r"(?<![0-9A-Za-z._@-])[a-z1-5]{12}(?![0-9A-Za-z_@-])")
_SPEAKS_OF_EOS = re.compile(r"\b(?:eos|vaulta)\b|柚子", re.IGNORECASE | re.ASCII)
_SPEAKS_OF_ACCOUNTS = re.compile(
    r"\baccounts?\b|[账帐賬帳][号户號戶]|转[给到]|轉[給到]|收款", re.IGNORECASE | re.ASCII
)
_NAMES = re.compile(r"(?:[:：是为為号户號戶名给到給]|\bis)\s{0,3}$", re.IGNORECASE)
_NEAR = 60
_SHORT = re.compile(
    r"(?<![0-9A-Za-z])(?P<head>0[xX][0-9a-fA-F]{2,20}|[0-9A-Za-z]{3,20})"
    r"(?:…{1,2}|⋯|\.{2,6}|\*{2,8})(?P<tail>[0-9A-Za-z]{3,20})(?![0-9A-Za-z])"
)
_HEX = re.compile(r"[0-9a-fA-F]+")
_HEX_SHORTEST = 4


class Names:
    def __init__(self, table: ChainTable) -> None:
        self._eos = tuple(sorted(chain.id for chain in table.of_family(Family.EOS)))
        self._hex = tuple(sorted([EVM, *_ids(table, Family.APTOS, Family.SUI)]))
        self._bare = _ids(table, Family.BITCOIN, Family.TRON, Family.XRP, Family.COSMOS, Family.TON)
        self._hrps = {c.addresses.hrp: (c.id,) for c in table if c.addresses.hrp}
        self._first = {"T": _ids(table, Family.TRON), "r": _ids(table, Family.XRP)}
        self._ton, self._points = _ids(table, Family.TON), _ids(table, Family.SOLANA, Family.SUI)

    def accounts(self, text: str) -> Iterator[Spot]:
        alone = text.strip()
        for match in _EOS.finditer(text):
            start, end = match.span()
            if self._eos and (match[0] == alone or _is_named(text, start, end)):
                yield Spot(start, end, Seen(Kind.ACCOUNT, self._eos, match[0]))

    def shortened(self, text: str) -> Iterator[Spot]:
        for match in _SHORT.finditer(text):
            if forms := self._forms(match["head"], match["tail"]):
                yield Spot(*match.span(), Seen(Kind.SHORTENED, forms, match[0]))

    def _forms(self, head: str, tail: str) -> tuple[str, ...]:
        if _HEX.fullmatch(tail):
            if head[:2] in {"0x", "0X"}:
                return self._hex
            if min(len(head), len(tail)) >= _HEX_SHORTEST and _HEX.fullmatch(head):
                return self._bare if any(map(str.isdigit, head + tail)) else ()
        hrp, one, _ = head.partition("1")
        if one and hrp in self._hrps:
            return self._hrps[hrp]
        if not looks_random(head + tail):
            return ()
        return self._ton if head[:2] in {"EQ", "UQ"} else self._first.get(head[0], self._points)


def _is_named(text: str, start: int, end: int) -> bool:
    """Whether EOS or an account is spoken of nearby.

    Without a digit it could be any word: then it must be EOS, and it must stand where a name is told.
    """
    around = text[max(0, start - _NEAR) : start] + " " + text[end : end + _NEAR]
    speaks = bool(_SPEAKS_OF_EOS.search(around))
    if text[start:end].isalpha():
        return speaks and bool(_NAMES.search(text[max(0, start - 6) : start]))
    return speaks or bool(_SPEAKS_OF_ACCOUNTS.search(around))


def _ids(table: ChainTable, *families: Family) -> tuple[str, ...]:
    return tuple(sorted(chain.id for chain in table.of_family(*families)))
