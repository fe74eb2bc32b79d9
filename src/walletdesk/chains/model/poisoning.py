"""Addresses made to be taken for another one: the same at both ends, which is all that a wallet's list shows.

Whoever makes them sends a payment of nothing, so that the false one stands in a history from which people
copy. A checksum is no defence: a ground address has a right one.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

FIRST: Final = 3  # letters the same at the beginning, after what all addresses of the form begin with
LAST: Final = 4  # and at the end: fewer are shown by no wallet

_BASE58 = "[1-9A-HJ-NP-Za-km-z]"
_BECH32 = "[02-9ac-hj-np-z]"
# Of each form: what stands in front of every address of it, and what tells people apart. The first that fits.
_FOLDED: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"(0x)([0-9a-f]{40}|[0-9a-f]{64})",
        rf"((?:bc|ltc|tb)1{_BECH32})({_BECH32}{{30,80}})",
        rf"([a-z]{{1,20}}1)({_BECH32}{{38}}|{_BECH32}{{58}})",
        rf"((?:bitcoincash:)?[qp])({_BECH32}{{41}})",
        r"(0:)([0-9a-f]{64})",
    )
)
_AS_WRITTEN: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"([EUk0][Qf])([A-Za-z0-9_-]{46})",
        r"([GMC])([A-Z2-7]{55}|[A-Z2-7]{68})",
        rf"([13LMDTrX9A])({_BASE58}{{24,34}})",
        rf"(1)({_BASE58}{{46,47}})",
        rf"()({_BASE58}{{32,48}})",
        r"()([a-z1-5.]{1,12})",
    )
)
_TON, _TON_ACCOUNT = "EQ", 43  # of its letters that name the account; the rest says how to send, and sums up


@dataclass(frozen=True, slots=True)
class _Parts:
    """``who`` is the same for two ways to write one address."""

    form: str
    body: str
    who: str

    @property
    def ends(self) -> tuple[str, str, str]:
        return self.form, self.body[:FIRST], self.body[-LAST:]


def looks_like(known: str, candidate: str) -> bool:
    """Whether somebody who compares both ends takes one for the other, though they are two."""
    return bool(lookalikes(candidate, (known,)))


def lookalikes(address: str, history: Iterable[str]) -> tuple[str, ...]:
    """Those of the history that it can be taken for; itself, however it is written, is none of them."""
    it = _parts(address)
    if it is None:
        return ()
    return tuple(one for one in history if (other := _parts(one)) and _alike(it, other))


def is_of_one_form(one: str, other: str) -> bool:
    """Whether both are addresses, and could stand on one chain."""
    first, second = _parts(one), _parts(other)
    return first is not None and second is not None and first.form == second.form


def is_same(one: str, other: str) -> bool:
    """Whether both are one address, however they are written."""
    first, second = _parts(one), _parts(other)
    if first is None or second is None:
        return one.strip() == other.strip()
    return (first.form, first.who) == (second.form, second.who)


def alike_in(history: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """The addresses of a history that can be taken for each other, together, in the order they came in."""
    by_ends: dict[tuple[str, str, str], dict[str, str]] = defaultdict(dict)
    for one in history:
        if it := _parts(one):
            by_ends[it.ends].setdefault(it.who, one)
    return tuple(tuple(alike.values()) for alike in by_ends.values() if len(alike) > 1)


def _alike(one: _Parts, other: _Parts) -> bool:
    return one.ends == other.ends and one.who != other.who


def _parts(address: str) -> _Parts | None:
    """None of what is no address of a form that is known."""
    text = address.strip()
    small = text.lower()
    if text in {small, text.upper()} or small.startswith("0x"):
        for pattern in _FOLDED:
            if found := pattern.fullmatch(small):
                return _told(found[1].removeprefix("bitcoincash:"), found[2])
    for pattern in _AS_WRITTEN:
        if found := pattern.fullmatch(text.replace("+", "-").replace("/", "_")):
            return _told(found[1], found[2])
    return None


def _told(front: str, body: str) -> _Parts:
    if len(front) == 2 and front[1] in "Qf":
        return _Parts(_TON, body, body[:_TON_ACCOUNT])
    return _Parts(f"{front}{len(body) if front == '0x' else ''}", body, body)
