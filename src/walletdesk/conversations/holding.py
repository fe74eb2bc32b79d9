"""Messages that wait for a second person: the contact sees none of it until somebody else lets it go."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from walletdesk.conversations.events import HeldMessageChanged
from walletdesk.conversations.items import Author, Said, Speaker
from walletdesk.conversations.ports import Conversations
from walletdesk.conversations.rights import agent_may_read
from walletdesk.conversations.service import Conversing, Find
from walletdesk.kernel.audit import Audit
from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Conflict, Invalid, NotFound, SecretStopped
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import AgentId, ConversationId, TeamId, new_id
from walletdesk.kernel.objections import Objected
from walletdesk.kernel.viewers import AgentViewer

SHORTEST_REASON = 4  # signs; Chinese says why in few


class HeldState(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """``rules`` that ask for a second person. ``reason`` is theirs, for whichever way they decided.

    ``author_left``: as read, the conversation is no longer its author's, so it cannot go out.
    """

    id: str
    conversation: ConversationId
    agent: AgentId
    name: str
    text: str
    client_id: str
    rules: tuple[str, ...]
    at: datetime
    state: HeldState = HeldState.WAITING
    decided_by: AgentId | None = None
    decided_at: datetime | None = None
    reason: str = ""
    author_left: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """One that waits, and whose conversation it is in."""

    held: Held
    team: TeamId | None
    assignee: AgentId | None


class HeldArchive(Protocol):
    """Committed reads, the oldest first."""

    async def find_held(self, id: str) -> Held | None: ...
    async def held_of(self, conversation: ConversationId) -> Sequence[Held]:
        """All that still wait, and the latest that were refused."""

    async def all_held(self) -> Sequence[Waiting]:
        """All that wait, of every conversation."""


class HeldBook(Protocol):
    async def add(self, held: Held) -> Held:
        """The one that is kept: this, or the same message that its author handed in before."""

    async def get(self, id: str) -> Held:
        """For change: nobody else changes it until the block ends. Raises NotFound."""

    async def save(self, held: Held) -> None: ...


class HeldWork(Protocol):
    @property
    def held(self) -> HeldBook: ...
    @property
    def conversations(self) -> Conversations: ...
    @property
    def audit(self) -> Audit: ...
    def emit(self, *events: Event) -> None: ...


OpenHeld = Callable[[], AbstractAsyncContextManager[HeldWork]]


class Holding:
    """Every step is written down: who handed it in, who decided, and why."""

    def __init__(
        self,
        *,
        open_work: OpenHeld,
        archive: HeldArchive,
        conversing: Conversing,
        secret_in: Find,
        clock: Clock,
    ) -> None:
        self._open_work = open_work
        self._archive = archive
        self._conversing = conversing
        self._secret_in = secret_in
        self._clock = clock

    async def find(self, id: str) -> Held:
        found = await self._archive.find_held(id)
        if found is None:
            raise NotFound
        return found

    async def of(self, conversation: ConversationId) -> Sequence[Held]:
        return await self._archive.held_of(conversation)

    async def waiting(self, viewer: AgentViewer) -> Sequence[Held]:
        """Those in conversations that the viewer may read, and their own wherever it went."""
        return [
            one.held
            for one in await self._archive.all_held()
            if one.held.agent == viewer.agent or agent_may_read(viewer, one.team, one.assignee)
        ]

    async def hold(self, id: ConversationId, author: Author, said: Said) -> Held:
        """Keep it for a second person. What nobody may let go is refused, what needs nobody is not held."""
        await self._conversing.refuse_secret_of_ours(id, author, said)
        rules = await self._rules_against(id, author, said)
        held = Held(
            id=new_id("hld"),
            conversation=id,
            agent=AgentId(author.id),
            name=author.name,
            text=said.text,
            client_id=said.client_id,
            rules=rules,
            at=self._clock(),
        )
        async with self._open_work() as work:
            conversation = await work.conversations.get(id)
            if conversation.assignee != author.id:
                raise Conflict("Take this conversation before you answer.", code="not_yours")
            kept = await work.held.add(held)
            if kept.id == held.id:
                await self._note(work, held, held.agent, "message_held")
        return kept

    async def approve(self, viewer: AgentViewer, id: str, *, reason: str) -> Held:
        """It goes out as its author's message, in the same block as the decision.

        Not after they lost the conversation: it would stand between the words of whoever has it now.
        """
        seen = await self.find(id)
        author = Author(Speaker.AGENT, seen.agent, seen.name)
        said = Said(text=seen.text, client_id=seen.client_id)
        await self._conversing.require_sendable(seen.conversation, author, said, passes=True)
        async with self._open_work() as work:
            decided = await self._decided(work, viewer, id, HeldState.SENT, reason)
            conversation = await work.conversations.get(decided.conversation)
            if conversation.assignee != decided.agent:
                raise Conflict(
                    "Its author no longer has this conversation, so it can't go out. Refuse it; whoever has "
                    "the conversation now writes it anew.",
                    code="author_left",
                )
            events = conversation.answer(author, said, self._clock())
            await work.conversations.save(conversation)
            work.emit(*events)
            await self._note(work, decided, viewer.agent, "held_message_approved")
        return decided

    async def refuse(self, viewer: AgentViewer, id: str, *, reason: str) -> Held:
        async with self._open_work() as work:
            decided = await self._decided(work, viewer, id, HeldState.REFUSED, reason)
            await self._note(work, decided, viewer.agent, "held_message_refused")
        return decided

    async def withdraw(self, viewer: AgentViewer, id: str) -> Held:
        """Its author writes it anew."""
        async with self._open_work() as work:
            held = await work.held.get(id)
            if held.agent != viewer.agent:
                raise NotFound
            _require_waiting(held)
            back = replace(held, state=HeldState.WITHDRAWN, decided_at=self._clock())
            await work.held.save(back)
            await self._note(work, back, viewer.agent, "held_message_withdrawn")
        return back

    async def _rules_against(self, id: ConversationId, author: Author, said: Said) -> tuple[str, ...]:
        try:
            await self._conversing.require_sendable(id, author, said)
        except Objected as objected:
            if objected.code != "second_person":
                raise
            return tuple(dict.fromkeys(one.rule for one in objected.objections))
        raise Conflict("This needs no second person. Send it.", code="needs_nobody")

    async def _decided(
        self, work: HeldWork, viewer: AgentViewer, id: str, state: HeldState, reason: str
    ) -> Held:
        if self._secret_in(reason):
            raise SecretStopped
        if len(reason.strip()) < SHORTEST_REASON:
            raise Invalid("Say why, in a few words.", code="reason_missing")
        held = await work.held.get(id)
        if held.agent == viewer.agent:
            raise Conflict("Somebody else has to decide about this message.", code="own_message")
        _require_waiting(held)
        decided = replace(
            held, state=state, decided_by=viewer.agent, decided_at=self._clock(), reason=reason.strip()
        )
        await work.held.save(decided)
        return decided

    async def _note(self, work: HeldWork, held: Held, by: AgentId, action: str) -> None:
        now = self._clock()
        await work.audit.note(now, by, action, held.id)
        work.emit(
            HeldMessageChanged(at=now, conversation=held.conversation, held=held.id, state=held.state.value)
        )


def _require_waiting(held: Held) -> None:
    if held.state is not HeldState.WAITING:
        raise Conflict("This was decided already.", code="decided_already")
