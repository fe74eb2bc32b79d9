"""The public pages: parse, call, render. One file for each kind of page."""

from collections.abc import Sequence

from litestar.handlers import HTTPRouteHandler

from walletdesk.help_center.http.app_problem import AppProblemPage, app_problem_routes
from walletdesk.help_center.http.callback_shown import CallbackPages
from walletdesk.help_center.http.callbacks import callback_routes
from walletdesk.help_center.http.calling import CallingPage, calling_routes
from walletdesk.help_center.http.center import HelpCenter
from walletdesk.help_center.http.channels import channel_routes
from walletdesk.help_center.http.check_letters import letter_routes
from walletdesk.help_center.http.checking import CheckPage, paste_routes
from walletdesk.help_center.http.contact import contact_routes
from walletdesk.help_center.http.dossiers import DossierPages, dossier_routes
from walletdesk.help_center.http.guiding import guiding_routes
from walletdesk.help_center.http.linked import LinkedPage, linked_routes
from walletdesk.help_center.http.machines import machine_routes
from walletdesk.help_center.http.now import NowPage, now_routes
from walletdesk.help_center.http.opinions import opinion_routes
from walletdesk.help_center.http.owning import OwnershipPage, ownership_routes
from walletdesk.help_center.http.pictures import picture_routes
from walletdesk.help_center.http.portal import Portal, portal_routes
from walletdesk.help_center.http.previewing import preview_routes
from walletdesk.help_center.http.reading import reading_routes
from walletdesk.help_center.http.reporting import ReportPage, report_routes
from walletdesk.help_center.http.suggesting import suggesting_routes
from walletdesk.help_center.http.tracing import tracing_routes


def routes(help_center: HelpCenter) -> Sequence[HTTPRouteHandler]:
    return [
        *reading_routes(help_center),
        *guiding_routes(help_center),
        *suggesting_routes(help_center),
        *tracing_routes(help_center),
        *opinion_routes(help_center),
        *contact_routes(help_center),
        *machine_routes(help_center),
    ]


def check_routes(page: CheckPage) -> Sequence[HTTPRouteHandler]:
    return [*paste_routes(page), *picture_routes(page), *letter_routes(page)]


__all__ = [
    "AppProblemPage",
    "CallbackPages",
    "CallingPage",
    "CheckPage",
    "DossierPages",
    "HelpCenter",
    "LinkedPage",
    "NowPage",
    "OwnershipPage",
    "Portal",
    "ReportPage",
    "app_problem_routes",
    "callback_routes",
    "calling_routes",
    "channel_routes",
    "check_routes",
    "dossier_routes",
    "linked_routes",
    "now_routes",
    "ownership_routes",
    "portal_routes",
    "preview_routes",
    "report_routes",
    "routes",
]
