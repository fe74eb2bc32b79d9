"""Targets, the promises made from them, and when to believe a clock. No clock, no I/O."""

from walletdesk.sla.model.clock_watch import ClockWatch
from walletdesk.sla.model.policy import DEFAULT_POLICY, FIRST_TARGETS, Metric, Policy, PolicyId, Target, Whom
from walletdesk.sla.model.promise import Asked, Promise, PromiseView, State, Where
from walletdesk.sla.model.saying import BACK, NOBODY, REPLY, UNTOLD, ToldReply, is_guess, owed, told_reply

__all__ = [
    "BACK",
    "DEFAULT_POLICY",
    "FIRST_TARGETS",
    "NOBODY",
    "REPLY",
    "UNTOLD",
    "Asked",
    "ClockWatch",
    "Metric",
    "Policy",
    "PolicyId",
    "Promise",
    "PromiseView",
    "State",
    "Target",
    "ToldReply",
    "Where",
    "Whom",
    "is_guess",
    "owed",
    "told_reply",
]
