"""The signed list of official channels, with the hours of the first calendar and the key of this node."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from walletdesk.app.wiring.engine import Engine
from walletdesk.hours import Hours
from walletdesk.kernel.jobs import Job
from walletdesk.platform.settings import Settings
from walletdesk.registry import Authority, Publishing, Registry, Sealing, Watch
from walletdesk.registry import store as registry_store
from walletdesk.registry.jobs import LOOK, RegistryJobs
from walletdesk.registry.key_files import FileSigner
from walletdesk.staff.store import audit_in

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FIRST_LOOK = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialChannels:
    registry: Registry
    publishing: Publishing
    watch: Watch
    jobs: RegistryJobs
    authority: Authority
    sealing: Sealing

    async def plan_look(self, engine: Engine) -> None:
        async with engine.db.write() as tx:
            tx.schedule(Job(kind=LOOK, key="all", run_at=engine.clock() + FIRST_LOOK))


def online_key_file(settings: Settings) -> Path:
    return Path(settings.registry.online_key_file or settings.folder / "registry-online.key")


def official_channels(engine: Engine, hours: Hours, registry: Registry) -> OfficialChannels:
    settings = engine.settings
    archive = registry_store.SqlArchive(engine.db)
    publishing = Publishing(
        open_work=registry_store.open_work(engine.db, audit_in(engine.key)),
        archive=archive,
        signer=FileSigner(online_key_file(settings)),
        hours=PublishedHours(hours),
        clock=engine.clock,
        valid_for=timedelta(days=settings.registry.valid_days),
    )
    return OfficialChannels(
        registry=registry,
        publishing=publishing,
        watch=Watch(registry, archive),
        jobs=RegistryJobs(publishing),
        authority=Authority(publishing, online_key_file(settings), engine.clock),
        sealing=Sealing(archive, online_key_file(settings), engine.clock),
    )


class PublishedHours:
    """When we answer, as the document says it."""

    def __init__(self, hours: Hours) -> None:
        self._hours = hours

    async def __call__(self) -> dict[str, Any]:
        calendar = await self._hours.get()
        week = [
            {"day": DAYS[one.day], "start": _clock(one.start), "end": _clock(one.end)}
            for one in calendar.week
        ]
        return {"zone": calendar.zone, "week": week}


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
