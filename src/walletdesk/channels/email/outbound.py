"""Mails out: wanted with their cause, handed over by a job, sent again only where that is right."""

import asyncio
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from walletdesk.channels.email.content import (
    NAMES,
    Mail,
    asked_for_now,
    conversation_of,
    is_capped,
)
from walletdesk.channels.email.events import MailFailed, MailHeld, MailSent
from walletdesk.channels.email.letters import Letters
from walletdesk.channels.email.model import Caps, Outgoing, State
from walletdesk.channels.email.ports import NoWays, OpenWork, Waiting, Ways, Work
from walletdesk.kernel.clock import Clock
from walletdesk.kernel.ids import new_id
from walletdesk.kernel.jobs import Job
from walletdesk.platform.mail import (
    Delivery,
    DkimKey,
    Envelope,
    Line,
    MailServerAwayError,
    Transport,
    address,
    in_bytes,
    new_message_id,
    signed,
)

SEND = "mail.send"
AWAY = timedelta(seconds=30)  # after the mail server was not there, nobody knocks for so long


@dataclass(frozen=True, slots=True, kw_only=True)
class PostBox:
    """Takes mails in, inside anybody's transaction that has ``mails``."""

    domain: str  # of our Message-IDs
    caps: Caps = field(default_factory=Caps)

    async def post(self, work: Work, mail: Mail, now: datetime) -> bool:
        """Queue it, unless this cause has its mail already, there were too many, or they come back."""
        template = NAMES[type(mail.content)].value
        id = new_id("mai")
        sent = await work.mails.sent(mail.to, now)
        is_gone = not (await work.mails.standing(mail.to)).takes_mail(now)
        if is_gone and not asked_for_now(mail.content):
            return False  # it would come back, and each that does makes our mails less welcome elsewhere
        limit = self.caps.hold(sent, proven=mail.proven) if is_capped(mail.content) else ""
        if limit:
            work.emit(MailHeld(at=now, mail=id, template=template, limit=limit))
            return False
        outgoing = Outgoing(
            id=id,
            message_id=mail.message_id or new_message_id(self.domain),
            cause=mail.cause,
            to=mail.to,
            proven=mail.proven,
            content=mail.content,
            template=template,
            locale=mail.locale,
            created_at=now,
            next_at=now,
        )
        if not await work.mails.add(outgoing):
            return False
        work.schedule(_sending(outgoing))
        return True


class Mailing:
    """For whoever has no transaction of its own: a reaction or a job."""

    def __init__(self, *, open_work: OpenWork, box: PostBox, clock: Clock, ways: Ways | None = None) -> None:
        """``ways``: where mail comes in too."""
        self._open_work = open_work
        self._box = box
        self._clock = clock
        self._ways = ways or NoWays()

    async def reaches(self, to: str) -> bool:
        """Whether that address takes mails, as far as we know."""
        try:
            known = address(to)
        except ValueError:
            return False
        async with self._open_work() as work:
            return (await work.mails.standing(known)).takes_mail(self._clock())

    async def post(self, mail: Mail) -> bool:
        now, conversation = self._clock(), conversation_of(mail.content)
        if conversation is not None:
            mail = replace(mail, message_id=await self._ways.message_id(conversation))
        async with self._open_work() as work:
            return await self._box.post(work, mail, now)


class MailSender:
    """Handler of ``mail.send``: over one connection it hands over everything that is due."""

    def __init__(
        self,
        *,
        open_work: OpenWork,
        waiting: Waiting,
        transport: Transport,
        letters: Letters,
        clock: Clock,
        keys: Sequence[DkimKey] = (),
    ) -> None:
        self._open_work = open_work
        self._keys = keys
        self._waiting = waiting
        self._transport = transport
        self._letters = letters
        self._clock = clock
        self._one_at_a_time = asyncio.Lock()
        self._away_until: datetime | None = None

    async def run(self, job: Job) -> None:
        async with self._one_at_a_time:
            if not await self._waiting.is_any_due(self._clock()):
                return  # an earlier job took this mail along
            try:
                await self._send_all()
            except MailServerAwayError:
                await self._put_off(job.key)

    async def _send_all(self) -> None:
        now = self._clock()
        if self._away_until is not None and now < self._away_until:
            raise MailServerAwayError
        self._away_until = now + AWAY
        async with self._transport.connect() as line:
            self._away_until = None
            while line.is_up and (mail := await self._claim()):
                await self._hand_over(line, mail)

    async def _claim(self) -> Outgoing | None:
        """The next one, marked as being sent before a byte of it leaves."""
        while True:
            now = self._clock()
            async with self._open_work() as work:
                due = await work.mails.due(now)
                if due is None:
                    return None
                mail = due.claimed(secrets.token_hex(8), now)
                await _keep(work, mail, now)
            if mail.state is State.SENDING:
                return mail

    async def _hand_over(self, line: Line, mail: Outgoing) -> None:
        letter = await self._letters.letter(mail)
        if letter is None:
            await self._settle(mail, None)
            return
        raw = signed(in_bytes(letter), self._keys, letter.at)
        envelope = Envelope(self._letters.return_path(letter), mail.to, raw)
        await self._settle(mail, await line.send(envelope))

    async def _settle(self, mail: Outgoing, delivery: Delivery | None) -> None:
        """Note what became of it, if it is still ours: whoever was slower than the lease may not write."""
        now = self._clock()
        async with self._open_work() as work:
            held = await work.mails.hold(mail.id)
            if held is None or held.lease != mail.lease:
                return
            await _keep(work, held.settled(delivery, now) if delivery else held.dropped(now), now)

    async def _put_off(self, id: str) -> None:
        now = self._clock()
        async with self._open_work() as work:
            held = await work.mails.hold(id)
            if held is not None and held.state is not State.SENDING and not held.is_over:
                await _keep(work, held.put_off(now), now)


async def _keep(work: Work, mail: Outgoing, now: datetime) -> None:
    await work.mails.save(mail)
    if mail.is_over:
        work.cancel(SEND, mail.id)
        work.emit(*_told(mail, now))
    else:
        work.schedule(_sending(mail))


def _told(mail: Outgoing, now: datetime) -> list[MailSent | MailFailed]:
    if mail.state is State.SENT:
        return [MailSent(at=now, mail=mail.id, template=mail.template)]
    if mail.reason == "pointless":
        return []
    failed = MailFailed(at=now, mail=mail.id, template=mail.template, reason=mail.reason, code=mail.code)
    return [failed]


def _sending(mail: Outgoing) -> Job:
    return Job(kind=SEND, key=mail.id, run_at=mail.next_at or mail.created_at)
