"""The line of staffing played event by event: what its formulas are compared with."""

from walletdesk.insights.staffing.evaluation.play import Play, Played

__all__ = ["Play", "Played"]
