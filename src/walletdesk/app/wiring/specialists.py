"""Specialist teams: what they are told of chains, hours and conversations, and whom they tell."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from walletdesk.app.wiring.chains import identifier, table_in_use
from walletdesk.app.wiring.engine import Engine
from walletdesk.app.wiring.heart import Heart, secret_asked_in
from walletdesk.app.wiring.people import Staff
from walletdesk.app.wiring.specialist_news import FrontNotes
from walletdesk.app.wiring.work import Colleagues, Work
from walletdesk.chains import ChainTable, Finding, Identifier, Kind
from walletdesk.conversations import Outgoing
from walletdesk.conversations import Reading as ConversationReading
from walletdesk.hours import Place
from walletdesk.kernel.ids import AgentId, ConversationId, TeamId
from walletdesk.platform.i18n import Locale
from walletdesk.sla import ClockWatch, Timetables
from walletdesk.staff.store import audit_in
from walletdesk.tickets.desks import (
    DeskJobs,
    DeskKeeping,
    Escalating,
    Following,
    Known,
    NothingKnown,
    Reviewing,
    Watching,
    World,
)
from walletdesk.tickets.desks import store as specialist_store
from walletdesk.tickets.desks.http import Needs
from walletdesk.tickets.desks.reactions import DeskReactions
from walletdesk.tickets.store import SqlArchive

TRANSACTIONS = {Kind.TX_HASH, Kind.TX_HASH_OR_ADDRESS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Specialists:
    keeping: DeskKeeping
    escalating: Escalating
    reviewing: Reviewing
    watching: Watching
    jobs: DeskJobs
    reactions: DeskReactions
    needs: Needs


class OnChains:
    """A field that holds one transaction id or one address of a chain, and nothing beside it."""

    def __init__(self, table: ChainTable, identify: Identifier) -> None:
        self._table = table
        self._identify = identify

    def knows(self, chain: str) -> bool:
        return self._table.find(chain) is not None

    def names(self, locale: Locale) -> Sequence[tuple[str, str]]:
        return sorted(((one.id, one.called(locale)) for one in self._table), key=lambda each: each[1])

    def transaction(self, chain: str, text: str) -> str | None:
        fits = self._whole(text, "Transaction ID")
        return next(
            (one.value for one in fits if one.kind in TRANSACTIONS and (not chain or chain in one.chains)),
            None,
        )

    def address(self, chain: str, text: str) -> str | None:
        """Where no chain is named, only what nothing else looks like: a private key has 64 digits too."""
        fits = self._whole(text, "Address")
        sure = {Kind.ADDRESS, Kind.ACCOUNT}
        return next(
            (one.value for one in fits if (chain in one.addresses_on if chain else one.kind in sure)), None
        )

    def _whole(self, text: str, field: str) -> list[Finding]:
        found = self._identify(text, context=(field,)).findings
        return [one for one in found if _is_whole(one, text)]


def _is_whole(one: Finding, text: str) -> bool:
    return one.is_valid and (one.start, one.end) == (0, len(text))


class BusinessHours:
    def __init__(self, timetables: Timetables) -> None:
        self._timetables = timetables

    async def __call__(self, at: datetime, minutes: int, team: TeamId) -> datetime | None:
        timetable = await self._timetables.at(Place(team=team))
        return timetable.add_business_time(at, timedelta(minutes=minutes))


class TalkOwners:
    def __init__(self, reading: ConversationReading) -> None:
        self._reading = reading

    async def owner_of(self, id: ConversationId) -> AgentId | None:
        found = await self._reading.find(id)
        return found.assignee if found else None


def specialists(
    engine: Engine, heart: Heart, staff: Staff, work: Work, outgoing: Outgoing, known: Known | None = None
) -> Specialists:
    db, clock, table = engine.db, engine.clock, table_in_use(engine.settings)
    open_work, reading = specialist_store.open_work(db, audit_in(engine.key)), specialist_store.SqlReading(db)
    on_chains, archive = OnChains(table, identifier(table)), SqlArchive(db)
    world = World(
        open_work=open_work,
        reading=reading,
        archive=archive,
        ticketing=work.ticketing,
        conversations=heart.reading,
        owners=TalkOwners(heart.reading),
        known=known or NothingKnown(),
        chains=on_chains,
        business_time=BusinessHours(work.timetables),
        secret_in=secret_asked_in,
        clock=clock,
    )
    keeping = DeskKeeping(open_work=open_work, reading=reading, colleagues=Colleagues(staff), clock=clock)
    escalating, reviewing = Escalating(world), Reviewing(world, outgoing=outgoing)
    following = Following(open_work=open_work, reading=reading, owners=world.owners, clock=clock)
    watching = Watching(open_work=open_work, reading=reading, clock=clock)
    tell = FrontNotes(heart, staff, work.alerting)
    return Specialists(
        keeping=keeping,
        escalating=escalating,
        reviewing=reviewing,
        watching=watching,
        jobs=DeskJobs(watching, clock=clock, steady=time.monotonic, watch=ClockWatch()),
        reactions=DeskReactions(following, watching, archive=archive, tell=tell),
        needs=Needs(keeping=keeping, escalating=escalating, reviewing=reviewing, chain_names=on_chains.names),
    )
