"""The only files that know the tables of policies and promises."""

from walletdesk.sla.store.keeping import SqlKeeping
from walletdesk.sla.store.writing import SqlReading, open_work

__all__ = ["SqlKeeping", "SqlReading", "open_work"]
