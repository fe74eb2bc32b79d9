"""Versions tried on judged questions: each question by an index that has not learnt it.

They are dealt into five parts by their words, and each part is asked of what the other four teach.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from walletdesk.assistant.learning.model import (
    ENOUGH_JUDGED,
    PARTS,
    Guess,
    JudgedQuestion,
    Known,
    Lesson,
    part_of,
)
from walletdesk.assistant.learning.ports import Asked, Bench
from walletdesk.assistant.learning.service.reading import ReadOnce
from walletdesk.kernel.ids import ArticleId
from walletdesk.knowledge import Judged, Scorer


@dataclass(frozen=True, slots=True)
class Trying:
    """For as long as one refit."""

    bench: Bench
    texts: ReadOnce

    async def scorer(self, known: Sequence[Known]) -> Scorer | None:
        if len(known) < ENOUGH_JUDGED:
            return None
        return await self.bench.refit([_judged(one) for one in known])

    async def ranked(
        self, known: Sequence[Known], lessons: Collection[Lesson], scorer: Scorer | None
    ) -> list[JudgedQuestion]:
        """In the same order."""
        said = [(part_of(one.text), one) for one in await self.texts.said(lessons)]
        guessed: dict[str, tuple[Guess, ...]] = {}
        for part in range(PARTS):
            asked = [_asked(one) for one in known if part_of(one.text) == part]
            if asked:
                others = [one for of, one in said if of != part]
                found = await self.bench.ranked(asked, others, scorer)
                guessed |= {one.message: g for one, g in zip(asked, found, strict=True)}
        return [JudgedQuestion(guessed[one.decision.message], one.topic) for one in known]


def _asked(one: Known) -> Asked:
    return Asked(message=one.decision.message, text=one.text, locale=one.decision.locale)


def _judged(one: Known) -> Judged:
    topic = ArticleId(one.topic) if one.topic else None
    return Judged(text=one.text, locale=one.decision.locale, topic=topic)
