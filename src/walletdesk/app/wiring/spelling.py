"""Words of the house: how they are kept, what must be heard in them, and trying one beside the library."""

import asyncio
from collections.abc import Callable, Sequence

from walletdesk.app.wiring.engine import Engine
from walletdesk.app.wiring.heart import holds_secret_asked
from walletdesk.assistant import may_be_danger, wants_person
from walletdesk.knowledge import Library, Match
from walletdesk.knowledge.ports import Articles
from walletdesk.knowledge.respelling import SpelledRanker
from walletdesk.knowledge.spelling import Spelling, spelled_by
from walletdesk.knowledge.synonyms import Synonyms
from walletdesk.knowledge.synonyms import store as synonym_store
from walletdesk.knowledge.synonyms.model import Alarm, Found
from walletdesk.staff.store import audit_in


def heard(text: str) -> set[Alarm]:
    """What the assistant would make of it before it searches."""
    alarms = {Alarm.DANGER} if may_be_danger(text) else set()
    return alarms | ({Alarm.PERSON} if wants_person(text) else set())


class WordsOfTheHouse:
    """Has the library read anew what was changed elsewhere."""

    def __init__(self, ranker: SpelledRanker, library: Library) -> None:
        self._ranker, self._library = ranker, library

    async def look(self) -> None:
        if await self._ranker.is_outdated():
            self._library.refresh()


def _found(matches: Sequence[Match]) -> Sequence[Found]:
    return [Found(article=one.article.id, title=one.article.title, sure=one.score) for one in matches]


def synonyms_of(engine: Engine, articles: Articles, library: Callable[[], Library]) -> Synonyms:
    """``library``: asked for late, because it is built on these words."""

    async def find(sentence: str, locale: str, spelling: Spelling | None) -> Sequence[Found]:
        if spelling is None:
            return _found(await library().find(sentence, locale))
        beside = library().patient()
        with spelled_by(spelling):
            return _found(await beside.find(sentence, locale))

    async def aside(do: Callable[[], None]) -> None:
        await asyncio.to_thread(do)

    return Synonyms(
        kept=synonym_store.SqlKept(engine.db),
        open_work=synonym_store.open_work(engine.db, audit_in(engine.key)),
        articles=articles,
        find=find,
        hear=heard,
        holds_secret=holds_secret_asked,
        aside=aside,
        changed=lambda: library().refresh(),
        clock=engine.clock,
    )
