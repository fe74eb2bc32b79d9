"""Guides for beginners: what a word means before anything has gone wrong, with drawings.

They come with the program. Each is a file with the topics it leads to in front, and a body per language
behind: a title, a sentence, and parts of a heading, a drawing and what it says.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from markdown_it import MarkdownIt

from walletdesk.platform.markup import clean_html

ORDER = ("recovery-phrase", "networks-and-addresses", "fees", "fake-support")
_FRONT = re.compile(r"\A\+\+\+\n(.*?)^\+\+\+ ", re.MULTILINE | re.DOTALL)
_LANGUAGE = re.compile(r"^(?:\+\+\+ )?(\S+)\n(?=# )", re.MULTILINE)
_DRAWING = re.compile(r"\A!\[([^\]]+)\]\(([a-z-]+)\)\n")
_MARKDOWN = MarkdownIt("zero").enable(["list", "emphasis", "newline"])
_BETWEEN = re.compile("</strong> (?=[\u3400-\u9fff\u201c])")  # Markdown needs the blank, Chinese has none
_TAGS = {"p", "ol", "ul", "li", "strong", "br"}


@dataclass(frozen=True, slots=True)
class Part:
    """``art``: a drawing in ``ui/help/guides.svg``, first parts: ``covers.svg``; ``body``: safe markup."""

    heading: str
    art: str
    says: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """``topics``: the articles it leads to. ``own_keys``: true only where contacts hold their own."""

    id: str
    locale: str
    title: str
    summary: str
    parts: tuple[Part, ...]
    topics: tuple[str, ...]
    own_keys: bool
    check: bool  # whether it leads to the check page


@cache
def guides(locale: str, *, own_keys: bool = True) -> tuple[Guide, ...]:
    """Those that are true here, in their order."""
    found = [_read(id)[locale] for id in ORDER]
    return tuple(guide for guide in found if own_keys or not guide.own_keys)


def fitting_topics(every: Iterable[Guide], topics: Iterable[str]) -> Guide | None:
    """The guide that leads to the first of these topics that any leads to."""
    known = list(every)
    return next((guide for topic in topics for guide in known if topic in guide.topics), None)


@cache
def _read(id: str) -> Mapping[str, Guide]:
    text = (files(__name__) / f"{id}.md").read_text("utf-8")
    front = _FRONT.match(text)
    if front is None:
        raise ValueError(id)
    known = tomllib.loads(front[1])
    _, *pairs = _LANGUAGE.split(text[front.end() - len("+++ ") :])
    return {
        locale: _guide(id, locale, body, known) for locale, body in zip(pairs[::2], pairs[1::2], strict=True)
    }


def _guide(id: str, locale: str, body: str, known: Mapping[str, object]) -> Guide:
    head, *parts = re.split(r"^## ", body, flags=re.MULTILINE)
    title, _, summary = head.removeprefix("# ").partition("\n")
    topics = known["topics"]
    if not isinstance(topics, list):
        raise TypeError(id)
    return Guide(
        id=id,
        locale=locale,
        title=title.strip(),
        summary=summary.strip(),
        parts=tuple(_parts(parts)),
        topics=tuple(str(topic) for topic in topics),
        own_keys=bool(known.get("own_keys", False)),
        check=bool(known.get("check", False)),
    )


def _parts(texts: Iterable[str]) -> Iterator[Part]:
    for text in texts:
        heading, _, rest = text.partition("\n")
        drawing = _DRAWING.match(rest)
        if drawing is None:
            raise ValueError(heading)
        markup = clean_html(_BETWEEN.sub("</strong>", _MARKDOWN.render(rest[drawing.end() :])), tags=_TAGS)
        yield Part(heading.strip(), drawing[2], drawing[1], markup)
