"""What readers think of articles, in memory, and what both this and the SQL store promise."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.support.knowledge import AGENT, LEAD
from tests.support.memory import Hands, MemoryWork, opening
from walletdesk.kernel.errors import Invalid, NotFound, SecretStopped, TooMany
from walletdesk.kernel.ids import ArticleId
from walletdesk.knowledge import Opinions, Reader
from walletdesk.knowledge.opinions.model import Opinion, Tally, Wish
from walletdesk.knowledge.opinions.ports import OpenWork, Published, Tallies
from walletdesk.knowledge.opinions.service import PER_ADDRESS
from walletdesk.platform.limits import MemoryLimiter
from walletdesk.safety import screen

PHRASE = "legal winner thank year wave sausage worth useful legal winner thank yellow"
FORGOT, STUCK = ArticleId("forgot-password"), ArticleId("tx-pending")
ANNA, BERT = Reader("203.0.113.1", "Browser A"), Reader("203.0.113.1", "Browser B")


class MemoryOpinions(MemoryWork):
    """Both ports: what is saved is committed at once."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], Opinion] = {}

    @property
    def opinions(self) -> "MemoryOpinions":
        return self

    async def save(self, opinion: Opinion) -> None:
        before = self.kept.get((opinion.article, opinion.reader))
        if before and not opinion.helped and not opinion.missing:
            opinion = replace(opinion, missing=before.missing)
        self.kept[opinion.article, opinion.reader] = opinion

    async def list(self, *, wishes: int) -> Sequence[Tally]:
        keys = {(one.article, one.locale) for one in self.kept.values()}
        tallies = [self._tally(article, locale, wishes) for article, locale in keys]
        return sorted(tallies, key=lambda t: (-t.not_helped, t.article, t.locale))

    def _tally(self, article: ArticleId, locale: str, wishes: int) -> Tally:
        said = [one for one in self.kept.values() if (one.article, one.locale) == (article, locale)]
        missing = sorted((one for one in said if one.missing), key=lambda one: one.at, reverse=True)
        helped = sum(one.helped for one in said)
        return Tally(
            article=article,
            locale=locale,
            helped=helped,
            not_helped=len(said) - helped,
            missing=tuple(Wish(one.missing, one.at) for one in missing[:wishes]),
        )


class AllPublished:
    """Everything can be read but what is called none."""

    async def get(self, id: ArticleId, locale: str) -> object:
        if id == "none":
            raise NotFound
        return id


def opinions_in(memory: MemoryOpinions, articles: Published) -> Opinions:
    return opinions_of(opening(memory), memory, articles)


def opinions_of(
    open_work: OpenWork, tallies: Tallies, articles: Published, clock: Hands | None = None
) -> Opinions:
    return Opinions(
        open_work=open_work,
        tallies=tallies,
        articles=articles,
        limiter=MemoryLimiter(),
        seal=lambda text: f"sealed {hash(text)}",
        holds_secret=lambda text: screen(text).stopped,
        clock=clock or Hands(datetime(2026, 11, 22, 9, tzinfo=UTC)),
    )


class OpinionPromises:
    """Give these tests fixtures ``opinions`` and ``clock``, which moves by hand."""

    async def test_each_reader_counts_once_however_often_they_say_it(self, opinions: Opinions) -> None:
        for _ in range(3):
            await opinions.tell(FORGOT, "en", ANNA, helped=True)
        await opinions.tell(FORGOT, "en", BERT, helped=False)
        await opinions.tell(STUCK, "en", ANNA, helped=False)
        await opinions.tell(STUCK, "zh-CN", BERT, helped=True)
        assert [(t.article, t.locale, t.helped, t.not_helped) for t in await opinions.counts(LEAD)] == [
            (FORGOT, "en", 1, 1),
            (STUCK, "en", 0, 1),
            (STUCK, "zh-CN", 1, 0),
        ]

    async def test_the_last_word_of_a_reader_counts(self, opinions: Opinions) -> None:
        await opinions.tell(FORGOT, "en", ANNA, helped=False)
        await opinions.explain(FORGOT, "en", ANNA, "  where is the button  ")
        told = (await opinions.counts(LEAD))[0]
        assert (told.helped, told.not_helped, [wish.text for wish in told.missing]) == (
            0,
            1,
            ["where is the button"],
        )
        await opinions.tell(FORGOT, "en", ANNA, helped=True)
        told = (await opinions.counts(LEAD))[0]
        assert (told.helped, told.not_helped, told.missing) == (1, 0, ())

    async def test_no_said_once_more_keeps_the_words_that_were_said_with_it(self, opinions: Opinions) -> None:
        await opinions.explain(FORGOT, "en", ANNA, "where is the button")
        await opinions.tell(FORGOT, "en", ANNA, helped=False)
        told = (await opinions.counts(LEAD))[0]
        assert (told.not_helped, [wish.text for wish in told.missing]) == (1, ["where is the button"])
        await opinions.explain(FORGOT, "en", ANNA, "found it, but it is grey")
        assert [wish.text for wish in (await opinions.counts(LEAD))[0].missing] == [
            "found it, but it is grey"
        ]

    async def test_the_latest_wishes_come_first(self, opinions: Opinions, clock: Hands) -> None:
        for number in range(25):
            clock.forward(minutes=5)
            await opinions.explain(FORGOT, "en", Reader(f"198.51.100.{number}", ""), f"wish {number}")
        told = (await opinions.counts(LEAD))[0]
        assert [wish.text for wish in told.missing] == [f"wish {number}" for number in range(24, 4, -1)]
        assert told.missing[0].at == clock()

    async def test_a_secret_is_not_kept_and_what_was_said_before_stays(self, opinions: Opinions) -> None:
        await opinions.tell(FORGOT, "en", ANNA, helped=True)
        with pytest.raises(SecretStopped):
            await opinions.explain(FORGOT, "en", ANNA, f"it never took {PHRASE}")
        told = (await opinions.counts(LEAD))[0]
        assert (told.helped, told.not_helped, told.missing) == (1, 0, ())

    @pytest.mark.parametrize("words", ["", "   ", "x" * 1001])
    async def test_nothing_and_too_much_are_refused(self, opinions: Opinions, words: str) -> None:
        with pytest.raises(Invalid):
            await opinions.explain(FORGOT, "en", ANNA, words)
        assert list(await opinions.counts(LEAD)) == []

    async def test_only_leads_see_the_counts_and_only_what_is_published_is_counted(
        self, opinions: Opinions
    ) -> None:
        with pytest.raises(NotFound):
            await opinions.tell(ArticleId("none"), "en", ANNA, helped=True)
        with pytest.raises(NotFound):
            await opinions.counts(AGENT)

    async def test_one_address_cannot_flood(self, opinions: Opinions) -> None:
        for _ in range(PER_ADDRESS[0]):
            await opinions.tell(FORGOT, "en", ANNA, helped=True)
        with pytest.raises(TooMany):
            await opinions.tell(FORGOT, "en", BERT, helped=True)
