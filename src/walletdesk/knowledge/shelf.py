"""The published articles as they are now, ready to be asked in each language."""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from walletdesk.kernel.ids import ArticleId
from walletdesk.knowledge.anatomy import links_of, pictures_of
from walletdesk.knowledge.categories import category_of, is_on_shelf
from walletdesk.knowledge.learned import Learned, Saying, Versions
from walletdesk.knowledge.model import Article, Custody, Match, in_language, language_of
from walletdesk.knowledge.ports import Index, Ranker

_HAN = re.compile("[\u3400-\u9fff]")
_LATIN = re.compile("[A-Za-z]{2}")
_SAYINGS = 3  # of an article's phrasings that are asked for what is near it


@dataclass(frozen=True, slots=True)
class Shelf:
    """``custody``: the kinds that exist here. What is true of none of them is not on it."""

    custody: Collection[Custody]
    topics: Mapping[ArticleId, Sequence[Article]]
    index: Index
    versions: Versions
    pictures: frozenset[str]

    def article(self, id: ArticleId, locale: str) -> Article:
        return in_language(self.topics.get(id, ()), locale)

    def articles(self, locale: str) -> list[Article]:
        """What is offered, one per topic, in the reader's language where there is one, by title."""
        each = (in_language(each, locale) for each in self.topics.values())
        return sorted((one for one in each if is_on_shelf(one, self.custody)), key=lambda one: one.title)

    def titles(self, locale: str) -> dict[ArticleId, str]:
        return {id: in_language(each, locale).title for id, each in self.topics.items()}

    def related(self, article: Article, limit: int) -> list[Article]:
        """What it names, what names it, what people say in similar words, what stands beside it."""
        named = [ArticleId(name) for name in links_of(article.body)]
        naming = [other.id for other in self.articles(article.locale) if article.id in links_of(other.body)]
        asked = " ".join([article.title, *article.phrasings[:_SAYINGS]])
        near = self.index.near(asked, language_of(article.locale))
        beside = [
            other.id for other in self.articles(article.locale) if category_of(other) is category_of(article)
        ]
        chosen = dict.fromkeys([*named, *naming, *near, *beside])
        found = [self.article(id, article.locale) for id in chosen if id != article.id and id in self.topics]
        return [other for other in found if is_on_shelf(other, self.custody)][:limit]

    async def find(self, question: str, locale: str, limit: int) -> list[Match]:
        """People often ask in another language than they read; the words of the question decide."""
        spoken = spoken_in(question, locale)
        has = {language_of(article.locale) for each in self.topics.values() for article in each}
        ranked = await self.index.rank(question, spoken if spoken in has else language_of(locale))
        return [Match(self.article(id, locale), score) for id, score in ranked[:limit]]


async def shelf_of(
    articles: Sequence[Article], ranker: Ranker, custody: Collection[Custody], learned: Learned
) -> Shelf:
    topics: dict[ArticleId, list[Article]] = defaultdict(list)
    shown = [article for article in articles if article.is_public and article.is_for(custody)]
    for article in shown:
        topics[article.id].append(article)
    index = await ranker.index(_heard(shown, learned.sayings), learned.scorer)
    versions = Versions(knowledge=_hash(shown), model=index.model, learned=learned.version)
    pictures = frozenset(name for article in shown for name in pictures_of(article.body))
    return Shelf(custody, topics, index, versions, pictures)


def _heard(articles: Sequence[Article], sayings: Sequence[Saying]) -> list[Article]:
    """The articles with what agents confirmed to be about them."""
    said: dict[tuple[ArticleId, str], list[str]] = defaultdict(list)
    for saying in sayings:
        said[saying.topic, language_of(saying.locale)].append(saying.text)
    return [
        replace(one, phrasings=(*one.phrasings, *said.get((one.id, language_of(one.locale)), ())))
        for one in articles
    ]


def _hash(articles: Sequence[Article]) -> str:
    whole = sha256()
    for one in sorted(articles, key=lambda one: (one.id, one.locale)):
        whole.update(repr((one.id, one.locale, one.title, one.body, one.phrasings)).encode())
    return whole.hexdigest()[:12]


def spoken_in(question: str, locale: str) -> str:
    if _HAN.search(question):
        return "zh"
    return "en" if _LATIN.search(question) else language_of(locale)
