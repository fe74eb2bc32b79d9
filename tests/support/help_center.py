"""The public pages over the starter articles, without a database."""

from collections.abc import AsyncIterable, AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import msgspec

from tests.support.asgi import listening
from tests.support.blocking import known_bad
from tests.support.indexes import starters
from tests.support.knowledge import MemoryKnowledge, editing_in, library_in
from tests.support.opinions import MemoryOpinions, opinions_in
from tests.support.searches import MemorySearches, searches_in
from tests.support.web import free_port, web_app
from walletdesk.app.wiring.answers import unnamed
from walletdesk.app.wiring.checking import Lists, Names, SignedList
from walletdesk.assistant import may_be_danger
from walletdesk.help_center import TEMPLATES, CheckPage, HelpCenter, Pass, check_routes, routes
from walletdesk.help_center.checking import (
    Checking,
    CodeAnswer,
    Fake,
    Letter,
    LetterChecking,
    PictureChecking,
    ReadsLetters,
    ReadsPictures,
    Shown,
    Thing,
    What,
)
from walletdesk.help_center.reaching import Kind, Reach, Way
from walletdesk.kernel.errors import Invalid
from walletdesk.kernel.viewers import ContactViewer, Viewer
from walletdesk.knowledge import Topic
from walletdesk.platform.http import Assets, Pages, WebApp
from walletdesk.platform.limits import MemoryLimiter
from walletdesk.platform.settings import Settings
from walletdesk.registry import Entry, Registry
from walletdesk.registry import Kind as Listed
from walletdesk.registry.model import Published
from walletdesk.safety import BlockList, screen

NOW = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)
SOON = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def reach_of(*, message_by: datetime | None = None, **talk: Any) -> Reach:  # noqa: ANN401 - as a way takes them
    """A conversation as ``talk`` says, on duty unless it says otherwise, and a message."""
    ways = (
        Way(kind=Kind.CONVERSATION, to="/w?inbox=inb_webchat&locale=en", live=True, **talk),
        Way(kind=Kind.MESSAGE, to="/message?locale=en", by=message_by),
    )
    return Reach(at=NOW, ways=ways)


@dataclass
class Reaching:
    """Whether people are on duty, as a test says."""

    reach: Reach = field(default_factory=lambda: reach_of(by=SOON))

    async def now(self, locale: str) -> Reach:
        return self.reach


async def center_of(
    reaching: Reaching,
    settings: Settings,
    *,
    topics: Sequence[Topic] = (),
    folders: Sequence[Path] = (TEMPLATES,),
    opinions: MemoryOpinions | None = None,
    searches: MemorySearches | None = None,
) -> HelpCenter:
    """What every page is made of, with the articles of ``topics`` alone."""
    memory = MemoryKnowledge()
    library = library_in(memory, custody_mode="hybrid")
    await editing_in(memory, library).add_starters(topics)
    return HelpCenter(
        articles=library,
        opinions=opinions_in(opinions or MemoryOpinions(), library),
        searches=searches_in(searches or MemorySearches(), library),
        reaching=reaching,
        limiter=MemoryLimiter(),
        holds_secret=lambda text: screen(text).stopped,
        without_digits=unnamed,
        may_be_danger=may_be_danger,
        pages=Pages(folders, settings=settings, assets=Assets()),
        public_url=settings.public_url,
        time_zone=settings.time_zone,
        inbox="inb_webchat",
        own_keys=True,
    )


async def public_pages(
    reaching: Reaching,
    *,
    folders: Sequence[Path] = (TEMPLATES,),
    opinions: MemoryOpinions | None = None,
    searches: MemorySearches | None = None,
    settings: Settings | None = None,
    topics: Sequence[Topic] | None = None,
    pictures: ReadsPictures | None = None,
    letters: ReadsLetters | None = None,
) -> WebApp:
    """``topics``: the starter articles unless others are given; most of the time goes into those."""
    settings, assets = settings or Settings(), Assets()
    help_center = await center_of(
        reaching,
        settings,
        topics=starters() if topics is None else topics,
        folders=folders,
        opinions=opinions,
        searches=searches,
    )
    page = check_page(help_center, settings, pictures or Showing(), letters or NoLetters())
    every = [*routes(help_center), *check_routes(page)]
    return web_app(every, settings, assets=assets, problem_page=help_center.problem_page)


