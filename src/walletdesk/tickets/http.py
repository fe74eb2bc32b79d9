"""Tickets for agents: list, one with its history, open, change, note, link. Contacts have no route here."""

from collections.abc import Sequence
from typing import Annotated, Any

import msgspec
from litestar import Request, delete, get, patch, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, QueryParameter

from walletdesk.conversations import Priority
from walletdesk.kernel.clock import millis
from walletdesk.kernel.errors import Invalid
from walletdesk.kernel.ids import AgentId, ConversationId, TeamId, TicketId
from walletdesk.platform.http import Access, access, agent_of
from walletdesk.tickets.model import NOTE, SUBJECT, Change, NewTicket, State, Ticket, TicketType
from walletdesk.tickets.ports import Listing
from walletdesk.tickets.service import Edit, Ticketing

ROOT = "/api/workspace/tickets"
MOST_LISTED = 100
MOST_CHANGES = 200

Id = Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
Subject = Annotated[str, msgspec.Meta(max_length=SUBJECT)]


class OpenTicket(msgspec.Struct, forbid_unknown_fields=True):
    """With a conversation, what is left out is taken from it."""

    type: TicketType = TicketType.CONTACT
    subject: Subject = ""
    conversation: Id | None = None
    team: Id | None = None
    owner: Id | None = None
    priority: Priority = Priority.NORMAL


class ChangeTicket(msgspec.Struct, forbid_unknown_fields=True):
    """What is left out stays; null takes ``owner`` or ``team`` away. ``seen``: ``seq`` as shown."""

    state: State | None = None
    owner: Id | msgspec.UnsetType | None = msgspec.UNSET
    team: Id | msgspec.UnsetType | None = msgspec.UNSET
    priority: Priority | None = None
    subject: Annotated[str, msgspec.Meta(min_length=1, max_length=SUBJECT)] | None = None
    seen: Annotated[int, msgspec.Meta(ge=1, le=2**53)] | None = None


class AddNote(msgspec.Struct, forbid_unknown_fields=True):
    text: Annotated[str, msgspec.Meta(min_length=1, max_length=NOTE)]


class LinkConversation(msgspec.Struct, forbid_unknown_fields=True):
    conversation: Id


class TicketView(msgspec.Struct):
    """``number`` as people say it. ``seq`` grows with every change. ``expected_at``: a day, as 2026-02-03."""

    id: str
    number: str
    type: TicketType
    state: State
    subject: str
    owner: str | None
    team: str | None
    priority: Priority
    contact: str | None
    conversations: list[str]
    opened_at: int
    changed_at: int
    seq: int
    desk: str
    next_step: str
    next_words: str
    expected_at: str | None


class ChangeView(msgspec.Struct):
    seq: int
    at: int
    by: dict[str, str]
    what: str
    before: str
    after: str


class Tickets(msgspec.Struct):
    """``next`` is the cursor of the following page; null at the end."""

    items: list[TicketView]
    next: str | None


class TicketWithHistory(msgspec.Struct):
    """The first changes of the history; ``more`` are asked for with ``after``."""

    ticket: TicketView
    history: list[ChangeView]
    more: bool


def routes(ticketing: Ticketing) -> Sequence[HTTPRouteHandler]:
    """Each parses, asks who it is, calls, renders."""
    return [*_reading(ticketing), *_changing(ticketing), *_linking(ticketing)]


def _reading(ticketing: Ticketing) -> list[HTTPRouteHandler]:
    @get(ROOT, opt=access(Access.AGENT))
    async def list_tickets(
        request: Request[Any, Any, Any],
        in_state: Annotated[State | None, QueryParameter(name="state")] = None,
        owner: Annotated[str, QueryParameter(max_length=40)] = "",
        conversation: Annotated[str, QueryParameter(max_length=40)] = "",
        cursor: Annotated[str, QueryParameter(max_length=80)] = "",
        limit: Annotated[int, QueryParameter(ge=1, le=MOST_LISTED)] = 50,
    ) -> Tickets:
        viewer = agent_of(request)
        listing = Listing(
            state=in_state,
            owner=viewer.agent if owner == "me" else AgentId(owner) if owner else None,
            conversation=ConversationId(conversation) if conversation else None,
            cursor=seen_at(cursor),
            most=limit,
        )
        found = await ticketing.list(viewer, listing)
        following = cursor_of(found[-1]) if len(found) == limit else None
        return Tickets([ticket_view(ticket) for ticket in found], following)

    @get(ROOT + "/{ticket:str}", opt=access(Access.AGENT))
    async def open_ticket(
        request: Request[Any, Any, Any],
        ticket: FromPath[str],
        after: Annotated[int, QueryParameter(ge=0, le=2**53)] = 0,
    ) -> TicketWithHistory:
        viewer, id = agent_of(request), TicketId(ticket)
        found = await ticketing.seen_by(viewer, id)
        history = await ticketing.history(viewer, id, after=after, most=MOST_CHANGES + 1)
        shown = [change_view(change) for change in history[:MOST_CHANGES]]
        return TicketWithHistory(ticket_view(found), shown, len(history) > MOST_CHANGES)

    return [list_tickets, open_ticket]


