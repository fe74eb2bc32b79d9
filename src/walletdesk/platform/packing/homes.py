"""Where a module travels: with the page, or with the part below which all are that need it."""

from collections.abc import Mapping
from typing import Final

PAGE: Final = ""  # stands for the page among the parts


def homes(reached: Mapping[str, list[str]], loaded_by: Mapping[str, set[str]]) -> dict[str, str]:
    """A part for each module that parts reach. ``loaded_by`` are the parts, or the page, that load a part."""
    needed: dict[str, list[str]] = {}
    for part, paths in reached.items():
        for path in paths:
            needed.setdefault(path, []).append(part)
    found = {path: _common([_above(part, loaded_by) for part in parts]) for path, parts in needed.items()}
    for part in reached:
        if found[part] != part:  # needed at once elsewhere: then it is no part, and goes with all it needs
            found.update(dict.fromkeys(reached[part], PAGE))
    return found


def _above(part: str, loaded_by: Mapping[str, set[str]]) -> list[str]:
    """The part, the one that alone loads it, and so on to the page."""
    chain = [part]
    while len(loaded_by[chain[-1]]) == 1 and (above := next(iter(loaded_by[chain[-1]]))) not in (
        *chain,
        PAGE,
    ):
        chain.append(above)
    return [*chain, PAGE]


def _common(chains: list[list[str]]) -> str:
    return next(part for part in chains[0] if all(part in chain for chain in chains))
