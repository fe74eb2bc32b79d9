"""Pages that anybody can read: articles, and how people can be reached now. They need no JavaScript."""

from pathlib import Path
from typing import Final

from walletdesk.help_center.http import (
    AppProblemPage,
    CallbackPages,
    CheckPage,
    DossierPages,
    HelpCenter,
    LinkedPage,
    NowPage,
    OwnershipPage,
    Portal,
    ReportPage,
    app_problem_routes,
    callback_routes,
    channel_routes,
    check_routes,
    dossier_routes,
    linked_routes,
    now_routes,
    ownership_routes,
    portal_routes,
    preview_routes,
    report_routes,
    routes,
)
from walletdesk.help_center.http.center import APP_TOPICS, FORM, HTML, NOT_KEPT, UNTOLD, go_to
from walletdesk.help_center.http.emergency import EmergencyPage, Place, form_fields
from walletdesk.help_center.http.portal import kept, pass_of
from walletdesk.help_center.http.rating import RatingPage, rating_routes
from walletdesk.help_center.http.standing import LIST, Copy, Standing, standing
from walletdesk.help_center.http.stolen import (
    Come,
    Slip,
    StolenPage,
    own_page,
    stolen_routes,
    stolen_with,
    to_mend,
)
from walletdesk.help_center.http.unreached import UnreachedPage, unreached_routes
from walletdesk.help_center.ports import (
    BriefEntrance,
    Entrance,
    InLine,
    Pass,
    Question,
    ReachesPeople,
    TicketGlance,
)

TEMPLATES: Final = Path(__file__).parent / "templates"

__all__ = [
    "APP_TOPICS",
    "FORM",
    "HTML",
    "LIST",
    "NOT_KEPT",
    "TEMPLATES",
    "UNTOLD",
    "AppProblemPage",
    "BriefEntrance",
    "CallbackPages",
    "CheckPage",
    "Come",
    "Copy",
    "DossierPages",
    "EmergencyPage",
    "Entrance",
    "HelpCenter",
    "InLine",
    "LinkedPage",
    "NowPage",
    "OwnershipPage",
    "Pass",
    "Place",
    "Portal",
    "Question",
    "RatingPage",
    "ReachesPeople",
    "ReportPage",
    "Slip",
    "Standing",
    "StolenPage",
    "TicketGlance",
    "UnreachedPage",
    "app_problem_routes",
    "callback_routes",
    "channel_routes",
    "check_routes",
    "dossier_routes",
    "form_fields",
    "go_to",
    "kept",
    "linked_routes",
    "now_routes",
    "own_page",
    "ownership_routes",
    "pass_of",
    "portal_routes",
    "preview_routes",
    "rating_routes",
    "report_routes",
    "routes",
    "standing",
    "stolen_routes",
    "stolen_with",
    "to_mend",
    "unreached_routes",
]
