"""Rules of the honest wait. No storage, no clock."""

from walletdesk.routing.waits.model.estimating import Estimator
from walletdesk.routing.waits.model.quiet import Accuracy, HourMeasured, QuietHour, quietest
from walletdesk.routing.waits.model.wait import Basis, Told, Wait

__all__ = ["Accuracy", "Basis", "Estimator", "HourMeasured", "QuietHour", "Told", "Wait", "quietest"]
