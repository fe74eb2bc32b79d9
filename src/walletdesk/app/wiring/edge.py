"""The HTTP edge: every route of every capability, the pages of ``ui/``, and the two live lines."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from litestar.handlers import HTTPRouteHandler

import walletdesk
from walletdesk.app.wiring.engine import Engine
from walletdesk.app.wiring.faces import Faces
from walletdesk.app.wiring.people import Contacts, Staff
from walletdesk.app.wiring.work import Work
from walletdesk.channels.webchat import http as webchat_http
from walletdesk.channels.webchat.config import Prospect, Shown, config_routes
from walletdesk.contacts import http as contacts_http
from walletdesk.insights import http as insights_http
from walletdesk.kernel.viewers import ContactViewer
from walletdesk.platform.feed import live_socket
from walletdesk.platform.http import (
    Assets,
    Credentials,
    Face,
    Pages,
    SignedIn,
    Web,
    WebApp,
    build_app,
    ui_page,
)
from walletdesk.staff import http as staff_http
from walletdesk.tickets import http as ticket_http
from walletdesk.workspace import http as workspace_http

TEMPLATES = ("contacts", "staff", "help_center")


def web_app(engine: Engine, people: tuple[Contacts, Staff], work: Work, faces: Faces) -> WebApp:
    contacts, staff = people
    web = Web(
        settings=engine.settings,
        authenticators=(ContactBearer(contacts), StaffCookie(staff)),
        sockets={
            "/feed/contact": live_socket(faces.contact_face, engine.hub),
            "/feed/workspace": live_socket(faces.agent_face, engine.hub),
        },
    )
    return build_app([*_api(engine, people, work, faces, web.assets), *_pages(web.assets)], web)


def _api(
    engine: Engine, people: tuple[Contacts, Staff], work: Work, faces: Faces, assets: Assets
) -> Sequence[HTTPRouteHandler]:
    contacts, staff = people
    here = Path(walletdesk.__file__).parent
    folders = [here / name / "templates" for name in TEMPLATES]
    pages = Pages(folders, settings=engine.settings, assets=assets)
    shown = Shown(
        settings=engine.settings,
        hours=work.hours,
        prospect=_prospect(work),
        suggested=lambda locale: (),
        clock=engine.clock,
    )
    return [
        *config_routes(shown),
        *webchat_http.routes(faces.webchat),
        *contacts_http.routes(contacts.sessions, contacts.proving, contacts.book, pages),
        *staff_http.routes(staff.services(engine.settings.public_url), pages),
        *workspace_http.reading_routes(faces.workspace),
        *workspace_http.acting_routes(faces.workspace),
        *ticket_http.routes(work.ticketing),
        *insights_http.routes(work.alerting),
    ]


def _prospect(work: Work) -> Prospect:
    async def by() -> datetime | None:
        return (await work.promising.prospect(priority="normal", channel="webchat")).by

    return by


def _pages(assets: Assets) -> Sequence[HTTPRouteHandler]:
    return [
        ui_page("/w", "widget/index.html", face=Face.WIDGET, assets=assets),
        ui_page("/workspace", "workspace/index.html", face=Face.WORKSPACE, assets=assets),
        ui_page("/demo/wallet", "demo/wallet.html", face=Face.PAGES, assets=assets),
    ]


class ContactBearer:
    def __init__(self, contacts: Contacts) -> None:
        self._contacts = contacts

    async def __call__(self, shown: Credentials) -> SignedIn | None:
        session = self._contacts.authenticator.session(shown.bearer) if shown.bearer else None
        return SignedIn(ContactViewer(contact=session.contact)) if session else None


class StaffCookie:
    def __init__(self, staff: Staff) -> None:
        self._staff = staff

    async def __call__(self, shown: Credentials) -> SignedIn | None:
        session = await self._staff.authenticator.session(shown.cookie) if shown.cookie else None
        return SignedIn(session.viewer, session.csrf) if session else None
