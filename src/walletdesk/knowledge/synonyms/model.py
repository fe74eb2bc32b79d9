"""When a word may stand for another one. No I/O, no clock."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from unicodedata import normalize

from walletdesk.kernel.errors import Invalid
from walletdesk.kernel.ids import ArticleId
from walletdesk.knowledge.spelling import SHIPPED, Spelling, folded, is_han

MOST = 500  # of the house: every question is held against all of them
LONGEST = 40  # characters
COMMON = 0.02  # of all phrasings: what stands in more of them is a word of its own
_LETTER = re.compile(r"[^\W\d_]")
_BLANK = re.compile(r"\s+")


class Alarm(StrEnum):
    """What a message may be heard as, before anything is searched."""

    DANGER = "danger"
    PERSON = "person"


Hear = Callable[[str], Collection[Alarm]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Synonym:
    """``meant`` is compared where ``written`` stands. Without it: a word of ours, which is off here."""

    written: str
    meant: str
    by: str
    at: datetime

    @property
    def is_off(self) -> bool:
        return not self.meant


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What people say about one topic, as articles have it."""

    text: str
    is_risk: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """``sure``: how sure we are of it, 0 to 1."""

    article: ArticleId
    title: str
    sure: float


def word(text: str) -> str:
    """As it is compared, before any table."""
    return _BLANK.sub(" ", folded(normalize("NFKC", text))).strip()


def spelling_of(kept: Sequence[Synonym]) -> Spelling:
    own = {one.written: one.meant for one in kept if not one.is_off}
    return SHIPPED.having(own, [one.written for one in kept if one.is_off])


def having(spelling: Spelling, written: str, meant: str) -> Spelling:
    """With this pair too. Invalid where it could be no table any more."""
    if not (_LETTER.search(written) and _LETTER.search(meant)):
        raise Invalid("Both must be words.", code="no_word")
    if len(written) == 1 and not is_han(written):
        raise Invalid("A single character stands in too many other words.", code="too_short")
    if written == meant:
        raise Invalid("Both are the same word already.", code="same_word")
    return settled(spelling.having({written: meant}))


def settled(spelling: Spelling) -> Spelling:
    """What is spelled once stays as it is. Invalid where one word leads on to the next."""
    if any(spelling.alike(one) != meant or spelling.alike(meant) != meant for one, meant in spelling.pairs):
        raise Invalid(
            "One of the two is itself changed by this table. Name the word that stands at the end.",
            code="word_loop",
        )
    return spelling


def judged(written: str, meant: str, said: Sequence[Said], hear: Hear) -> None:
    """Invalid where the pair would change words that are none of slang, or hide what must be heard."""
    finder = Spelling(((written, "\0"),))
    holding = [one for one in said if "\0" in finder.alike(one.text)]
    if len(holding) > (COMMON * len(said) if len(written) > 1 else 0):
        raise Invalid(
            "This word stands in {count} phrasings of your articles. It is a word of its own.",
            code="too_common",
            count=len(holding),
        )
    sentences = [one.text for one in holding]
    replaced = [finder.alike(text).replace("\0", meant) for text in sentences]
    pairs = [(written, meant), *zip(sentences, replaced, strict=True)]
    if any(set(hear(before)) - set(hear(after)) for before, after in pairs) or (
        _speaks_of_risk(holding) and not set(hear(meant))
    ):
        raise _hides_danger()


def keep_on(meant: str, hear: Hear) -> None:
    """Invalid where one of ours leads to a word of danger: this house does not do without it."""
    if hear(meant):
        raise _hides_danger()


def _hides_danger() -> Invalid:
    return Invalid(
        "This word tells of a danger, or asks for a person. It can't be made a harmless one.",
        code="hides_danger",
    )


def _speaks_of_risk(holding: Sequence[Said]) -> bool:
    """Mostly articles of risk say it, and more than once."""
    risk = sum(one.is_risk for one in holding)
    return risk > 1 and 2 * risk > len(holding)
