"""What a reader thinks of an article, and what all of them think. No I/O, no clock."""

from dataclasses import dataclass
from datetime import datetime

from walletdesk.kernel.errors import Invalid
from walletdesk.kernel.ids import ArticleId

LONGEST = 1000  # characters of what was missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """``reader`` is a seal that nobody can turn back into a person; it only tells one reader from another."""

    article: ArticleId
    locale: str
    reader: str
    helped: bool
    missing: str = ""
    at: datetime


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody did not find in an article."""

    text: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """``missing``: the latest first."""

    article: ArticleId
    locale: str
    helped: int
    not_helped: int
    missing: tuple[Wish, ...] = ()


def worded(missing: str) -> str:
    text = missing.strip()
    if not text:
        raise Invalid("Say in a few words what was missing.", code="empty")
    if len(text) > LONGEST:
        raise Invalid("At most {most} characters.", code="too_long", most=LONGEST)
    return text
