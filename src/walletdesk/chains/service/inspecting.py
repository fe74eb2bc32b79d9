"""Telling what lies at an address and who else may move it, on whichever chains it can belong to."""

from collections.abc import Sequence
from dataclasses import dataclass

from walletdesk.chains.model.account import Account
from walletdesk.chains.model.diagnosis import Trouble
from walletdesk.chains.ports import Accounts


@dataclass(frozen=True, slots=True)
class Inspected:
    """Either ``account``, or why nothing is known."""

    chain: str
    account: Account | None = None
    trouble: Trouble | None = None


class Inspecting:
    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts

    async def inspect(self, address: str, chains: Sequence[str]) -> Sequence[Inspected]:
        """One for each of the chains, in their order."""
        told = await self._accounts.inspect(address, chains)
        return [_inspected(chain, told[chain]) for chain in chains]


def _inspected(chain: str, told: Account | Trouble) -> Inspected:
    return Inspected(chain, trouble=told) if isinstance(told, Trouble) else Inspected(chain, account=told)
