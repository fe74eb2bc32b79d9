"""Articles in memory, and what both they and the SQL store promise."""

import asyncio
from collections.abc import Collection, Sequence
from copy import copy
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.support.house import StrictHouse
from tests.support.memory import MemoryWork, opening
from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Conflict, Invalid, NotFound, SecretStopped
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import AgentId, ArticleId
from walletdesk.kernel.objections import Objected, Objection
from walletdesk.kernel.viewers import AgentViewer, Role
from walletdesk.knowledge import (
    Article,
    ArticleChanged,
    Custody,
    Draft,
    Editing,
    Fact,
    Library,
    Mark,
    Presenting,
    Status,
    Topic,
)
from walletdesk.knowledge.ports import Ranker
from walletdesk.knowledge.ranking import VoteRanker
from walletdesk.knowledge.rendering import html

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
LEAD = AgentViewer(agent=AgentId("agt_lead"), role=Role.LEAD)
AGENT = AgentViewer(agent=AgentId("agt_one"), role=Role.AGENT)
STAKING = ArticleId("staking")
BODY = """## What happened
Your coins are at rest for some days.[^s1] See {link:status}.
## What to do now
::: self_custody
1. Open {article:gas-fee-high}.
2. Wait for the day it names.
3. Claim the coins yourself.
:::
::: custodial
1. Open your history.
2. Read the state.
3. Ask a person.
:::
## What never to do
- Never give anyone your recovery phrase.
- Don't send coins to an address "to stake".
- Don't believe in a fixed yield.
## When to ask a person, and what to have ready
When the day has passed. Have ready: your address in {app}."""


def article(**change: object) -> Article:
    whole = Article(
        id=STAKING,
        locale="en",
        title="Where are my staked coins?",
        summary="",
        body=BODY,
        route="front",
        custody=(Custody.SELF_CUSTODY, Custody.CUSTODIAL),
        facts=(Fact("s1", Mark.UNSOURCED, "manual 9.1", "Waiting time, then claim."),),
        phrasings=("staked coins gone", "unstake how long", "where is my stake", "stakeing reward missing"),
        review_by=date(2027, 5, 20),
        updated_at=NOW,
    )
    return replace(whole, **change)  # type: ignore[arg-type]


class SomeLinks:
    """One official page is published; the others are not."""

    def official(self, name: str, locale: str) -> str | None:
        return "https://status.example/" if name == "status" else None

    def article(self, id: ArticleId, locale: str) -> str:
        return f"/help/{locale}/{id}"


PRESENTING = Presenting(html=html, links=SomeLinks(), app_name={"en": "Sample Wallet", "zh-CN": "示例钱包"})


class MemoryArticles:
    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], Article] = {}
        self.past: list[Article] = []

    def __deepcopy__(self, _: object) -> "MemoryArticles":
        """Articles never change; copying a hundred of them for each block took most of a test's time."""
        kept = MemoryArticles()
        kept.kept, kept.past = copy(self.kept), copy(self.past)
        return kept

    async def find(self, id: ArticleId, locale: str) -> Article | None:
        return self.kept.get((id, locale))

    async def list(self) -> Sequence[Article]:
        return [self.kept[key] for key in sorted(self.kept)]

    async def changes(self) -> int:
        return sum(each.version for each in self.kept.values())

    async def add(self, article: Article) -> bool:
        return self.kept.setdefault((article.id, article.locale), article) is article

    async def replace(self, article: Article) -> bool:
        before = self.kept.get((article.id, article.locale))
        if before is None or before.version != article.version - 1:
            return False
        self.past.append(before)
        self.kept[article.id, article.locale] = article
        return True


