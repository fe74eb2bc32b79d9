"""Use cases: a reader asks, opens what was suggested, goes on to people; leads look at the counts."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import NotFound, TooMany
from walletdesk.kernel.ids import ArticleId
from walletdesk.kernel.viewers import AgentViewer, Role
from walletdesk.knowledge.searches.model import (
    KEPT_FOR,
    ONCE_KEPT_FOR,
    SETTLED_AFTER,
    Asked,
    Ended,
    Opening,
    Period,
    Sought,
    counted,
    weeks_of,
)
from walletdesk.knowledge.searches.ports import Counts, Limiter, OpenWork, Published, Titles, Writing

PER_ADDRESS = (240, 3600)  # a whole mobile network may share one
MOST_SHOWN = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Of the last ``days``; ``weeks``: of all languages, and as far back as is kept."""

    days: int
    weeks: Sequence[Period]
    in_vain: Sequence[Sought]
    frequent: Sequence[Sought]
    ended: Sequence[Ended]


@dataclass(frozen=True, slots=True, kw_only=True)
class Searches:
    """``seal`` makes of a text what only this installation can make of it, and what leads back to nothing.

    ``is_doubtful``: it is a secret, or may be a piece of one. What is doubtful is not counted at all.
    """

    open_work: OpenWork
    counts: Counts
    articles: Published
    limiter: Limiter
    seal: Callable[[str], str]
    is_doubtful: Callable[[str], bool]
    clock: Clock

    async def asked(self, question: str, locale: str, address: str, *, in_vain: bool) -> None:
        words = "" if self.is_doubtful(question) else counted(question)
        if not words:
            return
        with suppress(TooMany):  # whoever asks that often is answered all the same
            await self._limit(address)
            await self._count(words, locale, in_vain=in_vain)

    async def _count(self, words: str, locale: str, *, in_vain: bool) -> None:
        one = Asked(words=words, locale=locale, day=self.clock().date().isoformat(), in_vain=in_vain)
        async with self.open_work() as work:
            await work.searches.count(one)

    async def opened(self, id: ArticleId, locale: str, reader: str, address: str) -> None:
        """Raises NotFound for an article that nobody can read."""
        await self.articles.get(id, locale)
        await self._limit(address)
        one = Opening(reader=self.seal(reader), article=id, locale=locale, at=self.clock())
        async with self.open_work() as work:
            await work.searches.open(one)

    async def went_on(self, reader: str, address: str) -> None:
        await self._limit(address)
        async with self.open_work() as work:
            await work.searches.go_on(self.seal(reader))

    async def report(self, viewer: AgentViewer, *, days: int = KEPT_FOR.days, locale: str = "") -> Report:
        """``locale``: of searches in that language alone."""
        _require_lead(viewer)
        now, back = self.clock(), timedelta(days=days)
        since, begun = (now - back).date().isoformat(), (now - KEPT_FOR).date().isoformat()
        ended = await self.counts.ended(since=now - back, until=now - SETTLED_AFTER)
        return Report(
            days=days,
            weeks=weeks_of(await self.counts.daily(since=begun)),
            in_vain=await self.counts.in_vain(since=since, locale=locale, most=MOST_SHOWN),
            frequent=await self.counts.frequent(since=since, locale=locale, most=MOST_SHOWN),
            ended=[one for one in ended if locale in ("", one.locale)],
        )

    async def forget_old(self) -> None:
        now = self.clock()
        async with self.open_work() as work:
            await work.searches.forget(
                before=(now - KEPT_FOR).date().isoformat(),
                once_before=(now - ONCE_KEPT_FOR).date().isoformat(),
                opened_before=now - KEPT_FOR,
            )

    async def _limit(self, address: str) -> None:
        await self.limiter.hit(f"searches:{address}", *PER_ADDRESS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """What was looked for in vain becomes a phrasing, the draft of an article, or nothing."""

    open_work: OpenWork
    titles: Titles
    writing: Writing

    async def topics(self, viewer: AgentViewer, locale: str) -> Sequence[tuple[str, str]]:
        """What a phrasing can be added to, by title."""
        _require_lead(viewer)
        return sorted((await self.titles.titles(locale)).items(), key=lambda each: each[1])

    async def teach(self, viewer: AgentViewer, words: str, locale: str, *, topic: str, text: str) -> None:
        """From the next search on it leads to this topic."""
        _require_lead(viewer)
        await self.writing.add_phrasing(viewer, topic, locale, text.strip())
        await self._settle(words, locale)

    async def draft(self, viewer: AgentViewer, words: str, locale: str, *, title: str) -> str:
        """The id of an article that nobody reads yet. Whoever searches in vain until then is counted anew."""
        _require_lead(viewer)
        article = await self.writing.draft(viewer, locale, title.strip(), [title.strip()])
        await self._settle(words, locale)
        return article

    async def leave_out(self, viewer: AgentViewer, words: str, locale: str) -> None:
        _require_lead(viewer)
        await self._settle(words, locale)

    async def _settle(self, words: str, locale: str) -> None:
        async with self.open_work() as work:
            await work.searches.settle(words, locale)


def _require_lead(viewer: AgentViewer) -> None:
    if not viewer.at_least(Role.LEAD):
        raise NotFound
