"""For admins: events that no reaction could digest, jobs that failed for good, and trying them again."""

from typing import Any

import msgspec
from litestar import Request, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from walletdesk.kernel.clock import millis
from walletdesk.kernel.errors import NotFound
from walletdesk.platform.http import Access, access
from walletdesk.platform.jobs import Jobs
from walletdesk.platform.relay import Relay


class DeadLetterView(msgspec.Struct):
    """What happened is named by its kind; what it said is not shown."""

    id: int
    topic: str
    event: str
    at: int
    reaction: str
    fault: str
    tries: int
    failed_at: int


class DeadLetters(msgspec.Struct):
    items: list[DeadLetterView]


def dead_letter_routes(relay: Relay) -> list[HTTPRouteHandler]:
    @get("/api/workspace/dead-letters", opt=access(Access.ADMIN))
    async def list_dead_letters() -> DeadLetters:
        found = await relay.dead_letters()
        shown = [
            DeadLetterView(
                d.id, d.topic, d.kind, millis(d.at), d.reaction, d.error, d.attempts, millis(d.failed_at)
            )
            for d in found
        ]
        return DeadLetters(shown)

    @post("/api/workspace/dead-letters/{letter:int}/retry", opt=access(Access.ADMIN), status_code=204)
    async def retry_dead_letter(request: Request[Any, Any, Any], letter: FromPath[int]) -> None:
        if not await relay.retry(letter):
            raise NotFound

    return [list_dead_letters, retry_dead_letter]


class DeadJobView(msgspec.Struct):
    """``key`` says what it was about: the id of a conversation, an agent or a mail."""

    kind: str
    key: str
    fault: str
    tries: int
    failed_at: int


class DeadJobs(msgspec.Struct):
    items: list[DeadJobView]


def dead_job_routes(jobs: Jobs) -> list[HTTPRouteHandler]:
    @get("/api/workspace/dead-jobs", opt=access(Access.ADMIN))
    async def list_dead_jobs() -> DeadJobs:
        found = await jobs.dead_jobs()
        return DeadJobs([DeadJobView(d.kind, d.key, d.error, d.attempts, millis(d.failed_at)) for d in found])

    @post("/api/workspace/dead-jobs/{kind:str}/{job:str}/retry", opt=access(Access.ADMIN), status_code=204)
    async def retry_dead_job(
        request: Request[Any, Any, Any], kind: FromPath[str], job: FromPath[str]
    ) -> None:
        if not await jobs.retry(kind, job):
            raise NotFound

    return [list_dead_jobs, retry_dead_job]
