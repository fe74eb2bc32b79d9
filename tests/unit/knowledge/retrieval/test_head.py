"""The learned head on a few invented phrasings: what it learns, what strangers do, what it is made of."""

from typing import Final

import numpy as np
import pytest

from walletdesk.knowledge.retrieval.features import PIECES, WORDS, features_of, pieces_in
from walletdesk.knowledge.retrieval.head import MANY, Head, fit

SAID: Final = {
    "deposit-missing": (
        "my deposit is missing",
        "deposit not credited yet",
        "充值没到账",
        "转进来的币没到账",
    ),
    "network-fee": (
        "why is the network fee so high",
        "fee too expensive",
        "矿工费怎么这么贵",
        "手续费太高了",
    ),
    "delete-account": ("delete my account", "how to close the account", "怎么注销账号", "我要注销账户"),
}
TEXTS: Final = [text for each in SAID.values() for text in each]
TOPICS: Final = [topic for topic, each in SAID.items() for _ in each]
PLACES: Final = 8
FAR: Final = np.asarray([[3, 3, 3, 3, 3, 3, 3, 9]], np.float32)  # from every topic


def vectors_of(topics: list[str], *, seed: int = 1, spread: float = 0.1) -> np.ndarray:
    """Near a place of their own for each topic, all of them off the middle as those of a model are."""
    dice = np.random.default_rng(seed)
    at = {topic: 3.0 + np.eye(PLACES)[number] for number, topic in enumerate(SAID)}
    made = np.stack([at[topic] for topic in topics]) + dice.normal(0, spread, (len(topics), PLACES))
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), np.float32)


def found(head: Head, texts: list[str], vectors: np.ndarray | None = None) -> list[str]:
    return [head.topics[at] for at in head.opinions(texts, vectors).shares.argmax(axis=1)]


def test_a_question_in_other_words_finds_its_topic_by_words_alone() -> None:
    head = fit(TEXTS, TOPICS)

    asked = ["deposit still missing", "这个手续费也太贵了吧", "acount deletion please"]

    assert found(head, asked) == ["deposit-missing", "network-fee", "delete-account"]


def test_vectors_find_what_shares_no_word() -> None:
    asked, topics = ["zzzz", "qqqq", "xxxx"], list(SAID)

    head = fit(TEXTS, TOPICS, vectors_of(TOPICS))

    assert found(head, asked, vectors_of(topics, seed=2)) == topics


def test_many_phrasings_are_learned_by_support_vectors_and_are_found_again() -> None:
    texts, topics = TEXTS * MANY, TOPICS * MANY

    head = fit(texts, topics, vectors_of(topics))

    assert head.sharpness > 1.0
    assert found(head, TEXTS, vectors_of(TOPICS, seed=3)) == TOPICS


@pytest.mark.parametrize("times", [1, MANY], ids=["few", "many"])
def test_two_topics_are_enough_and_their_shares_sum_up_to_one(times: int) -> None:
    texts, topics = TEXTS[:8] * times, TOPICS[:8] * times

    head = fit(texts, topics)

    assert found(head, texts) == topics
    assert head.opinions(texts).shares.sum(axis=1) == pytest.approx(1.0)


def test_order_of_the_phrasings_does_not_matter() -> None:
    """The votes are counted over a topic's phrasings, however they were mixed."""
    vectors, mixed = vectors_of(TOPICS), np.random.default_rng(5).permutation(len(TEXTS))

    one = fit(TEXTS, TOPICS, vectors)
    other = fit([TEXTS[at] for at in mixed], [TOPICS[at] for at in mixed], vectors[mixed])

    asked = vectors_of(TOPICS, seed=6)
    mine, theirs = one.opinions(TEXTS, asked).shares, other.opinions(TEXTS, asked).shares
    assert theirs == pytest.approx(mine, abs=1e-3)


def test_a_phrasing_that_is_near_counts_more_than_many_that_are_not() -> None:
    """Most of a topic lies elsewhere; the question lies beside its one odd phrasing, and shares no word."""
    odd, others = vectors_of(["network-fee"]), vectors_of(["deposit-missing"] * 9, seed=8)
    texts = [f"w{number}" for number in range(13)]
    topics = ["a"] * 10 + ["b"] * 3
    vectors = np.concatenate([others, odd, vectors_of(["delete-account"] * 3, seed=9)])

    head = fit(texts, topics, vectors)

    told = head.opinions(["?"], odd)
    assert told.shares[0, 0] > told.unvoted[0, 0] + 0.05
    assert told.shares[0, 0] > 0.95


def test_a_stranger_is_farther_from_all_phrasings_and_less_sure() -> None:
    head = fit(TEXTS, TOPICS, vectors_of(TOPICS))

    ours = head.opinions(TEXTS, vectors_of(TOPICS, seed=4))
    stranger = head.opinions(["best pizza in town"], FAR)

    assert ours.nearest is not None
    assert stranger.nearest is not None
    assert stranger.nearest[0] < ours.nearest.min()
    assert stranger.among_strangers[0] < ours.among_strangers.min()


def test_among_strangers_nearness_counts_and_the_vote_does_not() -> None:
    """The vote makes a stranger one of ours: somebody is always the nearest."""
    head = fit(TEXTS, TOPICS, vectors_of(TOPICS))

    stranger = head.opinions(["best pizza in town"], FAR)

    assert stranger.nearest is not None
    assert stranger.confidence[0] > stranger.unvoted.max() + 0.01
    assert stranger.among_strangers == pytest.approx(np.log(stranger.unvoted.max()) + 4 * stranger.nearest)


def test_where_no_vector_is_given_the_words_decide() -> None:
    head = fit(TEXTS, TOPICS, vectors_of(TOPICS))

    assert found(head, TEXTS) == TOPICS


def test_rows_are_those_of_the_library_that_everybody_compares_with() -> None:
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - slow to load

    texts = ["my deposit is missing", "deposit not credited", "充值 没到账 my my my", "fee"]
    asked = "deposit fee unheard missing missing 充值"
    theirs = TfidfVectorizer(analyzer=pieces_in, sublinear_tf=True).fit(texts)
    character = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True).fit(texts)

    features = features_of(texts)

    row = features.row(asked)
    at = len(features.words.column)
    mine = np.zeros(features.width, np.float32)
    mine[row.columns] = row.values
    assert mine[at:] == pytest.approx(PIECES * theirs.transform([asked]).toarray()[0], abs=1e-6)
    assert mine[at:] == pytest.approx(PIECES * character.transform([asked]).toarray()[0], abs=1e-6)
    assert np.linalg.norm(mine[:at]) == pytest.approx(WORDS)


def test_a_text_of_unknown_words_is_an_empty_row() -> None:
    assert len(features_of(["deposit missing"]).row("xyz 你好").columns) == 0
