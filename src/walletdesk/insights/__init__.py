"""What leads need to see: the alerts and the live board; metrics and staffing come to live here too."""

from walletdesk.insights.digests.events import DigestAddressGiven, DigestDue
from walletdesk.insights.events import AlertAcknowledged, AlertRaised
from walletdesk.insights.model import Alert, Cause, Kind, Severity
from walletdesk.insights.ports import Floor, Listing
from walletdesk.insights.service import Alerting

__all__ = [
    "Alert",
    "AlertAcknowledged",
    "AlertRaised",
    "Alerting",
    "Cause",
    "DigestAddressGiven",
    "DigestDue",
    "Floor",
    "Kind",
    "Listing",
    "Severity",
]
