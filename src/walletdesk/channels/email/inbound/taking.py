"""A mail becomes a message: read, judged, searched for secrets, and only then written. Twice is once.

Each step may be the last one before a kill: every write below carries a key of the mail, so that taking it
again changes nothing that is there.
"""

import hashlib
from collections.abc import Callable, Mapping, Set
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Final

from walletdesk.channels.arrivals import TAKEN_AGAIN, Arrival, Arriving, State, Taken
from walletdesk.channels.email.inbound.acknowledging import Acknowledging
from walletdesk.channels.email.inbound.judging import (
    Answers,
    Judgement,
    Place,
    Standing,
    Tokens,
    judged,
    named_in,
)
from walletdesk.channels.email.inbound.keeping import Keeping
from walletdesk.channels.email.inbound.model import (
    language_of,
    shown_subject,
    shown_text,
    with_envelope,
    words_of,
)
from walletdesk.channels.email.inbound.ports import (
    Alarm,
    Archive,
    Bounces,
    ContactBook,
    Conversing,
    Files,
    Gathered,
    Houses,
    Numbers,
    Pace,
    Readers,
    Reading,
    Seen,
    Shield,
)
from walletdesk.contacts import Identity, mail_address
from walletdesk.conversations import Author, Beginning, Conversation, Priority, Said, Speaker, Status
from walletdesk.kernel.errors import Conflict, Invalid, MayBeSecret, SecretStopped
from walletdesk.kernel.ids import ContactId, ConversationId
from walletdesk.platform.mime import Automatic, Doubt, ReadMail, UnreadableError

