"""From what a provider brought to a conversation: the shield first, everything once, in any order."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from walletdesk.channels.arrivals import Arrival, Arriving, Taken
from walletdesk.channels.arrivals import State as Ended
from walletdesk.channels.messaging.model import (
    FileRef,
    Incoming,
    Peer,
    TryLater,
    Turned,
    Unreadable,
    Unsure,
    What,
)
from walletdesk.channels.messaging.ports import (
    Account,
    Accounts,
    Archive,
    Attaching,
    Book,
    Conversing,
    Keeping,
    Limiter,
    Linking,
    OpenWork,
    Provider,
    Pulling,
    Reading,
    Say,
    TakeFile,
)
from walletdesk.channels.messaging.service.sending import Sending
from walletdesk.contacts import Contact, Identity
from walletdesk.conversations import Attachment, Author, Beginning, Conversation, Said, Speaker, Status
from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Invalid, MayBeSecret, SecretStopped, TooLarge, TooMany
from walletdesk.kernel.ids import ContactId, ConversationId, InboxId, new_id
from walletdesk.kernel.viewers import ContactViewer

PER_PEER: Final = (60, 60)  # of one person; more is a flood, and waits for somebody to look
ONE_HINT: Final = (1, 86_400)  # into a public room, so that nobody can have us write there
MOST_PULLS: Final = 50  # pages at a time; what is left comes with the next word
NOTHING: Final = Taken(state=Ended.IGNORED, reason="nothing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """The taker of every kind of inbox that messages."""

    providers: Mapping[str, Provider]
    accounts: Accounts
    keeping: Keeping
    open_work: OpenWork
    reading: Reading
    book: Book
    linking: Linking
    conversing: Conversing
    archive: Archive
    attaching: Attaching
    take_file: TakeFile
    limiter: Limiter
    sending: Sending
    say: Say
    clock: Clock

    async def take(self, arrival: Arrival, arrived: Arriving) -> Taken:
        """Safe to repeat at any point: each step finds what the one before it left."""
        provider, known = self.providers[arrival.kind], await self.accounts.of(arrival.inbox)
        if known is None:
            return Taken(state=Ended.FAILED, reason="no_inbox")
        try:
            told = provider.read(arrived.raw, known[0])
        except Unreadable:
            return Taken(state=Ended.UNREADABLE, reason="unreadable")
        outcome = NOTHING
        try:
            for one in told:
                outcome = await self._one(provider, known[0], one)
        except (Turned, TryLater, Unsure):
            await self.accounts.failed(arrival.inbox, "in", "unreachable")
            raise
        await self.accounts.worked(arrival.inbox, "in")
        return outcome

    async def _one(self, provider: Provider, account: Account, one: Incoming) -> Taken:
        match one.what:
            case What.FETCH:
                return await self._pull(provider, account, one)
            case What.RECEIPT:
                return await self._receipt(account.inbox, one)
            case What.ELSEWHERE:
                return await self._elsewhere(provider, account, one)
            case What.LEFT | What.CAME:
                return await self._left(provider, account, one)
            case _:
                return await self._said(provider, account, one)

    async def _pull(self, provider: Provider, account: Account, word: Incoming) -> Taken:
        """Kept first, the cursor after: a kill between the two brings the same again, and once is enough."""
        pulling: Pulling = provider  # type: ignore[assignment] # only such a provider says FETCH
        for _ in range(MOST_PULLS):
            cursor = await self.reading.cursor(account.inbox)
            pieces, after, more = await pulling.pull(word, cursor, account)
            if pieces:
                await self.keeping.keep(account.inbox, provider.kind, pieces)
            async with self.open_work() as work:
                await work.cursors.move(account.inbox, after)
            if not more:
                break
        return Taken(state=Ended.IGNORED, reason="fetched")

    async def _receipt(self, inbox: InboxId, one: Incoming) -> Taken:
        await self.sending.receipt(inbox, one)
        return Taken(state=Ended.IGNORED, reason="receipt")

    async def _elsewhere(self, provider: Provider, account: Account, one: Incoming) -> Taken:
        """Said where others read: no contact, no conversation, one hint a day, and nothing of it is kept."""
        try:
            await self.limiter.hit(f"messaging:hint:{account.inbox}:{one.peer}", *ONE_HINT)
        except TooMany:
            return Taken(state=Ended.IGNORED, reason="elsewhere", wipes=True)
        peer = await self._met(provider, account, one, None)
        await self.sending.notice(peer.id, "elsewhere", one.external_id)
        return Taken(state=Ended.IGNORED, reason="elsewhere", wipes=True)

    async def _left(self, provider: Provider, account: Account, one: Incoming) -> Taken:
        async with self.open_work() as work:
            fresh = self._fresh(provider, account, one)
            peer = await work.peers.meet(account.inbox, one.peer, fresh)
            await work.peers.save(replace(peer, gone="left" if one.what is What.LEFT else ""))
        return Taken(state=Ended.IGNORED, reason=one.what.value)

    async def _said(self, provider: Provider, account: Account, one: Incoming) -> Taken:
        identity = Identity(f"{provider.kind}:{account.inbox}", one.peer)
        contact = await self.book.recognise(identity, name=one.name, locale=_language(one, account))
        known = await self.book.find(contact)
        if known is not None and known.blocked:
            await self._tell_blocked(provider, account, one, known)
            return Taken(state=Ended.IGNORED, reason="blocked", wipes=True)
        peer = await self._met(provider, account, one, contact)
        try:
            await self.limiter.hit(f"messaging:{peer.id}", *PER_PEER)
        except TooMany:
            await self.sending.notice(peer.id, "many", f"{peer.id}/{self.clock():%Y%m%d%H}")
            raise  # it is tried again by itself, later and later
        if one.what is What.DELETED and not await self._goes_on(peer):
            return Taken(state=Ended.IGNORED, reason="nothing_to_take_back", wipes=True)
        if await self._links(peer, identity, one):
            return Taken(state=Ended.IGNORED, reason="link", wipes=True)
        try:
            conversation = await self._heard(provider, account, peer, one)
        except SecretStopped:
            await self.sending.notice(peer.id, "secret", one.external_id)
            return Taken(state=Ended.STOPPED, reason="secret", wipes=True)
        except MayBeSecret:
            await self.sending.notice(peer.id, "may_be", one.external_id)
            return Taken(state=Ended.STOPPED, reason="may_be_secret", wipes=True)
        return Taken(state=Ended.TAKEN, conversation=conversation, wipes=True)  # nobody reads it again

    async def _tell_blocked(
        self, provider: Provider, account: Account, one: Incoming, known: Contact
    ) -> None:
        """Once for each block: silence frightens people, and talking back to spam feeds it."""
        peer = await self._met(provider, account, one, known.id)
        await self.sending.notice(peer.id, "blocked", f"{known.id}/{known.epoch}")

    async def _links(self, peer: Peer, identity: Identity, one: Incoming) -> bool:
        """Whether it is the code that links this channel: answered with a number, and no conversation."""
        try:
            heard = await self.linking.hear(identity, one.text)
        except TooMany:
            return True
        if heard is not None:
            notice = f"link/{heard.number}" if heard.number else "link_wrong"
            await self.sending.notice(peer.id, notice, one.external_id)
        return heard is not None

    async def _heard(self, provider: Provider, account: Account, peer: Peer, one: Incoming) -> ConversationId:
        """Raises SecretStopped and MayBeSecret, nothing of it kept."""
        client_id = f"{account.inbox}/{one.external_id}"
        text = one.text.strip() or (f"[{one.odd}]" if one.odd else "")
        talk, begun = await self._talk(peer, text, client_id)
        author = Author(Speaker.CONTACT, talk.contact)
        if one.what in {What.EDITED, What.DELETED}:
            await self._note_change(talk.id, account, one)
        if one.what is What.DELETED:
            return talk.id
        if text and not begun:
            await self.conversing.hear(talk.id, author, Said(text=text, client_id=client_id))
        if one.files:
            await self._take_files(provider, account, peer, talk, one)
        return talk.id

    async def _goes_on(self, peer: Peer) -> bool:
        found = await self.archive.find(peer.conversation) if peer.conversation else None
        return found is not None and found.status is not Status.CLOSED

    async def _talk(self, peer: Peer, text: str, client_id: str) -> tuple[Conversation, bool]:
        """Theirs as it stands, or a new one; True where ``text`` began it."""
        found = await self.archive.find(peer.conversation) if peer.conversation else None
        if found is not None and found.status is not Status.CLOSED:
            return found, False
        turn = peer.turn + 1 if found is not None else max(peer.turn, 1)
        assert peer.contact is not None  # noqa: S101 - who speaks was recognised
        beginning = Beginning(
            contact=peer.contact,
            inbox=peer.inbox,
            channel=peer.kind,
            locale=peer.locale,
            key=f"{peer.id}/{turn}",
        )
        said = Said(text=text or self.say(peer.locale, "A file:"), client_id=client_id)
        started = await self.conversing.start(beginning, Author(Speaker.CONTACT, peer.contact), said)
        async with self.open_work() as work:
            held = await work.peers.hold(peer.id)
            if held is not None:
                await work.peers.save(replace(held, conversation=started.id, turn=turn))
        if any(item.event is not None and item.event.what == "secret_stopped" for item in started.new):
            raise SecretStopped
        return started, bool(started.new)

    async def _note_change(self, talk: ConversationId, account: Account, one: Incoming) -> None:
        """What was said stays as it was said; that it was changed stands beside it, and the new words."""
        before = await self.archive.said_before(talk, f"contact:{account.inbox}/{one.of}")
        what = "said_anew" if one.what is What.EDITED else "taken_back"
        value = str(before.seq) if before else ""
        await self.conversing.note_fact(talk, what, value=value, key=one.external_id)

    async def _take_files(
        self, provider: Provider, account: Account, peer: Peer, talk: Conversation, one: Incoming
    ) -> None:
        client_id = f"{account.inbox}/{one.external_id}/f"
        if await self.archive.said_before(talk.id, f"contact:{client_id}"):
            return
        taken = [await self._file(provider, account, talk, each, once=client_id) for each in one.files]
        if kept := tuple(each for each in taken if each is not None):
            said = Said(text="", client_id=client_id, attachments=kept)
            await self.conversing.hear(talk.id, Author(Speaker.CONTACT, talk.contact), said)
        if None in taken:
            await self.sending.notice(peer.id, "file", one.external_id)
            await self.conversing.note_fact(talk.id, "file_not_taken", key=one.external_id)

    async def _file(
        self, provider: Provider, account: Account, talk: Conversation, ref: FileRef, *, once: str
    ) -> Attachment | None:
        """None for what is not taken here. Raises SecretStopped, told in the thread once, and TryLater."""
        if ref.size > provider.limits.fetches:
            return None
        try:
            body = await provider.fetch(ref, account)
            kept = await self.take_file(ref.name or "file", _pieces(body))
        except Turned as turned:
            if turned.health:  # it is about the inbox: the file is theirs still, and is asked for again
                raise
            return None
        except (Invalid, TooLarge):
            return None
        except SecretStopped as stopped:
            await self.conversing.stop_secret(talk.id, str(stopped.values.get("secret", "")), once=once)
            raise
        return await self.attaching.add(ContactViewer(contact=talk.contact), talk.id, kept)

    async def _met(
        self, provider: Provider, account: Account, one: Incoming, contact: ContactId | None
    ) -> Peer:
        async with self.open_work() as work:
            fresh = self._fresh(provider, account, one)
            peer = await work.peers.meet(account.inbox, one.peer, fresh)
            met = replace(peer, contact=contact or peer.contact, locale=_language(one, account))
            met = met.heard(min(one.at or self.clock(), self.clock()), one.external_id)
            await work.peers.save(met)
        return met

    def _fresh(self, provider: Provider, account: Account, one: Incoming) -> Peer:
        return Peer(
            id=new_id("per"),
            inbox=account.inbox,
            address=one.peer,
            kind=provider.kind,
            locale=_language(one, account),
        )


def _language(one: Incoming, account: Account) -> str:
    """Of what was written, then as their device says it, then the inbox's own."""
    if any("\u4e00" <= letter <= "\u9fff" for letter in one.text):
        return "zh-CN"
    said = one.language.replace("_", "-")
    if said:
        return "zh-CN" if said.lower().startswith("zh") else said
    return account["locale"] or "en"


async def _pieces(body: bytes) -> AsyncIterator[bytes]:
    yield body
