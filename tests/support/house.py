"""The guard of outgoing text as the wiring makes it, with no channel of its own."""

from collections.abc import Sequence

from walletdesk.app.wiring.outgoing import Guard
from walletdesk.registry import Registry
from walletdesk.safety.advice import RuleChange


class _AsTheyCame:
    async def changes_kept(self) -> tuple[RuleChange, ...]:
        return ()


class StrictHouse(Guard):
    def __init__(self) -> None:
        super().__init__(Registry(), _AsTheyCame())

    async def only_rules(self, text: str) -> Sequence[str]:
        return [one.rule for one in await self.objections(text)]
