"""What the plan of the queues needs from the world."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from walletdesk.kernel.audit import Audit
from walletdesk.kernel.ids import TeamId
from walletdesk.kernel.jobs import Job
from walletdesk.routing.rules.model import Plan


class SavedPlan(Protocol):
    async def save(self, plan: Plan) -> bool:
        """False, and nothing kept, if another than the version before it stands there."""


class Work(Protocol):
    @property
    def plan(self) -> SavedPlan: ...
    @property
    def audit(self) -> Audit: ...
    def schedule(self, *jobs: Job) -> None: ...


OpenWork = Callable[[], AbstractAsyncContextManager[Work]]


class Reading(Protocol):
    async def plan(self) -> Plan:
        """As it is on disk: another node may have changed it a moment ago."""


class Places(Protocol):
    async def is_team(self, id: TeamId) -> bool: ...
    async def specialists_of(self, team: TeamId | None) -> str:
        """Which kind of desk a team is; empty for the front."""
