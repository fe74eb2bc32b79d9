"""Stylesheets: imports in place, nothing but what the browser reads, and only rules that a page can meet."""

import posixpath
import re
from collections.abc import Callable, Iterator
from typing import Final

from walletdesk.platform.packing.tokens import PackError

_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_IMPORT: Final = re.compile(r"""@import\s+["']([^"']+)["'];\s*""")
_STRING: Final = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|url\([^)]*\))""")
_AROUND: Final = re.compile(r"\s*([{};,>])\s*|\s+(?=!)|(?<=@media)\s+(?=\()")
_AFTER_COLON: Final = re.compile(r"(?<=[\w-]):\s+")
_SPACE: Final = re.compile(r"\s+")
_ALWAYS: Final = re.compile(r":(?:not|is|where|has)\([^()]*(?:\([^()]*\)[^()]*)*\)")
_CLASS: Final = re.compile(r"\.([A-Za-z][\w-]*)")
_NESTING: Final = ("@media", "@layer", "@supports", "@container")
_PROPERTY: Final = re.compile(r"(--[\w-]+):[^;{}]*;?")
_USED: Final = re.compile(r"var\((--[\w-]+)")

Read = Callable[[str], str]


def joined(path: str, read: Read) -> str:
    """A stylesheet with its imports in place, as short as it can be written."""
    return _once("".join(_joined(path, read, ())))


def _joined(path: str, read: Read, above: tuple[str, ...]) -> Iterator[str]:
    if path in above:
        raise PackError(f"{path} imports itself")
    text = _COMMENT.sub("", read(path))
    for name in _IMPORT.findall(text):
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), name))
        yield from _joined(target, read, (*above, path))
    yield short(_IMPORT.sub("", text))


def short(text: str) -> str:
    parts = _STRING.split(_COMMENT.sub("", text))
    return "".join(part if i % 2 else _shortened(part) for i, part in enumerate(parts)).strip()


def _shortened(part: str) -> str:
    text = _AROUND.sub(lambda found: found[1] or "", _SPACE.sub(" ", part))
    return _AFTER_COLON.sub(":", text).replace(";}", "}")


def _once(text: str) -> str:
    """Every stylesheet names the order of the layers; together they need it once."""
    seen: set[str] = set()

    def first(match: re.Match[str]) -> str:
        if match[0] in seen:
            return ""
        seen.add(match[0])
        return match[0]

    return re.sub(r"@layer [\w, ]+;", first, text)


# ---- only what a page can meet


def met(text: str, words: frozenset[str]) -> str:
    """Without rules whose classes stand nowhere in the page's sources, and variables that are then not used.

    ``words`` are all words of those sources; one that ends in a hyphen stands for all that begin so.
    """
    kept = "".join(_met(text, lambda selector: _can_match(selector, words)))
    while (fewer := _without_unused(kept, words)) != kept:
        kept = fewer
    return short(kept)


def parted(text: str, words: frozenset[str]) -> tuple[str, str]:
    """A page's rules as those it can meet by these words, and the rest. Layers keep them in their order."""

    def is_met(selector: str) -> bool:
        return _can_match(selector, words)

    return _split(text, is_met)


def taken(text: str, words: frozenset[str], *, but: frozenset[str]) -> tuple[str, str]:
    """Rules that these words can meet and those of ``but`` cannot, and the rest."""

    def is_taken(selector: str) -> bool:
        return _can_match(selector, words) and not _can_match(selector, but)

    return _split(text, is_taken)


def _split(text: str, is_here: Callable[[str], bool]) -> tuple[str, str]:
    here = "".join(_met(text, is_here))
    return short(here), short("".join(_beyond(text, is_here)))


def _beyond(text: str, is_here: Callable[[str], bool]) -> Iterator[str]:
    for prelude, body in _rules(text):
        if body is None or (prelude.startswith("@") and not prelude.startswith(_NESTING)):
            continue
        if prelude.startswith(_NESTING):
            inner = "".join(_beyond(body, is_here))
            if inner:
                yield f"{prelude}{{{inner}}}"
        else:
            selectors = [one for one in _selectors(prelude) if not is_here(one)]
            if selectors:
                yield f"{','.join(selectors)}{{{body}}}"


def _without_unused(text: str, words: frozenset[str]) -> str:
    used = frozenset(_USED.findall(text)) | words
    return _PROPERTY.sub(lambda found: found[0] if found[1] in used else "", text)


def _met(text: str, is_here: Callable[[str], bool]) -> Iterator[str]:
    for prelude, body in _rules(text):
        if body is None:
            yield prelude
        elif prelude.startswith(_NESTING):
            inner = "".join(_met(body, is_here))
            if inner:
                yield f"{prelude}{{{inner}}}"
        elif prelude.startswith("@"):
            yield f"{prelude}{{{body}}}"
        else:
            selectors = [one for one in _selectors(prelude) if is_here(one)]
            if selectors:
                yield f"{','.join(selectors)}{{{body}}}"


def _rules(text: str) -> Iterator[tuple[str, str | None]]:
    """Each rule as prelude and body; a statement like ``@layer a, b;`` has no body."""
    start = place = 0
    while place < len(text):
        if text[place] == ";":
            yield text[start : place + 1], None
            start = place + 1
        elif text[place] == "{":
            end = _closing(text, place)
            yield text[start:place].strip(), text[place + 1 : end]
            start, place = end + 1, end
        place += 1


def _closing(text: str, place: int) -> int:
    depth = 0
    for end in range(place, len(text)):
        depth += {"{": 1, "}": -1}.get(text[end], 0)
        if depth == 0:
            return end
    raise PackError("a brace of a stylesheet is not closed")


def _selectors(prelude: str) -> list[str]:
    return re.split(r",(?![^()]*\))", prelude)


def _can_match(selector: str, words: frozenset[str]) -> bool:
    """What stands in ``:not()``, ``:is()`` and the like may be missing and the rule still apply."""
    return all(_is_met(name, words) for name in _CLASS.findall(_ALWAYS.sub("", selector)))


def _is_met(name: str, words: frozenset[str]) -> bool:
    return name in words or any(name.startswith(word) for word in words if word.endswith("-"))
