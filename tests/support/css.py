"""The stylesheets read as text: tokens, declarations, classes. Enough of CSS for what we write."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests.support.source import UI, browser_files

TOKENS = UI / "shared" / "tokens.css"
SPRITE = UI / "shared" / "icons.svg"
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_DECLARATION = re.compile(r"(?<![\w-])(--[\w-]+|-?[a-z][a-z-]*)\s*:\s*([^;{}]+)(?=[;}])")
_RULE = re.compile(r"([^{};]+)\{")
_PAIR = re.compile(r"--([\w-]+):\s*light-dark\(\s*(#[0-9a-f]{6})\s*,\s*(#[0-9a-f]{6})\s*\)")


class Declaration(NamedTuple):
    """``padding: 0 1rem`` and where it stands."""

    name: str
    value: str
    where: str


@cache
def text(file: Path) -> str:
    """Without comments, every line still where it was."""
    return _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), file.read_text("utf-8"))


def declarations(*files: Path) -> Iterator[Declaration]:
    for file in files or browser_files(".css"):
        for found in _DECLARATION.finditer(text(file)):
            line = text(file).count("\n", 0, found.start()) + 1
            yield Declaration(found[1], found[2].strip(), f"{file.relative_to(UI)}:{line}")


def classes(file: Path) -> set[str]:
    """Every class that a rule of this file names."""
    return {name for rule in _RULE.findall(text(file)) for name in re.findall(r"\.([a-zA-Z][\w-]*)", rule)}


def roles() -> dict[str, tuple[str, str]]:
    """Each role that has a colour: its value in light and in dark."""
    return {name: (light, dark) for name, light, dark in _PAIR.findall(text(TOKENS))}


def icons() -> set[str]:
    return set(re.findall(r'<symbol id="i-([\w-]+)"', SPRITE.read_text("utf-8")))
