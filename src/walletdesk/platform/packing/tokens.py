"""JavaScript cut into tokens: enough of the language for modules such as ours (docs/decisions/0007)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

KEYWORDS: Final = frozenset(
    """
    await break case catch class const continue debugger default delete do else export extends false finally
    for function if import in instanceof let new null return static super switch this throw true try typeof
    var void while with yield
    """.split()  # noqa: SIM905 - words in a column would be forty lines
)
# Words of the grammar in some places and names in others: never renamed, so the difference does not matter.
CONTEXTUAL: Final = frozenset(["arguments", "as", "async", "from", "get", "meta", "of", "set", "undefined"])
_BEFORE_VALUE: Final = KEYWORDS - {"this", "super", "null", "true", "false"}

_SCAN: Final = re.compile(
    r"""(?P<space>[\s\ufeff]+|//[^\n]*|/\*.*?\*/)
    |(?P<word>\#?[A-Za-z_$][\w$]*)
    |(?P<number>(?:0[xX][\da-fA-F_]+|\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+)n?)
    |(?P<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    |(?P<mark>>>>=|\.\.\.|===|!==|\*\*=|<<=|>>=|>>>|&&=|\|\|=|\?\?=|=>|==|!=|<=|>=|&&|\|\||\?\?|\?\.(?!\d)
        |\+\+|--|\+=|-=|\*=|%=|&=|\|=|\^=|<<|>>|\*\*|[{}()\[\];,<>+\-*%&|^!~?:=.@])""",
    re.VERBOSE | re.DOTALL,
)
_REGEX: Final = re.compile(r"/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*")
_TEMPLATE: Final = re.compile(r"(?:[^`\\$]|\\.|\$(?!\{))*", re.DOTALL)


class PackError(Exception):
    """A source that cannot be packed, with its place."""


@dataclass(slots=True)
class Token:
    kind: str  # word, number, string, regex, template, mark
    text: str
    line: int
    newline: bool = False  # stood on a later line than the token before


def tokens(source: str, name: str) -> list[Token]:
    found: list[Token] = []
    braces: list[str] = []  # "{" of code and "$" of a template's hole, to know what a "}" ends
    place, line, newline = 0, 1, False
    while place < len(source):
        text, kind = _next(source, place, found, braces)
        if not text:
            raise PackError(f"{name}:{line}: cannot read {source[place : place + 20]!r}")
        if kind == "space":
            newline = newline or "\n" in text
        else:
            found.append(Token(kind, text, line, newline))
            newline = False
        line += text.count("\n")
        place += len(text)
    if braces:
        raise PackError(f"{name}: a brace is not closed")
    return found


def _next(source: str, place: int, before: list[Token], braces: list[str]) -> tuple[str, str]:
    here = source[place]
    if here == "`" or (here == "}" and braces and braces[-1] == "$"):
        return _template(source, place, braces), "template"
    if here == "/" and source[place + 1 : place + 2] not in ("/", "*"):
        regex = _REGEX.match(source, place) if _value_may_begin(before) else None
        if regex:
            return regex[0], "regex"
        return source[place : place + 2] if source[place + 1 : place + 2] == "=" else here, "mark"
    match = _SCAN.match(source, place)
    if match is None:
        return "", ""
    if match[0] == "{":
        braces.append("{")
    elif match[0] == "}":
        braces.pop()
    return match[0], str(match.lastgroup)


def _template(source: str, place: int, braces: list[str]) -> str:
    if source[place] == "}":
        braces.pop()
    match = _TEMPLATE.match(source, place + 1)
    end = match.end() if match else place + 1
    if source.startswith("${", end):
        braces.append("$")
        return source[place : end + 2]
    return source[place : end + 1] if source.startswith("`", end) else ""


def _value_may_begin(before: list[Token]) -> bool:
    """Whether a slash here begins a regular expression; after a value it divides."""
    if not before:
        return True
    last = before[-1]
    if last.kind == "word":
        return last.text in _BEFORE_VALUE
    if last.kind == "template":
        return last.text.endswith("${")
    return last.kind == "mark" and last.text not in (")", "]", "}")


def written(cut: list[Token]) -> str:
    """The shortest text that reads as these tokens."""
    return "".join(_pieces(cut))


def _pieces(cut: list[Token]) -> Iterator[str]:
    before: Token | None = None
    for token in cut:
        if not token.text:
            continue
        if before is not None:
            yield _between(before, token)
        yield token.text
        before = token


def _between(before: Token, after: Token) -> str:
    last, first = before.text[-1], after.text[0]
    if token_is_wordlike(last) and token_is_wordlike(first):
        return "\n" if after.newline else " "
    if (last in "+-" and first == last) or (last == "/" and first in "/*"):
        return " "
    # where a line ended without a semicolon, its end may be what ends the statement
    return "\n" if line_ends(before, after) else ""


def line_ends(before: Token, after: Token) -> bool:
    """Whether a statement may end between them without a semicolon."""
    return after.newline and _ends(before) and _begins(after)


def token_is_wordlike(character: str) -> bool:
    return character.isalnum() or character in "_$#"


def _ends(token: Token) -> bool:
    return token.kind != "mark" or token.text in (")", "]", "++", "--")


def _begins(token: Token) -> bool:
    return token.kind not in ("mark", "template") or token.text in ("{", "(", "[", "++", "--", "!", "~")