class MemoryDrafts:
    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], Draft] = {}

    def _is(self, id: ArticleId, locale: str, revision: int) -> bool:
        before = self.kept.get((id, locale))
        return (before.revision if before else 0) == revision

    async def save(self, draft: Draft) -> bool:
        if not self._is(draft.article.id, draft.article.locale, draft.revision - 1):
            return False
        which = (draft.article.id, draft.article.locale)
        before = self.kept.get(which)
        self.kept[which] = replace(draft, publish_at=before.publish_at if before else None)
        return True

    async def remove(self, id: ArticleId, locale: str, revision: int) -> bool:
        return self._is(id, locale, revision) and self.kept.pop((id, locale), None) is not None

    async def plan(self, id: ArticleId, locale: str, revision: int, at: datetime | None) -> bool:
        if not self._is(id, locale, revision):
            return False
        self.kept[id, locale] = replace(self.kept[id, locale], revision=revision + 1, publish_at=at)
        return True


class MemoryKnowledge(MemoryWork):
    def __init__(self) -> None:
        super().__init__()
        self.articles = MemoryArticles()
        self.drafts = MemoryDrafts()


class _Reading:
    """Reads what is in the memory now, also after a block was undone."""

    def __init__(self, memory: MemoryKnowledge) -> None:
        self._memory = memory

    async def find(self, id: ArticleId, locale: str) -> Article | None:
        return await self._memory.articles.find(id, locale)

    async def list(self) -> Sequence[Article]:
        return await self._memory.articles.list()

    async def changes(self) -> int:
        return await self._memory.articles.changes()


def reading(memory: MemoryKnowledge) -> _Reading:
    return _Reading(memory)


def library_of(
    articles: object, *, custody_mode: str = "self_custody", ranker: Ranker | None = None
) -> Library:
    return Library(
        articles=articles,  # type: ignore[arg-type]
        ranker=ranker or VoteRanker(),
        presenting=PRESENTING,
        custody_mode=custody_mode,
        new_turn=asyncio.Lock,
    )


def library_in(
    memory: MemoryKnowledge, *, custody_mode: str = "self_custody", ranker: Ranker | None = None
) -> Library:
    return library_of(_Reading(memory), custody_mode=custody_mode, ranker=ranker)


def editing_in(memory: MemoryKnowledge, library: Library, clock: Clock = lambda: NOW) -> Editing:
    return Editing(
        articles=_Reading(memory),
        open_work=opening(memory),
        pictures=NoPictures(),
        holds_secret=lambda text: "abandon abandon" in text,
        outgoing=StrictHouse(),
        changed=library.refresh,
        clock=clock,
    )


class NoPictures:
    """Nobody has put one in."""

    async def known(self, names: Collection[str]) -> Collection[str]:
        return ()


class StricterHouse:
    """The guard after a lead has forbidden what the sample article says."""

    async def objections(self, text: str) -> Sequence[Objection]:
        start = text.find("at rest")
        return [Objection(rule="own-1", start=start, end=start + 7, why={}, instead={})] if start >= 0 else []


