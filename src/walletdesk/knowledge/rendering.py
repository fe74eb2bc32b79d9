"""Markdown to markup for a page: lists, quotes, emphasis and our own pictures, and cleaned at the end."""

import re
from collections.abc import Callable
from itertools import count

from markdown_it import MarkdownIt

from walletdesk.knowledge.anatomy import FOOTNOTE, PICTURE, VARIABLE
from walletdesk.platform.markup import ATTRIBUTES, clean_html

_MARKDOWN = MarkdownIt("zero").enable(["list", "blockquote", "emphasis", "escape", "newline"])
_ASIDE = re.compile(r"\{picture:(\d+)\}")
_BLANKS = re.compile(f"{VARIABLE.pattern}|{FOOTNOTE.pattern}|{_ASIDE.pattern}")
_TAGS = {"p", "ol", "ul", "li", "blockquote", "em", "strong", "br", "a", "sup", "img"}
_ATTRIBUTES = {**ATTRIBUTES, "img": {"src", "alt", "width", "height", "loading"}}


def html(markdown: str, fill: Callable[[str], str]) -> str:
    """Safe markup. ``fill`` gives that of each variable, fact and picture, cleaned like the rest.

    Pictures step aside while the text is read: what they show may hold marks of its own.
    """
    pictures = [found[0] for found in PICTURE.finditer(markdown)]
    numbers = count()
    words = PICTURE.sub(lambda _: f"{{picture:{next(numbers)}}}", _ASIDE.sub("", markdown))

    def filled(blank: re.Match[str]) -> str:
        aside = _ASIDE.fullmatch(blank[0])
        return fill(pictures[int(aside[1])] if aside else blank[0])

    return clean_html(
        _BLANKS.sub(filled, _MARKDOWN.render(words)),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        schemes={"https", "http"},
        rel="noopener noreferrer",
    )
