"""The HTTP edge: every route of every capability, and the two live lines."""

from collections.abc import Sequence

from litestar.handlers import HTTPRouteHandler

from walletdesk.app.wiring.engine import Engine
from walletdesk.app.wiring.faces import Faces
from walletdesk.app.wiring.heart import Heart
from walletdesk.app.wiring.people import Contacts, Staff
from walletdesk.app.wiring.work import Work
from walletdesk.channels.webchat import http as webchat_http
from walletdesk.kernel.viewers import ContactViewer
from walletdesk.platform.feed import live_socket
from walletdesk.platform.http import Credentials, SignedIn, Web, WebApp, build_app
from walletdesk.tickets import http as ticket_http
from walletdesk.workspace import http as workspace_http


def web_app(engine: Engine, people: tuple[Contacts, Staff], heart: Heart, work: Work, faces: Faces) -> WebApp:
    contacts, staff = people
    web = Web(
        settings=engine.settings,
        authenticators=(ContactBearer(contacts), StaffCookie(staff)),
        sockets={
            "/feed/contact": live_socket(faces.contact_face, engine.hub),
            "/feed/workspace": live_socket(faces.agent_face, engine.hub),
        },
    )
    return build_app(_routes(people, work, faces), web)


def _routes(people: tuple[Contacts, Staff], work: Work, faces: Faces) -> Sequence[HTTPRouteHandler]:
    return [
        *webchat_http.routes(faces.webchat),
        *workspace_http.reading_routes(faces.workspace),
        *workspace_http.acting_routes(faces.workspace),
        *ticket_http.routes(work.ticketing),
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
