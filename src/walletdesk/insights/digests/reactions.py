"""Who is no lead any more, or has left, gets no figures."""

from walletdesk.insights.digests.service import Digests
from walletdesk.staff import AgentChanged


class DigestReactions:
    def __init__(self, digests: Digests) -> None:
        self._digests = digests

    async def on_agent_changed(self, event: AgentChanged) -> None:
        await self._digests.forget_unless_lead(event.agent)
