"""The proof that we are who we say: codes, badges, the phrase in our mails."""

from collections.abc import Sequence
from dataclasses import dataclass

from walletdesk.app.wiring.callbacks import Callbacks
from walletdesk.app.wiring.chains import identifier, table_in_use
from walletdesk.app.wiring.engine import Engine
from walletdesk.app.wiring.heart import Heart, secret_asked_in
from walletdesk.app.wiring.people import Contacts, Staff
from walletdesk.app.wiring.work import Work
from walletdesk.callbacks import Booking, Callback, State
from walletdesk.contacts import Level
from walletdesk.kernel.ids import AgentId, ContactId, TeamId
from walletdesk.platform.limits import Limiter, SharedLimiter
from walletdesk.platform.telemetry import counter
from walletdesk.safety import screen
from walletdesk.verification import Badges, Codes, Phrases, Promised, Proving, Talking
from walletdesk.verification import store as verification_store
from walletdesk.verification.ownership import Address, Owning
from walletdesk.verification.ownership import store as ownership_store
from walletdesk.verification.ownership.addresses import address_in
from walletdesk.verification.ownership.signatures import checked
from walletdesk.verification.ownership.words import Words

_CHECKED = counter("walletdesk_proof_codes_total", "Proof codes that somebody checked.", ("answer",))


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    proving: Proving
    badges: Badges
    phrases: Phrases
    talking: Talking
    owning: Owning
    words: Words


class BadgePeople:
    def __init__(self, staff: Staff) -> None:
        self._staff = staff

    def shown_as(self, agent: AgentId) -> str:
        return self._staff.directory.shown_as(agent)

    async def team_name(self, agent: AgentId, team: TeamId | None) -> str:
        names = {one.id: one.name for one in await self._staff.teams.list()}
        if team in names:
            return names[team]
        own = next((one.teams for one in await self._staff.personnel.list() if one.id == agent), frozenset())
        return min((names[id] for id in own if id in names), default="")


class ProvenContacts:
    def __init__(self, contacts: Contacts) -> None:
        self._contacts = contacts

    async def is_proven(self, contact: ContactId) -> bool:
        known = await self._contacts.book.find(contact)
        return known is not None and known.level is not Level.ANONYMOUS and not known.blocked


class BookedCalls:
    def __init__(self, booking: Booking) -> None:
        self._booking = booking

    async def of_contact(self, contact: ContactId) -> Sequence[Promised]:
        return [_promised(one) for one in await self._booking.of_contact(contact) if not one.is_over]


def _promised(one: Callback) -> Promised:
    again = one.state is State.AGAIN
    after = one.due_at if again else one.slot or one.due_at
    until = None if again else one.ends
    return Promised(conversation=one.conversation, after=after, until=until, booked=True, again=again)


def verification(
    engine: Engine,
    people: tuple[Contacts, Staff],
    heart: Heart,
    work: Work,
    limiter: Limiter,
    booked: Callbacks,
) -> Verification:
    contacts, staff = people
    open_work, archive = verification_store.open_work(engine.db), verification_store.SqlArchive(engine.db)
    named, words = BadgePeople(staff), Words(engine.settings)
    badges = Badges(talks=heart.reading, people=named, numbers=work.ticket_numbers.theirs)
    return Verification(
        badges=badges,
        proving=Proving(
            open_work=open_work,
            archive=archive,
            talks=heart.reading,
            people=named,
            badges=badges,
            codes=Codes(engine.key),
            limiter=SharedLimiter(engine.db, engine.clock),  # a guesser must not gain by every node more
            counts=lambda answer: _CHECKED.add(1, answer),
            clock=engine.clock,
        ),
        talking=Talking(
            talks=heart.reading,
            tickets=work.ticketing,
            calls=BookedCalls(booked.booking),
            badges=badges,
            clock=engine.clock,
        ),
        phrases=Phrases(
            open_work=open_work,
            archive=archive,
            contacts=ProvenContacts(contacts),
            holds_secret=_may_be_secret,
            limiter=limiter,
            clock=engine.clock,
        ),
        owning=_owning(engine, heart, words),
        words=words,
    )


def _owning(engine: Engine, heart: Heart, words: Words) -> Owning:
    identify = identifier(table_in_use(engine.settings))

    def find(typed: str) -> Address:
        return address_in(identify, typed)

    return Owning(
        open_work=ownership_store.open_work(engine.db),
        archive=ownership_store.SqlArchive(engine.db),
        talks=heart.reading,
        stops=heart.conversing,
        secret_in=secret_asked_in,
        find=find,
        check=checked,
        write=words.statement,
        limiter=SharedLimiter(engine.db, engine.clock),  # as with codes
        clock=engine.clock,
    )


def _may_be_secret(text: str) -> bool:
    """Even what is only likely: these words go out in mails."""
    return bool(screen(text).findings)
