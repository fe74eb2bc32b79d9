"""A mail as plain text and as HTML, from the same blocks. Nothing is loaded from anywhere, nothing runs."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, select_autoescape

from walletdesk.platform.i18n import Locale

_FOLDER = Path(__file__).parent / "templates"


class Line(NamedTuple):
    """A figure: what it is, how much, and how much it was; ``said``: all of it in one line."""

    title: str
    text: str
    note: str
    said: str


@dataclass(frozen=True, slots=True)
class Block:
    """``said`` is this mail's own, ``quote`` what somebody wrote elsewhere; ``mark`` must be noticed.

    ``link`` is one of our own addresses. ``figures`` are ``lines`` under a heading.
    """

    kind: Literal["text", "said", "quote", "link", "mark", "small", "figures"]
    text: str
    lines: tuple[Line, ...] = ()


class Layout:
    """The two templates, read when the first mail is written."""

    def __init__(self) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(_FOLDER),
            autoescape=select_autoescape(["html"]),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def text(self, blocks: Sequence[Block]) -> str:
        return self._template("mail.txt").render(blocks=blocks)

    def html(self, blocks: Sequence[Block], *, locale: Locale, title: str) -> str:
        return self._template("mail.html").render(blocks=blocks, locale=locale, title=title)

    def _template(self, name: str) -> Template:
        return self._environment.get_template(name)
