"""Articles out to a folder of files, and in from one: all of it or nothing."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Conflict, Invalid, Refused
from walletdesk.kernel.ids import ArticleId
from walletdesk.knowledge.anatomy import pictures_of
from walletdesk.knowledge.folder import folder_of
from walletdesk.knowledge.model import Article
from walletdesk.knowledge.ports import Articles, Gallery, OpenWork
from walletdesk.knowledge.service.editing import Editing
from walletdesk.knowledge.topics import Topic, read_topic

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_ID = 60
FEWEST = 1  # phrasings: a house knows better than we how its people ask


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """Articles by id and language. Where a file was refused, nothing at all was kept."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    same: int = 0
    refused: Mapping[str, Refused]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    editing: Editing
    articles: Articles
    gallery: Gallery
    open_work: OpenWork
    changed: Callable[[], None]
    clock: Clock

    async def files(self) -> dict[str, str]:
        """Every kept article; what is only a draft beside one stays where it is written."""
        return folder_of(await self.articles.list())

    async def pictures(self) -> Mapping[str, bytes]:
        """Those that the kept articles show, byte for byte."""
        shown = {name for article in await self.articles.list() for name in pictures_of(article.body)}
        return await self.gallery.files(sorted(shown))

    async def take_in(
        self,
        files: Mapping[str, str],
        pictures: Mapping[str, bytes] = MappingProxyType({}),
        *,
        by: str = "",
        dry_run: bool = False,
    ) -> Done:
        """Keep what is new or another in these files; what they do not tell of stays as it is."""
        unfit = await self.gallery.take_in(pictures, dry_run=True)
        coming = {file.partition(".")[0] for file in pictures if file not in unfit}
        kept = {(article.id, article.locale): article for article in await self.articles.list()}
        now = self.clock()
        read, refused = await self._read(files, now, coming)
        came = [_over(article, kept.get((article.id, article.locale))) for article in read]
        differing = [each for each in came if each != kept.get((each.id, each.locale))]
        done = Done(
            added=_named(each for each in differing if not each.version),
            changed=_named(each for each in differing if each.version),
            same=len(came) - len(differing),
            refused={**unfit, **refused},
        )
        if not done.refused and not dry_run:
            await self.gallery.take_in(pictures, dry_run=False)
            if differing:
                await self._keep(differing, by, now)
        return done

    async def _read(
        self, files: Mapping[str, str], now: datetime, coming: Collection[str]
    ) -> tuple[Sequence[Article], Mapping[str, Refused]]:
        articles: list[Article] = []
        refused: dict[str, Refused] = {}
        known: set[ArticleId] = set()
        for name in sorted(files):
            try:
                topic = _topic(files[name])
                if topic.id in known:
                    raise Conflict("Another file tells of the same topic.")
                known.add(topic.id)
                its = [topic.article(locale, at=now) for locale in topic.locales]
                for article in its:
                    await self.editing.judge(article, coming=coming)
                articles += its
            except Refused as refusal:
                refused[name] = refusal
        return articles, refused

    async def _keep(self, articles: Sequence[Article], by: str, now: datetime) -> None:
        async with self.open_work() as work:
            for article in articles:
                await self.editing.put(work, article, by=by, at=now)
        self.changed()


def _topic(text: str) -> Topic:
    topic = read_topic(text, fewest=FEWEST)
    if not is_id(topic.id):
        raise Invalid("An article's name is small letters and digits with hyphens between, at most 60.")
    return topic


def is_id(id: str) -> bool:
    return len(id) <= LONGEST_ID and ID.fullmatch(id) is not None


def _over(came: Article, before: Article | None) -> Article:
    """What comes, as the next text of what is there: equal to that where nothing of it is new."""
    if before is None:
        return came
    return replace(
        came,
        version=before.version,
        owner=before.owner,
        summary=before.summary,
        updated_at=before.updated_at,
        changed_by=before.changed_by,
        meant_at=before.meant_at,
        in_step_at=before.in_step_at,
    )


def _named(articles: Iterator[Article]) -> tuple[str, ...]:
    return tuple(f"{article.id} ({article.locale})" for article in articles)
