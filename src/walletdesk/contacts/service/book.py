"""Knowing contacts: looking them up, meeting them on a channel, blocking them, signing them out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from walletdesk.contacts.blocking.model import OVER, Block, Why
from walletdesk.contacts.events import ContactBlocked, ContactSignedOut
from walletdesk.contacts.model import Contact, Identity, locale_or
from walletdesk.contacts.ports import OpenWork, Reading, SecretIn, Work
from walletdesk.contacts.service.screening import refuse_secret, screened_name
from walletdesk.contacts.tokens import SignedOut
from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import NotFound
from walletdesk.kernel.ids import AgentId, ContactId, new_id
from walletdesk.kernel.jobs import Job

MOST_BLOCKS: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactBook:
    open_work: OpenWork
    reading: Reading
    signed_out: SignedOut
    secret_in: SecretIn
    clock: Clock

    async def find(self, id: ContactId) -> Contact | None:
        return await self.reading.find(id)

    async def get(self, id: ContactId) -> Contact:
        if found := await self.reading.find(id):
            return found
        raise NotFound

    async def many(self, ids: Sequence[ContactId]) -> Mapping[ContactId, Contact]:
        """Those of ``ids`` that exist."""
        return await self.reading.many(ids)

    async def identities(self, id: ContactId) -> Sequence[tuple[Identity, datetime]]:
        """All by which the contact is known, and since when; the oldest first."""
        return await self.reading.identities(id)

    async def address_of(self, id: ContactId, channel: str) -> str:
        """What the contact is called on a channel, or nothing."""
        return await self.reading.address_of(id, channel)

    async def proven_as(self, email: str) -> ContactId | None:
        """Whose proven address it is; of several the first. For whoever has proof that it is theirs."""
        return await self.reading.proven_as(email) if email else None

    async def recognise(self, identity: Identity, *, name: str = "", locale: str = "") -> ContactId:
        """The contact behind an identity on a channel, met for the first time if need be. Safe to repeat.

        ``name`` is what the channel says: shown, never believed.
        """
        if known := await self.reading.owner_of(identity):
            return known
        refuse_secret(identity.address, self.secret_in)
        at = self.clock()
        fresh = Contact(
            id=ContactId(new_id("con")),
            created_at=at,
            name=screened_name(name, self.secret_in),
            locale=locale_or(locale, "en"),
        )
        async with self.open_work() as work:
            if await work.identities.claim(identity, fresh.id, at):
                await work.contacts.add(fresh)
                return fresh.id
            return await _owner(work, identity)

    async def block(
        self,
        id: ContactId,
        *,
        by: AgentId,
        blocked: bool,
        why: Why = Why.OTHER,
        until: datetime | None = None,
    ) -> None:
        """Stop, or again accept, what a contact sends. Said twice it holds as it was said last."""
        at = self.clock()
        async with self.open_work() as work:
            before = await _get(work, id)
            if blocked:
                await work.blocks.keep(Block(contact=id, why=why, by=by, at=at, until=until))
                if until is not None:
                    work.schedule(Job(kind=OVER, key=id, run_at=until))
                await work.audit.note(at, by, f"contact_blocked:{why.value}", id)
            if before.blocked is blocked:
                return
            contact = await _turned(work, before, by=by, at=at, blocked=blocked)
            if not blocked:
                await work.audit.note(at, by, "contact_unblocked", id)
        self.signed_out.note(id, contact.epoch, at)

    async def on_block_over(self, job: Job) -> None:
        """Handler of ``contacts.block_over``: nothing happens where it was taken back or made longer."""
        id, at = ContactId(job.key), self.clock()
        async with self.open_work() as work:
            contact, block = await work.contacts.find(id), await work.blocks.find(id)
            if contact is None or block is None or not block.is_over(at):
                return
            contact = await _turned(work, contact, by=block.by, at=at, blocked=False)
            await work.audit.note(at, "clock", "contact_block_over", id)
        self.signed_out.note(id, contact.epoch, at)

    async def block_of(self, id: ContactId) -> Block | None:
        return await self.reading.block_of(id)

    async def blocks(self) -> Sequence[Block]:
        """Those that hold, the latest first."""
        return await self.reading.blocks(MOST_BLOCKS)

    async def sign_out_everywhere(self, id: ContactId) -> None:
        """Every browser of this contact has to begin anew: its tokens and its device secrets stop working."""
        at = self.clock()
        async with self.open_work() as work:
            contact = (await _get(work, id)).signed_out(at)
            await work.contacts.save(contact)
            await work.devices.forget(id)
            work.emit(ContactSignedOut(at=at, contact=id, epoch=contact.epoch))
        self.signed_out.note(id, contact.epoch, at)

    async def remember_signed_out(self) -> None:
        """At the start of a process: whoever was signed out within the life of a token still is."""
        for contact in await self.reading.signed_out_since(self.clock() - self.signed_out.life):
            if contact.signed_out_at:
                self.signed_out.note(contact.id, contact.epoch, contact.signed_out_at)

    async def on_contact_signed_out(self, event: ContactSignedOut) -> None:
        """Another process signed somebody out."""
        self.signed_out.note(event.contact, event.epoch, event.at)


async def _turned(work: Work, before: Contact, *, by: AgentId, at: datetime, blocked: bool) -> Contact:
    contact = replace(before.signed_out(at), blocked=blocked)
    await work.contacts.save(contact)
    if not blocked:
        await work.blocks.lift(contact.id)
    work.emit(
        ContactBlocked(at=at, contact=contact.id, blocked=blocked, by=by),
        ContactSignedOut(at=at, contact=contact.id, epoch=contact.epoch),
    )
    return contact


async def _get(work: Work, id: ContactId) -> Contact:
    if found := await work.contacts.find(id):
        return found
    raise NotFound


async def _owner(work: Work, identity: Identity) -> ContactId:
    if owner := await work.identities.owner_of(identity):
        return owner
    raise NotFound