OFFICIAL = (
    Entry(kind=Listed.SITE, value="help.samplewallet.example"),
    Entry(kind=Listed.MAIL, value="help@samplewallet.example"),
    Entry(kind=Listed.HANDLE, value="telegram:samplewallet"),
    Entry(kind=Listed.PHONE, value="+15550100100"),
)
SIGNED = Published(
    serial=118,
    text="",
    digest="",
    issued=datetime(2026, 11, 20, tzinfo=UTC),
    expires=datetime(2026, 12, 20, tzinfo=UTC),
    by="",
    entries=OFFICIAL,
    added=(),
    removed=(),
)
LIST = BlockList(source="A public list", licence="Apache-2.0", of=date(2026, 2, 3))
CODE = "4278 1934"  # an agent was shown it


def check_page(
    help_center: HelpCenter, settings: Settings, pictures: ReadsPictures, letters: ReadsLetters
) -> CheckPage:
    """The real judge of names and the real registry; block lists in memory; one code and nobody's tickets."""
    registry = Registry([settings.public_url])
    registry.use(OFFICIAL)
    checking = Checking(
        registry=SignedList(registry, lambda: SIGNED),
        names=Names(registry, settings),
        lists=Lists(known_bad(LIST, "wallet-airdrop.example")),
        fakes=OneFake(),
        codes=OneCode(),
        tickets=NobodysTickets(),
        limiter=help_center.limiter,
        holds_secret=help_center.holds_secret,
    )
    seen = PictureChecking(
        checking=checking, pictures=pictures, registry=checking.registry, limiter=help_center.limiter
    )
    return CheckPage(
        help_center=help_center,
        checking=checking,
        pictures=seen,
        letters=LetterChecking(
            checking=checking, letters=letters, registry=checking.registry, limiter=help_center.limiter
        ),
        entrance=ClosedDoor(),
        is_published=lambda: True,
    )


class Showing:
    """Reads "pictures" that are JSON: rows, codes and the kind of a secret."""

    def __init__(self, *, can_read: bool = True) -> None:
        self._can_read = can_read

    def can_read(self) -> bool:
        return self._can_read

    async def read(self, pieces: AsyncIterable[bytes]) -> Shown:
        try:
            return msgspec.json.decode(b"".join([piece async for piece in pieces]), type=Shown)
        except msgspec.DecodeError:
            raise Invalid("This is no picture. Choose a PNG, JPEG, WebP or GIF.") from None


class NoLetters:
    """Every mail is one that nobody can read."""

    async def read(self, pieces: AsyncIterable[bytes]) -> Letter:
        raise Invalid


class OneCode:
    def __init__(self) -> None:
        self.used = False

    async def check(self, code: str, viewer: Viewer, address: str) -> CodeAnswer:
        is_ours, self.used = code == CODE and not self.used, self.used or code == CODE
        return CodeAnswer(ours=is_ours, at=SOON if is_ours else None)


class OneFake:
    async def about(self, thing: Thing) -> Fake | None:
        is_it = thing == Thing(What.HANDLE, "@confirmed_fake")
        return Fake(reports=14, first_at=datetime(2026, 11, 21, tzinfo=UTC)) if is_it else None


DIGITS = (2, 4, 5)  # of a ticket that may be somebody's


class NobodysTickets:
    async def numbers_of(self, viewer: Viewer) -> Sequence[str]:
        return []

    def may_exist(self, number: str) -> bool:
        return len(number) in DIGITS


class ClosedDoor:
    async def by_link(self, secret: str, address: str) -> Pass | None:
        return None

    def by_token(self, token: str) -> Pass | None:
        return None

    def for_contact(self, viewer: ContactViewer, bearer: str) -> Pass | None:
        return None


@asynccontextmanager
async def public_site(
    reaching: Reaching | None = None, letters: ReadsLetters | None = None
) -> AsyncIterator[str]:
    """The public pages on a port of this machine, and where: forms work only from their own address."""
    port = free_port()
    home = f"http://127.0.0.1:{port}"
    app = await public_pages(reaching or Reaching(), settings=Settings(public_url=home), letters=letters)
    async with listening(app, port):
        yield home
