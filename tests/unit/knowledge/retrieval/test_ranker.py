"""Letters first, meaning where they leave it open, and letters alone as long as there are no vectors."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.support.knowledge import NOW, article
from walletdesk.kernel.ids import ArticleId
from walletdesk.knowledge import Article, Judged, Learned, as_shipped
from walletdesk.knowledge.ranking import VoteIndexes
from walletdesk.knowledge.retrieval import patience, ranker
from walletdesk.knowledge.retrieval.embedding import Asked, BusyError, Embedder, Vectors
from walletdesk.knowledge.retrieval.encoder import shared
from walletdesk.knowledge.retrieval.keeping import KeptVectors, Remembering
from walletdesk.knowledge.retrieval.ranker import MeaningIndex, MeaningRanker
from walletdesk.knowledge.starter import starter_topics, starter_vectors


class Stubborn:
    """The model, which may be made to fail, and notes what it was asked."""

    def __init__(self, fails: Exception | None = None) -> None:
        self.fails = fails
        self.asked: list[str] = []
        self.busy = 0  # times

    @property
    def model(self) -> str:
        return shared().model

    async def encode(self, texts: Sequence[str]) -> Vectors:
        if self.fails:
            raise self.fails
        return await shared().encode(texts)

    async def ask(self, question: str) -> Asked:
        self.asked.append(question)
        if self.busy:
            self.busy -= 1
            raise BusyError
        if self.fails:
            raise self.fails
        return await shared().ask(question)


def articles() -> list[Article]:
    return [topic.article(locale, at=NOW) for topic in starter_topics() for locale in topic.locales]


def meaning_ranker(embedder: Embedder | None = None, **more: object) -> MeaningRanker:
    used = embedder or Stubborn()
    return MeaningRanker(KeptVectors(used, shipped=starter_vectors()), used, **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
async def starters() -> MeaningIndex:
    found = await meaning_ranker(Remembering(shared())).index(articles())
    assert isinstance(found, MeaningIndex)
    return found


async def test_what_shares_no_word_is_found_by_meaning() -> None:
    few = [
        article(),
        article(
            id=ArticleId("gas-fee-high"),
            title="Why is the fee so high?",
            phrasings=("gas is expensive", "fees are crazy"),
        ),
        article(id=ArticleId("forgot-password"), title="I forgot my password", phrasings=("lost my PIN",)),
    ]
    index = await meaning_ranker().index(few)
    assert (await index.rank("转账手续费太贵了", "en"))[0][0] == "gas-fee-high"
    assert list(await VoteIndexes(index.letters.languages).rank("转账手续费太贵了", "en")) == []  # type: ignore[union-attr]


async def test_letters_that_are_sure_spare_the_model(starters: MeaningIndex) -> None:
    stubborn = Stubborn()
    index = replace(starters, embedder=stubborn)
    for one in articles()[:20]:
        assert (await index.rank(one.title, one.locale[:2]))[0][0] == one.id
    assert len(stubborn.asked) < 3
    await index.rank("something went sideways and nobody tells me anything", "en")
    assert stubborn.asked[-1].startswith("something")


async def test_until_all_vectors_are_there_letters_answer_and_then_it_is_told() -> None:
    ready = asyncio.Event()
    many = article(phrasings=tuple(f"stake number {at}" for at in range(ranker._AT_ONCE + 1)))
    works = meaning_ranker(ready=ready.set)
    assert isinstance(await works.index([many]), VoteIndexes)
    await asyncio.wait_for(ready.wait(), 60)
    assert isinstance(await works.index([many]), MeaningIndex)


async def test_a_trial_waits_for_all_vectors_and_for_its_turn_and_asks_nothing_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(patience, "_A_WHILE", 0.0)
    many = article(phrasings=tuple(f"stake number {at}" for at in range(ranker._AT_ONCE + 1)))
    stubborn = Stubborn()
    index = await meaning_ranker(stubborn).patient().index([many])
    assert isinstance(index, MeaningIndex)
    stubborn.busy = 2
    found = [await index.rank("nothing moves and nobody says why", "en") for _ in range(2)]
    assert len(stubborn.asked) == 3
    assert found[0] == found[1] != await index.letters.rank("nothing moves and nobody says why", "en")


@pytest.mark.parametrize("fails", [OSError("gone"), RuntimeError("broken"), ImportError("no library")])
async def test_a_model_that_cannot_be_used_leaves_letters(fails: Exception) -> None:
    works = meaning_ranker(Stubborn(fails))
    index = await works.index([article()])
    assert (await index.rank("unstake how long", "en"))[0][0] == "staking"
    assert isinstance(index, VoteIndexes)


async def test_nothing_to_compare_is_found_by_nobody() -> None:
    assert list(await (await meaning_ranker().index([])).rank("anything", "en")) == []


async def test_weights_learn_from_what_letters_were_wrongly_sure_of(starters: MeaningIndex) -> None:
    question = articles()[0].phrasings[0]
    before = (await starters.rank(question, "zh"))[0]
    wrong = [Judged(text=question, locale="zh-CN", topic=None)] * 60
    learned = Learned(version="one", thresholds=as_shipped().thresholds, scorer=await starters.refit(wrong))
    after = await (await meaning_ranker().index(articles(), learned.scorer)).rank(question, "zh")
    assert dict(after).get(before[0], 0.0) < before[1] - 0.1
    nothing = await starters.refit([])
    again = (await (await meaning_ranker().index(articles(), nothing)).rank(question, "zh"))[0]
    assert again == pytest.approx(before)


async def test_the_vectors_of_the_starters_are_shipped() -> None:
    """`make vectors` after their phrasings changed: each that is missing costs every start 20 ms."""
    texts = [text for one in articles() for text in (one.title, *one.phrasings)]
    missing = KeptVectors(shared(), shipped=starter_vectors()).missing(texts)
    assert missing[ranker._AT_ONCE :] == []


async def test_a_model_that_fails_at_the_first_question_leaves_letters() -> None:
    index = await meaning_ranker(Stubborn(OSError("no such library"))).index(articles())
    assert isinstance(index, MeaningIndex)  # all vectors are shipped: nothing was encoded yet
    found = await index.rank("the screen only spins when I confirm", "en")
    assert found == await index.letters.rank("the screen only spins when I confirm", "en")
