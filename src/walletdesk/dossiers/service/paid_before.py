"""Whom a contact paid before, by their own dossiers: an address that looks like one of those was made to.

Which of two payments came first only their one chain tells, by its blocks; of two chains nothing is said.
"""

from collections.abc import Sequence
from typing import Final

from walletdesk.dossiers.model import Dossier, Finding, Sort
from walletdesk.dossiers.ports import Alike, Payments

POISONED: Final = "address_poisoning"
_NOT_MEANT: Final = frozenset({POISONED, "wrong_address"})  # whoever got those was not to be paid


class PaidBefore:
    def __init__(self, payments: Payments, alike: Alike) -> None:
        self._payments = payments
        self._alike = alike

    async def of(self, dossier: Dossier, found: Finding) -> tuple[str, ...]:
        """All of them, where the one that was paid now can be taken for one; mostly none."""
        if not _recipient(found):
            return ()
        return self._before(found, _but(dossier, await self._payments.beside(dossier.conversation)))

    async def doubtful(self, dossier: Dossier) -> Sequence[str]:
        """The ids of those that are to be looked at anew, now that this payment is known."""
        found = dossier.finding
        if found is None or not _recipient(found):
            return ()
        every = [*_but(dossier, await self._payments.beside(dossier.conversation)), dossier]
        return [
            one.id
            for one in every
            if one.finding and one.code != POISONED and self._before(one.finding, _but(one, every))
        ]

    def _before(self, found: Finding, others: Sequence[Dossier]) -> tuple[str, ...]:
        earlier = [
            _recipient(one.finding) for one in others if one.finding and _is_before(one.finding, found)
        ]
        paid = _recipient(found)
        each = self._alike([*earlier, paid]) if earlier and paid else ()
        return tuple(dict.fromkeys(earlier)) if any(paid in alike for alike in each) else ()


def _but(dossier: Dossier, every: Sequence[Dossier]) -> Sequence[Dossier]:
    return [one for one in every if one.id != dossier.id]


def _is_before(one: Finding, other: Finding) -> bool:
    first, then = one.number("block"), other.number("block")
    is_placed = first is not None and then is not None and first < then
    return is_placed and one.chain == other.chain and bool(_recipient(one)) and one.code not in _NOT_MEANT


def _recipient(found: Finding) -> str:
    """Whoever has more afterwards, where that is one."""
    if found.sort is not Sort.DONE or not found.chain:
        return ""
    paid = found.evidence.get("to", "") if found.evidence.get("value", "0") != "0" else ""
    return found.evidence.get("recipient", "") or paid
