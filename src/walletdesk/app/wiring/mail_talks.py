"""Mail that comes in: taken into conversations, searched for secrets first, and answered by mail."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Protocol

from walletdesk.app.wiring.engine import Engine, blobs_of
from walletdesk.app.wiring.heart import ContactShield, Heart, shown_in
from walletdesk.app.wiring.inboxes import Intake
from walletdesk.app.wiring.mail import Mail, tell_undelivered
from walletdesk.app.wiring.people import Contacts, Staff
from walletdesk.app.wiring.work import Work
from walletdesk.assistant import may_be_danger
from walletdesk.channels.email import Answer, Receipt, Ways
from walletdesk.channels.email.inbound import (
    KIND,
    Acknowledging,
    Keeping,
    MailFiles,
    MailHouses,
    MailTaking,
    MailWays,
    Needs,
    Seen,
    mailbox_mark,
)
from walletdesk.channels.email.inbound.http import Shown
from walletdesk.channels.email.inbound.store import SqlMailReading, open_work
from walletdesk.contacts.organizations import EVERYBODYS
from walletdesk.conversations import (
    Attachment,
    Conversation,
    FileState,
    MessageAdded,
    MessagesWithdrawn,
    Page,
    PictureCondemned,
    Speaker,
)
from walletdesk.conversations.store import SqlFileArchive
from walletdesk.insights import Alerting
from walletdesk.insights.model import Cause, Kind
from walletdesk.kernel.errors import TooMany
from walletdesk.kernel.ids import ConversationId
from walletdesk.platform.blobs import Intake as FileIntake
from walletdesk.platform.blobs import pieces_of
from walletdesk.platform.i18n import translate
from walletdesk.platform.limits import SharedLimiter
from walletdesk.platform.mail import Enclosed
from walletdesk.platform.mime.readers import Readers
from walletdesk.safety import screen

SHORT = 2_000  # characters that are looked through where everybody else waits
MOST_ENCLOSED = 15_000_000  # bytes: mail servers take 25 MB, and files grow by a third on their way
HIDDEN = "[…]"


class MailShield:
    """The shield for what came by mail: nobody can be asked what some digits are."""

    def __init__(self) -> None:
        self._unnamed = ContactShield().unnamed

    async def look(self, words: str) -> Seen:
        if len(words) <= SHORT:
            return _look(words)
        seen = [await asyncio.to_thread(_look, piece) for piece in pieces_of(words)]
        secret = next((one.secret for one in seen if one.secret), "")
        return Seen(secret, must_ask=any(one.must_ask for one in seen))

    def masked(self, text: str) -> str:
        for digits in self._unnamed(text):
            text = re.sub(rf"(?:0x)?{re.escape(digits)}", HIDDEN, text, flags=re.IGNORECASE)
        return text

    def is_clean(self, text: str) -> bool:
        return _look(text) == Seen()


def _look(words: str) -> Seen:
    seen = screen(words)
    return Seen(seen.kind.value if seen.stopped else "", must_ask=seen.uncertain)


class Numbers(Protocol):
    async def number_of(self, conversation: Conversation) -> str: ...


class Promises(Protocol):
    async def answer_by(self, conversation: Conversation) -> datetime | None: ...


class MailAnswers:
    """What a mail of ours says, read when it goes out."""

    def __init__(self, engine: Engine, heart: Heart, numbers: Numbers, promises: Promises) -> None:
        self._heart = heart
        self._files = SqlFileArchive(engine.db)
        self._blobs = blobs_of(engine)
        self._numbers = numbers
        self._promises = promises

    async def answer(self, conversation: ConversationId, seq: int) -> Answer | None:
        page = Page(after=seq - 1, most=1, public=False)
        found = next(iter(await self._heart.archive.items(conversation, page)), None)
        if found is None or found.seq != seq or found.author.kind not in (Speaker.AGENT, Speaker.BOT):
            return None
        by = found.author.name if found.author.kind is Speaker.AGENT else ""
        return Answer(text=found.text, by=by, files=await self._enclosed(found.attachments))

    async def receipt(self, conversation: ConversationId) -> Receipt | None:
        talk = await self._heart.reading.find(conversation)
        if talk is None:
            return None
        number, by = await self._numbers.number_of(talk), await self._promises.answer_by(talk)
        return Receipt(number=number, answer_by=by)

    async def _enclosed(self, files: Sequence[Attachment]) -> Sequence[Enclosed]:
        enclosed, room = list[Enclosed](), MOST_ENCLOSED
        for file in files:
            stored = await self._files.find(file.id)
            if stored is None or stored.attachment.state == FileState.REMOVED or file.size > room:
                continue
            content, room = await self._blobs.read(stored.blob), room - file.size
            enclosed.append(Enclosed(name=file.name, type=file.type, content=content))
        return enclosed


class MailPace:
    """As many new conversations in an hour as a contact may begin in the chat, from whichever node."""

    def __init__(self, engine: Engine) -> None:
        self._limiter = SharedLimiter(engine.db, engine.clock)
        self.most = engine.settings.limits.conversations_per_hour

    async def may_begin(self, sender: str, *, proven: bool) -> bool:
        whose = "mail_begins" if proven else "mail_claims"  # a forger uses up nobody else's
        try:
            await self._limiter.hit(f"{whose}:{mailbox_mark(sender)}", self.most, 3600)
        except TooMany:
            return False
        return True


class MailAlarm:
    def __init__(self, alerting: Alerting) -> None:
        self._alerting = alerting

    async def waits_of(self, sender: str, at: datetime) -> None:
        await self.waits(f"{mailbox_mark(sender)}:{at:%Y-%m-%d}", at)

    async def waits(self, arrival: str, at: datetime) -> None:
        await self._alerting.raise_for(Cause(kind=Kind.MAIL_WAITS, key=f"arrival:{arrival}", at=at))


def mail_ways(engine: Engine, intake: Intake, staff: Staff) -> Ways:
    return MailWays(_houses(engine, intake, staff), SqlMailReading(engine.db))


def _houses(engine: Engine, intake: Intake, staff: Staff) -> MailHouses:
    sender = engine.settings.mail.sender
    return MailHouses(
        inboxes=intake.inboxes,
        agents=staff.directory,
        key=engine.key,
        sender=sender,
        everybodys=EVERYBODYS,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MailTalks:
    intake: Intake
    readers: Readers
    needs: Needs
    ways: Ways
    reading: SqlMailReading
    tell: Callable[[ConversationId, int], Awaitable[None]]

    def shown(self, heart: Heart) -> Shown:
        return Shown(heart.reading, self.reading, self.intake.inboxes)

    async def on_unsendable(self, event: MessageAdded) -> None:
        """No mail server is set: what an agent answers to a mail goes nowhere, and they read so."""
        if event.author == "agent" and await self.ways.exchange(event.conversation) is not None:
            await self.tell(event.conversation, event.seq)

    async def on_messages_withdrawn(self, event: MessagesWithdrawn) -> None:
        """They were parts of a secret: the mails they came as go too."""
        items = await self.reading.items(event.conversation)
        await self.intake.arrivals.wipe([one.arrival for one in items if one.seq in event.seqs])

    async def on_picture_condemned(self, event: PictureCondemned) -> None:
        """Which of its mails brought the picture is not noted: all of them go, their messages stay."""
        items = await self.reading.items(event.conversation)
        await self.intake.arrivals.wipe([one.arrival for one in items])


def mail_talks(
    engine: Engine,
    people: tuple[Contacts, Staff],
    heart: Heart,
    around: tuple[Work, Numbers],
    post: tuple[Intake, FileIntake, Mail | None],
) -> MailTalks:
    (contacts, staff), (work, numbers), (intake, file_intake, mail) = people, around, post
    reading, shield, readers = SqlMailReading(engine.db), MailShield(), Readers()
    keeping = Keeping(
        open_work=open_work(engine.db),
        archive=heart.archive,
        conversing=heart.conversing,
        attaching=heart.attaching,
        shield=shield,
    )
    needs = Needs(
        readers=readers,
        houses=_houses(engine, intake, staff),
        shield=shield,
        files=MailFiles(file_intake, blobs_of(engine)),
        book=contacts.book,
        archive=heart.archive,
        reading=reading,
        conversing=heart.conversing,
        keeping=keeping,
        numbers=numbers,
        alarm=MailAlarm(work.alerting),
        pace=MailPace(engine),
        bounces=mail.bounces if mail else None,
        acknowledging=Acknowledging(mail.mailing if mail else None, reading),
        may_be_danger=may_be_danger,
        translate=lambda locale, sentence: translate(shown_in(locale), sentence),
    )
    intake.arrivals.taken_by(KIND, MailTaking(needs))
    ways = MailWays(needs.houses, reading)
    return MailTalks(
        intake=intake,
        readers=readers,
        needs=needs,
        ways=ways,
        reading=reading,
        tell=partial(tell_undelivered, heart),
    )
