"""The routes of the staff: signing in, who works here, what was done. Parse, who, call, render."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from litestar.handlers import HTTPRouteHandler

from walletdesk.platform.http import Authenticator, Credentials, Pages, SignedIn
from walletdesk.staff.authenticator import StaffAuthenticator
from walletdesk.staff.http.audit import audit_routes
from walletdesk.staff.http.invitations import invitation_routes
from walletdesk.staff.http.me import me_routes
from walletdesk.staff.http.pauses import pause_routes
from walletdesk.staff.http.people import people_routes
from walletdesk.staff.http.services import StaffServices
from walletdesk.staff.http.setup import PATH as SETUP
from walletdesk.staff.http.setup import setup_routes

__all__ = ["SETUP", "TEMPLATES", "StaffServices", "authenticator", "routes"]

TEMPLATES: Final = Path(__file__).parents[1] / "templates"


def authenticator(who: StaffAuthenticator) -> Authenticator:
    async def recognise(shown: Credentials) -> SignedIn | None:
        found = await who.session(shown.cookie) if shown.cookie else None
        return SignedIn(found.viewer, found.csrf) if found else None

    return recognise


def routes(staff: StaffServices, pages: Pages) -> Sequence[HTTPRouteHandler]:
    return [
        *me_routes(staff),
        *people_routes(staff),
        *pause_routes(staff),
        *audit_routes(staff),
        *invitation_routes(staff, pages),
        *setup_routes(staff, pages),
    ]
