"""What an installation learnt is put in force and taken back as a whole, and weights follow its judged."""

from dataclasses import replace

import pytest

from tests.support.knowledge import LEAD, STAKING, MemoryKnowledge, article, editing_in, library_in
from walletdesk.kernel.ids import ArticleId
from walletdesk.knowledge import Judged, Learned, Library, Saying, Scorer, Status, Thresholds, as_shipped
from walletdesk.knowledge.ranking import KIND, VoteRanker

OTHER = ArticleId("gas-fee-high")
SLANG = "bzzt quux"  # no other article has a piece of it


@pytest.fixture
def memory() -> MemoryKnowledge:
    return MemoryKnowledge()


@pytest.fixture
async def library(memory: MemoryKnowledge) -> Library:
    library = library_in(memory)
    staking = article(status=Status.PUBLISHED)
    fee = article(
        id=OTHER, title="Why is the fee so high?", phrasings=("gas is expensive",), status=Status.PUBLISHED
    )
    for one in (staking, fee):
        await editing_in(memory, library).save(LEAD, one)
    return library


def learned(**change: object) -> Learned:
    return replace(as_shipped(), version="one", **change)  # type: ignore[arg-type]


async def first(library: Library, question: str) -> str:
    found = await library.find(question, "en", limit=1)
    return found[0].article.id if found else ""


async def test_words_that_an_agent_confirmed_vote_until_they_are_taken_back(library: Library) -> None:
    assert await first(library, SLANG) != STAKING
    library.use(learned(sayings=(Saying(topic=STAKING, locale="en", text=SLANG),)))
    assert await first(library, SLANG) == STAKING
    assert (await library.versions()).learned == "one"
    library.use(as_shipped())
    assert await first(library, SLANG) != STAKING
    assert (await library.versions()).learned == "shipped"


async def test_an_answer_is_judged_by_the_threshold_in_force(library: Library) -> None:
    assert await library.best_answer("where are my staked coins", "en") is not None
    library.use(learned(thresholds=Thresholds(answer=1.1, offer=0.4, source="120 judged")))
    assert await library.best_answer("where are my staked coins", "en") is None
    assert library.learned.thresholds.source == "120 judged"


async def test_a_threshold_holds_only_for_what_compared_texts_when_it_was_fitted(library: Library) -> None:
    here = (await library.versions()).model
    for model, holds in (("", 0.7), (here, 0.7), ("meaning-1 of last year", 0.9)):
        library.use(learned(thresholds=Thresholds(answer=0.7, offer=0.4, source="200 judged", model=model)))
        assert (await library.thresholds()).answer == holds


async def test_weights_follow_the_labels_and_lean_on_the_shipped_ones_without_any(library: Library) -> None:
    question = "where are my staked coins"
    before = (await library.find(question, "en"))[0].score
    library.use(learned(scorer=await library.refit([])))
    assert (await library.find(question, "en"))[0].score == pytest.approx(before)
    wrong = [Judged(text=question, locale="en", topic=None)] * 60
    library.use(learned(scorer=await library.refit(wrong)))
    assert (await library.find(question, "en"))[0].score < before - 0.2


async def test_weights_of_another_kind_of_index_change_nothing(library: Library) -> None:
    question = "where are my staked coins"
    before = (await library.find(question, "en"))[0].score
    foreign = Scorer(version="one", kind="of-another-year", weights={"bias": -20.0})
    library.use(learned(scorer=foreign))
    assert (await library.find(question, "en"))[0].score == before
    assert (await VoteRanker().index([])).model == KIND


async def test_the_version_of_the_knowledge_changes_with_what_is_published(
    memory: MemoryKnowledge, library: Library
) -> None:
    before = await library.versions()
    assert await library.versions() == before
    kept = await library.get(STAKING, "en")
    await editing_in(memory, library).save(LEAD, replace(kept, phrasings=(*kept.phrasings, SLANG)))
    assert (await library.versions()).knowledge != before.knowledge


@pytest.mark.parametrize(("answer", "offer"), [(-0.1, 0.2), (0.9, 1.2), (0.9, -1.0)])
def test_a_threshold_is_a_probability(answer: float, offer: float) -> None:
    with pytest.raises(ValueError, match="Thresholds"):
        Thresholds(answer=answer, offer=offer)
