"""The published articles as they are now, ready to be asked in each language."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from walletdesk.kernel.ids import ArticleId
from walletdesk.knowledge.model import Article, Match, in_language, language_of
from walletdesk.knowledge.ports import Index, Ranker

_HAN = re.compile("[\u3400-\u9fff]")
_LATIN = re.compile("[A-Za-z]{2}")


@dataclass(frozen=True, slots=True)
class Shelf:
    topics: Mapping[ArticleId, Sequence[Article]]
    indexes: Mapping[str, Index]  # by language, without region

    def article(self, id: ArticleId, locale: str) -> Article:
        return in_language(self.topics.get(id, ()), locale)

    def articles(self, locale: str) -> list[Article]:
        """One per topic, in the reader's language where there is one, by title."""
        return sorted((in_language(each, locale) for each in self.topics.values()), key=lambda a: a.title)

    def titles(self, locale: str) -> dict[ArticleId, str]:
        return {id: in_language(each, locale).title for id, each in self.topics.items()}

    def find(self, question: str, locale: str, limit: int) -> list[Match]:
        """People often ask in another language than they read; the words of the question decide."""
        index = self.indexes.get(spoken_in(question, locale)) or self.indexes.get(language_of(locale))
        if index is None:
            return []
        return [Match(self.article(id, locale), score) for id, score in index.rank(question)[:limit]]


async def shelf_of(articles: Sequence[Article], ranker: Ranker) -> Shelf:
    topics: dict[ArticleId, list[Article]] = defaultdict(list)
    languages: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        if article.is_published:
            topics[article.id].append(article)
            languages[language_of(article.locale)].append(article)
    indexes = {language: await ranker.index(each) for language, each in languages.items()}
    return Shelf(topics, indexes)


def spoken_in(question: str, locale: str) -> str:
    if _HAN.search(question):
        return "zh"
    return "en" if _LATIN.search(question) else language_of(locale)
