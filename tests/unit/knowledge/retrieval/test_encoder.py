"""The model itself: what it is given, on which threads, and that likeness of meaning comes out."""

import os
import threading

import numpy as np
import pytest

from walletdesk.knowledge.retrieval.cutting import MOST
from walletdesk.knowledge.retrieval.embedding import Vectors
from walletdesk.knowledge.retrieval.encoder import E5Encoder, shared
from walletdesk.knowledge.retrieval.keeping import Remembering


class Counting:
    """Stands for the model and notes what it was given."""

    def __init__(self) -> None:
        self.given: list[str] = []
        self.threads: set[str] = set()

    def query(self, texts: list[str]) -> Vectors:
        self.given += texts
        self.threads.add(threading.current_thread().name)
        return np.full((len(texts), 4), 0.5, np.float32)

    def token_count(self, text: str, is_query: bool = False) -> int:
        return 4 + len(text.split())

    @property
    def tokens(self) -> int:
        return sum(self.token_count(text) for text in self.given)


@pytest.fixture
def model() -> Counting:
    return Counting()


async def test_twenty_thousand_characters_cost_no_more_than_a_short_message(model: Counting) -> None:
    await E5Encoder(lambda: model).ask("Where is my deposit? " * 1000)
    assert 0 < model.tokens <= MOST


async def test_it_works_beside_the_event_loop(model: Counting) -> None:
    await E5Encoder(lambda: model).encode(["one", "two"])
    assert all(name.startswith("encoder") for name in model.threads)


async def test_the_same_question_is_encoded_once_and_old_ones_are_forgotten(model: Counting) -> None:
    remembering = Remembering(E5Encoder(lambda: model), most=2)
    for question in ("one", "one", "two", "three", "three", "one"):
        await remembering.ask(question)
    assert model.given == ["one", "two", "three", "one"]


async def test_what_means_the_same_lies_nearer_in_another_language_too() -> None:
    vectors = await shared().encode(
        ["my deposit has not arrived", "充值的币还没到账", "how do i change the colours of the app"]
    )
    assert vectors.shape == (3, 384)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(3), abs=1e-3)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.02
    assert os.environ["OMP_NUM_THREADS"] == "1"
