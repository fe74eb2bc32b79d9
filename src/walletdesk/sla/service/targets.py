"""The policy: what we set out to keep."""

from dataclasses import replace

from walletdesk.hours import CalendarId, Hours
from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Conflict, NotFound
from walletdesk.sla.events import PolicyChanged
from walletdesk.sla.model import DEFAULT_POLICY, Policy, PolicyId
from walletdesk.sla.ports import OpenWork, Reading


class Targets:
    """The policy: what we set out to keep."""

    def __init__(self, *, reading: Reading, open_work: OpenWork, hours: Hours, clock: Clock) -> None:
        self._reading = reading
        self._open_work = open_work
        self._hours = hours
        self._clock = clock

    async def get(self, id: PolicyId = DEFAULT_POLICY) -> Policy:
        if found := await self._reading.policy(id):
            return found
        raise NotFound

    async def save(self, policy: Policy, *, by: str = "") -> Policy:
        """Keep a new policy (``version`` 0) or a change to the version it carries."""
        await self._hours.get(CalendarId(policy.calendar))
        kept, now = replace(policy, version=policy.version + 1), self._clock()
        async with self._open_work() as work:
            done = work.policies.replace if policy.version else work.policies.add
            if not await done(kept, now):
                raise Conflict(
                    "Somebody else changed this meanwhile. Load it again.", code="changed_meanwhile"
                )
            work.emit(PolicyChanged(at=now, policy=kept.id, version=kept.version, by=by))
            if by:
                await work.audit.note(now, by, "policy_changed", kept.id)
        return kept

    async def ensure(self, policy: Policy) -> None:
        """Put the installation's first policy in place; one that is there already stays as it is."""
        now = self._clock()
        async with self._open_work() as work:
            if await work.policies.add(replace(policy, version=1), now):
                work.emit(PolicyChanged(at=now, policy=policy.id, version=1))
