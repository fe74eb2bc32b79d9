"""Use cases about drafts."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from typing import Protocol

from walletdesk.kernel.clock import Clock, millis
from walletdesk.kernel.errors import Conflict, SecretStopped
from walletdesk.kernel.ids import AgentId, ConversationId
from walletdesk.workspace.drafts.model import Draft, Mode


class Store(Protocol):
    async def get(self, conversation: ConversationId, agent: AgentId, mode: Mode) -> Draft:
        """Locked for change; version 0 and no text if there is none."""

    async def save(self, draft: Draft, at: int) -> None: ...


class Work(Protocol):
    @property
    def drafts(self) -> Store: ...


OpenWork = Callable[[], AbstractAsyncContextManager[Work]]


class StaleDraft(Conflict):
    """Another screen of the same agent saved meanwhile; ``version`` and ``text`` are what stands now."""

    code = "stale_draft"
    message = "This draft was changed on another screen."


class Drafts:
    def __init__(self, *, open_work: OpenWork, secret_in: Callable[[str], str | None], clock: Clock) -> None:
        self._open_work = open_work
        self._secret_in = secret_in
        self._clock = clock

    async def save(self, draft: Draft) -> int:
        """Keep the text under the next version, which comes back.

        Raises StaleDraft if ``version`` is not the last, MayBeSecret for digits that its writer must name.
        """
        if self._secret_in(draft.text):
            raise SecretStopped
        return await self._next(draft)

    async def sent(self, draft: Draft) -> None:
        """The text went out: whoever still shows it must not bring it back."""
        async with self._open_work() as work:
            known = await work.drafts.get(draft.conversation, draft.agent, draft.mode)
            await work.drafts.save(replace(known, version=known.version + 1, text=""), self._now())

    async def _next(self, draft: Draft) -> int:
        async with self._open_work() as work:
            known = await work.drafts.get(draft.conversation, draft.agent, draft.mode)
            if known.version != draft.version:
                raise StaleDraft(version=known.version, text=known.text)
            await work.drafts.save(replace(draft, version=known.version + 1), self._now())
        return known.version + 1

    def _now(self) -> int:
        return millis(self._clock())
