"""Use cases about articles, in memory."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.support.knowledge import (
    BODY,
    LEAD,
    NOW,
    STAKING,
    KnowledgePromises,
    MemoryKnowledge,
    article,
    editing_in,
    library_in,
    library_of,
)
from walletdesk.kernel.errors import NotFound
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import ArticleId
from walletdesk.knowledge import (
    Article,
    ArticleChanged,
    Category,
    Custody,
    Editing,
    Library,
    Scorer,
    Status,
    category_of,
)
from walletdesk.knowledge.ports import Index
from walletdesk.knowledge.ranking import VoteRanker
from walletdesk.knowledge.reactions import KnowledgeReactions
from walletdesk.knowledge.starter import starter_topics


@pytest.fixture
def memory() -> MemoryKnowledge:
    return MemoryKnowledge()


@pytest.fixture
def library(memory: MemoryKnowledge) -> Library:
    return library_in(memory)


@pytest.fixture
def editing(memory: MemoryKnowledge, library: Library) -> Editing:
    return editing_in(memory, library)


@pytest.fixture
def events(memory: MemoryKnowledge) -> list[Event]:
    return memory.events


class TestInMemory(KnowledgePromises):
    pass


async def test_a_reader_gets_the_nearest_language(library: Library, editing: Editing) -> None:
    await editing.save(LEAD, article(status=Status.PUBLISHED))
    await editing.save(LEAD, article(locale="zh-CN", title="质押", status=Status.DRAFT))
    assert (await library.get(STAKING, "zh-CN")).locale == "en"
    assert (await library.get(STAKING, "en-GB")).locale == "en"
    assert [a.locale for a in await library.list("fr")] == ["en"]
    with pytest.raises(NotFound):
        await library.get(ArticleId("none"), "en")


async def test_a_question_in_another_language_than_the_reader_reads_is_understood(
    library: Library, editing: Editing
) -> None:
    await editing.save(LEAD, article(status=Status.PUBLISHED))
    title, phrasings = "没有打开应用", ("应用闪退", "打不开")
    other = article(id=ArticleId("app-crash"), locale="zh-CN", title=title, phrasings=phrasings)
    await editing.save(LEAD, other)
    found = await library.find("unstake how long", "zh-CN")
    assert [match.article.id for match in found] == [STAKING]


async def test_where_nothing_is_in_the_question_or_on_the_shelf_nothing_is_found(
    library: Library, editing: Editing
) -> None:
    assert list(await library.find("质押", "fr")) == []
    await editing.save(LEAD, article(status=Status.PUBLISHED))
    assert list(await library.find("???", "en")) == []
    assert list(await library.find("zzzz", "en")) == []
    assert await library.best_answer("zzzz", "en") is None


async def test_the_bot_shows_the_first_steps_of_the_right_custody(library: Library, editing: Editing) -> None:
    await editing.save(LEAD, article(status=Status.PUBLISHED))
    digest = await library.digest(STAKING, "en")
    assert digest.text == (
        "Where are my staked coins?\n"
        "Your coins are at rest for some days. See the status page https://status.example/ .\n"
        "1. Open “gas-fee-high” (not published here; ask a person).\n"
        "2. Wait for the day it names.\n"
        "3. Claim the coins yourself."
    )
    assert digest.address == "/help/en/staking"
    custodial = await library.digest(STAKING, "en", custody=Custody.CUSTODIAL)
    assert custodial.steps == ("Open your history.", "Read the state.", "Ask a person.")


@pytest.mark.parametrize(
    ("mode", "shown"),
    [
        ("self_custody", [("self_custody", "")]),
        ("custodial", [("custodial", "")]),
        (
            "hybrid",
            [
                ("self_custody", "If a list of words (recovery phrase) or a private key opens your wallet"),
                ("custodial", "If you sign in by e-mail or phone"),
            ],
        ),
    ],
)
async def test_a_page_shows_only_what_exists_in_this_installation(
    memory: MemoryKnowledge, mode: str, shown: list[tuple[str, str]]
) -> None:
    library = library_in(memory, custody_mode=mode)
    await editing_in(memory, library).save(LEAD, article(status=Status.PUBLISHED))
    page = await library.page(STAKING, "en")
    assert [(b.custody.value, b.heading) for b in page.branches] == shown


async def starting(mode: str) -> Library:
    memory = MemoryKnowledge()
    library = library_in(memory, custody_mode=mode)
    await editing_in(memory, library).add_starters(starter_topics())
    return library


async def test_where_contacts_hold_their_own_keys_nobody_is_led_to_an_account() -> None:
    ours, both = await starting("self_custody"), await starting("hybrid")
    missing = {a.id for a in await both.list("zh-CN")} - {a.id for a in await ours.list("zh-CN")}
    assert {"freeze-account", "unfreeze-account", "kyc", "reset-2fa"} < missing
    assert {category_of(await both.get(id, "en")) for id in missing} == {Category.ACCOUNT}
    near = [await ours.related(article.id, "en") for article in await ours.list("en")]
    assert not missing & {other.id for each in near for other in each}
    assert not ours.offers(await ours.get(ArticleId("kyc"), "en"))
    assert both.offers(await both.get(ArticleId("kyc"), "en"))


async def test_who_asks_for_an_account_in_so_many_words_is_told_that_there_is_none() -> None:
    ours = await starting("self_custody")
    found = await ours.best_answer("请帮我冻结账户", "zh-CN")
    assert found is not None
    assert found.article.id == "freeze-account"
    digest = await ours.digest(found.article.id, "zh-CN")
    assert "这类钱包没有可以冻结的账户" in digest.steps[0]
    for topic in starter_topics():
        page = await ours.page(topic.id, "zh-CN")
        assert Custody.CUSTODIAL not in {branch.custody for branch in page.branches}


@pytest.mark.parametrize(("mode", "count"), [("self_custody", 0), ("hybrid", 1), ("custodial", 1)])
async def test_what_is_true_of_accounts_alone_is_not_there_without_them(
    memory: MemoryKnowledge, mode: str, count: int
) -> None:
    library = library_in(memory, custody_mode=mode)
    body = BODY.partition("::: self_custody")[0] + "::: custodial" + BODY.partition("::: custodial")[2]
    only = article(custody=(Custody.CUSTODIAL,), body=body, status=Status.PUBLISHED)
    await editing_in(memory, library).save(LEAD, only)
    assert len(await library.list("en")) == count
    assert len(await library.find("where are my staked coins", "en")) == count


async def test_an_article_that_changed_elsewhere_is_read_again(
    memory: MemoryKnowledge, library: Library
) -> None:
    elsewhere = editing_in(memory, library_in(memory))
    assert list(await library.list("en")) == []
    await elsewhere.save(LEAD, article(status=Status.PUBLISHED))
    assert list(await library.list("en")) == []
    changed = ArticleChanged(at=NOW, article=STAKING, locale="en", version=1, published=True)
    await KnowledgeReactions(library).on_article_changed(changed)
    assert len(await library.list("en")) == 1


async def test_another_process_is_heard_of_by_looking_and_nothing_is_read_again_in_vain(
    memory: MemoryKnowledge, library: Library
) -> None:
    kept = await editing_in(memory, library).save(LEAD, article(status=Status.PUBLISHED))
    ranker = CountingRanker()
    ranker.may_go_on.set()
    reading = library_in(memory, ranker=ranker)
    await reading.list("en")
    await reading.look()
    assert [each.title for each in await reading.list("en")] == [kept.title]
    assert ranker.built == 1
    await editing_in(memory, library_in(memory)).save(LEAD, replace(kept, title="Newer"))
    await reading.look()
    assert [each.title for each in await reading.list("en")] == ["Newer"]


async def test_what_changes_while_it_is_read_is_not_forgotten() -> None:
    class Slow:
        """Somebody publishes while the list is being read."""

        calls = 0

        async def find(self, id: ArticleId, locale: str) -> Article | None:
            return None

        async def list(self) -> list[Article]:
            self.calls += 1
            reading.refresh()
            return []

        async def changes(self) -> int:
            return 0

    slow = Slow()
    reading = library_of(slow)
    await reading.list("en")
    await reading.list("en")
    assert slow.calls == 2


class CountingRanker:
    """Notes how many build at the same moment, and lets others go on meanwhile."""

    def __init__(self) -> None:
        self.built = self.now = self.most = 0
        self.may_go_on = asyncio.Event()

    async def index(self, articles: Sequence[Article], scorer: Scorer | None) -> Index:
        self.built, self.now = self.built + 1, self.now + 1
        self.most = max(self.most, self.now)
        try:
            await self.may_go_on.wait()
        finally:
            self.now -= 1
        return await VoteRanker().index(articles, scorer)

    def patient(self) -> VoteRanker:
        return VoteRanker()


async def settled() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


async def test_one_index_is_built_at_a_time_however_many_wait(
    memory: MemoryKnowledge, editing: Editing
) -> None:
    ranker = CountingRanker()
    reading = library_in(memory, ranker=ranker)
    before = [asyncio.create_task(reading.list("en")) for _ in range(5)]
    await settled()
    await editing.save(LEAD, article(status=Status.PUBLISHED))
    reading.refresh()
    after = [asyncio.create_task(reading.list("en")) for _ in range(5)]
    await settled()
    ranker.may_go_on.set()
    assert [len(await one) for one in (*before, *after)] == [0] + [1] * 9
    assert (ranker.built, ranker.most) == (2, 1)


async def test_who_builds_may_go_away_and_the_others_get_theirs(
    memory: MemoryKnowledge, editing: Editing
) -> None:
    await editing.save(LEAD, article(status=Status.PUBLISHED))
    ranker = CountingRanker()
    reading = library_in(memory, ranker=ranker)
    waiting = [asyncio.create_task(reading.list("en")) for _ in range(3)]
    await settled()
    waiting[0].cancel()
    await settled()
    ranker.may_go_on.set()
    assert [len(await one) for one in waiting[1:]] == [1, 1]
    assert (ranker.built, ranker.most) == (2, 1)
