"""The only SQL of routing."""

from walletdesk.platform.db import Database, SqlWork, Transaction, works
from walletdesk.routing.ports import OpenWork
from walletdesk.routing.store.entries import SqlEntries, SqlLines
from walletdesk.routing.store.loads import SqlLoads

__all__ = ["SqlLines", "open_work"]


class RoutingWork(SqlWork):
    def __init__(self, tx: Transaction) -> None:
        super().__init__(tx)
        self.entries = SqlEntries(tx)
        self.loads = SqlLoads(tx)


def open_work(db: Database) -> OpenWork:
    return works(db, RoutingWork)
