"""Tickets: units of work with a number, a state, an owner and a history, linked to conversations."""

from walletdesk.tickets.events import (
    TicketAssigned,
    TicketLinked,
    TicketOpened,
    TicketStateChanged,
    TicketUnlinked,
)
from walletdesk.tickets.model import (
    FIRST_NUMBER,
    LAST_NUMBER,
    Change,
    NewTicket,
    Next,
    State,
    Ticket,
    TicketType,
)
from walletdesk.tickets.next_steps import NEXT_STEPS
from walletdesk.tickets.ports import Listing
from walletdesk.tickets.service import AutomaticTickets, Edit, Glance, Ticketing

__all__ = [
    "FIRST_NUMBER",
    "LAST_NUMBER",
    "NEXT_STEPS",
    "AutomaticTickets",
    "Change",
    "Edit",
    "Glance",
    "Listing",
    "NewTicket",
    "Next",
    "State",
    "Ticket",
    "TicketAssigned",
    "TicketLinked",
    "TicketOpened",
    "TicketStateChanged",
    "TicketType",
    "TicketUnlinked",
    "Ticketing",
]
