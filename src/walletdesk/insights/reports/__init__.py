"""Reports for leads: what happened, counted from narrow facts, exact, and open to whoever asks how."""

from walletdesk.insights.reports.ports import Asked, Names, Talk, Talks
from walletdesk.insights.reports.service.counting import COUNT, SWEEP, SWEEP_EVERY, Recording, Tallying
from walletdesk.insights.reports.service.recovering import Recovering
from walletdesk.insights.reports.service.reporting import Reporting

__all__ = [
    "COUNT",
    "SWEEP",
    "SWEEP_EVERY",
    "Asked",
    "Names",
    "Recording",
    "Recovering",
    "Reporting",
    "Talk",
    "Talks",
    "Tallying",
]
