"""The workspace's requests: lists, one conversation, what an agent does with it."""

from walletdesk.workspace.http.acting import acting_routes
from walletdesk.workspace.http.contact import contact_routes
from walletdesk.workspace.http.holding import holding_routes
from walletdesk.workspace.http.installation import InstallationNeeds, Steps, installation_routes
from walletdesk.workspace.http.links import Verdict, link_routes
from walletdesk.workspace.http.mentions import mention_routes
from walletdesk.workspace.http.needs import Needs
from walletdesk.workspace.http.operations import dead_job_routes, dead_letter_routes
from walletdesk.workspace.http.preferring import PreferenceNeeds, preference_routes
from walletdesk.workspace.http.reading import reading_routes

__all__ = [
    "InstallationNeeds",
    "Needs",
    "PreferenceNeeds",
    "Steps",
    "Verdict",
    "acting_routes",
    "contact_routes",
    "dead_job_routes",
    "dead_letter_routes",
    "holding_routes",
    "installation_routes",
    "link_routes",
    "mention_routes",
    "preference_routes",
    "reading_routes",
]
