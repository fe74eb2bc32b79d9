"""Telling the wallet's back end that somebody did not see an answer, so that their phone can say so."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from walletdesk.integrations.model import Hint, Secret, signed
from walletdesk.integrations.ports import Archive, ContactBook, NotTaken, OpenWork, Sending
from walletdesk.kernel.clock import Clock
from walletdesk.kernel.ids import ContactId, ConversationId
from walletdesk.kernel.jobs import Job

HINT = "push.hint"
WALLET = "wallet"  # the channel on which the wallet's back end vouched for somebody


@dataclass(frozen=True, slots=True, kw_only=True)
class Hinting:
    open_work: OpenWork
    archive: Archive
    contacts: ContactBook
    send: Sending
    secrets: Sequence[Secret] = field(repr=False)
    after: timedelta
    clock: Clock

    async def plan(self, conversation: ConversationId, contact: ContactId, at: datetime) -> None:
        """One look for all that is said meanwhile: what follows must not put it off for ever."""
        if not await self.contacts.address_of(contact, WALLET):
            return
        async with self.open_work() as work:
            work.schedule(Job(kind=HINT, key=conversation, run_at=at + self.after, only_sooner=True))

    async def tell(self, conversation: ConversationId) -> None:
        """As things stand by now: what was read since needs no hint. Raises until it was taken."""
        if (hint := await self._hint(conversation)) is None:
            return
        at = self.clock()
        body = hint.body(at)
        status = await self.send(body, signed(self.secrets, hint.id, at, body))
        if not 200 <= status < 300:
            raise NotTaken(status)

    async def _hint(self, id: ConversationId) -> Hint | None:
        talk = await self.archive.find(id)
        if talk is None or not talk.contact_unread:
            return None
        known = await self.contacts.find(talk.contact)
        subject = await self.contacts.address_of(talk.contact, WALLET)
        if known is None or known.blocked or not subject:
            return None
        return Hint(subject=subject, conversation=id, seq=talk.public_seq, unread=talk.contact_unread)
