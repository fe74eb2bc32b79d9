"""What the bot decided is kept, and what contacts say of it."""

from dataclasses import dataclass, replace

from walletdesk.assistant.learning.model import Decision
from walletdesk.assistant.learning.ports import OpenWork, Texts
from walletdesk.assistant.learning.service.watching import Watching
from walletdesk.kernel.ids import MessageId


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """Every use case may be repeated: what is told again changes nothing."""

    open_work: OpenWork
    texts: Texts
    watching: Watching

    async def decided(self, decision: Decision) -> None:
        """``decision`` as it was told: without the number of its message."""
        seq = await self.texts.seq_of(decision.conversation, decision.message)
        async with self.open_work() as work:
            await work.decisions.add(replace(decision, seq=seq))

    async def judged_by_contact(self, asked: MessageId, *, helped: bool) -> None:
        async with self.open_work() as work:
            found = await work.decisions.find(asked)
            if found is None or found.helped == helped:
                return
            await work.decisions.save(replace(found, helped=helped))
        await self.watching.look()
