"""Desks for those who work here: forms, escalations of the front, a desk's own work. None for contacts."""

from collections.abc import Sequence

from litestar.handlers import HTTPRouteHandler

from walletdesk.tickets.desks.http.front import front_routes
from walletdesk.tickets.desks.http.needs import Needs
from walletdesk.tickets.desks.http.settings import setting_routes
from walletdesk.tickets.desks.http.work import work_routes

__all__ = ["Needs", "routes"]


def routes(needs: Needs) -> Sequence[HTTPRouteHandler]:
    """Each parses, asks who it is, calls, renders."""
    return [*setting_routes(needs), *front_routes(needs), *work_routes(needs)]
