"""A draft, an earlier version, and how an article stands. No I/O, no clock."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from walletdesk.kernel.errors import Value
from walletdesk.kernel.objections import Objection
from walletdesk.knowledge.model import Article


class State(StrEnum):
    DRAFT = "draft"  # nobody reads it
    PUBLISHED = "published"
    CHANGED = "changed"  # read as it was, while its next text is written
    SCHEDULED = "scheduled"  # its next text goes out by itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """``article`` is the text to come; its ``version`` is the one that it was begun from, 0 for none.

    ``revision`` rises with every change, so that nobody writes over what they have not seen.
    """

    article: Article
    revision: int = 0
    at: datetime
    by: str
    publish_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What an article was: kept by ``by`` at ``at``, until the version after it."""

    version: int
    at: datetime
    by: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What keeps a text from being published: a fault in its form, or an objection to its words.

    ``line`` of the body, from 1; 0: the title, or no line of it.
    """

    line: int
    message: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)
    objection: Objection | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One article in one language as those who write see it: what is kept, and what is to come."""

    article: Article | None
    draft: Draft | None
    outdated: bool = False

    @property
    def shown(self) -> Article:
        """Its newest text."""
        found = self.draft.article if self.draft else self.article
        if found is None:
            raise ValueError("an entry has one of the two")
        return found

    @property
    def state(self) -> State:
        if self.draft and self.draft.publish_at:
            return State.SCHEDULED
        if self.article is None or not self.article.is_published:
            return State.DRAFT
        return State.CHANGED if self.draft else State.PUBLISHED
