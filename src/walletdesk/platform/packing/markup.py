"""Markup with nothing in it that only its authors need."""

import re
from typing import Final

_INDENT: Final = re.compile(r"\s*\n\s*")
_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
_PRELOAD: Final = re.compile(r'<link rel="modulepreload"[^>]*>\n?')


def shorter_template(text: str) -> str:
    """A line break with its indent is one space to the browser."""
    return _INDENT.sub(" ", text)


def short_picture(text: str) -> str:
    return _INDENT.sub("", _COMMENT.sub("", text)).strip()


def without_preloads(page: str) -> str:
    """Modules that travel inside the page's one script are not fetched by themselves."""
    return _PRELOAD.sub("", page)
