"""What is asked of those outside: in our people's days, with what is known, told to who has the ticket."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from walletdesk.app.wiring.chains import table_in_use
from walletdesk.app.wiring.engine import Engine
from walletdesk.app.wiring.heart import Heart, secret_asked_in, shown_in
from walletdesk.app.wiring.people import Staff
from walletdesk.app.wiring.work import Work
from walletdesk.chains import ChainTable
from walletdesk.conversations import Author, Mentioned, Said, Speaker, Status
from walletdesk.help_center import TicketGlance
from walletdesk.insights import Alerting
from walletdesk.insights.model import Cause, Kind
from walletdesk.kernel.errors import Conflict, NotFound
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId, TicketId
from walletdesk.kernel.viewers import AgentViewer
from walletdesk.platform.i18n import day, translate
from walletdesk.platform.settings import Settings
from walletdesk.tickets import Ticketing
from walletdesk.tickets.desks import DeskKind
from walletdesk.tickets.desks.ports import Reading
from walletdesk.tickets.desks.store import SqlReading
from walletdesk.tickets.store import SqlArchive
from walletdesk.tickets.tasks import ChaseDue, Chasing, Party, letters
from walletdesk.tickets.tasks import store as task_store
from walletdesk.tickets.tasks.model import PARTY_WORDS

MORNING = time(9)
CHASE_NOTE = "@{name} Ticket {number}: today somebody outside is to be asked again."


class OurDays:
    """In the zone of the installation."""

    def __init__(self, zone: str) -> None:
        self._zone = ZoneInfo(zone)

    def today(self, at: datetime) -> date:
        return at.astimezone(self._zone).date()

    def begins(self, day: date) -> datetime:
        return datetime.combine(day, MORNING, self._zone)


class FiledPacket:
    """What a specialist's form holds, by the names that letters use. A reason for a gap is no value."""

    NAMES: Final[dict[DeskKind, dict[str, str]]] = {
        DeskKind.FUNDS: {
            **{name: name for name in ("chain", "tx_id", "address", "at")},
            "what": "question",
        },
        DeskKind.RISK: {"about": "address", "what": "statement", "since": "at"},
        DeskKind.DEVELOPMENT: {"expected": "expected", "got": "observed"},
        DeskKind.LEGAL: {},
        DeskKind.PARTNER: {"what": "question"},
    }

    def __init__(self, standings: Reading, chains: ChainTable) -> None:
        self._standings = standings
        self._chains = chains

    async def of(self, ticket: TicketId, locale: str) -> Mapping[str, str]:
        standing = await self._standings.find(ticket)
        if standing is None:
            return {}
        names = self.NAMES[standing.kind]
        said = {names[id]: entry.value for id, entry in standing.packet.items() if id in names}
        if chain := self._chains.find(said.get("chain", "")):
            said["chain"] = chain.called(shown_in(locale))
        if said.get("at"):
            said["at"] = f"{datetime.fromisoformat(said['at']).astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
        return said


