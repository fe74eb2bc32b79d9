"""Specialist teams: what they are told of chains, hours and conversations, and whom they tell."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from walletdesk.app.wiring.chains import identifier, table_in_use
from walletdesk.app.wiring.engine import Engine
from walletdesk.app.wiring.heart import Heart, secret_asked_in, shown_in
from walletdesk.app.wiring.people import Staff
from walletdesk.app.wiring.work import Colleagues, Work
from walletdesk.chains import ChainTable, Finding, Identifier, Kind
from walletdesk.conversations import Author, Outgoing, Said, Speaker
from walletdesk.hours import Hours
from walletdesk.kernel.ids import AgentId, ConversationId
from walletdesk.platform.i18n import Locale, translate
from walletdesk.staff.store import audit_in
from walletdesk.tickets.desks import (
    NAMES,
    DeskKeeping,
    Escalating,
    Following,
    Known,
    NothingKnown,
    Reviewing,
    World,
)
from walletdesk.tickets.desks import store as specialist_store
from walletdesk.tickets.desks.http import Needs
from walletdesk.tickets.desks.reactions import DeskReactions, FrontNote
from walletdesk.tickets.store import SqlArchive

TRANSACTIONS = {Kind.TX_HASH, Kind.TX_HASH_OR_ADDRESS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Specialists:
    keeping: DeskKeeping
    escalating: Escalating
    reviewing: Reviewing
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
    def __init__(self, hours: Hours) -> None:
        self._hours = hours

    async def __call__(self, at: datetime, minutes: int) -> datetime | None:
        return (await self._hours.timetable()).add_business_time(at, timedelta(minutes=minutes))


class FrontNotes:
    """What a specialist team tells the front, as a note in the conversation."""

    def __init__(self, heart: Heart, name_of: Callable[[AgentId], str]) -> None:
        self._heart = heart
        self._name_of = name_of

    async def note(self, conversation: ConversationId, by: AgentId, *, key: str, words: FrontNote) -> None:
        found = await self._heart.reading.find(conversation)
        if found is not None:
            text = _said(words, shown_in(found.locale))
            author = Author(Speaker.AGENT, by, self._name_of(by))
            await self._heart.conversing.note(conversation, author, Said(text=text, client_id=key))


def _said(words: FrontNote, locale: Locale) -> str:
    head = translate(
        locale, "{number}, {name}:", number=words.number, name=translate(locale, NAMES[words.kind])
    )
    lines = [head, words.text]
    if words.asked:
        names = [translate(locale, one.name) for one in words.asked]
        lines.append(
            translate(locale, "It needs: {fields}", fields=("、" if locale == "zh-CN" else ", ").join(names))
        )
    return "\n".join(lines)


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
        known=known or NothingKnown(),
        chains=on_chains,
        business_time=BusinessHours(work.hours),
        secret_in=secret_asked_in,
        clock=clock,
    )
    keeping = DeskKeeping(open_work=open_work, reading=reading, colleagues=Colleagues(staff), clock=clock)
    escalating, reviewing = Escalating(world), Reviewing(world, outgoing=outgoing)
    following = Following(open_work=open_work, reading=reading, clock=clock)
    return Specialists(
        keeping=keeping,
        escalating=escalating,
        reviewing=reviewing,
        reactions=DeskReactions(following, archive=archive, tell=FrontNotes(heart, staff.directory.shown_as)),
        needs=Needs(keeping=keeping, escalating=escalating, reviewing=reviewing, chain_names=on_chains.names),
    )
