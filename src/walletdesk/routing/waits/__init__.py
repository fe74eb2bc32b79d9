"""The honest wait: how long it may take, as a range, from what is measured; how often that came true."""

from walletdesk.routing.waits.model import (
    Accuracy,
    Basis,
    Estimator,
    HourMeasured,
    QuietHour,
    Told,
    Wait,
    quietest,
)
from walletdesk.routing.waits.ports import Histories
from walletdesk.routing.waits.service import Forecasting

__all__ = [
    "Accuracy",
    "Basis",
    "Estimator",
    "Forecasting",
    "Histories",
    "HourMeasured",
    "QuietHour",
    "Told",
    "Wait",
    "quietest",
]
