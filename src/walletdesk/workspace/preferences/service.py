"""Keeping an agent's preferences."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from walletdesk.kernel.clock import Clock, millis
from walletdesk.kernel.ids import AgentId
from walletdesk.workspace.preferences.model import Preferences


class Store(Protocol):
    async def save(self, agent: AgentId, preferences: Preferences, at: int) -> None: ...


class Work(Protocol):
    @property
    def preferences(self) -> Store: ...


OpenWork = Callable[[], AbstractAsyncContextManager[Work]]


class Preferring:
    def __init__(self, *, open_work: OpenWork, clock: Clock) -> None:
        self._open_work = open_work
        self._clock = clock

    async def save(self, agent: AgentId, preferences: Preferences) -> None:
        """The last word counts: nobody but the agent writes here."""
        async with self._open_work() as work:
            await work.preferences.save(agent, preferences, millis(self._clock()))
