"""Markdown to markup for a page: lists, quotes and emphasis, nothing else, and cleaned at the end."""

import re
from collections.abc import Callable

from markdown_it import MarkdownIt

from walletdesk.knowledge.anatomy import FOOTNOTE, VARIABLE
from walletdesk.platform.markup import clean_html

_MARKDOWN = MarkdownIt("zero").enable(["list", "blockquote", "emphasis", "escape", "newline"])
_BLANKS = re.compile(f"{VARIABLE.pattern}|{FOOTNOTE.pattern}")
_TAGS = {"p", "ol", "ul", "li", "blockquote", "em", "strong", "br", "a", "sup"}


def html(markdown: str, fill: Callable[[str], str]) -> str:
    """Safe markup. ``fill`` gives that of each ``{variable}`` and ``[^fact]``, cleaned like the rest."""
    filled = _BLANKS.sub(lambda blank: fill(blank[0]), _MARKDOWN.render(markdown))
    return clean_html(filled, tags=_TAGS, schemes={"https", "http"}, rel="noopener noreferrer")
