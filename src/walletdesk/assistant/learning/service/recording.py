"""What the bot decided is kept, and what contacts say of it."""

from dataclasses import dataclass, replace

from walletdesk.assistant.events import Outcome
from walletdesk.assistant.learning.model import Decision
from walletdesk.assistant.learning.ports import OpenWork
from walletdesk.assistant.learning.service.watching import Watching
from walletdesk.kernel.ids import ConversationId, MessageId


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """Every use case may be repeated: what is told again changes nothing."""

    open_work: OpenWork
    watching: Watching

    async def decided(self, decision: Decision) -> None:
        async with self.open_work() as work:
            await work.decisions.add(decision)

    async def was_danger(self, conversation: ConversationId) -> None:
        """They say that it is happening to them: what they wrote before is no question of an article."""
        async with self.open_work() as work:
            found = await work.decisions.newest(conversation)
            if found and found.outcome is not Outcome.RISK:
                await work.decisions.save(replace(found, outcome=Outcome.RISK))

    async def judged_by_contact(self, asked: MessageId, *, helped: bool) -> None:
        async with self.open_work() as work:
            found = await work.decisions.find(asked)
            if found is None or found.helped == helped:
                return
            await work.decisions.save(replace(found, helped=helped))
        await self.watching.look()
