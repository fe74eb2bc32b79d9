"""Use cases about drafts and versions, on both engines."""

from datetime import timedelta

import pytest

from tests.support.article_drafts import NEXT, DraftingPromises
from tests.support.house import StrictHouse
from tests.support.knowledge import LEAD, NOW, PRESENTING, STAKING, NoPictures, library_of
from tests.support.memory import Hands
from walletdesk.knowledge import Custody, Drafting, Editing, Library
from walletdesk.knowledge.drafts.service import PUBLISH_DUE
from walletdesk.knowledge.drafts.store import SqlDraftArchive
from walletdesk.knowledge.jobs import KnowledgeJobs
from walletdesk.knowledge.store import SqlArticles, open_work
from walletdesk.platform.db import Database
from walletdesk.platform.jobs import Jobs


@pytest.fixture
def hands() -> Hands:
    return Hands(NOW)


@pytest.fixture
def library(db: Database) -> Library:
    return library_of(SqlArticles(db))


@pytest.fixture
def editing(db: Database, library: Library, hands: Hands) -> Editing:
    return Editing(
        articles=SqlArticles(db),
        open_work=open_work(db),
        pictures=NoPictures(),
        holds_secret=lambda text: "abandon abandon" in text,
        outgoing=StrictHouse(),
        changed=library.refresh,
        clock=hands,
    )


@pytest.fixture
def drafting(db: Database, editing: Editing, hands: Hands) -> Drafting:
    return Drafting(
        editing=editing,
        articles=SqlArticles(db),
        drafts=SqlDraftArchive(db),
        open_work=open_work(db),
        presenting=PRESENTING,
        custody=[Custody.SELF_CUSTODY],
        changed=editing.changed,
        clock=hands,
    )


class TestInSql(DraftingPromises):
    pass


async def test_the_job_that_publishes_is_scheduled_with_the_plan(
    db: Database, library: Library, drafting: Drafting, hands: Hands
) -> None:
    jobs = Jobs(db, clock=hands)
    jobs.on(PUBLISH_DUE, KnowledgeJobs(drafting).on_publish_due)
    await drafting.keep(LEAD, NEXT, revision=0)
    await drafting.plan(LEAD, STAKING, "en", revision=1, at=NOW + timedelta(hours=1))
    await jobs.run_due()
    assert list(await library.list("en")) == []
    hands.at += timedelta(hours=1, seconds=1)
    await jobs.run_due()
    assert [each.title for each in await library.list("en")] == [NEXT.title]
