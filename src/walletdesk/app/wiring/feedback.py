"""How it was for contacts: what is asked and when, what leads make of the answers, who could not reach us."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from walletdesk.app.wiring.answers import holds_secret
from walletdesk.app.wiring.engine import Engine
from walletdesk.app.wiring.heart import Heart, secret_asked_in
from walletdesk.app.wiring.people import Contacts, Staff
from walletdesk.app.wiring.work import ENDED, Work
from walletdesk.channels.form import Onces
from walletdesk.contacts import Asked, mail_address
from walletdesk.conversations import Conversation, Priority
from walletdesk.help_center import Question
from walletdesk.kernel.errors import Refused
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId, TeamId, TicketId
from walletdesk.kernel.jobs import Job
from walletdesk.platform.limits import Limiter, SharedLimiter
from walletdesk.staff.store import audit_in
from walletdesk.surveys import (
    Counting,
    GoOnAsked,
    PulseId,
    Pulsing,
    QuestionTokens,
    Reviewing,
    Setting,
    Talk,
    Telling,
    TicketOf,
)
from walletdesk.surveys import store as survey_store
from walletdesk.surveys.http import Needs
from walletdesk.surveys.pulse import store as pulse_store
from walletdesk.surveys.pulse.model import Circumstances
from walletdesk.surveys.reactions import SurveyReactions
from walletdesk.surveys.unreached import store as unreached_store
from walletdesk.surveys.unreached.model import BURST_WINDOW
from walletdesk.tickets import TicketType
from walletdesk.tickets.ports import Archive as Tickets
from walletdesk.tickets.ports import Listing as TicketListing
from walletdesk.tickets.store import SqlArchive as SqlTickets

FORGET_TEXTS = "surveys.forget_texts"
FORGET_TEXTS_EVERY = timedelta(days=1)
SURVEYS_PER_ADDRESS = (60, 600)  # an office shares one; nobody guesses 256 bits, but nobody floods us


@dataclass(frozen=True, slots=True)
class KnownTalk:
    team: TeamId | None
    channel: str
    is_over: bool


class AskedTalks:
    """The little that surveys read of a conversation."""

    def __init__(self, heart: Heart) -> None:
        self._heart = heart

    async def __call__(self, conversation: ConversationId) -> Talk | None:
        found = await self._heart.reading.find(conversation)
        return KnownTalk(found.team, found.channel, found.status in ENDED) if found else None


class AskedTickets:
    """Tickets as surveys ask for them: which is a contact's own matter, and which only follows another."""

    def __init__(self, tickets: Tickets, contacts: Contacts) -> None:
        self._tickets = tickets
        self._contacts = contacts

    async def find(self, ticket: TicketId) -> TicketOf | None:
        found = await self._tickets.find(ticket)
        if found is None:
            return None
        contact = await self._contacts.book.find(found.contact) if found.contact else None
        return TicketOf(
            team=found.team,
            owner=found.owner,
            is_contacts=found.type is TicketType.CONTACT,
            follows=found.cause is not None,
            locale=contact.locale if contact else "",
        )

    async def of_conversation(self, conversation: ConversationId) -> Sequence[TicketId]:
        found = await self._tickets.list(TicketListing(conversation=conversation))
        return [ticket.id for ticket in found if ticket.type is TicketType.CONTACT]


class Circumspect:
    """How things stand with a contact: nobody is asked in the middle of something, or after a theft."""

    def __init__(self, heart: Heart, contacts: Contacts) -> None:
        self._heart = heart
        self._contacts = contacts

    async def __call__(self, contact: ContactId) -> Circumstances:
        known = await self._contacts.book.find(contact)
        talks = await self._heart.reading.of_contact(contact, most=200)
        dangers = [talk.last_at for talk in talks if talk.priority is Priority.SECURITY]
        return Circumstances(
            known=known is not None and not known.blocked and known.merged_into is None,
            locale=known.locale if known else "",
            in_conversation=any(map(_goes_on, talks)),
            danger_at=max(dangers, default=None),
        )


def _goes_on(talk: Conversation) -> bool:
    return talk.status not in ENDED


class LeftAddress:
    """An address for asking back. It is proven by its mail, as everywhere."""

    def __init__(self, contacts: Contacts) -> None:
        self._contacts = contacts

    async def __call__(self, email: str, *, once: str, ip: str, locale: str) -> tuple[ContactId, str]:
        address = mail_address(email)
        opened = await self._contacts.sessions.open_once(once, Asked(ip=ip, locale=locale))
        contact = opened.contact.id
        try:
            await self._contacts.proving.request(contact, address, ip=ip, locale=locale)
        except Refused:
            return contact, "refused"
        return contact, "sent"


class GoingOn:
    """Not solved, says the contact: the same conversation or ticket is taken up again."""

    def __init__(self, heart: Heart, work: Work) -> None:
        self._heart = heart
        self._work = work

    async def on_go_on_asked(self, event: GoOnAsked) -> None:
        if event.conversation is not None:
            await self._heart.conversing.reopen(event.conversation)
        elif event.ticket is not None:
            await self._work.automatic.reopen(event.ticket)


class Questions:
    """What a contact may still answer, with the secret of each: for the contact's own pages."""

    def __init__(self, work: Work, pulsing: Pulsing, tokens: QuestionTokens) -> None:
        self._work = work
        self._pulsing = pulsing
        self._tokens = tokens

    async def open_of(self, contact: ContactId) -> Sequence[Question]:
        surveys = await self._work.surveying.open_of(contact)
        found = [
            Question("survey", self._tokens.token_for(one.id), one.asked_at, one.conversation or "")
            for one in surveys
        ]
        pulse = await self._pulsing.open_of(contact)
        return [
            *found,
            *([Question("pulse", self._tokens.token_for(pulse.id), pulse.asked_at)] if pulse else []),
        ]


