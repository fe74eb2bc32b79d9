"""A question as it is counted: without whoever asked it. No I/O, no clock."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from walletdesk.kernel.ids import ArticleId

LONGEST = 80  # characters of a question that are kept
KEPT_FOR = timedelta(days=90)
ONCE_KEPT_FOR = timedelta(days=7)  # asked once, and answered: of no use to anybody after that
SETTLED_AFTER = timedelta(minutes=30)  # whoever wrote to us after an article has done so by then
LEFT_OUT = "…"  # in the place of what may lead to a person, a wallet or a transfer

_LINK = re.compile(r"https?://\S+|\S+@\S+|@\w+|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:/\S*)?")
_NUMBER = re.compile(r"\+?\d(?:[ ().,:/-]{0,2}\d){4,}")  # five digits or more: phones, dates, amounts, orders
_NAME_OF_A_THING = re.compile(r"(?=[a-z]*\d)[a-z0-9]{8,}|[a-z0-9]{20,}")  # hashes, addresses
_SPACE = re.compile(r"\s+")


def counted(question: str) -> str:
    """One way to write a question, so that the same one is counted as such; nothing of it names anybody."""
    words = unicodedata.normalize("NFKC", question).casefold()
    for pattern in (_LINK, _NAME_OF_A_THING, _NUMBER):
        words = pattern.sub(LEFT_OUT, words)
    words = "".join(one if one.isprintable() else " " for one in words)
    return _SPACE.sub(" ", words).strip(" ?？!！.。,，").strip()[:LONGEST]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """``day`` is in UTC; ``in_vain``: nothing fitting was found."""

    words: str
    locale: str
    day: str
    in_vain: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """An article opened from a suggestion. ``reader`` is a seal of one tab of a browser, and of nobody."""

    reader: str
    article: ArticleId
    locale: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    words: str
    locale: str
    times: int
    in_vain: int
    last: str  # day


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Searches that began at a day: one day of them, or the week from its Monday on."""

    begins: str
    locale: str
    times: int
    in_vain: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """``solved``: of those who opened it, how many wrote to nobody after it."""

    article: ArticleId
    locale: str
    opened: int
    solved: int


def weeks_of(days: Iterable[Period]) -> list[Period]:
    """The latest first."""
    sums: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for one in days:
        day = date.fromisoformat(one.begins)
        week = sums[(day - timedelta(days=day.weekday())).isoformat(), one.locale]
        week[0] += one.times
        week[1] += one.in_vain
    weeks = [Period(begins=at, locale=of, times=n, in_vain=vain) for (at, of), (n, vain) in sums.items()]
    return sorted(weeks, key=lambda one: (one.begins, one.locale), reverse=True)
