"""The engine of one process, started first and stopped last."""

from dataclasses import dataclass

from walletdesk.kernel.clock import Clock, utc_now
from walletdesk.platform.blobs import DiskBlobs
from walletdesk.platform.db import Database, open_database
from walletdesk.platform.feed import Hub
from walletdesk.platform.jobs import Jobs
from walletdesk.platform.relay import Relay
from walletdesk.platform.settings import Settings, secret_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    settings: Settings
    db: Database
    relay: Relay
    jobs: Jobs
    hub: Hub
    clock: Clock
    key: bytes  # the installation's key; every purpose makes its own of it


async def open_engine(settings: Settings, clock: Clock = utc_now) -> Engine:
    db = await open_database(settings.database_url)
    return Engine(
        settings=settings,
        db=db,
        relay=Relay(db, clock=clock),
        jobs=Jobs(db, clock=clock),
        hub=Hub(),
        clock=clock,
        key=secret_key(settings),
    )


def blobs_of(engine: Engine) -> DiskBlobs:
    return DiskBlobs(engine.settings.folder / "blobs", clock=engine.clock)
