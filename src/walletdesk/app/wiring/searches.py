"""Counting what readers of the help look for, and what leads make of what was not found."""

import hmac
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from walletdesk.app.wiring.engine import Engine
from walletdesk.app.wiring.heart import secret_in
from walletdesk.kernel.clock import Clock
from walletdesk.kernel.ids import ArticleId, new_id
from walletdesk.kernel.viewers import AgentViewer
from walletdesk.knowledge import Article, Custody, Drafting, Editing, Library
from walletdesk.knowledge.anatomy import headings
from walletdesk.knowledge.searches import Gaps, Searches
from walletdesk.knowledge.searches import store as search_store
from walletdesk.platform.limits import Limiter
from walletdesk.safety import may_continue

REVIEWED_AFTER = timedelta(days=180)

# On the list of a phrase's words, and what people ask us about: alone they say nothing.
_OURS = re.compile(r"\b(?:cash|crypto|fee|gas|invest|scam|stake|swap|token|wallet)\b", re.IGNORECASE)


def searches_of(engine: Engine, library: Library, limiter: Limiter) -> Searches:
    return Searches(
        open_work=search_store.open_work(engine.db),
        counts=search_store.SqlCounts(engine.db),
        articles=library,
        limiter=limiter,
        seal=lambda text: sealed(engine.key, text),
        is_doubtful=is_doubtful,
        clock=engine.clock,
    )


def is_doubtful(text: str) -> bool:
    """A secret, or what may be a piece of one: counted nowhere."""
    return secret_in(text) is not None or may_continue(_OURS.sub("", text))


def sealed(key: bytes, tab: str) -> str:
    """Another seal than that of opinions: what one reader did here and there cannot be put together."""
    return hmac.digest(hmac.digest(key, b"walletdesk tabs", "sha256"), tab.encode(), "sha256").hex()


class LeadsArticles:
    """Articles as leads write them."""

    def __init__(self, editing: Editing, drafting: Drafting, clock: Clock) -> None:
        self._editing = editing
        self._drafting = drafting
        self._clock = clock

    async def add_phrasing(self, viewer: AgentViewer, topic: str, locale: str, text: str) -> None:
        article = await self._editing.draft(viewer, ArticleId(topic), locale)
        if text not in article.phrasings:
            await self._editing.save(viewer, replace(article, phrasings=(*article.phrasings, text)))

    async def draft(self, viewer: AgentViewer, locale: str, title: str, phrasings: Sequence[str]) -> str:
        now = self._clock()
        article = Article(
            id=ArticleId(f"new-{new_id('a')[-8:]}"),
            locale=locale,
            title=title,
            summary="",
            body=skeleton(locale),
            route="front",
            custody=(Custody.ANY,),
            phrasings=tuple(phrasings),
            review_by=(now + REVIEWED_AFTER).date(),
            updated_at=now,
        )
        return str((await self._drafting.keep(viewer, article, revision=0)).article.id)


def skeleton(locale: str) -> str:
    """The parts that an article has, to be written."""
    return "\n\n".join(f"## {heading}" for heading in headings(locale)) + "\n"


def gaps_of(engine: Engine, library: Library, writing: LeadsArticles) -> Gaps:
    return Gaps(open_work=search_store.open_work(engine.db), titles=library, writing=writing)