class ChaseTeller:
    """Tells the owner in a conversation of the ticket, by name; where there is none, the leads."""

    def __init__(self, heart: Heart, staff: Staff, alerting: Alerting, settings: Settings) -> None:
        self._conversing = heart.conversing
        self._reading = heart.reading
        self._staff = staff
        self._alerting = alerting
        self._locale = shown_in(settings.locale)

    async def on_chase_due(self, event: ChaseDue) -> None:
        """Told again it does no harm: the note and the alert are each kept once."""
        owner = await self._viewer(event.owner) if event.owner else None
        for conversation in await self._open_first(event.conversations):
            if owner and await self._noted(event, owner, conversation):
                return
        key, values = f"chase:{event.task}:{event.day}", {"number": f"WD-{event.number}"}
        await self._alerting.raise_for(Cause(kind=Kind.CHASE_DUE, key=key, at=event.at, values=values))

    async def _open_first(self, ids: Sequence[ConversationId]) -> Sequence[ConversationId]:
        """The last first, but what is over only where nothing else is left.

        It is not opened again: its contact has nothing to do with it, and the owner reads the note where
        mentions are listed, which what is over does not leave.
        """
        known = {one.id: one for one in await self._reading.several(ids)}
        over = {id for id, one in known.items() if one.status in (Status.RESOLVED, Status.CLOSED)}
        return sorted([id for id in reversed(ids) if id in known], key=over.__contains__)

    async def _viewer(self, owner: AgentId) -> AgentViewer | None:
        """None for one who has left: then the leads are told."""
        every = await self._staff.personnel.list()
        found = next((one for one in every if one.id == owner and one.active), None)
        return AgentViewer(agent=found.id, role=found.role, teams=found.teams) if found else None

    async def _noted(self, event: ChaseDue, owner: AgentViewer, conversation: ConversationId) -> bool:
        """A note that its reader cannot open would call nobody."""
        name = await self._staff.directory.name_of(owner.agent)
        text = translate(self._locale, CHASE_NOTE, name=name, number=f"WD-{event.number}")
        said = Said(
            text=text, client_id=f"chase/{event.task}/{event.day}", mentions=(Mentioned(owner.agent, name),)
        )
        try:
            await self._reading.seen_by(owner, conversation)
            await self._conversing.note(conversation, Author(Speaker.SYSTEM), said)
        except (Conflict, NotFound):  # another team's since, or gone
            return False
        return True


class OwnTickets:
    """What a contact sees of the own tickets, put together: whom a desk waits for, they wait for."""

    def __init__(self, ticketing: Ticketing, chasing: Chasing, engine: Engine) -> None:
        self._ticketing = ticketing
        self._chasing = chasing
        self._standings = SqlReading(engine.db)
        self._archive = SqlArchive(engine.db)

    async def of_contact(self, contact: ContactId) -> Sequence[TicketGlance]:
        found = await self._ticketing.of_contact(contact)
        waits = await self._waits(contact) if found else {}
        return [
            TicketGlance(
                number=one.number,
                state=one.state.value,
                state_words=one.state_words,
                changed_at=one.changed_at,
                next_step=one.next_step,
                next_words=one.next_words,
                expected_at=one.expected_at,
                waits_for=[PARTY_WORDS[party] for party in waits.get(one.number, ())],
            )
            for one in found
        ]

    async def _waits(self, contact: ContactId) -> Mapping[str, Sequence[Party]]:
        """By the number that the contact knows."""
        asked = await self._chasing.waited_for(contact)
        standings = await self._standings.several(list(asked)) if asked else ()
        parents = {one.ticket: one.parent for one in standings if one.parent}
        found: dict[str, dict[Party, None]] = {}
        for id, parties in asked.items():
            if ticket := await self._archive.find(parents.get(id, id)):
                found.setdefault(ticket.name, {}).update(dict.fromkeys(parties))
        return {number: list(parties) for number, parties in found.items()}


def chasing(engine: Engine, work: Work) -> Chasing:
    settings, days = engine.settings, OurDays(engine.settings.time_zone)

    def ours(locale: str) -> Mapping[str, str]:
        shown = shown_in(locale)
        return {
            "app": settings.name_of_app(shown),
            "proof_at": f"{settings.public_url}/.well-known/wallet-support.json",
            "today": day(shown, days.today(engine.clock())),
        }

    return Chasing(
        tickets=work.ticketing,
        archive=task_store.SqlTaskArchive(engine.db),
        open_work=task_store.open_work(engine.db),
        packet=FiledPacket(SqlReading(engine.db), table_in_use(settings)),
        templates=letters(),
        ours=ours,
        days=days,
        secret_in=secret_asked_in,
        clock=engine.clock,
    )


def chase_teller(engine: Engine, heart: Heart, staff: Staff, work: Work) -> ChaseTeller:
    return ChaseTeller(heart, staff, work.alerting, engine.settings)
