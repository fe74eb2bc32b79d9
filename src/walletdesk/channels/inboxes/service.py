"""Setting inboxes up and reading what they were set up with. Secrets go in and are never shown again."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from walletdesk.channels.inboxes.events import InboxChanged
from walletdesk.channels.inboxes.model import Health, Inbox, Way, checked, clean_name
from walletdesk.channels.inboxes.ports import HealthNotes, OpenWork, Reading, Sealing
from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Conflict, NotFound
from walletdesk.kernel.ids import AgentId, InboxId, new_id

NOTED_EVERY: Final = timedelta(seconds=10)


class Inboxes:
    def __init__(
        self, *, open_work: OpenWork, reading: Reading, notes: HealthNotes, sealing: Sealing, clock: Clock
    ) -> None:
        self._open_work = open_work
        self._reading = reading
        self._notes = notes
        self._sealing = sealing
        self._clock = clock
        self._noted: dict[tuple[InboxId, Way], datetime] = {}

    async def add(
        self, kind: str, name: str, settings: Mapping[str, str], secrets: Mapping[str, str], *, by: AgentId
    ) -> Inbox:
        """Raises Invalid."""
        now = self._clock()
        inbox = Inbox(
            id=InboxId(new_id("inb")),
            kind=kind,
            name=clean_name(name),
            settings=checked(settings),
            secrets=frozenset(checked(secrets)),
            created_at=now,
        )
        async with self._open_work() as work:
            await work.inboxes.add(inbox, self._sealed(inbox.id, secrets))
            await work.audit.note(now, by, "inbox_added", inbox.id)
            work.emit(InboxChanged(at=now, inbox=inbox.id, kind=kind))
        return inbox

    async def change(
        self,
        id: InboxId,
        version: int,
        name: str,
        settings: Mapping[str, str],
        secrets: Mapping[str, str],
        *,
        by: AgentId,
    ) -> Inbox:
        """``secrets``: new ones; an empty one is removed, the others stay. Raises Conflict, Invalid."""
        now = self._clock()
        async with self._open_work() as work:
            held = await work.inboxes.hold(id)
            if held is None:
                raise NotFound
            if held.version != version:
                raise Conflict("Somebody else changed this inbox meanwhile. Please look again.", code="stale")
            new = {key: value for key, value in checked(secrets).items() if value}
            kept = (held.secrets - secrets.keys()) | new.keys()
            changed = replace(held.changed(name=name, settings=settings), secrets=kept)
            gone = dict.fromkeys(secrets.keys() - new.keys())
            await work.inboxes.save(changed, {**self._sealed(id, new), **gone})
            await work.audit.note(now, by, "inbox_changed", id)
            work.emit(InboxChanged(at=now, inbox=id, kind=held.kind))
        return changed

    async def pause(self, id: InboxId, paused: bool, *, by: AgentId) -> Inbox:
        """What comes in while it is paused stays where it is; what is to go out waits."""
        now = self._clock()
        async with self._open_work() as work:
            held = await work.inboxes.hold(id)
            if held is None:
                raise NotFound
            if held.paused == paused:
                return held
            changed = held.pausing(paused)
            await work.inboxes.save(changed, {})
            await work.audit.note(now, by, "inbox_paused" if paused else "inbox_resumed", id)
            work.emit(InboxChanged(at=now, inbox=id, kind=held.kind))
        return changed

    async def looked_at(self, action: str, arrival: str, *, by: AgentId) -> None:
        """What somebody does with one that was not taken is written down before it is done."""
        now = self._clock()
        async with self._open_work() as work:
            await work.audit.note(now, by, action, arrival)

    async def find(self, id: InboxId) -> Inbox | None:
        return await self._reading.find(id)

    async def all(self, kind: str = "") -> Sequence[Inbox]:
        return await self._reading.all(kind)

    async def secrets(self, id: InboxId) -> dict[str, str]:
        """For the channel's own code, which hands them to the provider and to nobody else."""
        sealed = await self._reading.sealed(id)
        return {key: self._sealing.open(value, f"{id}/{key}").decode() for key, value in sealed.items()}

    async def keep_secret(self, id: InboxId, key: str, value: str) -> None:
        """What a provider gives out itself, such as a token that is renewed: nobody's change, so no audit."""
        async with self._open_work() as work:
            held = await work.inboxes.hold(id)
            if held is not None:
                changed = replace(held, secrets=held.secrets | {key})
                await work.inboxes.save(changed, self._sealed(id, {key: value}))

    async def health(self, id: InboxId) -> Sequence[Health]:
        return await self._reading.health(id)

    async def worked(self, id: InboxId, way: Way, *, expires_at: datetime | None = None) -> None:
        """Noted at most every few seconds, so that it costs no write for each message."""
        now = self._clock()
        last = self._noted.get((id, way))
        if last is None or now - last >= NOTED_EVERY or expires_at is not None:
            self._noted[id, way] = now
            await self._notes.note(id, Health(way=way, at=now, expires_at=expires_at))

    async def failed(self, id: InboxId, way: Way, code: str) -> None:
        """``code``: a word of ours; nothing that a provider or a person wrote."""
        self._noted.pop((id, way), None)  # the next success is told at once
        await self._notes.failed(id, way, code, self._clock())

    def _sealed(self, id: InboxId, secrets: Mapping[str, str]) -> dict[str, bytes]:
        return {key: self._sealing.seal(value.encode(), f"{id}/{key}") for key, value in secrets.items()}
