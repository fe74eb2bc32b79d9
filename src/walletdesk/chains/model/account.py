"""What lies at an address of one chain, and who else may move it. Amounts are exact, in the smallest unit."""

from dataclasses import dataclass
from typing import Final

from walletdesk.chains.model.diagnosis.facts import Holder
from walletdesk.chains.model.diagnosis.moves import MORE_THAN_EXIST

OF_ALL: Final = 1  # of a whole collection: the permission has no amount


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """``spender`` may move ``amount`` of the token from the address now, without asking again.

    ``for_all``: everything of a collection, now and later; ``item``: one piece of it. Symbol and decimals are
    what the token calls itself, None where it does not say.
    """

    token: str
    spender: str
    amount: int
    for_all: bool = False
    item: int | None = None
    symbol: str | None = None
    decimals: int | None = None

    @property
    def is_unlimited(self) -> bool:
        return self.for_all or self.amount >= MORE_THAN_EXIST


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """``delegate`` is the program that decides for a delegated one; ``is_shared``: others sign too (TRON).

    ``head`` and ``nonce`` are 0 on chains of which they are not asked.

    Allowances were searched from block ``searched_from`` to ``head``: 0 is all of the chain, None is not at
    all. ``unread`` of those that were once given could not be asked about.
    """

    address: str
    head: int
    balance: int
    nonce: int
    holder: Holder
    delegate: str | None = None
    is_shared: bool = False
    allowances: tuple[Allowance, ...] = ()
    searched_from: int | None = None
    unread: int = 0
