"""Use cases: a reader says whether an article helped, and what was missing; leads look at the counts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import NotFound, SecretStopped
from walletdesk.kernel.ids import ArticleId
from walletdesk.kernel.viewers import AgentViewer, Role
from walletdesk.knowledge.opinions.model import Opinion, Tally, worded
from walletdesk.knowledge.opinions.ports import Limiter, OpenWork, Published, Tallies

PER_ADDRESS = (60, 3600)  # a whole mobile network may share one
WISHES = 20


@dataclass(frozen=True, slots=True)
class Reader:
    """What a browser shows of itself; sealed before anything of it is kept."""

    address: str = field(repr=False)
    browser: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinions:
    """``seal`` makes of a text what only this installation can make of it, and what leads back to nothing."""

    open_work: OpenWork
    tallies: Tallies
    articles: Published
    limiter: Limiter
    seal: Callable[[str], str]
    holds_secret: Callable[[str], bool]
    clock: Clock

    async def tell(self, id: ArticleId, locale: str, reader: Reader, *, helped: bool) -> None:
        """Said again, it replaces what was said before: nobody counts twice."""
        await self._save(id, locale, reader, helped=helped)

    async def explain(self, id: ArticleId, locale: str, reader: Reader, missing: str) -> None:
        """SecretStopped, and nothing kept, where a secret is in it."""
        if self.holds_secret(missing):
            raise SecretStopped
        await self._save(id, locale, reader, helped=False, missing=worded(missing))

    async def counts(self, viewer: AgentViewer) -> Sequence[Tally]:
        if not viewer.at_least(Role.LEAD):
            raise NotFound
        return await self.tallies.list(wishes=WISHES)

    async def _save(
        self, id: ArticleId, locale: str, reader: Reader, *, helped: bool, missing: str = ""
    ) -> None:
        await self.articles.get(id, locale)
        await self.limiter.hit(f"opinion:{reader.address}", *PER_ADDRESS)
        opinion = Opinion(
            article=id,
            locale=locale,
            reader=self.seal(f"{id} {reader.address} {reader.browser}"),
            helped=helped,
            missing=missing,
            at=self.clock(),
        )
        async with self.open_work() as work:
            await work.opinions.save(opinion)
