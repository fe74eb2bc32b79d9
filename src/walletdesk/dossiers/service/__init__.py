"""What one may do with dossiers."""

from walletdesk.dossiers.service.exporting import Exporting
from walletdesk.dossiers.service.holding import Holding
from walletdesk.dossiers.service.opening import LOOK, Heard, Opening
from walletdesk.dossiers.service.paid_before import PaidBefore
from walletdesk.dossiers.service.showing import Around, Known, Ready, Showing
from walletdesk.dossiers.service.watching import Watching

__all__ = [
    "LOOK",
    "Around",
    "Exporting",
    "Heard",
    "Holding",
    "Known",
    "Opening",
    "PaidBefore",
    "Ready",
    "Showing",
    "Watching",
]