CHANNEL: Final = "email"
REASON: Final = "mail"  # why a person is asked for
UNPROVEN: Final = "mail_unproven"  # identities that nobody vouched for: a forged sender meets nobody we know
NO_TEXT: Final = "(This mail has no text.)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    readers: Readers
    houses: Houses
    shield: Shield
    files: Files
    book: ContactBook
    archive: Archive
    reading: Reading
    conversing: Conversing
    keeping: Keeping
    numbers: Numbers
    alarm: Alarm
    pace: Pace
    bounces: Bounces | None  # where letters go out, and may come back
    acknowledging: Acknowledging
    may_be_danger: Callable[[str], bool]
    translate: Callable[[str, str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class InHand:
    """A mail on its way in, and what it is called wherever it is written."""

    arrival: Arrival
    mail: ReadMail = field(repr=False)
    judgement: Judgement
    key: str

    @property
    def address(self) -> str:
        """Of its sender, in the one form that we compare; as it stands where it is unusual."""
        said = self.mail.sender.address if self.mail.sender else ""
        try:
            return mail_address(said)
        except Invalid:
            return said.lower()[:254]

    @property
    def is_proven(self) -> bool:
        return self.judgement.standing is Standing.PROVEN


class _Participants:
    def __init__(self, known: Mapping[ConversationId, Set[str]]) -> None:
        self._known = known

    def of(self, conversation: ConversationId) -> Set[str]:
        return self._known.get(conversation, frozenset())


class MailTaking:
    """The taker of arrivals of kind ``email``."""

    def __init__(self, needs: Needs) -> None:
        self._n = needs

    async def take(self, arrival: Arrival, arrived: Arriving) -> Taken:
        house, tokens = await self._n.houses.known(arrival.inbox)
        try:
            mail = with_envelope(await self._n.readers.read(arrived.raw), arrived.facts)
        except UnreadableError as error:
            return await self._unreadable(arrival, arrived, tokens, error.reason.value)
        if self._n.bounces is not None and await self._n.bounces.note(mail):
            return Taken(state=State.IGNORED, reason="bounce")
        if mail.automatic is Automatic.BOUNCE:  # not of a letter of ours: anybody can write one
            return Taken(state=State.IGNORED, reason="bounce", wipes=True)
        judgement = judged(mail, house, tokens, await self._participants(named_in(mail, tokens)))
        if judgement.place is Place.HELD and arrival.reason == TAKEN_AGAIN and mail.sender is not None:
            judgement = replace(  # somebody looked: it is taken in, and nothing of it is believed
                judgement, place=Place.NEW, standing=Standing.UNKNOWN, answers=Answers.NEVER
            )
        if judgement.place is Place.HELD:
            await self._n.alarm.waits(arrival.id, arrival.received_at)
            return Taken(state=State.HELD, reason=judgement.reason)
        key = hashlib.blake2b(arrival.external_id.encode(), digest_size=16).hexdigest()
        one = InHand(arrival=arrival, mail=mail, judgement=judgement, key=f"mail/{key}")
        if self._n.bounces is not None and one.is_proven:  # before it is answered, so that it can be
            await self._n.bounces.heard_from(one.address)
        return await self._searched(one)

    async def _searched(self, one: InHand) -> Taken:
        """Nothing of it is written before this is over."""
        seen, wipes = await self._seen(one), False
        if seen.must_ask and not seen.secret:
            one, wipes = self._masked(one), True
            seen = await self._seen(one)
        if seen.secret or seen.must_ask:
            return await self._stopped(one, seen.secret or "privkey_hex")
        try:
            files = await self._n.files.gather(one.mail.files)
        except SecretStopped as stopped:
            return await self._stopped(one, str(stopped.values.get("secret") or "none"))
        try:
            taken = await self._placed(one, files)
        except (SecretStopped, MayBeSecret) as refusal:  # with what was written before it
            await self._n.files.forget(files)
            return await self._stopped(one, str(refusal.values.get("secret") or "privkey_hex"))
        unread = files.doubtful or bool(files.refused) or Doubt.CUT in one.mail.doubts
        return replace(taken, wipes=wipes or unread or taken.wipes)  # agents may look at what is kept

    async def _seen(self, one: InHand) -> Seen:
        seen = [await self._n.shield.look(words) for words in words_of(one.mail)]
        secret = next((each.secret for each in seen if each.secret), "")
        return Seen(secret, must_ask=any(each.must_ask for each in seen))

    async def _placed(self, one: InHand, files: Gathered) -> Taken:
        if before := await self._n.reading.of_arrival(one.arrival.id):  # its last step: all is done
            await self._n.files.forget(files)
            return Taken(state=State.TAKEN, conversation=before.conversation)
        talk = await self._joined(one)
        if talk is None:
            return await self._begun(one, files)
        contact = await self._n.book.find(talk.contact)
        if contact is None or contact.blocked:
            return Taken(state=State.IGNORED, reason="blocked")
        if one.mail.automatic is Automatic.YES:
            return await self._noted(one, talk)
        if talk.status is Status.CLOSED:
            return await self._begun(one, files, after=talk.id)
        return await self._went_on(one, talk, files)

    async def _joined(self, one: InHand) -> Conversation | None:
        named = one.judgement.conversation
        return await self._n.archive.find(named) if named else None

    # Into a conversation that is there

    async def _went_on(self, one: InHand, talk: Conversation, files: Gathered) -> Taken:
        text, cut = self._text(one)
        verified = one.judgement.place is not Place.JOINS_UNVERIFIED
        if not verified:
            await self._warn(one, talk)
        if talk.status is Status.RESOLVED:
            await self._n.conversing.reopen(talk.id)
        await self._n.conversing.request_agent(talk.id, reason=REASON)  # before the bot could answer it
        author = Author(Speaker.CONTACT, talk.contact)
        try:
            receipt = await self._n.conversing.hear(talk.id, author, Said(text=text, client_id=one.key))
        except Conflict as conflict:
            if conflict.code != "closed":
                raise
            return await self._begun(one, files, after=talk.id)
        if verified and receipt.public_seq:
            await self._n.conversing.read_by_contact(talk.id, receipt.public_seq - 1)
        if files.kept and not verified:
            await self._warn(one, talk, part="/files")
        await self._n.keeping.files(one.key, talk, files)
        if verified:
            await self._n.keeping.went_on(talk.id, one.address, one.mail)
        await self._n.keeping.item(one.arrival, one.mail, one.judgement, talk.id, receipt.seq, cut=cut)
        return Taken(state=State.TAKEN, conversation=talk.id)

    async def _warn(self, one: InHand, talk: Conversation, *, part: str = "") -> None:
        """Before its message: whoever reads on has read whose it claims to be, and why that is not known."""
        value = self._n.shield.masked(one.address)
        reason = one.judgement.standing.value
        await self._n.conversing.note_fact(
            talk.id, "mail_unverified", value=value, reason=reason, key=one.key + part
        )

    async def _noted(self, one: InHand, talk: Conversation) -> Taken:
        """What a program answered to us asks nothing of anybody: agents can read it, and nobody waits."""
        said = Said(text=self._text(one)[0], client_id=one.key)
        await self._n.conversing.note(talk.id, Author(Speaker.SYSTEM, "", one.address), said)
        return Taken(state=State.TAKEN, reason="automatic", conversation=talk.id)

    # Into a new one

    async def _begun(self, one: InHand, files: Gathered, after: ConversationId | None = None) -> Taken:
        text, cut = self._text(one)
        contact = await self._contact(one, language_of(text))
        if contact is None:
            return Taken(state=State.IGNORED, reason="blocked")
        if not await self._has_room(one):
            await self._n.files.forget(files)
            await self._n.alarm.waits_of(one.address, one.arrival.received_at)
            return Taken(state=State.HELD, reason="too_many")
        urgent = self._n.may_be_danger(f"{one.mail.subject}\n{text}")
        beginning = replace(
            self._beginning(one, contact, language_of(text)),
            wants_agent=REASON,
            priority=Priority.SECURITY if urgent else Priority.NORMAL,
            subject=shown_subject(one.mail),
        )
        said = Said(text=text, client_id=one.key)
        talk = await self._n.conversing.start(beginning, Author(Speaker.CONTACT, contact), said)
        if not one.is_proven:
            await self._unproven(one, talk.id)
        if after is not None:
            await self._n.conversing.note_fact(talk.id, "mail_follows", value=after, key=one.key)
        await self._n.keeping.files(one.key, talk, files)
        await self._opened(one, talk)
        await self._n.keeping.item(one.arrival, one.mail, one.judgement, talk.id, 1, cut=cut)
        return Taken(state=State.TAKEN, conversation=talk.id)

    async def _has_room(self, one: InHand) -> bool:
        """One sender must not fill the queue. What somebody looked at and wants taken in is taken in."""
        return one.arrival.reason == TAKEN_AGAIN or await self._n.pace.may_begin(
            one.address, proven=one.is_proven
        )

    async def _opened(self, one: InHand, talk: Conversation, *, stopped: bool = False) -> None:
        """With its number, and told to whoever wrote, where a program may."""
        subject = "" if stopped else shown_subject(one.mail)
        await self._n.keeping.begin(talk, one.address, one.mail, subject, proven=one.is_proven)
        if one.judgement.answers is not Answers.NEVER and not one.mail.mailing_list:
            await self._n.numbers.number_of(talk)
            if one.judgement.standing is not Standing.REFUTED:
                await self._n.acknowledging.told(talk, one.arrival.received_at, stopped=stopped)

    def _beginning(self, one: InHand, contact: ContactId, locale: str) -> Beginning:
        return Beginning(
            contact=contact, inbox=one.arrival.inbox, channel=CHANNEL, locale=locale, key=one.key
        )

    async def _unproven(self, one: InHand, conversation: ConversationId) -> None:
        value = self._n.shield.masked(one.address)
        reason = one.judgement.standing.value
        await self._n.conversing.note_fact(
            conversation, "mail_unproven", value=value, reason=reason, key=one.key
        )

    async def _contact(self, one: InHand, locale: str, *, named: bool = True) -> ContactId | None:
        """None for one who is blocked. A sender nobody vouched for meets nobody whom we know."""
        name = one.mail.sender.name if named and one.mail.sender else ""
        channel = CHANNEL if one.is_proven else UNPROVEN
        known = await self._n.book.proven_as(one.address) if one.is_proven else None
        if known is None:
            identity = Identity(channel, one.address)
            known = await self._n.book.recognise(identity, name=name, locale=locale)
        found = await self._n.book.find(known)
        return None if found is None or found.blocked else known

    # What is not shown

    async def _stopped(self, one: InHand, secret: str) -> Taken:
        """That one was stopped is shown, as everywhere; of the mail nothing is kept, not even as it came."""
        gone = Taken(state=State.STOPPED, reason=secret, wipes=True)
        talk = await self._joined(one)
        if talk is not None and talk.status is not Status.CLOSED:
            whose = await self._n.book.find(talk.contact)
            if whose is None or whose.blocked:
                return gone
            return await self._stopped_in(one, talk, secret, gone)
        try:
            contact = await self._contact(one, "en", named=False)
        except SecretStopped:  # the address itself
            return gone
        if contact is None or not await self._has_room(one):
            return gone
        beginning = replace(self._beginning(one, contact, language_of(one.mail.body.text)), secret=secret)
        author = Author(Speaker.CONTACT, contact)
        talk = await self._n.conversing.start(beginning, author, Said(text="", client_id=one.key))
        await self._opened(one, talk, stopped=True)
        return replace(gone, conversation=talk.id)

    async def _stopped_in(self, one: InHand, talk: Conversation, secret: str, gone: Taken) -> Taken:
        """Told by mail too where it is its contact's own: they may look at nothing else."""
        verified = one.judgement.place is Place.JOINS
        if not verified:
            await self._warn(one, talk)
        with suppress(SecretStopped):
            await self._n.conversing.stop_secret(talk.id, secret, once=one.key)
        if verified and one.judgement.answers is not Answers.NEVER and not one.mail.mailing_list:
            await self._n.acknowledging.told(talk, one.arrival.received_at, stopped=True)
        return replace(gone, conversation=talk.id)

    async def _unreadable(self, arrival: Arrival, arrived: Arriving, tokens: Tokens, reason: str) -> Taken:
        """Kept as it came. Told in the conversation that it was sent to; who sent it is not known."""
        recipients = arrived.facts.get("recipients", "").split(",")
        named = next(filter(None, map(tokens.in_address, recipients)), None)
        talk = await self._n.archive.find(named) if named else None
        if talk is not None:
            await self._n.conversing.note_fact(talk.id, "mail_unreadable", reason=reason, key=arrival.id)
        await self._n.alarm.waits(arrival.id, arrival.received_at)
        return Taken(state=State.UNREADABLE, reason=reason, conversation=talk.id if talk else None)

    async def _participants(self, named: Set[ConversationId]) -> _Participants:
        return _Participants({id: await self._addresses(id) for id in named})

    async def _addresses(self, conversation: ConversationId) -> Set[str]:
        talk = await self._n.archive.find(conversation)
        if talk is None:
            return frozenset()
        contact, thread = await self._n.book.find(talk.contact), await self._n.reading.thread(conversation)
        said = [contact.email if contact else "", thread.address if thread else ""]
        return frozenset(one.lower() for one in said if one)

    def _text(self, one: InHand) -> tuple[str, bool]:
        text, cut = shown_text(one.mail)
        return text or self._n.translate(language_of(one.mail.subject), NO_TEXT), cut

    def _masked(self, one: InHand) -> InHand:
        """Digits that may be a key are left out, and the rest of what a frightened person wrote is kept."""
        mail, body = one.mail, one.mail.body
        hide = self._n.shield.masked
        safe = replace(body, text=hide(body.text), reply=hide(body.reply), signature="", html="")
        sender = replace(mail.sender, name=hide(mail.sender.name)) if mail.sender else None
        files = [replace(file, name=hide(file.name)) for file in mail.files]
        return replace(
            one,
            mail=replace(
                mail,
                body=safe,
                sender=sender,
                files=files,
                subject=hide(mail.subject),
                shown_sender=hide(mail.shown_sender),
                reply_to=(),
                to=(),
            ),
        )
