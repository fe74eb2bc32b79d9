"""What theft mode learns of addresses: which a text holds, what lies at them, which imitate another."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from walletdesk.chains import (
    Allowance,
    ChainTable,
    Identifier,
    Inspected,
    Inspecting,
    Secrecy,
    looks_like,
)
from walletdesk.dossiers.model.amounts import MOST_DECIMALS, in_units
from walletdesk.kernel.errors import MayBeSecret, SecretStopped
from walletdesk.theft import Holding
from walletdesk.theft.model import Permission

# Whoever made the token wrote its symbol: letters and digits, nothing that could be read as a site
_SYMBOL: Final = re.compile(r"[A-Za-z0-9₮]{1,12}")
_CONTEXT: Final = ("address",)  # of what was found to be one


class AskedChains:
    """Every chain that an address can belong to is named; what cannot be asked is said to be unknown."""

    def __init__(self, identifier: Identifier, inspecting: Inspecting, table: ChainTable) -> None:
        self._identifier = identifier
        self._inspecting = inspecting
        self._table = table

    def addresses_in(self, text: str) -> Sequence[str]:
        found = self._identifier(text)  # the field's name settles nothing: a key is pasted into any field
        if found.holds_secret:
            raise SecretStopped
        if any(one.secrecy is not Secrecy.OPEN for one in found.findings):
            raise MayBeSecret
        return list(dict.fromkeys(one.value for one in found.usable if one.addresses_on))

    async def inspect(self, address: str) -> Sequence[Holding]:
        found = self._identifier(address, context=_CONTEXT).usable
        chains = list(dict.fromkeys(id for one in found for id in one.addresses_on))
        told = await self._inspecting.inspect(address, chains)
        return [holding for one in told for holding in self._holdings(one)]

    def imitates(self, known: str, candidate: str) -> bool:
        return looks_like(known, candidate)

    def _holdings(self, told: Inspected) -> Iterator[Holding]:
        """Where not all permissions could be looked at, the chain counts as silent beside what it told."""
        account = told.account
        if account is None:
            yield Holding(chain=told.chain, trouble=told.trouble.value if told.trouble else "")
            return
        coin = self._table.get(told.chain).coin
        yield Holding(
            chain=told.chain,
            amount=in_units(account.balance, coin.decimals),
            symbol=coin.symbol,
            permissions=tuple(map(permission_of, account.allowances)),
            lent_to=account.delegate or "",
            taken_over=account.is_shared,
        )
        if account.searched_from != 0 or account.unread:
            yield Holding(chain=told.chain, trouble="not_all")


def permission_of(one: Allowance) -> Permission:
    symbol = one.symbol if one.symbol and _SYMBOL.fullmatch(one.symbol) else ""
    amount = None if one.is_unlimited else _amount(one)
    return Permission(spender=one.spender, token=one.token, symbol=symbol, amount=amount)


def _amount(one: Allowance) -> str:
    """Exact; in the smallest unit where the token does not say how many decimals it has."""
    if one.item is not None:
        return f"#{one.item}"
    known = one.decimals is not None and one.decimals <= MOST_DECIMALS
    return in_units(one.amount, one.decimals or 0) if known else str(one.amount)
