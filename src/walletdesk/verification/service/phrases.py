"""The words of a contact by which they know our mails. No agent ever sees them."""

from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Conflict, SecretStopped
from walletdesk.kernel.ids import ContactId
from walletdesk.kernel.viewers import ContactViewer
from walletdesk.verification.model import clean_phrase
from walletdesk.verification.ports import Judge, Known, Limiter, OpenWork, PhraseArchive

CHANGES = (10, 3600)  # of one contact


class Phrases:
    def __init__(
        self,
        *,
        open_work: OpenWork,
        archive: PhraseArchive,
        contacts: Known,
        holds_secret: Judge,
        limiter: Limiter,
        clock: Clock,
    ) -> None:
        self._open_work = open_work
        self._archive = archive
        self._contacts = contacts
        self._holds_secret = holds_secret
        self._limiter = limiter
        self._clock = clock

    async def of(self, contact: ContactId) -> str:
        """Empty where none was set."""
        return await self._archive.phrase_of(contact)

    async def may_set(self, viewer: ContactViewer) -> bool:
        """Whoever has no proven mailbox or wallet gets no mail that needs it, and could be anybody."""
        return await self._contacts.is_proven(viewer.contact)

    async def set(self, viewer: ContactViewer, text: str) -> str:
        await self._require_proven(viewer)
        if self._holds_secret(text):
            raise SecretStopped
        phrase = clean_phrase(text)
        if self._holds_secret(phrase):  # full-width letters and odd blanks are plain by now
            raise SecretStopped
        async with self._open_work() as work:
            await work.phrases.put(viewer.contact, phrase, self._clock())
        return phrase

    async def remove(self, viewer: ContactViewer) -> None:
        await self._require_proven(viewer)
        async with self._open_work() as work:
            await work.phrases.remove(viewer.contact)

    async def hand_over(self, absorbed: ContactId, to: ContactId) -> None:
        """Two contacts turned out to be one: theirs stays, else the other's comes along."""
        phrase = await self._archive.phrase_of(absorbed)
        if not phrase:
            return
        kept = await self._archive.phrase_of(to)
        async with self._open_work() as work:
            if not kept:
                await work.phrases.put(to, phrase, self._clock())
            await work.phrases.remove(absorbed)

    async def _require_proven(self, viewer: ContactViewer) -> None:
        await self._limiter.hit(f"phrase:{viewer.contact}", *CHANGES)
        if not await self.may_set(viewer):
            raise Conflict("Confirm your e-mail address first.", code="no_proven_address")
