"""Tickets: units of work with a number, a state, an owner and a history, linked to conversations."""

from walletdesk.tickets.events import (
    TicketAssigned,
    TicketLinked,
    TicketOpened,
    TicketStateChanged,
    TicketUnlinked,
)
from walletdesk.tickets.model import FIRST_NUMBER, LAST_NUMBER, Change, NewTicket, State, Ticket, TicketType
from walletdesk.tickets.ports import Listing
from walletdesk.tickets.service import AutomaticTickets, Edit, Glance, Ticketing

__all__ = [
    "FIRST_NUMBER",
    "LAST_NUMBER",
    "AutomaticTickets",
    "Change",
    "Edit",
    "Glance",
    "Listing",
    "NewTicket",
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
