"""The line of staffing played event by event, and what its formulas and its forecast are compared with."""

from walletdesk.insights.staffing.evaluation.judging import Check, Other, checks
from walletdesk.insights.staffing.evaluation.play import Play, Played

__all__ = ["Check", "Other", "Play", "Played", "checks"]
