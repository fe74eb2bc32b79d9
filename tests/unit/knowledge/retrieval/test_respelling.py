"""Indexes in the spelling of the house: what was shipped of meaning is used all the same."""

from collections.abc import Sequence

from tests.support.knowledge import NOW, article
from walletdesk.knowledge.ranking import VoteRanker
from walletdesk.knowledge.respelling import SpelledRanker
from walletdesk.knowledge.retrieval.embedding import Asked, Vectors
from walletdesk.knowledge.retrieval.encoder import shared
from walletdesk.knowledge.retrieval.keeping import KeptVectors, Remembering
from walletdesk.knowledge.retrieval.meaning import lines_of
from walletdesk.knowledge.retrieval.ranker import MeaningRanker
from walletdesk.knowledge.spelling import SHIPPED, Spelling, spelled_by
from walletdesk.knowledge.starter import starter_topics, starter_vectors

HOUSE = SHIPPED.having({"鸭币": "转账", "能量租赁": "能量"})


class Noting:
    """The model, which notes what it was asked to encode."""

    model = property(lambda _: shared().model)

    def __init__(self) -> None:
        self.encoded: list[str] = []

    async def encode(self, texts: Sequence[str]) -> Vectors:
        self.encoded += texts
        return await shared().encode(texts)

    async def ask(self, question: str) -> Asked:
        return await shared().ask(question)


async def of_the_house() -> Spelling:
    return HOUSE


async def test_only_vectors_of_what_is_spelled_anew_are_made_anew() -> None:
    embedder = Noting()
    kept = KeptVectors(embedder, shipped=starter_vectors())
    articles = [topic.article(locale, at=NOW) for topic in starter_topics() for locale in topic.locales]
    index = await SpelledRanker(MeaningRanker(kept, embedder), of_the_house).index(articles)
    said = [line.text for line in lines_of(articles)]
    assert set(embedder.encoded) == {text for text in said if HOUSE.alike(text) != SHIPPED.alike(text)}
    assert 0 < len(embedder.encoded) < len(said) / 50
    assert (await index.rank("鸭币没到账怎么办", "zh"))[:3] == (await index.rank("转账没到账怎么办", "zh"))[
        :3
    ]


async def test_a_question_is_encoded_as_it_is_spelled_here() -> None:
    embedder = Remembering(shared())
    with spelled_by(HOUSE):
        here = await embedder.ask("鸭币没到账怎么办")
    assert (here.vectors == (await shared().ask("转账没到账怎么办")).vectors).all()
    assert not (here.vectors == (await embedder.ask("鸭币没到账怎么办")).vectors).all()


async def test_an_index_names_its_words_and_one_without_any_is_as_it_was() -> None:
    one = article(phrasings=("鸭币没到",))

    async def shipped() -> Spelling:
        return SHIPPED

    plain = await SpelledRanker(VoteRanker(), shipped).index([one])
    spelled = await SpelledRanker(VoteRanker(), of_the_house).index([one])
    assert plain.model == (await VoteRanker().index([one])).model
    assert spelled.model.startswith(f"{plain.model} words-")
    with spelled_by(SHIPPED.having({"鸭币": "提币"})):
        tried = await SpelledRanker(VoteRanker(), of_the_house).index([one])
    assert tried.spelling.alike("鸭币") == "提币"
