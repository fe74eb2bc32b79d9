"""Facts and figures in SQL. The only folder that knows their tables."""

from walletdesk.insights.reports.store.reading import SqlFacts, SqlFigures
from walletdesk.insights.reports.store.writing import open_work

__all__ = ["SqlFacts", "SqlFigures", "open_work"]
