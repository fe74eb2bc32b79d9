"""Use cases about articles, on both engines."""

import pytest

from tests.support.house import StrictHouse
from tests.support.kept import events_of
from tests.support.knowledge import NOW, KnowledgePromises, NoPictures, library_of
from walletdesk.kernel.events import Event
from walletdesk.knowledge import Editing, Library
from walletdesk.knowledge.starter import starter_topics
from walletdesk.knowledge.store import SqlArticles, open_work
from walletdesk.platform.db import Database


@pytest.fixture
def library(db: Database) -> Library:
    return library_of(SqlArticles(db))


@pytest.fixture
def editing(db: Database, library: Library) -> Editing:
    return Editing(
        articles=SqlArticles(db),
        open_work=open_work(db),
        pictures=NoPictures(),
        holds_secret=lambda text: "abandon abandon" in text,
        outgoing=StrictHouse(),
        changed=library.refresh,
        clock=lambda: NOW,
    )


@pytest.fixture
def events(db: Database) -> list[Event]:
    return events_of(db)


class TestInSql(KnowledgePromises):
    pass


async def test_the_starter_articles_answer_in_both_languages(library: Library, editing: Editing) -> None:
    topics = starter_topics()
    assert await editing.add_starters(topics) == 2 * len(topics)
    for locale, question in (("zh-CN", "交易所没有入账"), ("en", "exchange has not credited my deposit")):
        best = await library.best_answer(question, locale)
        assert best is not None
        assert (best.article.id, best.article.locale) == ("exchange-not-credited", locale)