class QuestionLinks:
    """For whoever mails them, made at the moment of mailing; None when nothing is to be answered any more."""

    def __init__(self, engine: Engine, work: Work, pulsing: Pulsing, tokens: QuestionTokens) -> None:
        self._url = engine.settings.public_url
        self._work = work
        self._pulsing = pulsing
        self._tokens = tokens

    async def of_conversation(self, conversation: ConversationId) -> str | None:
        found = await self._work.surveying.of_conversation(conversation)
        if found is None or self._work.surveying.standing(found) != "open":
            return None
        return f"{self._url}/survey?t={self._tokens.token_for(found.id)}"

    async def of_ticket(self, ticket: TicketId) -> str | None:
        return await self.of_conversation(ConversationId(ticket))  # either is the name of a matter

    async def of_pulse(self, pulse: str) -> str | None:
        found = await self._pulsing.find(PulseId(pulse))
        if self._pulsing.standing(found) != "open":
            return None
        return f"{self._url}/pulse?t={self._tokens.token_for(pulse)}"


class OldTexts:
    """What contacts typed is forgotten after a while; marks, scores and counts stay. Seals go each night."""

    def __init__(self, engine: Engine) -> None:
        self._db, self._clock = engine.db, engine.clock
        self._keep = timedelta(days=engine.settings.surveys.keep_days)

    async def plan(self) -> None:
        async with self._db.write() as tx:
            run_at = self._clock() + timedelta(hours=1)
            tx.schedule(Job(kind=FORGET_TEXTS, key="all", run_at=run_at))

    async def on_forget(self, _: Job) -> None:
        before = self._clock() - self._keep
        for forget in (survey_store.forget_texts, pulse_store.forget_texts, unreached_store.forget_texts):
            async with self._db.write() as tx:
                await forget(tx, before)
        async with self._db.write() as tx:
            await unreached_store.forget_senders(tx, self._clock() - BURST_WINDOW)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    tokens: QuestionTokens
    reactions: SurveyReactions
    going_on: GoingOn
    pulsing: Pulsing
    questions: Questions
    links: QuestionLinks
    onces: Onces
    telling: Telling
    needs: Needs
    limiter: Limiter
    old_texts: OldTexts

    async def limited(self, address: str) -> None:
        await self.limiter.hit(f"survey:{address}", *SURVEYS_PER_ADDRESS)

    async def hand_over(self, work: Work, absorbed: ContactId, to: ContactId) -> None:
        await work.surveying.hand_over(absorbed, to)
        await self.pulsing.hand_over(absorbed, to)


def feedback(engine: Engine, people: tuple[Contacts, Staff], heart: Heart, work: Work) -> Feedback:
    contacts, staff = people
    limiter = SharedLimiter(engine.db, engine.clock)  # nobody gains by every node more
    db, clock, tokens = engine.db, engine.clock, QuestionTokens(engine.key)
    archive = survey_store.SqlArchive(db)
    open_work = survey_store.open_work(db, audit_in(engine.key))
    onces = Onces(engine.key, clock)
    setting = Setting(open_work=open_work, archive=archive, clock=clock)
    pulsing = Pulsing(
        open_work=pulse_store.open_work(db),
        archive=pulse_store.SqlArchive(db),
        settings=setting.get,
        around=Circumspect(heart, contacts),
        draw=tokens.drawn,
        clock=clock,
    )
    telling = Telling(
        open_work=unreached_store.open_work(db),
        archive=unreached_store.SqlArchive(db),
        limiter=limiter,
        address=LeftAddress(contacts),
        holds_secret=holds_secret,
        sealed=tokens.sealed,
        is_open=onces.is_open,
        clock=clock,
    )
    needs = Needs(
        reviewing=Reviewing(
            open_work=open_work,
            archive=survey_store.SqlReviewArchive(db),
            secret_in=secret_asked_in,
            clock=clock,
        ),
        counting=Counting(archive=archive, clock=clock),
        setting=setting,
        pulsing=pulsing,
        telling=telling,
        names=Names(contacts, staff),
        zone=engine.settings.time_zone,
        clock=clock,
    )
    return Feedback(
        tokens=tokens,
        reactions=SurveyReactions(
            work.surveying, talks=AskedTalks(heart), tickets=AskedTickets(SqlTickets(db), contacts)
        ),
        going_on=GoingOn(heart, work),
        pulsing=pulsing,
        questions=Questions(work, pulsing, tokens),
        links=QuestionLinks(engine, work, pulsing, tokens),
        onces=onces,
        telling=telling,
        needs=needs,
        limiter=limiter,
        old_texts=OldTexts(engine),
    )


class Names:
    """Of agents and teams, and the proven addresses of contacts, as leads see them."""

    def __init__(self, contacts: Contacts, staff: Staff) -> None:
        self._contacts = contacts
        self._staff = staff

    def agent(self, id: AgentId) -> str:
        return self._staff.directory.shown_as(id)

    async def teams(self) -> Mapping[TeamId, str]:
        return {team.id: team.name for team in await self._staff.teams.list()}

    async def emails(self, ids: Sequence[ContactId]) -> Mapping[ContactId, str]:
        return {id: one.email for id, one in (await self._contacts.book.many(ids)).items() if one.email}
