"""The classes that a module writes: in markup, in holes of a class attribute, as an attribute set by hand."""

import re
from collections.abc import Iterator
from typing import Final

from walletdesk.platform.packing.modules import Module

_WHOLE: Final = re.compile(r'class="([^"]*)')
_OPEN: Final = re.compile(r'class=(?:"[^"]*)?\$\{$')
_STILL_OPEN: Final = re.compile(r'[^"]*\$\{$')


def classes(module: Module) -> Iterator[str]:
    """Texts whose words are classes; a word may end in a hyphen before a hole."""
    holes: list[bool] = []  # for each template around: whether we are in the value of a class attribute
    for i, token in enumerate(module.cut):
        if token.kind == "template":
            if any(holes) and token.text[0] == "`":
                yield token.text
            yield from _in_template(token.text, holes)
        elif token.kind == "string" and (any(holes) or _is_set(module, i)):
            yield token.text


def _in_template(text: str, holes: list[bool]) -> Iterator[str]:
    goes_on = text.startswith("}") and holes.pop()
    if goes_on:
        yield text[1:].partition('"')[0]
    yield from _WHOLE.findall(text)
    if text.endswith("${"):
        holes.append(bool(_OPEN.search(text) or (goes_on and _STILL_OPEN.fullmatch(text[1:]))))


def _is_set(module: Module, i: int) -> bool:
    """``setAttribute("class", "...")``."""
    return [token.text for token in module.cut[max(0, i - 2) : i]] == ['"class"', ","]
