"""What several nodes say of one transaction: what one does not know, a second is asked before it is said."""

from dataclasses import dataclass, field, replace
from typing import Final

from walletdesk.chains.model.diagnosis import EvmFacts, Trouble
from walletdesk.chains.ports import NoAnswer

ENOUGH: Final = 2  # who say the same; one alone may keep no old ids, or have lost what others still hold


@dataclass(slots=True)
class Heard:
    """Node after node, until ``is_over``: whoever knows it is believed."""

    seen: EvmFacts | None = None
    unseen: list[EvmFacts] = field(default_factory=list)
    silent: list[Trouble] = field(default_factory=list)

    def add(self, told: EvmFacts | Trouble) -> None:
        if isinstance(told, Trouble):
            self.silent.append(told)
        elif told.is_seen:
            self.seen = told
        else:
            self.unseen.append(told)

    @property
    def is_over(self) -> bool:
        return self.seen is not None or len(self.unseen) >= ENOUGH

    def facts(self) -> EvmFacts:
        """Raise NoAnswer, where nobody could be heard or they do not agree."""
        if self.seen is not None:
            return self.seen
        if Trouble.INCONSISTENT in self.silent or len({_is_used(one) for one in self.unseen}) > 1:
            raise NoAnswer(Trouble.INCONSISTENT)
        if not self.unseen:
            raise NoAnswer(self.silent[-1] if self.silent else Trouble.NO_ENDPOINT)
        return replace(
            self.unseen[-1],
            asked_nodes=len(self.unseen) + len(self.silent),
            agreeing=len(self.unseen),
        )


def _is_used(facts: EvmFacts) -> bool | None:
    """Whether another one has its number; None where that is not known."""
    if facts.place is None or facts.next_nonce is None:
        return None
    return facts.next_nonce > facts.place[1]
