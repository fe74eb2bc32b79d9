"""Block lists and what they say: rules without storage."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockList:
    """``source`` names who made it and is what tells lists apart; ``of`` is the day it was made."""

    source: str
    licence: str
    of: date


@dataclass(frozen=True, slots=True)
class KnownBad:
    """``entry`` is the host of the list that covers what was asked."""

    entry: str
    by: BlockList


def lines_of(text: Iterable[str]) -> Iterator[str]:
    """The entries of a list: one for each line, as a name alone or behind an address as in a hosts file."""
    for line in text:
        words = line.partition("#")[0].split()
        if words:
            yield words[-1].lower()


def covering(host: str, registrable: str) -> list[str]:
    """The entries that would speak of this host: itself and all above it down to what was registered."""
    parts = host.split(".")
    each = [".".join(parts[i:]) for i in range(len(parts))]
    return [one for one in each if one.endswith(registrable) and len(one) >= len(registrable)]
