"""An article in numbered paragraphs: whoever words an answer says which of them it rests on."""

from collections.abc import Iterator
from dataclasses import dataclass

from walletdesk.knowledge.anatomy import split
from walletdesk.knowledge.model import Article, Custody
from walletdesk.knowledge.pages import Presenting, Titles


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Plain text. ``id`` as ``tx-pending#3``; ``forbids``: it says what never to do."""

    id: str
    text: str
    forbids: bool = False


def passages(
    presenting: Presenting, article: Article, custody: Custody, titles: Titles
) -> tuple[Passage, ...]:
    """What is true for this kind of custody, in the order of the page."""
    said = [(presenting.text(article, text, titles), never) for text, never in _paragraphs(article, custody)]
    return tuple(
        Passage(id=f"{article.id}#{number}", text=text, forbids=never)
        for number, (text, never) in enumerate(said, 1)
    )


def _paragraphs(article: Article, custody: Custody) -> Iterator[tuple[str, bool]]:
    parts = split(article.body, article.locale)
    yield from ((text, False) for text in (parts.stop, parts.happened) if text)
    yield from ((step, False) for step in parts.steps_for(custody))
    yield from ((line, True) for line in parts.never_lines)
    if parts.person:
        yield parts.person, False
