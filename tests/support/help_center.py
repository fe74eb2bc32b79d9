"""The public pages over the starter articles, without a database."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from tests.support.asgi import listening
from tests.support.knowledge import MemoryKnowledge, editing_in, library_in
from tests.support.opinions import MemoryOpinions, opinions_in
from tests.support.web import free_port, web_app
from walletdesk.assistant import may_be_danger
from walletdesk.help_center import TEMPLATES, HelpCenter, Reach, routes
from walletdesk.knowledge.starter import starter_topics
from walletdesk.platform.http import Assets, Pages, WebApp
from walletdesk.platform.limits import MemoryLimiter
from walletdesk.platform.settings import Settings
from walletdesk.safety import screen

SOON = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@dataclass
class Reaching:
    """Whether people are on duty, as a test says."""

    reach: Reach = field(default_factory=lambda: Reach(open=True, answer_by=SOON))

    async def now(self) -> Reach:
        return self.reach


async def public_pages(
    reaching: Reaching,
    *,
    folders: Sequence[Path] = (TEMPLATES,),
    opinions: MemoryOpinions | None = None,
    settings: Settings | None = None,
) -> WebApp:
    memory = MemoryKnowledge()
    library = library_in(memory, custody_mode="hybrid")
    await editing_in(memory, library).add_starters(starter_topics())
    settings, assets = settings or Settings(), Assets()
    help_center = HelpCenter(
        articles=library,
        opinions=opinions_in(opinions or MemoryOpinions(), library),
        reaching=reaching,
        limiter=MemoryLimiter(),
        holds_secret=lambda text: screen(text).stopped,
        may_be_danger=may_be_danger,
        pages=Pages(folders, settings=settings, assets=assets),
        public_url=settings.public_url,
        time_zone=settings.time_zone,
        inbox="inb_webchat",
    )
    return web_app(routes(help_center), settings, assets=assets, problem_page=help_center.problem_page)


@asynccontextmanager
async def public_site(reaching: Reaching | None = None) -> AsyncIterator[str]:
    """The public pages on a port of this machine, and where: forms work only from their own address."""
    port = free_port()
    home = f"http://127.0.0.1:{port}"
    app = await public_pages(reaching or Reaching(), settings=Settings(public_url=home))
    async with listening(app, port):
        yield home
