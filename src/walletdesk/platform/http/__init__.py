"""The web edge: routes with rights, one form for every error, limits before work, headers on every answer.

A capability's ``http.py`` has ``routes(...) -> list[HTTPRouteHandler]``: closures under litestar's ``get``,
``post`` and so on, each with ``opt=access(Access...)``. ``build_app(handlers, Web(...))`` joins them.
"""

from walletdesk.platform.http.access import (
    ANY_TYPE,
    Access,
    SignedOut,
    WrongForm,
    access,
    agent_of,
    contact_of,
    cookie,
    viewer_of,
)
from walletdesk.platform.http.app import RouteInfo, UnguardedRouteError, WebApp, build_app
from walletdesk.platform.http.assets import Assets
from walletdesk.platform.http.forms import SentForm, form_of
from walletdesk.platform.http.headers import Face
from walletdesk.platform.http.origins import client_address, is_own
from walletdesk.platform.http.pages import Pages, ui_page
from walletdesk.platform.http.probes import enough_space, writable
from walletdesk.platform.http.problems import Misfitting, Problem, answer_to
from walletdesk.platform.http.server import server_config
from walletdesk.platform.http.text import NotText, clean_line, clean_text, decode
from walletdesk.platform.http.web import (
    CSRF_HEADER,
    SESSION_COOKIE,
    Authenticator,
    Credentials,
    Lifespan,
    Ready,
    SignedIn,
    Visit,
    Web,
    visit_of,
)

__all__ = [
    "ANY_TYPE",
    "CSRF_HEADER",
    "SESSION_COOKIE",
    "Access",
    "Assets",
    "Authenticator",
    "Credentials",
    "Face",
    "Lifespan",
    "Misfitting",
    "NotText",
    "Pages",
    "Problem",
    "Ready",
    "RouteInfo",
    "SentForm",
    "SignedIn",
    "SignedOut",
    "UnguardedRouteError",
    "Visit",
    "Web",
    "WebApp",
    "WrongForm",
    "access",
    "agent_of",
    "answer_to",
    "build_app",
    "clean_line",
    "clean_text",
    "client_address",
    "contact_of",
    "cookie",
    "decode",
    "enough_space",
    "form_of",
    "is_own",
    "server_config",
    "ui_page",
    "viewer_of",
    "visit_of",
    "writable",
]
