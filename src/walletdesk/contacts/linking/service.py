"""Linking a channel to a contact, and parting them again."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from walletdesk.contacts.linking.events import IdentityLinked, IdentityUnlinked
from walletdesk.contacts.linking.model import (
    CODE_LIFE,
    Attempt,
    Link,
    code_in,
    new_code,
    new_number,
    refuse_taken,
)
from walletdesk.contacts.linking.ports import Hashed, Limiter, OpenWork, Reading, Work
from walletdesk.contacts.model import Contact, Identity, refuse_blocked
from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Conflict, NotFound
from walletdesk.kernel.ids import ContactId, new_id

HOUR = 3600
CODES = (10, HOUR)  # of one contact
SAID = (10, HOUR)  # on one channel by one person: a code is not to be guessed
SAID_IN_ALL = (2_000, HOUR)


@dataclass(frozen=True, slots=True)
class Heard:
    """``number``: to be told on that channel and nowhere else; empty where the code opens nothing."""

    number: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Linking:
    open_work: OpenWork
    reading: Reading
    hashed: Hashed
    limiter: Limiter
    clock: Clock

    async def begin(self, contact: ContactId) -> str:
        """The code to be said on the other channel; an earlier one opens nothing any more."""
        await self.limiter.hit(f"link:begin:{contact}", *CODES)
        code, now = new_code(), self.clock()
        async with self.open_work() as work:
            refuse_blocked(await _found(work, contact))
            attempt = Attempt(contact=contact, code=self.hashed(code), expires_at=now + CODE_LIFE)
            await work.attempts.keep(attempt)
        return code

    async def hear(self, identity: Identity, text: str) -> Heard | None:
        """What somebody said on a channel; None where it is no code and goes its usual way."""
        code = code_in(text)
        if code is None:
            return None
        await self.limiter.hit(f"link:said:{identity.channel}:{identity.address}", *SAID)
        await self.limiter.hit("link:said", *SAID_IN_ALL)
        number, now = new_number(), self.clock()
        async with self.open_work() as work:
            attempt = await work.attempts.hold_by_code(self.hashed(code))
            if attempt is None or not attempt.is_open(now) or attempt.identity not in (None, identity):
                return Heard()
            await work.attempts.keep(attempt.said_on(identity, self.hashed(number)))
        return Heard(number)

    async def confirm(self, contact: ContactId, number: str) -> Link:
        """Raises Conflict for a number that is wrong, too old, or for a channel that is somebody's."""
        now = self.clock()
        async with self.open_work() as work:
            attempt = await work.attempts.hold(contact)
            if attempt is None or not attempt.is_open(now) or attempt.identity is None:
                raise Conflict("There is nothing to confirm. Get a new code.", code="nothing_to_confirm")
            if attempt.number == self.hashed("".join(number.split())):
                return await self._link(work, attempt.identity, contact, now)
            await work.attempts.keep(attempt.missed())
        raise Conflict("This number is wrong. Look at it again.", code="wrong_number")

    async def unlink(self, contact: ContactId, identity: Identity) -> None:
        """The channel is again who it was before. Raises NotFound for what is not linked to ``contact``."""
        now = self.clock()
        async with self.open_work() as work:
            link = await work.links.hold(identity)
            if link is None or link.contact != contact:
                raise NotFound
            restored = await _restored(work, link, now)
            await work.identities.give(identity, restored, now)
            await work.links.remove(identity)
            work.emit(
                IdentityUnlinked(
                    at=now,
                    contact=contact,
                    channel=identity.channel,
                    restored=restored,
                    linked_at=link.at,
                )
            )

    async def linked(self, contact: ContactId) -> Sequence[Link]:
        return await self.reading.linked(contact)

    async def waits_for_number(self, contact: ContactId) -> bool:
        """Whether the code was said somewhere, so that a number can be typed in."""
        attempt = await self.reading.attempt(contact)
        return attempt is not None and attempt.is_open(self.clock()) and attempt.identity is not None

    async def _link(self, work: Work, identity: Identity, contact: ContactId, now: datetime) -> Link:
        home, owner_id = await _found(work, contact), await work.identities.owner_of(identity)
        refuse_blocked(home)
        owner = await work.contacts.find(owner_id) if owner_id else None
        refuse_taken(home, owner, identities=await work.identities.count_of(owner.id) if owner else 0)
        absorbed = owner if owner is not None and owner.id != contact else None
        if absorbed is not None:
            await work.contacts.save(replace(absorbed, merged_into=contact))
        await work.identities.give(identity, contact, now)
        absorbed_id = absorbed.id if absorbed else None
        link = Link(identity=identity, contact=contact, absorbed=absorbed_id, at=now)
        await work.links.keep(link)
        await work.attempts.remove(contact)
        told = IdentityLinked(at=now, contact=contact, channel=identity.channel, absorbed=absorbed_id)
        work.emit(told)
        return link


async def _restored(work: Work, link: Link, now: datetime) -> ContactId:
    before = await work.contacts.find(link.absorbed) if link.absorbed else None
    if before is not None:
        await work.contacts.save(replace(before, merged_into=None))
        return before.id
    home = await _found(work, link.contact)
    fresh = Contact(id=ContactId(new_id("con")), created_at=now, locale=home.locale)
    await work.contacts.add(fresh)
    return fresh.id


async def _found(work: Work, id: ContactId) -> Contact:
    if found := await work.contacts.find(id):
        return found
    raise NotFound
