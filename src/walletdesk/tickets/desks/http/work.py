"""The work of desks: lists, one ticket with its packet, review, answers to the front, what comes next."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

import msgspec
from litestar import Request, get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, QueryParameter

from walletdesk.kernel.clock import millis
from walletdesk.kernel.errors import Invalid
from walletdesk.kernel.ids import AgentId, ConversationId, TicketId
from walletdesk.platform.http import Access, access, agent_of
from walletdesk.tickets.desks.http.needs import (
    MOST_FIELDS,
    Body,
    EntryView,
    Given,
    Name,
    Needs,
    W,
    in_words,
    packet_of,
    packet_view,
)
from walletdesk.tickets.desks.model import DeskKind, Stage, Standing, missing
from walletdesk.tickets.desks.service import Told
from walletdesk.tickets.http import MOST_LISTED, TicketView, cursor_of, seen_at, ticket_view
from walletdesk.tickets.model import MOVES, NEXT_WORDS, NOTE, Next, State, Ticket
from walletdesk.tickets.ports import Listing

TICKET = f"{W}/tickets/{{ticket:str}}"


class SetPacket(Body):
    packet: Given


class Answer(Body):
    """A note for the front. ``asked``: fields that are needed; with them the ticket goes back there."""

    text: Annotated[str, msgspec.Meta(min_length=1, max_length=NOTE)]
    asked: Annotated[tuple[Name, ...], msgspec.Meta(max_length=MOST_FIELDS)] = ()


class SetNext(Body):
    """What the contact reads. ``step``: a name of the list, or empty; ``expected_at``: a day, or null."""

    step: Name = ""
    words: Annotated[str, msgspec.Meta(max_length=NEXT_WORDS)] = ""
    expected_at: Annotated[str, msgspec.Meta(max_length=10)] | None = None


class StandingView(msgspec.Struct):
    """``due_at``: until when the desk answers; null where nothing is promised or it has not begun."""

    desk: DeskKind
    stage: Stage
    packet: dict[str, EntryView]
    missing: list[str]
    asked: list[str]
    front: str
    conversation: str | None
    parent: str | None
    due_at: int | None


class Row(msgspec.Struct):
    ticket: TicketView
    stage: Stage | None
    due_at: int | None


class Rows(msgspec.Struct):
    """``next`` is the cursor of the following page; null at the end."""

    items: list[Row]
    next: str | None


class DeskTicket(msgspec.Struct):
    """``moves``: the states it may go to now. ``standing`` is null for a ticket that is no desk's."""

    ticket: TicketView
    standing: StandingView | None
    moves: list[State]


def work_routes(needs: Needs) -> Sequence[HTTPRouteHandler]:
    return [*_reading(needs), *_filling(needs), *_telling(needs)]


def _reading(needs: Needs) -> list[HTTPRouteHandler]:
    reviewing = needs.reviewing

    @get(f"{W}/desks/tickets", opt=access(Access.AGENT))
    async def list_desk_tickets(
        request: Request[Any, Any, Any],
        desk: Annotated[DeskKind | None, QueryParameter()] = None,
        in_state: Annotated[State | None, QueryParameter(name="state")] = None,
        owner: Annotated[str, QueryParameter(max_length=40)] = "",
        conversation: Annotated[str, QueryParameter(max_length=40)] = "",
        cursor: Annotated[str, QueryParameter(max_length=80)] = "",
    ) -> Rows:
        viewer = agent_of(request)
        listing = Listing(
            state=in_state,
            owner=viewer.agent if owner == "me" else AgentId(owner) if owner else None,
            conversation=ConversationId(conversation) if conversation else None,
            desk=desk.value if desk else None,
            cursor=seen_at(cursor),
            most=MOST_LISTED,
        )
        found = await reviewing.list(viewer, listing)
        standings = await reviewing.several(found)
        following = cursor_of(found[-1]) if len(found) == MOST_LISTED else None
        return Rows([_row(ticket, standings.get(ticket.id)) for ticket in found], following)

    @get(f"{TICKET}/desk", opt=access(Access.AGENT))
    async def open_desk_ticket(request: Request[Any, Any, Any], ticket: FromPath[str]) -> DeskTicket:
        found, standing = await reviewing.seen_by(agent_of(request), TicketId(ticket))
        return _view(found, standing)

    return [list_desk_tickets, open_desk_ticket]


def _filling(needs: Needs) -> list[HTTPRouteHandler]:
    reviewing = needs.reviewing

    @put(f"{TICKET}/packet", opt=access(Access.AGENT))
    async def set_packet(
        request: Request[Any, Any, Any], ticket: FromPath[str], data: JSONBody[SetPacket]
    ) -> DeskTicket:
        with in_words(request):
            packet = packet_of(data.packet)
            return _view(*await reviewing.fill(agent_of(request), TicketId(ticket), packet))

    @post(f"{TICKET}/review", opt=access(Access.AGENT), status_code=200)
    async def begin_review(request: Request[Any, Any, Any], ticket: FromPath[str]) -> DeskTicket:
        """Refused for a packet that is not complete, with the name of each field that is missing."""
        with in_words(request):
            return _view(*await reviewing.begin(agent_of(request), TicketId(ticket)))

    return [set_packet, begin_review]


def _telling(needs: Needs) -> list[HTTPRouteHandler]:
    reviewing = needs.reviewing

    @post(f"{TICKET}/answers", opt=access(Access.AGENT), status_code=200)
    async def answer_front(
        request: Request[Any, Any, Any], ticket: FromPath[str], data: JSONBody[Answer]
    ) -> DeskTicket:
        told = Told(data.text, data.asked)
        return _view(*await reviewing.tell_front(agent_of(request), TicketId(ticket), told))

    @put(f"{TICKET}/next", opt=access(Access.AGENT))
    async def set_next(
        request: Request[Any, Any, Any], ticket: FromPath[str], data: JSONBody[SetNext]
    ) -> TicketView:
        coming = Next(step=data.step, words=data.words.strip(), expected_at=_day(data.expected_at))
        return ticket_view(await reviewing.promise(agent_of(request), TicketId(ticket), coming))

    return [answer_front, set_next]


def _day(said: str | None) -> date | None:
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        raise Invalid("This is not a date.") from None


def _row(ticket: Ticket, standing: Standing | None) -> Row:
    return Row(
        ticket_view(ticket),
        standing.stage if standing else None,
        millis(standing.due_at) if standing and standing.due_at else None,
    )


def _view(ticket: Ticket, standing: Standing | None) -> DeskTicket:
    moves = sorted(MOVES[ticket.state], key=list(State).index)
    return DeskTicket(ticket_view(ticket), _standing(standing) if standing else None, moves)


def _standing(standing: Standing) -> StandingView:
    return StandingView(
        desk=standing.kind,
        stage=standing.stage,
        packet=packet_view(standing),
        missing=[one.id for one in missing(standing.kind, standing.packet)],
        asked=list(standing.asked),
        front=standing.front,
        conversation=standing.conversation,
        parent=standing.parent,
        due_at=millis(standing.due_at) if standing.due_at else None,
    )
