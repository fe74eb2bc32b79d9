"""Markup of others, made harmless on write: what is not on the list is gone, and nothing is fetched or run.

One function for articles and for whatever a channel takes in as HTML. A page that shows it has a strict
content policy besides; neither is trusted to be enough.
"""

from collections.abc import Mapping, Set
from functools import partial
from typing import Final

import nh3

TAGS: Final = frozenset({
    "a", "abbr", "b", "blockquote", "br", "code", "dd", "del", "div", "dl", "dt", "em", "h1", "h2",
    "h3", "h4", "h5", "h6", "hr", "i", "ins", "li", "ol", "p", "pre", "s", "small", "span",
    "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul",
})  # fmt: skip
ATTRIBUTES: Final[Mapping[str, Set[str]]] = {
    "a": {"href"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
# Gone with all that is in them: their words are code, or another language's markup
_WITH_CONTENT: Final = {
    "script", "style", "noscript", "template", "iframe", "object", "svg", "math", "title", "textarea",
    "select", "xmp", "noembed", "noframes", "plaintext",
}  # fmt: skip
MOST_TIMES: Final = 4
_SCHEMES: Final = {"https", "http", "mailto"}


def clean_html(
    markup: str,
    *,
    tags: Set[str] = TAGS,
    attributes: Mapping[str, Set[str]] = ATTRIBUTES,
    schemes: Set[str] = _SCHEMES,
    rel: str = "noopener noreferrer nofollow",
) -> str:
    """No picture, form, style, class, id or comment; links say whose they are not. Cleaning twice is once."""
    again = partial(
        nh3.clean,
        tags=set(tags),
        clean_content_tags=_WITH_CONTENT - set(tags),
        # "*" says of every tag: without it the library lets titles and languages through
        attributes={"*": set()} | {tag: set(names) for tag, names in attributes.items() if tag in tags},
        link_rel=rel,
        url_schemes=set(schemes),
        strip_comments=True,
    )
    cleaned = again(markup)
    for _ in range(
        MOST_TIMES
    ):  # a parser repairs what was taken out of its place, and then reads it otherwise
        before, cleaned = cleaned, again(cleaned)
        if cleaned == before:
            break
    return cleaned
