"""Answers on their way to a provider: one after the other for each person, and none twice in doubt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from walletdesk.channels.messaging.events import DeliveryMoved
from walletdesk.channels.messaging.model import (
    BAD,
    Delivery,
    FileOut,
    Incoming,
    Limits,
    Out,
    Peer,
    State,
    TryLater,
    Turned,
    Unsure,
    room,
)
from walletdesk.channels.messaging.ports import (
    Accounts,
    Archive,
    Conversing,
    OpenWork,
    Provider,
    ReadFile,
    Reading,
    Say,
    Work,
)
from walletdesk.channels.messaging.service.notices import CHECK, NOTICES
from walletdesk.channels.messaging.wording import Part, Words, parts_of
from walletdesk.conversations import Item, Kind, Page, Speaker
from walletdesk.kernel.clock import Clock
from walletdesk.kernel.ids import ConversationId, InboxId, new_id
from walletdesk.kernel.jobs import Job

SEND: Final = "messaging.send"
FORM: Final = "/message"  # where anybody can write to us, with limits of its own
MOST_AT_ONCE: Final = 50  # of one person in one run; the next run goes on


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """``link``: where anybody checks that it is us. ``say`` puts a sentence into somebody's language."""

    providers: Mapping[str, Provider]
    accounts: Accounts
    open_work: OpenWork
    reading: Reading
    conversing: Conversing
    archive: Archive
    read_file: ReadFile
    say: Say
    link: str
    clock: Clock

    async def message(self, conversation: ConversationId, seq: int) -> None:
        """What an agent or the bot said, part by part. Saying it twice sends it once."""
        peer = await self.reading.peer_of(conversation)
        item = await self._item(conversation, seq) if peer else None
        if peer is None or item is None:
            return
        limits = await self._limits(peer, by_person=item.author.kind is Speaker.AGENT)
        now, refused = self.clock(), ""
        async with self.open_work() as work:
            held = await work.peers.hold(peer.id)
            if held is None:
                return
            proof = not held.told
            parts = self.parts(item, held.locale, limits, proof=proof)
            refused = await _refusal(work, held, limits, len(parts), now)
            for n, _ in enumerate(parts):
                held = replace(held, out=held.out + 1)
                made = self._delivery(held, f"msg:{item.id}:{n}", now)
                made = replace(
                    made,
                    conversation=conversation,
                    seq=seq,
                    public_seq=item.public_seq or 0,
                    part=n,
                    proof=proof,
                )
                ended = made.ended(State.REFUSED, reason=refused) if refused else made
                if not await work.deliveries.add(ended):
                    return  # said before: as it was counted then
            await work.peers.save(replace(held, told=held.told or not refused))
            work.hint(DeliveryMoved(conversation))
            work.schedule(Job(kind=SEND, key=peer.id, run_at=now, only_sooner=True))
        if refused:
            await self._note(conversation, seq, refused)

    async def notice(self, peer: str, notice: str, about: str) -> None:
        """One of our own sentences; about the same thing once."""
        now = self.clock()
        async with self.open_work() as work:
            held = await work.peers.hold(peer)
            if held is None:
                return
            held = replace(held, out=held.out + 1)
            made = replace(
                self._delivery(held, f"notice:{peer}:{notice.partition('/')[0]}:{about}", now), notice=notice
            )
            if await work.deliveries.add(made):
                await work.peers.save(held)
                work.schedule(Job(kind=SEND, key=peer, run_at=now, only_sooner=True))

    async def run(self, job: Job) -> None:
        """Handler of ``messaging.send``: all that is due for one person, in order."""
        for _ in range(MOST_AT_ONCE):
            claimed = await self._claim(job.key)
            if claimed is None:
                return
            await self._send(*claimed)
        async with self.open_work() as work:
            work.schedule(Job(kind=SEND, key=job.key, run_at=self.clock() + timedelta(seconds=1)))

    async def wake(self, inbox: InboxId) -> None:
        """The inbox was paused and is not any more, or was set up anew."""
        now = self.clock()
        async with self.open_work() as work:
            for peer in await self.reading.waiting(inbox):
                work.schedule(Job(kind=SEND, key=peer, run_at=now, only_sooner=True))

    async def receipt(self, inbox: InboxId, one: Incoming) -> None:
        """What the provider tells of one message by its id, or of all until a moment."""
        if one.state is None:
            return
        changed: list[Delivery] = []
        async with self.open_work() as work:
            for found in await _meant(work, inbox, one):
                told = found.told(one.state, one.reason)
                if told != found:
                    await _save(work, told)
                    changed.append(told)
        for told in changed:
            if told.conversation is not None and told.state is State.READ:
                await self.conversing.read_by_contact(told.conversation, told.public_seq)
            if told.conversation is not None and told.state in BAD:
                await self._note(told.conversation, told.seq, told.reason)

    def parts(self, item: Item, locale: str, limits: Limits, *, proof: bool) -> Sequence[Part]:
        words = Words(
            text=item.text,
            source=item.source and replace(item.source, url=self._whole(item.source.url)),
            choices=item.choices,
            asks=item.form.name if item.form else "",
            files=item.attachments,
            proof=self.proof(locale) if proof else "",
        )
        return parts_of(words, limits)

    def proof(self, locale: str) -> str:
        """How to check that it is us: it goes out with the first message to somebody."""
        return self.say(locale, CHECK).replace("{link}", self.link)

    def _whole(self, url: str) -> str:
        return f"{self.link.rpartition('/')[0]}{url}" if url.startswith("/") else url

    async def _claim(self, peer_id: str) -> tuple[Peer, Delivery] | None:
        """The next one, marked as being sent before a byte of it leaves."""
        now, unsure = self.clock(), None
        async with self.open_work() as work:
            peer = await work.peers.hold(peer_id)
            found = await work.deliveries.next(peer_id) if peer else None
            if peer is None or found is None or await self.accounts.is_paused(peer.inbox):
                return None
            if found.next_at is not None and found.next_at > now:
                work.schedule(Job(kind=SEND, key=peer_id, run_at=found.next_at))
                return None
            if found.state is State.SENDING and not self.providers[peer.kind].repeats:
                unsure = found.ended(State.UNKNOWN, reason="unknown")  # whoever sent it did not come back
                await _save(work, unsure)
                work.schedule(Job(kind=SEND, key=peer_id, run_at=now, only_sooner=True))
            else:
                limits = await self._limits(peer, by_person=not found.notice)
                refusal = room(peer, limits, 0).refusal(0, now)
                found = found.ended(State.REFUSED, reason=refusal) if refusal else found.claimed(now)
                await _save(work, found)
        if unsure is not None:
            await self._tell(unsure)
            return await self._claim(peer_id)
        if found.is_over:
            await self._tell(found)
            return await self._claim(peer_id)
        return peer, found

    async def _send(self, peer: Peer, delivery: Delivery) -> None:
        provider, known = self.providers[peer.kind], await self.accounts.of(peer.inbox)
        out = await self._out(peer, delivery)
        if known is None or out is None:
            await self._settle(delivery.ended(State.REFUSED, reason="gone_here"))
            return
        try:
            id = await provider.send(out, known[0])
        except Turned as turned:
            if turned.health:
                await self.accounts.failed(peer.inbox, "out", turned.reason)
            await self._settle(delivery.ended(State.REFUSED, reason=turned.reason))
        except TryLater as later:
            await self.accounts.failed(peer.inbox, "out", later.reason)
            await self._settle(delivery.put_off(self.clock(), later.seconds, later.reason))
        except Unsure:
            await self.accounts.failed(peer.inbox, "out", "unknown")
            await self._settle(self._doubted(delivery, provider))
        else:
            await self.accounts.worked(peer.inbox, "out")
            await self._settle(delivery.ended(State.SENT, provider_id=id))

    def _doubted(self, delivery: Delivery, provider: Provider) -> Delivery:
        """Sent again only where the provider itself knows it again."""
        if provider.repeats:
            return delivery.put_off(self.clock(), 0, "unknown")
        return delivery.ended(State.UNKNOWN, reason="unknown")

    async def _settle(self, delivery: Delivery) -> None:
        """Noted if it is still ours: whoever was slower than the lease may not write."""
        async with self.open_work() as work:
            held = await work.deliveries.hold(delivery.id)
            if held is None or held.state is not State.SENDING or held.tries != delivery.tries:
                return
            await _save(work, delivery)
            if not delivery.is_over and delivery.next_at is not None:
                work.schedule(Job(kind=SEND, key=delivery.peer, run_at=delivery.next_at))
        await self._tell(delivery)

    async def _tell(self, delivery: Delivery) -> None:
        if delivery.conversation is not None and delivery.state in BAD:
            await self._note(delivery.conversation, delivery.seq, delivery.reason)

    async def _note(self, conversation: ConversationId, seq: int, reason: str) -> None:
        """In the thread, for agents alone; of one message once for each reason."""
        await self.conversing.note_fact(
            conversation, "not_delivered", value=str(seq), reason=reason, key=f"{seq}/{reason}"
        )

    async def _out(self, peer: Peer, delivery: Delivery) -> Out | None:
        """What leaves; None where it is not there any more."""
        key = delivery.id
        if delivery.notice:
            notice, _, number = delivery.notice.partition("/")
            text = self.say(peer.locale, NOTICES[notice])
            text = text.replace("{number}", number).replace("{link}", self._whole(FORM))
            return Out(to=peer.address, key=key, text=text, reply_to=peer.last_ref)
        item = await self._item(delivery.conversation, delivery.seq) if delivery.conversation else None
        if item is None or item.withdrawn:
            return None
        limits = self.providers[peer.kind].limits
        parts = self.parts(item, peer.locale, limits, proof=delivery.proof)
        if delivery.part >= len(parts):
            return None
        part = parts[delivery.part]
        file = await self._file(item, part.file) if part.file else None
        over = room(peer, limits, 0).refusal(0, self.clock()) == "window"
        return Out(
            to=peer.address,
            key=key,
            text=part.text,
            buttons=part.buttons,
            file=file,
            reply_to=peer.last_ref,
            late=over and item.author.kind is Speaker.AGENT,
        )

    async def _limits(self, peer: Peer, *, by_person: bool) -> Limits:
        limits = self.providers[peer.kind].limits
        known = await self.accounts.of(peer.inbox) if by_person and limits.late else None
        return limits.of_person(known[0].given) if known else limits

    async def _file(self, item: Item, id: str) -> FileOut | None:
        attachment = next(one for one in item.attachments if one.id == id)
        body = await self.read_file(id)
        return FileOut(name=attachment.name, type=attachment.type, body=body)

    async def _item(self, conversation: ConversationId, seq: int) -> Item | None:
        found = await self.archive.items(conversation, Page(after=seq - 1, most=1, public=False))
        item = found[0] if found else None
        return item if item is not None and item.seq == seq and item.kind is Kind.MESSAGE else None

    def _delivery(self, peer: Peer, cause: str, now: datetime) -> Delivery:
        return Delivery(
            id=new_id("dlv"),
            cause=cause,
            peer=peer.id,
            inbox=peer.inbox,
            n=peer.out,
            created_at=now,
            next_at=now,
        )


async def _save(work: Work, delivery: Delivery) -> None:
    await work.deliveries.save(delivery)
    if delivery.conversation is not None:
        work.hint(DeliveryMoved(delivery.conversation))


async def _refusal(work: Work, peer: Peer, limits: Limits, parts: int, now: datetime) -> str:
    used = await work.deliveries.used(peer.id, peer.last_in) if limits.per_window else 0
    return room(peer, limits, used).refusal(parts, now)


async def _meant(work: Work, inbox: InboxId, one: Incoming) -> Sequence[Delivery]:
    if one.of:
        found = await work.deliveries.sent_as(inbox, one.of)
        return [found] if found else []
    return await work.deliveries.sent_until(inbox, one.peer, one.at) if one.at else []
