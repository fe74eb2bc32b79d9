"""Drafts in memory, and what both they and the SQL store promise."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.support.knowledge import (
    AGENT,
    LEAD,
    NOW,
    PRESENTING,
    STAKING,
    MemoryKnowledge,
    StricterHouse,
    article,
    reading,
)
from tests.support.memory import Hands, opening
from walletdesk.kernel.errors import Conflict, Invalid, NotFound, SecretStopped
from walletdesk.kernel.ids import ArticleId
from walletdesk.kernel.objections import Objected
from walletdesk.knowledge import (
    Article,
    Custody,
    Draft,
    Drafting,
    Editing,
    Entry,
    Library,
    Past,
    State,
    Status,
)

LATER = datetime(2026, 11, 23, 8, tzinfo=UTC)
NEXT = article(title="Where are my coins at rest?")


class MemoryDraftArchive:
    """Reads what is in the memory now, also after a block was undone."""

    def __init__(self, memory: MemoryKnowledge) -> None:
        self._memory = memory

    async def find(self, id: ArticleId, locale: str) -> Draft | None:
        return self._memory.drafts.kept.get((id, locale))

    async def list(self) -> Sequence[Draft]:
        return [self._memory.drafts.kept[key] for key in sorted(self._memory.drafts.kept)]

    async def versions(self, id: ArticleId, locale: str) -> Sequence[Past]:
        found = [a for a in reversed(self._memory.articles.past) if (a.id, a.locale) == (id, locale)]
        return [Past(version=a.version, at=a.updated_at, by=a.changed_by, title=a.title) for a in found]

    async def version(self, id: ArticleId, locale: str, version: int) -> Article | None:
        wanted = (id, locale, version)
        return next((a for a in self._memory.articles.past if (a.id, a.locale, a.version) == wanted), None)


def drafting_in(memory: MemoryKnowledge, editing: Editing, hands: Hands) -> Drafting:
    return Drafting(
        editing=editing,
        articles=reading(memory),
        drafts=MemoryDraftArchive(memory),
        open_work=opening(memory),
        presenting=PRESENTING,
        custody=[Custody.SELF_CUSTODY],
        changed=editing.changed,
        clock=hands,
    )


class PublishingMeanwhile:
    """Somebody publishes between two reads: right after these articles were read."""

    def __init__(self, drafting: Drafting) -> None:
        self._drafting = drafting

    async def find(self, id: ArticleId, locale: str) -> Article | None:
        return await self._drafting.articles.find(id, locale)

    async def list(self) -> Sequence[Article]:
        before = await self._drafting.articles.list()
        await self._drafting.publish(LEAD, STAKING, "en", revision=1)
        return before

    async def changes(self) -> int:
        return await self._drafting.articles.changes()


class PlanningMeanwhile(MemoryDraftArchive):
    """Somebody else plans, or no longer, between two steps: right after a draft was read first."""

    def __init__(self, drafting: Drafting, at: datetime | None) -> None:
        self._drafting, self._planned = drafting, [at]

    async def find(self, id: ArticleId, locale: str) -> Draft | None:
        before = await self._drafting.drafts.find(id, locale)
        while before is not None and self._planned:
            at = self._planned.pop()
            await self._drafting.plan(LEAD, id, locale, revision=before.revision, at=at)
        return before


def cancelled_meanwhile(drafting: Drafting) -> Drafting:
    return replace(drafting, drafts=PlanningMeanwhile(drafting, None))


class DraftingPromises:
    """Give these tests fixtures ``library``, ``editing``, ``drafting`` and ``hands``."""

    async def test_a_published_article_is_read_as_it_was_while_its_draft_is_written(
        self, library: Library, editing: Editing, drafting: Drafting
    ) -> None:
        read = await editing.save(LEAD, article(status=Status.PUBLISHED))
        draft = await drafting.keep(LEAD, replace(NEXT, version=read.version), revision=0)
        assert (await library.get(STAKING, "en")).title == read.title
        assert await states(drafting) == [State.CHANGED]
        published = await drafting.publish(LEAD, STAKING, "en", revision=draft.revision)
        assert (await library.get(STAKING, "en")) == published
        assert (published.title, published.version) == (NEXT.title, 2)
        assert await states(drafting) == [State.PUBLISHED]

    async def test_a_new_article_is_a_draft_until_it_is_published(
        self, library: Library, drafting: Drafting
    ) -> None:
        draft = await drafting.keep(LEAD, article(category="fees", owner="agt_lead"), revision=0)
        assert (await drafting.entry(LEAD, STAKING, "en")) == Entry(article=None, draft=draft)
        assert await states(drafting) == [State.DRAFT]
        assert list(await library.list("en")) == []
        published = await drafting.publish(LEAD, STAKING, "en", revision=1)
        assert (published.version, published.category, published.owner) == (1, "fees", "agt_lead")
        assert [each.id for each in await library.list("en")] == [STAKING]

    async def test_the_later_of_two_editors_is_told_and_nothing_is_lost(self, drafting: Drafting) -> None:
        await drafting.keep(LEAD, article(title="Mine"), revision=0)
        theirs = await drafting.keep(LEAD, article(title="Theirs"), revision=1)
        for late in (0, 1):
            with pytest.raises(Conflict) as stale:
                await drafting.keep(LEAD, article(title="Too late"), revision=late)
            assert (stale.value.code, stale.value.values) == ("stale_draft", {"revision": 2})
        with pytest.raises(Conflict):
            await drafting.publish(LEAD, STAKING, "en", revision=1)
        with pytest.raises(Conflict):
            await drafting.discard(LEAD, STAKING, "en", revision=1)
        assert (await drafting.entry(LEAD, STAKING, "en")).draft == theirs

    async def test_a_draft_of_an_older_version_does_not_overwrite_a_newer_one(
        self, editing: Editing, drafting: Drafting
    ) -> None:
        read = await editing.save(LEAD, article(status=Status.PUBLISHED))
        await drafting.keep(LEAD, replace(NEXT, version=read.version), revision=0)
        await editing.save(LEAD, replace(read, title="Newer", phrasings=("one more", *read.phrasings)))
        with pytest.raises(Conflict) as late:
            await drafting.publish(LEAD, STAKING, "en", revision=1)
        assert late.value.code == "changed_meanwhile"
        assert (await drafting.entry(LEAD, STAKING, "en")).shown.title == NEXT.title
        await drafting.keep(LEAD, replace(NEXT, version=2), revision=1)
        assert (await drafting.publish(LEAD, STAKING, "en", revision=2)).version == 3

    async def test_what_is_taught_while_a_draft_is_written_is_in_it_when_it_is_published(
        self, editing: Editing, drafting: Drafting, library: Library, hands: Hands
    ) -> None:
        read = await editing.save(LEAD, article(status=Status.PUBLISHED, phrasings=("old", "older")))
        await drafting.keep(LEAD, replace(NEXT, version=1, phrasings=("old", "older", "mine")), revision=0)
        await drafting.plan(LEAD, STAKING, "en", revision=1, at=LATER)
        taught = await editing.save(LEAD, replace(read, phrasings=("old", "taught")))
        await editing.save(LEAD, replace(taught, phrasings=("old", "taught", "mine")))
        hands.at = LATER + timedelta(seconds=1)
        await drafting.publish_due(STAKING, "en")
        published = await library.get(STAKING, "en")
        assert (published.title, published.version) == (NEXT.title, 4)
        assert published.phrasings == ("old", "mine", "taught")

    async def test_a_draft_may_lack_what_is_needed_to_publish_it(
        self, library: Library, drafting: Drafting
    ) -> None:
        await drafting.keep(LEAD, article(body="## What happened\nSomething."), revision=0)
        with pytest.raises(Invalid):
            await drafting.publish(LEAD, STAKING, "en", revision=1)
        stricter = replace(drafting, editing=replace(drafting.editing, outgoing=StricterHouse()))
        await stricter.keep(LEAD, article(), revision=1)
        with pytest.raises(Objected):
            await stricter.publish(LEAD, STAKING, "en", revision=2)
        with pytest.raises(Objected):
            await stricter.plan(LEAD, STAKING, "en", revision=2, at=LATER)
        assert list(await library.list("en")) == []
        assert await states(drafting) == [State.DRAFT]

    async def test_a_secret_is_in_no_draft(self, drafting: Drafting) -> None:
        secret = "abandon abandon"
        facts = (replace(article().facts[0], say=secret),)
        changes: list[dict[str, object]] = [{"phrasings": (secret,)}, {"facts": facts}]
        changes += [{name: secret} for name in ("title", "body", "category", "route")]
        for words in changes:
            with pytest.raises(SecretStopped):
                await drafting.keep(LEAD, article(**words), revision=0)
        assert list(await drafting.list(LEAD)) == []

    async def test_earlier_versions_are_kept_and_can_be_written_again(
        self, editing: Editing, drafting: Drafting
    ) -> None:
        first = await editing.save(LEAD, article(status=Status.PUBLISHED))
        second = await editing.save(LEAD, replace(first, title="Second"))
        past = await drafting.versions(LEAD, STAKING, "en")
        assert [(each.version, each.title, each.by) for each in past] == [
            (2, "Second", "agt_lead"),
            (1, first.title, "agt_lead"),
        ]
        assert await drafting.version(LEAD, STAKING, "en", 1) == first
        assert await drafting.version(LEAD, STAKING, "en", 2) == second
        await drafting.keep(LEAD, replace(first, version=2), revision=0)
        restored = await drafting.publish(LEAD, STAKING, "en", revision=1)
        assert (restored.title, restored.version) == (first.title, 3)
        with pytest.raises(NotFound):
            await drafting.version(LEAD, STAKING, "en", 4)
        assert list(await drafting.versions(LEAD, STAKING, "zh-CN")) == []

    async def test_a_draft_is_published_by_itself_when_its_time_has_come(
        self, library: Library, drafting: Drafting, hands: Hands
    ) -> None:
        await drafting.keep(LEAD, NEXT, revision=0)
        with pytest.raises(Invalid):
            await drafting.plan(LEAD, STAKING, "en", revision=1, at=NOW)
        planned = await drafting.plan(LEAD, STAKING, "en", revision=1, at=LATER)
        assert (await drafting.entry(LEAD, STAKING, "en")).draft == planned
        assert await states(drafting) == [State.SCHEDULED]
        assert await drafting.publish_due(STAKING, "en") is None
        hands.at = LATER + timedelta(seconds=1)
        published = await drafting.publish_due(STAKING, "en")
        assert published is not None
        assert await library.get(STAKING, "en") == published
        assert await drafting.publish_due(STAKING, "en") is None

    async def test_what_keeps_a_draft_from_being_published_is_told_with_its_line(
        self, drafting: Drafting
    ) -> None:
        said = article().body.replace("{app}", "{name}") + "\nSend us your recovery phrase."
        findings = await drafting.findings(article(body=said))
        lines = said.splitlines()
        assert [(one.line, bool(one.objection)) for one in findings] == [
            (len(lines) - 1, False),
            (len(lines), True),
        ]
        assert list(await drafting.findings(article())) == []

    async def test_a_draft_is_shown_as_its_readers_will_see_it(
        self, editing: Editing, drafting: Drafting
    ) -> None:
        gas = article(id=ArticleId("gas-fee-high"), title="Fees are high", status=Status.PUBLISHED)
        await editing.save(LEAD, gas)
        await drafting.keep(LEAD, NEXT, revision=0)
        page = await drafting.page(LEAD, STAKING, "en")
        assert (page.title, len(page.branches)) == (NEXT.title, 1)
        assert "“Fees are high”" in page.branches[0].steps[0].lead
        with pytest.raises(NotFound):
            await drafting.page(AGENT, STAKING, "en")

    async def test_articles_are_found_by_the_words_they_hold(self, drafting: Drafting) -> None:
        await drafting.keep(LEAD, NEXT, revision=0)
        await drafting.keep(
            LEAD, article(id=ArticleId("other"), title="Something", phrasings=("lost key",)), revision=0
        )
        for words, ids in (("REST? coins", ["staking"]), ("key lost", ["other"]), ("nowhere", [])):
            assert [each.shown.id for each in await drafting.find(LEAD, words)] == ids

    async def test_an_article_has_a_name_that_fits_an_address_and_a_file(self, drafting: Drafting) -> None:
        for id, locale in (
            ("../up", "en"),
            ("A", "en"),
            ("a" * 61, "en"),
            ("a b", "en"),
            ("fine", "x"),
            ("fine", "en us"),
        ):
            with pytest.raises(NotFound):
                await drafting.keep(LEAD, article(id=ArticleId(id), locale=locale), revision=0)

    async def test_what_is_published_while_it_is_looked_for_is_found(self, drafting: Drafting) -> None:
        await drafting.keep(LEAD, NEXT, revision=0)
        other = replace(drafting, articles=PublishingMeanwhile(drafting))
        assert [each.shown.title for each in await other.list(LEAD)] == [NEXT.title]

    async def test_what_is_no_longer_planned_stays_a_draft(self, drafting: Drafting, hands: Hands) -> None:
        await drafting.keep(LEAD, NEXT, revision=0)
        await drafting.plan(LEAD, STAKING, "en", revision=1, at=LATER)
        changed = await drafting.keep(LEAD, article(), revision=2)
        assert changed.publish_at == LATER
        assert (await drafting.entry(LEAD, STAKING, "en")).draft == changed
        await drafting.plan(LEAD, STAKING, "en", revision=3, at=None)
        hands.at = LATER + timedelta(seconds=1)
        assert await drafting.publish_due(STAKING, "en") is None
        await drafting.discard(LEAD, STAKING, "en", revision=4)
        assert list(await drafting.list(LEAD)) == []

    async def test_what_is_planned_while_another_lead_writes_stays_planned(
        self, drafting: Drafting, hands: Hands
    ) -> None:
        await drafting.keep(LEAD, NEXT, revision=0)
        writing = replace(drafting, drafts=PlanningMeanwhile(drafting, LATER))
        with pytest.raises(Conflict):
            await writing.keep(LEAD, article(title="Not yet"), revision=1)
        assert await states(drafting) == [State.SCHEDULED]
        hands.at = LATER + timedelta(seconds=1)
        published = await drafting.publish_due(STAKING, "en")
        assert published is not None
        assert published.title == NEXT.title

    async def test_what_is_cancelled_at_the_last_moment_is_neither_published_nor_planned_again(
        self, drafting: Drafting, hands: Hands, library: Library
    ) -> None:
        await drafting.keep(LEAD, NEXT, revision=0)
        await drafting.plan(LEAD, STAKING, "en", revision=1, at=LATER)
        with pytest.raises(Conflict):
            await cancelled_meanwhile(drafting).keep(LEAD, article(title="Late"), revision=2)
        assert await states(drafting) == [State.DRAFT]
        await drafting.plan(LEAD, STAKING, "en", revision=3, at=LATER)
        hands.at = LATER + timedelta(seconds=1)
        with pytest.raises(Conflict):
            await cancelled_meanwhile(drafting).publish_due(STAKING, "en")
        assert list(await library.list("en")) == []
        assert await states(drafting) == [State.DRAFT]

    async def test_agents_see_what_is_published_and_write_nothing(
        self, editing: Editing, drafting: Drafting, library: Library
    ) -> None:
        inner = await editing.save(LEAD, article(status=Status.PUBLISHED, internal=True))
        await drafting.keep(LEAD, article(id=ArticleId("other")), revision=0)
        await editing.save(LEAD, article(locale="zh-CN"))
        assert list(await drafting.list(AGENT)) == [Entry(article=inner, draft=None)]
        assert list(await library.list("en")) == []
        assert list(await library.find("where are my staked coins", "en")) == []
        with pytest.raises(NotFound):
            await library.get(STAKING, "en")
        for refused in (
            drafting.keep(AGENT, article(), revision=0),
            drafting.discard(AGENT, STAKING, "en", revision=1),
            drafting.publish(AGENT, STAKING, "en", revision=1),
            drafting.plan(AGENT, STAKING, "en", revision=1, at=None),
            drafting.versions(AGENT, STAKING, "en"),
            drafting.version(AGENT, STAKING, "en", 1),
            drafting.entry(AGENT, ArticleId("other"), "en"),
        ):
            with pytest.raises(NotFound):
                await refused

    async def test_a_translation_is_outdated_once_the_other_language_says_something_new(
        self, editing: Editing, drafting: Drafting, hands: Hands
    ) -> None:
        wordings = {"en": article(), "de": article(locale="de")}
        for each in wordings.values():
            await editing.save(LEAD, replace(each, status=Status.PUBLISHED))
            hands.at += timedelta(minutes=1)
        assert await outdated(drafting) == []
        read = await editing.draft(LEAD, STAKING, "en")
        said = await editing.save(LEAD, replace(read, phrasings=("another way to ask", *read.phrasings)))
        assert await outdated(drafting) == []
        hands.at += timedelta(minutes=1)
        await editing.save(LEAD, replace(said, title="Something new"))
        assert await outdated(drafting) == ["de"]
        hands.at += timedelta(minutes=1)
        await drafting.keep(LEAD, replace(wordings["de"], version=1, title="Etwas Neues"), revision=0)
        await drafting.publish(LEAD, STAKING, "de", revision=1, in_step=True)
        assert await outdated(drafting) == []


async def states(drafting: Drafting) -> list[State]:
    return [each.state for each in await drafting.list(LEAD)]


async def outdated(drafting: Drafting) -> list[str]:
    return [each.shown.locale for each in await drafting.list(LEAD) if each.outdated]
