"""After a message was withdrawn: what was overwritten goes out of the files as well, a moment later."""

from walletdesk.conversations.store.search import SqlMessageIndex
from walletdesk.kernel.jobs import Job
from walletdesk.platform.db import Database


class Scrubbing:
    def __init__(self, db: Database) -> None:
        self._db = db
        self._index = SqlMessageIndex(db)

    async def on_scrub(self, _: Job) -> None:
        """Raises Unavailable while somebody reads the log; the job comes back then."""
        await self._index.settle()
        await self._db.scrub()