class KnowledgePromises:
    """Give these tests fixtures ``library``, ``editing`` and ``events``."""

    async def test_an_article_is_read_by_everyone_once_it_is_published(
        self, library: Library, editing: Editing
    ) -> None:
        kept = await editing.save(LEAD, article())
        assert list(await library.list("en")) == []
        published = await editing.publish(LEAD, STAKING, "en", version=kept.version)
        assert await library.get(STAKING, "en") == published
        assert published.summary == "Your coins are at rest for some days."

    async def test_every_part_of_an_article_comes_back_as_it_was_kept(
        self, library: Library, editing: Editing
    ) -> None:
        kept = await editing.save(LEAD, article(title="Gestaked? 质押", phrasings=("一", "b")))
        assert await editing.draft(LEAD, STAKING, "en") == kept
        changed = await editing.save(LEAD, replace(kept, phrasings=("b", "三", "four")))
        assert [a.phrasings for a in await editing.every(LEAD)] == [("b", "三", "four")]
        assert changed.version == 2

    async def test_two_editors_do_not_overwrite_each_other(self, editing: Editing) -> None:
        first = await editing.save(LEAD, article())
        await editing.save(LEAD, replace(first, title="Changed by one"))
        with pytest.raises(Conflict):
            await editing.save(LEAD, replace(first, title="Changed by another"))
        with pytest.raises(Conflict):
            await editing.save(LEAD, article(title="Made twice"))
        assert (await editing.draft(LEAD, STAKING, "en")).title == "Changed by one"

    async def test_only_a_complete_article_is_published(self, library: Library, editing: Editing) -> None:
        kept = await editing.save(LEAD, article(body="## What happened\nSomething."))
        with pytest.raises(Invalid):
            await editing.publish(LEAD, STAKING, "en", version=kept.version)
        assert list(await library.list("en")) == []

    async def test_a_withdrawn_article_is_read_by_nobody(self, library: Library, editing: Editing) -> None:
        kept = await editing.save(LEAD, article(status=Status.PUBLISHED))
        assert len(await library.find("where are my staked coins", "en")) == 1
        await editing.withdraw(LEAD, STAKING, "en", version=kept.version)
        assert list(await library.find("where are my staked coins", "en")) == []
        with pytest.raises(NotFound):
            await library.get(STAKING, "en")

    async def test_a_draft_is_judged_anew_when_it_is_published(
        self, library: Library, editing: Editing
    ) -> None:
        kept = await editing.save(LEAD, article())
        stricter = replace(editing, outgoing=StricterHouse())
        with pytest.raises(Objected):
            await stricter.publish(LEAD, STAKING, "en", version=kept.version)
        assert list(await library.list("en")) == []

    async def test_what_a_new_rule_speaks_against_can_be_withdrawn(
        self, library: Library, editing: Editing
    ) -> None:
        kept = await editing.save(LEAD, article(status=Status.PUBLISHED))
        stricter = replace(editing, outgoing=StricterHouse())
        withdrawn = await stricter.withdraw(LEAD, STAKING, "en", version=kept.version)
        assert (withdrawn.body, list(await library.list("en"))) == (kept.body, [])

    async def test_only_leads_write_and_read_drafts(self, editing: Editing) -> None:
        with pytest.raises(NotFound):
            await editing.save(AGENT, article())
        await editing.save(LEAD, article())
        with pytest.raises(NotFound):
            await editing.draft(AGENT, STAKING, "en")
        with pytest.raises(NotFound):
            await editing.every(AGENT)
        with pytest.raises(NotFound):
            await editing.draft(LEAD, STAKING, "zh-CN")

    async def test_an_article_with_a_secret_in_it_is_not_kept(self, editing: Editing) -> None:
        with pytest.raises(SecretStopped):
            await editing.save(LEAD, article(body=BODY + "\nabandon abandon"))
        assert list(await editing.every(LEAD)) == []

    async def test_each_change_is_told(self, editing: Editing, events: list[Event]) -> None:
        await editing.save(LEAD, article(status=Status.PUBLISHED))
        assert events == [
            ArticleChanged(at=NOW, article=STAKING, locale="en", version=1, published=True, by="agt_lead")
        ]
        assert events[0].topic == STAKING

    async def test_starters_are_added_once_and_never_over_an_edited_one(
        self, library: Library, editing: Editing
    ) -> None:
        kept = await editing.save(LEAD, article(title="Our own words", status=Status.PUBLISHED))
        topic = Topic(
            id=STAKING,
            route="front",
            custody=kept.custody,
            review_by=kept.review_by,
            facts=kept.facts,
            phrasings={"en": kept.phrasings, "de": ("eins",)},
            titles={"en": "Starter", "de": "Anfang"},
            bodies={"en": BODY, "de": BODY},
        )
        assert await editing.add_starters([topic]) == 1
        assert await editing.add_starters([topic]) == 0
        assert (await library.get(STAKING, "en")).title == "Our own words"
        assert (await library.get(STAKING, "de-AT")).title == "Anfang"
