"""Use cases about drafts and versions, without a database."""

import pytest

from tests.support.article_drafts import DraftingPromises, drafting_in
from tests.support.knowledge import NOW, MemoryKnowledge, article, editing_in, library_in
from tests.support.memory import Hands
from walletdesk.knowledge import Category, Drafting, Editing, Library, category_of


@pytest.fixture
def memory() -> MemoryKnowledge:
    return MemoryKnowledge()


@pytest.fixture
def hands() -> Hands:
    return Hands(NOW)


@pytest.fixture
def library(memory: MemoryKnowledge) -> Library:
    return library_in(memory)


@pytest.fixture
def editing(memory: MemoryKnowledge, library: Library, hands: Hands) -> Editing:
    return editing_in(memory, library, hands)


@pytest.fixture
def drafting(memory: MemoryKnowledge, editing: Editing, hands: Hands) -> Drafting:
    return drafting_in(memory, editing, hands)


class TestInMemory(DraftingPromises):
    pass


def test_an_article_stands_where_its_editor_put_it() -> None:
    assert category_of(article()) is Category.FEES
    assert category_of(article(category="app")) is Category.APP
    assert category_of(article(category="nonsense")) is Category.FEES