def _changing(ticketing: Ticketing) -> list[HTTPRouteHandler]:
    @post(ROOT, opt=access(Access.AGENT))
    async def open_new(request: Request[Any, Any, Any], data: JSONBody[OpenTicket]) -> TicketView:
        new = NewTicket(
            type=data.type,
            subject=data.subject,
            conversation=ConversationId(data.conversation) if data.conversation else None,
            team=TeamId(data.team) if data.team else None,
            owner=AgentId(data.owner) if data.owner else None,
            priority=data.priority,
        )
        return ticket_view(await ticketing.open(agent_of(request), new))

    @patch(ROOT + "/{ticket:str}", opt=access(Access.AGENT))
    async def change(
        request: Request[Any, Any, Any], ticket: FromPath[str], data: JSONBody[ChangeTicket]
    ) -> TicketView:
        edit = Edit(
            state=data.state,
            owner=None if data.owner is msgspec.UNSET else AgentId(data.owner or ""),
            team=None if data.team is msgspec.UNSET else TeamId(data.team or ""),
            priority=data.priority,
            subject=data.subject,
        )
        return ticket_view(await ticketing.edit(agent_of(request), TicketId(ticket), edit, seen=data.seen))

    @post(ROOT + "/{ticket:str}/notes", opt=access(Access.AGENT))
    async def note(
        request: Request[Any, Any, Any], ticket: FromPath[str], data: JSONBody[AddNote]
    ) -> TicketView:
        return ticket_view(await ticketing.note(agent_of(request), TicketId(ticket), data.text))

    return [open_new, change, note]


def _linking(ticketing: Ticketing) -> list[HTTPRouteHandler]:
    @post(ROOT + "/{ticket:str}/links", opt=access(Access.AGENT))
    async def link(
        request: Request[Any, Any, Any], ticket: FromPath[str], data: JSONBody[LinkConversation]
    ) -> TicketView:
        conversation = ConversationId(data.conversation)
        return ticket_view(await ticketing.link(agent_of(request), TicketId(ticket), conversation))

    @delete(ROOT + "/{ticket:str}/links/{conversation:str}", opt=access(Access.AGENT), status_code=200)
    async def unlink(
        request: Request[Any, Any, Any], ticket: FromPath[str], conversation: FromPath[str]
    ) -> TicketView:
        id = ConversationId(conversation)
        return ticket_view(await ticketing.unlink(agent_of(request), TicketId(ticket), id))

    return [link, unlink]


def ticket_view(ticket: Ticket) -> TicketView:
    return TicketView(
        id=ticket.id,
        number=ticket.name,
        type=ticket.type,
        state=ticket.state,
        subject=ticket.subject,
        owner=ticket.owner,
        team=ticket.team,
        priority=ticket.priority,
        contact=ticket.contact,
        conversations=list(ticket.conversations),
        opened_at=millis(ticket.opened_at),
        changed_at=millis(ticket.changed_at),
        seq=ticket.seq,
        desk=ticket.desk,
        next_step=ticket.next.step,
        next_words=ticket.next.words,
        expected_at=ticket.next.expected_at.isoformat() if ticket.next.expected_at else None,
    )


def change_view(change: Change) -> ChangeView:
    return ChangeView(
        seq=change.seq,
        at=millis(change.at),
        by={"kind": change.by.kind, "id": change.by.id},
        what=change.what.value,
        before=change.before,
        after=change.after,
    )


def cursor_of(ticket: Ticket) -> str:
    return f"{millis(ticket.changed_at)}.{ticket.id}"


def seen_at(cursor: str) -> tuple[int, str] | None:
    if not cursor:
        return None
    at, _, id = cursor.partition(".")
    if not (at.isdecimal() and at.isascii() and len(at) <= 15 and id):
        raise Invalid("This is not a cursor of ours.")
    return int(at), id
