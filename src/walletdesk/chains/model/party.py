"""Companies that an operator knows by their addresses: where money waits for somebody else to act."""

from dataclasses import dataclass
from enum import StrEnum


class PartyKind(StrEnum):
    EXCHANGE = "exchange"  # takes deposits, and credits them by its own rules
    BRIDGE = "bridge"  # pays out on another chain


@dataclass(frozen=True, slots=True)
class Party:
    """``chains`` empty: wherever this address stands."""

    address: str
    kind: PartyKind
    name: str
    chains: tuple[str, ...] = ()

    def is_on(self, chain: str) -> bool:
        return not self.chains or chain in self.chains
