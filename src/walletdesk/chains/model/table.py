"""The chain table: every chain this installation knows of, by its id."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from walletdesk.chains.model.chain import Chain, Family
from walletdesk.chains.model.party import Party

EVM = "evm"  # one form for all chains whose addresses and ids look the same


@dataclass(frozen=True, slots=True)
class ChainTable:
    by_id: Mapping[str, Chain]
    parties: tuple[Party, ...] = ()

    @classmethod
    def of(cls, chains: Iterable[Chain], parties: Iterable[Party] = ()) -> "ChainTable":
        return cls(MappingProxyType({chain.id: chain for chain in chains}), tuple(parties))

    def __iter__(self) -> Iterator[Chain]:
        return iter(self.by_id.values())

    def __len__(self) -> int:
        return len(self.by_id)

    def get(self, id: str) -> Chain:
        """Raise KeyError where the table has no such chain."""
        return self.by_id[id]

    def find(self, id: str) -> Chain | None:
        return self.by_id.get(id)

    def of_family(self, *families: Family) -> tuple[Chain, ...]:
        return tuple(chain for chain in self if chain.family in families)

    def of_chain_id(self, chain_id: int | str) -> Chain | None:
        """By what the chain calls itself, as a dApp names it."""
        return next((chain for chain in self if chain.chain_id == chain_id), None)

    def of_host(self, host: str) -> tuple[Chain, ...]:
        """The chains that an explorer at exactly this host shows."""
        return tuple(chain for chain in self if any(one.host == host for one in chain.explorers))

    def of_form(self, form: str) -> tuple[str, ...]:
        """The ids behind a form: of ``evm`` all EVM chains, of any other the chain itself."""
        if form == EVM:
            return tuple(chain.id for chain in self.of_family(Family.EVM))
        return (form,) if form in self.by_id else ()
