"""Use cases about alerts: raise one, settle it, acknowledge it, list them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from walletdesk.insights.events import AlertAcknowledged, AlertRaised
from walletdesk.insights.model import STORM_WINDOW, Alert, Cause, Kind, folds, storm_key
from walletdesk.insights.ports import Archive, Listing, OpenWork, Work
from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import NotFound
from walletdesk.kernel.ids import AgentId, AlertId, ConversationId, new_id


class Alerting:
    """Every use case may be repeated: what is told again alerts once."""

    def __init__(self, *, open_work: OpenWork, archive: Archive, clock: Clock) -> None:
        self._open_work = open_work
        self._archive = archive
        self._clock = clock

    async def raise_for(self, cause: Cause) -> None:
        now = self._clock()
        async with self._open_work() as work:
            if await work.alerts.of_key(cause.key):
                return
            lately = await work.alerts.lately(cause.kind, now - STORM_WINDOW)
            if folds(cause.kind, lately):
                await _fold(work, cause, now)
            elif await work.alerts.add(alert := _alert(cause, now)):
                work.emit(_raised(alert))

    async def settle(self, kind: Kind, conversation: ConversationId, metric: str) -> None:
        """What was promised is over: nobody needs to look any more. Other promises may still run."""
        now = self._clock()
        async with self._open_work() as work:
            for alert in await work.alerts.unsettled(kind, conversation):
                if alert.metric not in {"", metric}:
                    continue
                await work.alerts.save(alert.acknowledged(None, now))
                if alert.folded_into is None:
                    work.emit(AlertAcknowledged(at=now, alert=alert.id, by=None))

    async def acknowledge(self, id: AlertId, by: AgentId) -> Alert:
        """A lead has seen it. The second lead changes nothing."""
        now = self._clock()
        async with self._open_work() as work:
            alert = await work.alerts.find(id)
            if alert is None:
                raise NotFound
            seen = alert.acknowledged(by, now)
            if seen != alert:
                await work.alerts.save(seen)
                work.emit(AlertAcknowledged(at=now, alert=id, by=by))
        return seen

    async def find(self, id: AlertId) -> Alert | None:
        """For a push to the leads' screens."""
        return await self._archive.find(id)

    async def list(self, listing: Listing) -> Sequence[Alert]:
        return await self._archive.list(listing)


async def _fold(work: Work, cause: Cause, now: datetime) -> None:
    """Count it in the storm's alert. Its own row is kept, so that telling it again does not count twice."""
    key = storm_key(cause.kind, now)
    storm = await work.alerts.of_key(key)
    if storm is None:
        storm = replace(_alert(cause, now), key=key, conversation=None, values={})
        if await work.alerts.add(storm):
            work.emit(_raised(storm))
        storm = await work.alerts.of_key(key) or storm
    if await work.alerts.add(replace(_alert(cause, now), folded_into=storm.id)):
        await work.alerts.save(replace(storm, count=storm.count + 1, last_at=now))


def _alert(cause: Cause, now: datetime) -> Alert:
    return Alert(
        id=AlertId(new_id("alt")),
        key=cause.key,
        kind=cause.kind,
        at=cause.at,
        last_at=now,
        conversation=cause.conversation,
        values=cause.values,
    )


def _raised(alert: Alert) -> AlertRaised:
    return AlertRaised(
        at=alert.last_at,
        alert=alert.id,
        kind=alert.kind.value,
        severity=alert.severity.value,
        conversation=alert.conversation,
    )
