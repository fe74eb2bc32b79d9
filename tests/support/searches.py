"""What readers look for, in memory, and what both this and the SQL store promise."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from tests.support.knowledge import AGENT, LEAD
from tests.support.memory import Hands, MemoryWork, opening
from walletdesk.app.wiring.searches import is_doubtful
from walletdesk.kernel.errors import NotFound, TooMany
from walletdesk.kernel.ids import ArticleId
from walletdesk.kernel.viewers import AgentViewer
from walletdesk.knowledge.searches import Gaps, Searches
from walletdesk.knowledge.searches.model import Asked, Ended, Opening, Period, Sought
from walletdesk.knowledge.searches.ports import Counts, OpenWork, Published
from walletdesk.knowledge.searches.service import PER_ADDRESS
from walletdesk.platform.limits import MemoryLimiter

PHRASE = "legal winner thank year wave sausage worth useful legal winner thank yellow"
FORGOT, STUCK = ArticleId("forgot-password"), ArticleId("tx-pending")
HERE = "203.0.113.1"
ANNA, BERT = "a" * 32, "b" * 32
START = datetime(2026, 11, 22, 9, tzinfo=UTC)


@dataclass
class Count:
    times: int = 0
    in_vain: int = 0


@dataclass
class Seen:
    opening: Opening
    went_on: bool = False


@dataclass
class Kept:
    counts: dict[tuple[str, str, str], Count] = field(default_factory=lambda: defaultdict(Count))
    seen: dict[tuple[str, str], Seen] = field(default_factory=dict)


class MemorySearches(MemoryWork):
    """Both ports: what is saved is committed at once."""

    def __init__(self) -> None:
        super().__init__()
        self.kept = Kept()

    @property
    def searches(self) -> "MemorySearches":
        return self

    async def count(self, asked: Asked) -> None:
        one = self.kept.counts[asked.words, asked.locale, asked.day]
        one.times, one.in_vain = one.times + 1, one.in_vain + asked.in_vain

    async def open(self, opening: Opening) -> None:
        self.kept.seen.setdefault((opening.reader, opening.article), Seen(opening))

    async def go_on(self, reader: str) -> None:
        for seen in self.kept.seen.values():
            seen.went_on = seen.went_on or seen.opening.reader == reader

    async def forget(self, *, before: str, once_before: str, opened_before: datetime) -> None:
        for key, one in list(self.kept.counts.items()):
            once = (one.times, one.in_vain) == (1, 0)
            if key[2] < before or (once and key[2] < once_before):
                del self.kept.counts[key]
        for who, seen in list(self.kept.seen.items()):
            if seen.opening.at < opened_before:
                del self.kept.seen[who]

    async def settle(self, words: str, locale: str) -> None:
        for key, one in self.kept.counts.items():
            one.in_vain = 0 if key[:2] == (words, locale) else one.in_vain

    async def in_vain(self, *, since: str, locale: str, most: int) -> Sequence[Sought]:
        found = [one for one in self._sought(since, locale) if one.in_vain]
        return sorted(found, key=lambda one: (-one.in_vain, one.words, one.locale))[:most]

    async def frequent(self, *, since: str, locale: str, most: int) -> Sequence[Sought]:
        found = self._sought(since, locale)
        return sorted(found, key=lambda one: (-one.times, one.words, one.locale))[:most]

    async def daily(self, *, since: str) -> Sequence[Period]:
        return [
            Period(begins=day, locale=locale, times=one.times, in_vain=one.in_vain)
            for (_, locale, day), one in self.kept.counts.items()
            if day >= since
        ]

    async def ended(self, *, since: datetime, until: datetime) -> Sequence[Ended]:
        each: dict[tuple[ArticleId, str], list[bool]] = defaultdict(list)
        for seen in self.kept.seen.values():
            if since <= seen.opening.at <= until:
                each[seen.opening.article, seen.opening.locale].append(seen.went_on)
        found = [
            Ended(article=article, locale=locale, opened=len(on), solved=on.count(False))
            for (article, locale), on in each.items()
        ]
        return sorted(found, key=lambda one: (-one.opened, one.article, one.locale))

    def _sought(self, since: str, of: str) -> list[Sought]:
        each: dict[tuple[str, str], list[tuple[str, Count]]] = defaultdict(list)
        for (words, locale, day), one in self.kept.counts.items():
            if day >= since and of in ("", locale):
                each[words, locale].append((day, one))
        return [
            Sought(
                words=words,
                locale=locale,
                times=sum(one.times for _, one in days),
                in_vain=sum(one.in_vain for _, one in days),
                last=max(day for day, _ in days),
            )
            for (words, locale), days in each.items()
        ]


def searches_in(memory: MemorySearches, articles: Published) -> Searches:
    return searches_of(opening(memory), memory, articles)


def searches_of(
    open_work: OpenWork, counts: Counts, articles: Published, clock: Hands | None = None
) -> Searches:
    return Searches(
        open_work=open_work,
        counts=counts,
        articles=articles,
        limiter=MemoryLimiter(),
        seal=lambda text: f"sealed {hash(text)}",
        is_doubtful=is_doubtful,
        clock=clock or Hands(START),
    )


@dataclass
class Pen:
    """The port ``Writing``, on paper; and ``Titles``."""

    said: list[tuple[str, ...]] = field(default_factory=list)

    async def titles(self, locale: str) -> dict[ArticleId, str]:
        return {STUCK: "Stuck", FORGOT: "Forgotten"}

    async def add_phrasing(self, viewer: AgentViewer, topic: str, locale: str, text: str) -> None:
        self.said.append((topic, locale, text))

    async def draft(self, viewer: AgentViewer, locale: str, title: str, phrasings: Sequence[str]) -> str:
        self.said.append((title, locale, *phrasings))
        return "new-1"


def gaps_in(searches: Searches, pen: Pen) -> Gaps:
    return Gaps(open_work=searches.open_work, titles=pen, writing=pen)


class SearchPromises:
    """Give these tests fixtures ``searches`` and ``clock``, which moves by hand."""

    async def test_searches_of_one_language_and_of_each_week(self, searches: Searches, clock: Hands) -> None:
        await searches.asked("gas fee", "en", HERE, in_vain=True)
        clock.forward(days=1)  # a Monday
        await searches.asked("gas fee", "zh-CN", HERE, in_vain=True)
        await searches.asked("gas fee", "en", HERE, in_vain=False)
        await searches.asked("scam", "en", HERE, in_vain=False)
        told = await searches.report(LEAD, days=1, locale="en")
        assert [(one.begins, one.locale, one.times, one.in_vain) for one in told.weeks] == [
            ("2026-11-23", "zh-CN", 1, 1),
            ("2026-11-23", "en", 2, 0),
            ("2026-11-16", "en", 1, 1),
        ]
        assert [(one.words, one.times) for one in told.frequent] == [("gas fee", 2), ("scam", 1)]
        clock.forward(days=1)
        told = await searches.report(LEAD, days=1, locale="en")
        assert ([one.words for one in told.in_vain], len(told.frequent)) == ([], 2)

    async def test_what_was_in_vain_is_closed_until_somebody_searches_in_vain_again(
        self, searches: Searches
    ) -> None:
        gaps = gaps_in(searches, pen := Pen())
        for words in ("gas fee", "the map", "too dark"):
            await searches.asked(words, "en", HERE, in_vain=True)
            await searches.asked(words, "zh-CN", HERE, in_vain=True)
        await gaps.teach(LEAD, "gas fee", "en", topic="tx-pending", text=" gas fee too high ")
        assert await gaps.draft(LEAD, "the map", "en", title="A map ") == "new-1"
        await gaps.leave_out(LEAD, "too dark", "en")
        assert pen.said == [("tx-pending", "en", "gas fee too high"), ("A map", "en", "A map")]
        told = await searches.report(LEAD)
        assert {(one.words, one.locale) for one in told.in_vain} == {
            (words, "zh-CN") for words in ("gas fee", "the map", "too dark")
        }
        assert len(told.frequent) == 6
        await searches.asked("too dark", "en", HERE, in_vain=True)
        assert ("too dark", "en", 2, 1) in {
            (one.words, one.locale, one.times, one.in_vain) for one in (await searches.report(LEAD)).in_vain
        }

    async def test_only_leads_close_a_gap(self, searches: Searches) -> None:
        gaps = gaps_in(searches, pen := Pen())
        for refused in (
            gaps.topics(AGENT, "en"),
            gaps.teach(AGENT, "zebra", "en", topic="tx-pending", text="zebra"),
            gaps.draft(AGENT, "zebra", "en", title="zebra"),
            gaps.leave_out(AGENT, "zebra", "en"),
        ):
            with pytest.raises(NotFound):
                await refused
        assert pen.said == []
        assert [title for _, title in await gaps.topics(LEAD, "en")] == ["Forgotten", "Stuck"]

    async def test_the_same_question_is_counted_as_such_over_days(
        self, searches: Searches, clock: Hands
    ) -> None:
        await searches.asked("Gas  Fee?", "en", HERE, in_vain=True)
        await searches.asked("scam", "en", HERE, in_vain=False)
        clock.forward(days=1)
        await searches.asked("gas fee", "en", HERE, in_vain=False)
        await searches.asked("gas fee", "zh-CN", HERE, in_vain=True)
        told = await searches.report(LEAD)
        assert [(one.words, one.locale, one.times, one.in_vain, one.last) for one in told.frequent] == [
            ("gas fee", "en", 2, 1, "2026-11-23"),
            ("gas fee", "zh-CN", 1, 1, "2026-11-23"),
            ("scam", "en", 1, 0, "2026-11-22"),
        ]
        assert [(one.words, one.locale) for one in told.in_vain] == [("gas fee", "en"), ("gas fee", "zh-CN")]

    async def test_what_is_a_secret_or_may_be_a_piece_of_one_is_not_counted(self, searches: Searches) -> None:
        for doubtful in (PHRASE, "sausage worth useful legal", "sausage", "4" * 64, "  ??  "):
            await searches.asked(doubtful, "en", HERE, in_vain=True)
        assert list((await searches.report(LEAD)).frequent) == []

    async def test_an_article_has_solved_it_for_whoever_wrote_to_nobody(
        self, searches: Searches, clock: Hands
    ) -> None:
        for reader, article in ((ANNA, FORGOT), (ANNA, STUCK), (BERT, FORGOT), (BERT, FORGOT)):
            await searches.opened(article, "en", reader, HERE)
        await searches.went_on(ANNA, HERE)
        assert list((await searches.report(LEAD)).ended) == []  # whoever still reads may still write
        clock.forward(minutes=31)
        ended = (await searches.report(LEAD)).ended
        assert [(one.article, one.opened, one.solved) for one in ended] == [(FORGOT, 2, 1), (STUCK, 1, 0)]

    async def test_old_searches_are_forgotten_and_what_served_once_is_sooner(
        self, searches: Searches, clock: Hands
    ) -> None:
        await searches.asked("asked once and answered", "en", HERE, in_vain=False)
        await searches.asked("asked in vain", "en", HERE, in_vain=True)
        await searches.opened(FORGOT, "en", ANNA, HERE)
        clock.forward(days=8)
        await searches.forget_old()
        told = await searches.report(LEAD)
        assert ([one.words for one in told.frequent], len(told.ended)) == (["asked in vain"], 1)
        clock.forward(days=84)
        await searches.forget_old()
        clock.forward(days=-92)
        told = await searches.report(LEAD)
        assert (list(told.frequent), list(told.ended)) == ([], [])

    async def test_only_leads_see_it_and_only_what_is_published_is_opened(self, searches: Searches) -> None:
        with pytest.raises(NotFound):
            await searches.opened(ArticleId("none"), "en", ANNA, HERE)
        with pytest.raises(NotFound):
            await searches.report(AGENT)

    async def test_one_address_cannot_flood_and_is_still_answered(self, searches: Searches) -> None:
        for number in range(PER_ADDRESS[0] + 5):
            await searches.asked(f"my transfer number {number}", "en", HERE, in_vain=False)
        with pytest.raises(TooMany):
            await searches.went_on(ANNA, HERE)
        assert sum(one.times for one in (await searches.report(LEAD)).frequent) <= PER_ADDRESS[0]
