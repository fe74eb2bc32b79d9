"""A body as lines that know where they come from: quoted, part of a signature, or written by the sender."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from typing import Final

import nh3

from walletdesk.platform.mime.charsets import shown

MOST: Final = 20_000  # lines of one mail that are looked at
LONGEST: Final = 400_000  # letters of one body
HTML: Final = 2_000_000  # the same with its markup
DEEPEST: Final = 400  # open tags; programs that write mails stay below 100
# what needs no end, or may do without: those are no depth
_ALONE: Final = (
    "br hr img meta input link col p li wbr tr td th dd dt option thead tbody tfoot o:p area base source"
)
_TAG: Final = re.compile(
    rf"<(/?)(?!(?:{'|'.join(_ALONE.split())})\b)[a-zA-Z][^<>]{{0,2000}}(?<!/)>", re.IGNORECASE
)

_BLOCKS: Final = {
    "address", "article", "blockquote", "center", "dd", "div", "dl", "dt", "footer", "form", "h1", "h2", "h3",
    "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "table", "tbody", "thead",
    "tr", "ul",
}  # fmt: skip
_APART: Final = {
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "blockquote",
    "pre",
    "table",
}  # a line between
_QUOTES: Final = re.compile(r"\b(?:yahoo_quoted|zmail_extra|tutanota_quote|history-quote-wrapper)\b")
_SIGNATURES: Final = re.compile(
    r"\b(?:gmail_signature|moz-signature|protonmail_signature_block|ms-outlook-mobile-signature"
    r"|signature_area"
    r"|mobile-signature|x_signature|ntes-mobile-signature|mailSign)\b|^Signature$",
    re.IGNORECASE,
)
_KEPT: Final = _BLOCKS | {"a", "b", "br", "code", "em", "i", "span", "strong", "td", "th", "u"}
_QUOTE_SIGN: Final = re.compile(r"^(?:[ \t]?>)+[ \t]?")


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    quoted: bool = False
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Lines:
    """``cut``: there is more, which is not shown."""

    lines: list[Line]
    cut: bool


def of_text(text: str, *, flowed: bool = False) -> Lines:
    """``flowed``: RFC 3676, a line that ends with a blank goes on in the next."""
    all_of_it = text[:LONGEST].split("\n")
    lines = [_of_line(line) for line in all_of_it[:MOST]]
    cut = len(text) > LONGEST or len(all_of_it) > MOST
    return Lines(_joined(lines) if flowed else lines, cut)


def of_deep_html(markup: str) -> Lines:
    """Without its tags, one after the other: not as its sender laid it out, but all that they wrote."""
    plain = re.sub(
        r"<(?:br|/p|/div|/tr|/li|/h[1-6])\b[^<>]*>", "\n", _without_code(markup[:HTML]), flags=re.IGNORECASE
    )
    lines = of_text(shown(unescape(re.sub(r"<[^<>]*>", " ", plain))))
    return Lines(lines.lines, cut=True)


def _without_code(markup: str) -> str:
    return re.sub(r"<(script|style)\b.*?(?:</\1\s*>|$)", " ", markup, flags=re.IGNORECASE | re.DOTALL)


def _of_line(line: str) -> Line:
    sign = _QUOTE_SIGN.match(line)
    return Line(line[sign.end() :].rstrip() if sign else line.rstrip("\r\t"), quoted=bool(sign))


def _joined(lines: Sequence[Line]) -> list[Line]:
    joined: list[Line] = []
    pieces: list[list[str]] = []
    open_ended = False
    for line in lines:
        goes_on = line.text.endswith(" ") and line.text != "-- "
        text = line.text.rstrip() if not goes_on else line.text
        if open_ended and joined[-1].quoted == line.quoted:
            pieces[-1].append(text)
        else:
            joined.append(line)
            pieces.append([text])
        open_ended = goes_on
    whole = ["".join(piece) for piece in pieces]
    return [
        Line(text if text == "-- " else text.rstrip(), line.quoted)
        for text, line in zip(whole, joined, strict=True)
    ]


def is_deep(markup: str) -> bool:
    """Nested as nobody writes: to read it costs the square of its depth."""
    depth = 0
    for found in _TAG.finditer(markup):
        depth = max(0, depth - 1) if found.group(1) else depth + 1
        if depth > DEEPEST:
            return True
    return False


def of_html(markup: str) -> Lines:
    """Cleaned first: what comes out is well-formed, and a flat walk cannot be led astray."""
    clean = nh3.clean(
        markup[:HTML],
        tags=_KEPT,
        clean_content_tags={"script", "style", "title", "template", "noscript", "textarea", "svg", "math"},
        attributes={"*": {"class", "id"}, "blockquote": {"type", "class", "id"}},
        strip_comments=True,
        link_rel=None,
    )
    walk = _Walk()
    walk.feed(clean)
    walk.close()
    return Lines(walk.lines[:MOST], walk.cut or len(markup) > HTML or len(walk.lines) > MOST)


class _Walk(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[Line] = []
        self._words: list[str] = []
        self._open: list[tuple[str, bool, bool]] = []  # tag, begins a quote, begins a signature
        self._quotes = self._signatures = self._pre = 0
        self._letters = 0
        self.cut = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._end_line(even_empty=True)
            return
        if tag in _BLOCKS:
            self._end_line()
        if tag == "hr":
            return
        if tag == "li":
            self._words.append("- ")
        if tag in {"td", "th"} and self._words:
            self._words.append(" ")
        names = " ".join(value or "" for _, value in attrs)
        quote = tag == "blockquote" or bool(_QUOTES.search(names))
        signature = bool(_SIGNATURES.search(names))
        self._open.append((tag, quote, signature))
        self._quotes += quote
        self._signatures += signature
        self._pre += tag == "pre"

    def handle_endtag(self, tag: str) -> None:
        if not any(one[0] == tag for one in self._open[-50:]):
            return
        if tag in _BLOCKS:
            self._end_line()
            if tag in _APART:
                self._blank()
        while self._open:
            opened, quote, signature = self._open.pop()
            self._quotes -= quote
            self._signatures -= signature
            self._pre -= opened == "pre"
            if opened == tag:
                break

    def handle_data(self, data: str) -> None:
        data = data[: max(0, LONGEST - self._letters)]
        self._letters += len(data)
        self.cut = self.cut or self._letters >= LONGEST
        text = shown(data).replace("\xa0", " ")
        if self._pre:
            first, *more = text.split("\n")
            self._words.append(first)
            for line in more:
                self._end_line(even_empty=True)
                self._words.append(line)
            return
        self._words.append(re.sub(r"[ \t\n]+", " ", text))

    def close(self) -> None:
        super().close()
        self._end_line()

    def _end_line(self, *, even_empty: bool = False) -> None:
        text = (
            re.sub(r" {2,}", " ", "".join(self._words)).strip(" ") if not self._pre else "".join(self._words)
        )
        self._words = []
        if text or even_empty:
            self._add(text)

    def _blank(self) -> None:
        if self.lines and self.lines[-1].text:
            self._add("")

    def _add(self, text: str) -> None:
        """A sign that somebody typed stays: here programs quote by markup, and people write lists."""
        self.lines.append(Line(text, quoted=self._quotes > 0, signed=self._signatures > 0))
