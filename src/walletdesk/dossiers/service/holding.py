"""A desk says that a withdrawal is held, or no longer: the one finding that people make and no chain."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from walletdesk.dossiers.model import Dossier, Hold, Step, Why, let_go, put_on_hold
from walletdesk.dossiers.ports import Custody, OpenWork, Talks
from walletdesk.dossiers.service.opening import held_in, soon
from walletdesk.dossiers.service.telling import keep
from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Conflict, NotFound
from walletdesk.kernel.ids import ConversationId
from walletdesk.kernel.viewers import AgentViewer

AUDITED: Final = {True: "withdrawal_held", False: "withdrawal_let_go"}


class Holding:
    def __init__(self, *, open_work: OpenWork, talks: Talks, custody: Custody, clock: Clock) -> None:
        self._open_work = open_work
        self._talks = talks
        self._custody = custody
        self._clock = clock

    async def hold(self, viewer: AgentViewer, conversation: ConversationId, id: str, why: Why) -> Dossier:
        """Raises NotFound for whoever is of no such desk, Conflict where a chain has it or nobody can."""
        now = self._clock()
        said = Hold(why=why, by=viewer.agent, at=now)
        return await self._take(viewer, conversation, id, lambda it: put_on_hold(it, said, now), now)

    async def let_go(self, viewer: AgentViewer, conversation: ConversationId, id: str) -> Dossier:
        """The chains are asked again at once."""
        now = self._clock()
        return await self._take(viewer, conversation, id, lambda it: let_go(it, now), now)

    async def _take(
        self,
        viewer: AgentViewer,
        conversation: ConversationId,
        id: str,
        decide: Callable[[Dossier], Step],
        now: datetime,
    ) -> Dossier:
        talk = await self._talks.seen_by(viewer, conversation)
        if not self._custody.holds_withdrawals:
            raise Conflict(
                "Nobody here can hold a withdrawal: contacts hold their own keys.", code="no_such_service"
            )
        if not await self._custody.may_hold(viewer):
            raise NotFound
        async with self._open_work() as work:
            step = decide(await held_in(work, conversation, id))
            if step.entry is None:
                return step.dossier
            await keep(work, step, talk, now)
            work.schedule(soon(now))
            action = AUDITED[step.dossier.hold is not None]
            await work.audit.note(now, viewer.agent, action, f"{id}/{step.dossier.seq}")
        return step.dossier
