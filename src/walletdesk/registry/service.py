"""Use cases about the list: add, remove, publish, sign anew, take what the root key has signed."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Conflict, NotFound
from walletdesk.kernel.ids import new_id
from walletdesk.registry.events import RegistryExpiring, RegistryPublished
from walletdesk.registry.model import (
    LONGEST,
    MOST_ENTRIES,
    WARN,
    Edition,
    Entry,
    Listed,
    Published,
    Trust,
    changes,
    document,
)
from walletdesk.registry.ports import Archive, OpeningHours, OpenWork, Signer, Work


class Publishing:
    """``valid_for``: how long a publication is believed; it is signed anew when half of that has passed."""

    def __init__(
        self,
        *,
        open_work: OpenWork,
        archive: Archive,
        signer: Signer,
        hours: OpeningHours,
        clock: Clock,
        valid_for: timedelta,
    ) -> None:
        self._open_work = open_work
        self.archive = archive
        self._signer = signer
        self._hours = hours
        self._clock = clock
        self._valid_for = min(valid_for, LONGEST)

    async def add(self, entry: Entry, *, by: str) -> Listed:
        """Listed for the next publication."""
        now = self._clock()
        listed = Listed(id=new_id("chn"), entry=entry, added_at=now, added_by=by)
        async with self._open_work() as work:
            if len(await work.channels.listed()) >= MOST_ENTRIES:
                raise Conflict("The list is full. Remove a channel first.", code="list_full")
            if not await work.channels.add(listed):
                raise Conflict(
                    "This channel, or another of this name, is listed already.", code="listed_already"
                )
            await work.audit.note(now, by, "registry_entry_added", _target(listed.entry))
        return listed

    async def remove(self, id: str, *, by: str) -> Listed:
        now = self._clock()
        async with self._open_work() as work:
            removed = await work.channels.remove(id)
            if removed is None:
                raise NotFound
            await work.audit.note(now, by, "registry_entry_removed", _target(removed.entry))
        return removed

    async def publish(self, *, by: str, at_least: int = 0) -> Published:
        """What is listed now, signed. ``at_least``: the serial, after a restored backup."""
        hours = await self._hours()
        async with self._open_work() as work:
            entries = tuple(listed.entry for listed in await work.channels.listed())
            return await self._publish(work, entries, hours, by=by, at_least=at_least)

    async def look(self) -> None:
        """Sign anew in time what is published, and tell of what will end in spite of it."""
        newest, now = await self.archive.newest(), self._clock()
        if newest is None:
            return
        if newest.expires - now < self._valid_for / 2:
            newest = await self._renewed(newest)
        trust = await self.archive.trust()
        ends = [("document", newest.serial, newest.expires), ("mandate", trust.number, trust.until)]
        soon = [
            RegistryExpiring(at=now, what=what, number=number, days=max(0, (end - now).days))
            for what, number, end in ends
            if end is not None and end - now < WARN
        ]
        async with self._open_work() as work:
            work.emit(*soon)

    async def take(self, mandate: Mapping[str, Any], *, succession: Mapping[str, Any] | None = None) -> None:
        """Keep a mandate, with the word of the old root where a new one gave it; neither without the other.

        Who calls has looked at the signatures.
        """
        now = self._clock()
        async with self._open_work() as work:
            if mandate["number"] <= (await work.channels.trust()).number:
                raise Conflict("The mandate that is kept has a higher number.", code="old_mandate")
            for what, statement in (("root", succession), ("mandate", mandate)):
                if statement is not None:
                    await work.channels.take(what, statement, now)
                    await work.audit.note(now, "", f"registry_{what}_taken", str(statement["key"]))

    async def trust(self) -> Trust:
        return await self.archive.trust()

    async def _renewed(self, newest: Published) -> Published:
        hours = await self._hours()
        try:
            async with self._open_work() as work:
                return await self._publish(work, newest.entries, hours, by="")
        except Conflict:  # no key, no mandate, or another node was quicker: the warning tells in time
            return newest

    async def _publish(
        self, work: Work, entries: Sequence[Entry], hours: Mapping[str, Any], *, by: str, at_least: int = 0
    ) -> Published:
        now = self._clock().replace(microsecond=0)
        trust, before = await work.channels.trust(), await work.channels.newest()
        self._require_mandate(trust, now)
        edition = Edition(
            serial=max((before.serial if before else 0) + 1, at_least),
            issued=now,
            expires=now + self._valid_for,
            prev=before.digest if before else "",
        )
        written = document(entries, edition, trust=trust, hours=hours)
        text, digest = self._signer.signed(written)
        added, removed = changes(before.entries if before else (), entries)
        published = Published(
            serial=edition.serial,
            text=text,
            digest=digest,
            issued=now,
            expires=edition.expires,
            by=by,
            entries=tuple(entries),
            added=added,
            removed=removed,
        )
        if not await work.channels.publish(published):
            raise Conflict("Somebody else changed this meanwhile. Load it again.", code="changed_meanwhile")
        work.emit(RegistryPublished(at=now, serial=edition.serial, by=by))
        if by:
            await work.audit.note(now, by, "registry_published", str(edition.serial))
        return published

    def _require_mandate(self, trust: Trust, now: datetime) -> None:
        if trust.mandate is None or trust.until is None:
            raise Conflict("Nothing can be signed yet. Run: walletdesk registry init", code="no_mandate")
        if trust.until <= now:
            raise Conflict(
                "The mandate of the online key has ended. Run: walletdesk registry sign", code="mandate_ended"
            )
        self._signer.settle(str(trust.mandate["key"]))
        if trust.mandate["key"] != self._signer.public():
            raise Conflict("The mandate is for another online key than the one here.", code="other_key")


def _target(entry: Entry) -> str:
    return f"{entry.kind.value}:{entry.value}"
