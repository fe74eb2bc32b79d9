"""What a head hears in a vote: of topics, of strangers, of what changed since it was learned."""

import json
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.support.knowledge import NOW
from walletdesk.app.bench.public import judging as public
from walletdesk.app.wiring.retrieval import ranker_of
from walletdesk.kernel.ids import ArticleId
from walletdesk.knowledge import Article, Scorer
from walletdesk.knowledge.retrieval import heads, ranker
from walletdesk.knowledge.retrieval.embedding import Vectors
from walletdesk.knowledge.retrieval.encoder import shared
from walletdesk.knowledge.retrieval.heads import KeptHeads
from walletdesk.knowledge.retrieval.judging import BY_MEANING, KIND, WEIGHTS
from walletdesk.knowledge.retrieval.keeping import KeptVectors
from walletdesk.knowledge.retrieval.meaning import Line, lines_of
from walletdesk.knowledge.retrieval.ranker import MeaningIndex
from walletdesk.knowledge.starter import starter_head, starter_topics, starter_vectors, strangers

DATA = Path(__file__).parents[3] / "data"
PLACES = ("fee", "words", "card", "tax", "stuck", "app")
FEE, WORDS = ArticleId("gas-fee-high"), ArticleId("lost-mnemonic")
STRANGERS = ("where is my card", "how much tax", "card for the shop", "tax form")


class ByWords(KeptVectors):
    """Stands for vectors that were made before: a text lies where its words are."""

    def __init__(self, model: str = "by-words-1") -> None:
        self._model = model

    @property
    def model(self) -> str:
        return self._model

    def of(self, texts: Sequence[str]) -> Vectors:
        made = np.array([[0.1 + text.count(word) for word in PLACES] for text in texts], np.float32)
        return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), np.float32)


def lines(**said: Sequence[str]) -> list[Line]:
    of = said or {
        FEE: ("fee so high", "fee too much", "why this fee", "stuck, low fee"),
        WORDS: ("lost my words", "words gone", "where are my words", "words of the app"),
    }
    return [Line(ArticleId(id), "en", False, text) for id, texts in of.items() for text in texts]


def asked(kept: KeptHeads, question: str, known: Sequence[Line], topics: Sequence[ArticleId]) -> heads.Said:
    voice = kept.voice(known, topics)
    assert voice
    return voice.says(question, ByWords().of([question])[0])


def test_a_stranger_is_known_by_what_strangers_ask() -> None:
    kept = KeptHeads(ByWords(), STRANGERS)
    kept.learn(lines())
    ours = asked(kept, "this fee is high", lines(), [FEE, WORDS])
    assert ours.topics[0] > max(ours.stranger, ours.topics[1])
    theirs = asked(kept, "no tax on a card", lines(), [FEE, WORDS])
    assert theirs.stranger > theirs.topics.max()


def test_what_an_article_comes_to_answer_is_asked_by_strangers_no_longer() -> None:
    """Its own phrasings are few, and ours about strangers must not speak against them."""
    tax = ArticleId("tax")
    known = [*lines(), Line(tax, "en", False, "tax form please"), Line(tax, "en", False, "what tax")]
    kept = KeptHeads(ByWords(), STRANGERS)
    kept.learn(known)
    told = asked(kept, "how much tax", known, [FEE, WORDS, tax])
    assert int(told.topics.argmax()) == 2
    assert told.topics[2] > told.stranger


def test_a_restart_learns_nothing_anew_and_hears_the_same(tmp_path: Path) -> None:
    own = tmp_path / "heads" / "own.npz"
    before = KeptHeads(ByWords(), STRANGERS, own=own)
    before.learn(lines())
    after = KeptHeads(ByWords(), STRANGERS, own=own)
    for question in ("this fee is high", "no tax on a card", "the app lost words"):
        told, again = (asked(kept, question, lines(), [FEE, WORDS]) for kept in (before, after))
        assert again.topics == pytest.approx(told.topics, abs=0.05)
        assert again.stranger == pytest.approx(told.stranger, abs=0.05)
    assert KeptHeads(ByWords("by-words-2"), STRANGERS, own=own).voice(lines(), [FEE, WORDS]) is None


def test_a_trial_leaves_what_is_kept_as_it_was(tmp_path: Path) -> None:
    own = tmp_path / "own.npz"
    kept = KeptHeads(ByWords(), STRANGERS, own=own)
    kept.learn(lines())
    written, other = own.read_bytes(), [*lines(), *lines(a=["stuck fee"] * 2)]
    kept.learn(other, keep=False)
    assert kept.voice(other, [FEE, WORDS]) is not None
    assert own.read_bytes() == written


def many(**more: Sequence[str]) -> list[Line]:
    """So many that one line is a few of them."""
    known = {
        "fee": [f"fee so high {n}" for n in range(60)],
        "words": [f"lost my words {n}" for n in range(60)],
    }
    return [*lines(**known), *(lines(**more) if more else [])]


def test_no_question_is_judged_by_a_head_that_learned_it() -> None:
    kept, topics = KeptHeads(ByWords(), STRANGERS), [ArticleId("fee"), ArticleId("words")]
    kept.learn(many(fee=["the very question"]))
    assert kept.voice(many(), topics, is_trial=True) is None
    assert kept.voice(many(fee=["the very question", "and one"]), topics, is_trial=True) is not None


