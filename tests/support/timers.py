"""What the tests of timed work share: a handler that remembers, and a way to plan."""

from datetime import datetime

from tests.support.memory import Hands
from walletdesk.kernel.jobs import Job
from walletdesk.platform.db import Database


class Diary:
    """Writes down what ran; fails as often as it is told to."""

    def __init__(self, clock: Hands) -> None:
        self.ran: list[tuple[str, datetime]] = []
        self.args: list[dict[str, str | int]] = []
        self.failures = 0
        self._clock = clock

    async def run(self, job: Job) -> None:
        self.ran.append((job.key, self._clock()))
        self.args.append(dict(job.args))
        if self.failures:
            self.failures -= 1
            raise ZeroDivisionError("texts of failures may quote a person")

    @property
    def keys(self) -> list[str]:
        return [key for key, _ in self.ran]


async def schedule(db: Database, *wanted: Job) -> None:
    async with db.write() as tx:
        tx.schedule(*wanted)
