"""Escalating to a desk, and the little that the front sees of it afterwards."""

from collections.abc import Sequence
from typing import Annotated, Any

import msgspec
from litestar import Request, get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, QueryParameter

from walletdesk.kernel.clock import millis
from walletdesk.kernel.ids import ConversationId, TicketId
from walletdesk.platform.http import Access, access, agent_of
from walletdesk.tickets.desks.http.needs import Body, Given, Id, Needs, W, in_words, packet_of
from walletdesk.tickets.desks.model import DeskKind, Stage
from walletdesk.tickets.desks.service import Escalated, Escalation
from walletdesk.tickets.model import ENDED, SUBJECT, State

MOST_LISTED = 50
PATH = f"{W}/escalations"


class Escalate(Body):
    """About a conversation or a ticket. ``review``: it is complete, the desk may begin."""

    desk: DeskKind
    conversation: Id | None = None
    ticket: Id | None = None
    subject: Annotated[str, msgspec.Meta(max_length=SUBJECT)] = ""
    packet: Given = msgspec.field(default_factory=dict)
    review: bool = False


class FillIn(Body):
    packet: Given
    review: bool = False


class KnownView(msgspec.Struct):
    """What is not known is empty. When it was sent nobody has looked up."""

    chain: str
    tx_id: str
    address: str


class ProspectView(msgspec.Struct):
    """``there``: desks that have this conversation already."""

    subject: str
    transactions: list[KnownView]
    there: list[DeskKind]


class FrontNoteView(msgspec.Struct):
    seq: int
    at: int
    by: str
    text: str


class EscalatedView(msgspec.Struct):
    """All that the front sees of a desk's ticket. ``open``: the fields that it may fill in.

    ``due_at``: until when the desk answers; null where nothing is promised, or no answer is owed.
    """

    id: str
    number: str
    desk: DeskKind
    state: State
    stage: Stage
    next_step: str
    next_words: str
    expected_at: str | None
    due_at: int | None
    opened_at: int
    conversation: str | None
    open: list[str]
    notes: list[FrontNoteView]


class Escalations(msgspec.Struct):
    """``next`` is the cursor of the following page; null at the end."""

    items: list[EscalatedView]
    next: str | None


def front_routes(needs: Needs) -> Sequence[HTTPRouteHandler]:
    escalating = needs.escalating

    @get(f"{W}/conversations/{{conversation:str}}/escalation", opt=access(Access.AGENT))
    async def known(request: Request[Any, Any, Any], conversation: FromPath[str]) -> ProspectView:
        found = await escalating.prospect(agent_of(request), ConversationId(conversation))
        transactions = [KnownView(one.chain, one.tx_id, one.address) for one in found.transactions]
        return ProspectView(found.subject, transactions, list(found.there))

    @post(PATH, opt=access(Access.AGENT))
    async def escalate(request: Request[Any, Any, Any], data: JSONBody[Escalate]) -> EscalatedView:
        asked = Escalation(
            kind=data.desk,
            conversation=ConversationId(data.conversation) if data.conversation else None,
            ticket=TicketId(data.ticket) if data.ticket else None,
            subject=data.subject,
            packet=packet_of(data.packet),
            review=data.review,
        )
        with in_words(request):
            return _view(await escalating.escalate(agent_of(request), asked))

    @get(PATH, opt=access(Access.AGENT))
    async def list_escalated(
        request: Request[Any, Any, Any],
        cursor: Annotated[str, QueryParameter(max_length=40)] = "",
    ) -> Escalations:
        found = await escalating.mine(agent_of(request), before=cursor, most=MOST_LISTED)
        following = found[-1].ticket.id if len(found) == MOST_LISTED else None
        return Escalations([_view(one) for one in found], following)

    @get(f"{PATH}/{{ticket:str}}", opt=access(Access.AGENT))
    async def open_escalated(request: Request[Any, Any, Any], ticket: FromPath[str]) -> EscalatedView:
        return _view(await escalating.seen_by(agent_of(request), TicketId(ticket)))

    @put(f"{PATH}/{{ticket:str}}/packet", opt=access(Access.AGENT))
    async def fill_in(
        request: Request[Any, Any, Any], ticket: FromPath[str], data: JSONBody[FillIn]
    ) -> EscalatedView:
        viewer, packet = agent_of(request), packet_of(data.packet)
        with in_words(request):
            return _view(await escalating.fill(viewer, TicketId(ticket), packet, review=data.review))

    return [known, escalate, list_escalated, open_escalated, fill_in]


def _view(one: Escalated) -> EscalatedView:
    ticket, standing, coming = one.ticket, one.standing, one.ticket.next
    return EscalatedView(
        id=ticket.id,
        number=ticket.name,
        desk=standing.kind,
        state=ticket.state,
        stage=standing.stage,
        next_step=coming.step,
        next_words=coming.words,
        expected_at=coming.expected_at.isoformat() if coming.expected_at else None,
        due_at=millis(standing.due_at) if standing.due_at and ticket.state not in ENDED else None,
        opened_at=millis(ticket.opened_at),
        conversation=standing.conversation,
        open=[] if standing.stage is Stage.REVIEW else standing.open_fields,
        notes=[FrontNoteView(note.seq, millis(note.at), note.by.id, note.after) for note in one.notes],
    )
