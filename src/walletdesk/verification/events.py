"""Facts about proofs."""

from dataclasses import dataclass

from walletdesk.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class CodesRefused(Event):
    """More wrong proof codes than slips explain: somebody guesses, or somebody pretends to be us."""

    @property
    def topic(self) -> str:
        return "verification"