def test_what_was_withdrawn_is_forgotten_at_once_and_on_disk(tmp_path: Path) -> None:
    own, topics = tmp_path / "own.npz", [ArticleId("fee"), ArticleId("words")]
    kept = KeptHeads(ByWords(), STRANGERS, own=own)
    kept.learn(many(fee=["what a contact wrote"]))
    assert kept.voice(many(fee=["what a contact wrote"]), topics) is not None
    assert own.exists()
    assert kept.voice(many(), topics) is None
    assert not own.exists()


def test_a_full_disk_costs_no_head(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    kept = KeptHeads(ByWords(), STRANGERS, own=tmp_path / "own.npz")
    with monkeypatch.context() as disk:
        disk.setattr(np, "savez_compressed", full)
        kept.learn(lines())
    assert kept.voice(lines(), [FEE, WORDS]) is not None
    assert os.listdir(tmp_path) == []


def test_a_broken_file_is_as_none(tmp_path: Path) -> None:
    (tmp_path / "own.npz").write_bytes(b"PK\x03\x04 and nothing more")
    assert KeptHeads(ByWords(), STRANGERS, own=tmp_path / "own.npz").voice(lines(), [FEE]) is None


def starters() -> list[Article]:
    return [topic.article(locale, at=NOW) for topic in starter_topics() for locale in topic.locales]


def shipped() -> KeptHeads:
    kept = KeptVectors(shared(), shipped=starter_vectors())
    return KeptHeads(kept, [one.text for one in strangers()], shipped=starter_head())


def test_the_head_of_the_starters_is_shipped_and_a_few_new_phrasings_need_no_other() -> None:
    """`make vectors` after their phrasings changed: else each start learns for seconds."""
    known = lines_of(starters())
    topics = sorted({line.topic for line in known})
    new = ArticleId("our-card")
    more = [Line(new, "en", False, f"card number {at}") for at in range(heads.FEWEST)]
    kept = shipped()

    assert kept.voice(known, topics) is not None
    grown = kept.voice([*known, *more[:40]], [*topics, new])
    assert kept.voice([*known, *more], [*topics, new]) is None

    assert grown is not None
    told = grown.says("where is my card", shared_vector("where is my card"))
    assert [bool(known) for known in told.known] == [True] * len(topics) + [False]
    assert told.topics[-1] == pytest.approx(told.topics[:-1].mean(), abs=1e-4)


async def test_of_strangers_that_letters_are_sure_of_the_encoder_is_asked() -> None:
    """They share all words with a phrasing but the one that counts."""
    index = await ranker_of(None).index(starters(), None)
    assert isinstance(index, MeaningIndex)
    assert index.voice
    for stranger, ours, topic in (
        ("i forgot my online banking password", "i forgot my wallet password", "forgot-password"),
        ("银行app闪退", "钱包app闪退", "app-crash"),
    ):
        at = index.meaning.topics.index(ArticleId(topic))
        assert index.voice.is_strange(stranger, at)
        assert not index.voice.is_strange(ours, at)
        between = (ranker.SURE + ranker.SURER) / 2
        assert not index._is_enough(stranger, ArticleId(topic), between)
        assert index._is_enough(ours, ArticleId(topic), between)
        assert index._is_enough(stranger, ArticleId(topic), ranker.SURER)  # it may have been taught since


def shared_vector(text: str) -> Vectors:
    return np.asarray(np.eye(384)[len(text)], np.float32)


def test_no_question_of_a_judging_set_is_among_the_strangers_that_are_learned_from() -> None:
    learned = {bare(one.text) for one in strangers()}
    judged = [
        bare(json.loads(row).get("text", ""))
        for file in sorted(DATA.glob("a*/*.jsonl"))
        for row in file.read_text("utf-8").splitlines()
    ]
    assert len(judged) > 1000
    assert learned.isdisjoint(judged)


def bare(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


async def test_a_version_from_before_there_was_a_head_answers_as_it_did() -> None:
    """Its weights were fitted on votes of letters and meaning alone; rolled back, it judges by those."""
    names = {
        f"by letters: {name}": weight for name, weight in {"bias": 4.7, "vote": 1.07, "lead": 1.25}.items()
    }
    old = Scorer(version="old", kind=BY_MEANING, weights={**WEIGHTS[BY_MEANING], **names})
    now, then = [await ranker_of(None).index(starters(), scorer) for scorer in (None, old)]
    assert isinstance(now, MeaningIndex)
    assert isinstance(then, MeaningIndex)

    deaf = replace(now, voice=None)
    differs = 0
    for question in ("my coins went somewhere", "it says no but took money", "钱不见了怎么办", "卡住了好久"):
        language = "en" if question.isascii() else "zh"
        as_it_was = await then.rank(question, language)
        assert as_it_was == await deaf.rank(question, language)
        differs += as_it_was != await now.rank(question, language)
    assert differs
    assert (now.kind, then.kind) == (KIND, BY_MEANING)
    assert (await then.refit([])).kind == BY_MEANING
    assert (await now.refit([])).kind == KIND


def test_public_sets_are_judged_by_what_answers_contacts() -> None:
    """One way to learn from phrasings and one class that holds it, not two that may drift apart."""
    ours, theirs = (vars(module) for module in (heads, public))
    assert {name: theirs[name] for name in ("fit", "Head")} == {name: ours[name] for name in ("fit", "Head")}
