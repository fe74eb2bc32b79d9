"""What we promise and whether we keep it: targets, and the one promise that contact and lead see."""

from walletdesk.sla.events import (
    FirstReplyPromised,
    NextReplyPromised,
    PolicyChanged,
    PromiseBreached,
    PromiseCancelled,
    PromiseEvent,
    PromiseMet,
    PromiseNearing,
)
from walletdesk.sla.keeping import Ended, Keeping, Owed, OwedCount, Waited
from walletdesk.sla.model import (
    DEFAULT_POLICY,
    FIRST_TARGETS,
    ClockWatch,
    Metric,
    Policy,
    PolicyId,
    PromiseView,
    State,
    Target,
    ToldReply,
    Where,
    is_guess,
    told_reply,
)
from walletdesk.sla.ports import Standing
from walletdesk.sla.service import Promising, Targets, Timetables

__all__ = [
    "DEFAULT_POLICY",
    "FIRST_TARGETS",
    "ClockWatch",
    "Ended",
    "FirstReplyPromised",
    "Keeping",
    "Metric",
    "NextReplyPromised",
    "Owed",
    "OwedCount",
    "Policy",
    "PolicyChanged",
    "PolicyId",
    "PromiseBreached",
    "PromiseCancelled",
    "PromiseEvent",
    "PromiseMet",
    "PromiseNearing",
    "PromiseView",
    "Promising",
    "Standing",
    "State",
    "Target",
    "Targets",
    "Timetables",
    "ToldReply",
    "Waited",
    "Where",
    "is_guess",
    "told_reply",
]
