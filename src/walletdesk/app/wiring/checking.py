"""What the check page asks: the registry, the block lists, the judge of names."""

from walletdesk.kernel.clock import Clock, utc_now
from walletdesk.platform.db import Database
from walletdesk.safety import BlockLists, host_of
from walletdesk.safety.blocking.store import SqlBlockLists, open_work


def block_lists(db: Database, clock: Clock = utc_now) -> BlockLists:
    return BlockLists(open_work=open_work(db), reading=SqlBlockLists(db), host_of=host_of, clock=clock)
