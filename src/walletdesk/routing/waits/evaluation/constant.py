"""The one who tells everybody the same: what the judging must be able to see through."""

from collections.abc import Sequence

from walletdesk.routing.waits.model import Basis, Told, Wait


class Constant:
    """The middle eight tenths of these waits, however long the line and however few the agents."""

    def __init__(self, waits: Sequence[Wait]) -> None:
        minutes = sorted(wait.waited.total_seconds() / 60 for wait in waits if wait.teaches)
        low, high = minutes[len(minutes) // 10], minutes[len(minutes) * 9 // 10]
        basis = Basis(minutes=0, recent=0, usual=len(minutes))
        self._told = Told(low=round(low), high=max(round(low) + 1, round(high)), expected=1.0, basis=basis)

    def tell(self, *_: object) -> Told:
        return self._told

    def learn(self, wait: Wait) -> None:
        """It never does."""
