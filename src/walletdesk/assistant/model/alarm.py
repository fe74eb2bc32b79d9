"""How much a message is like those of people whose money is at risk, where no net knows their words.

A logistic regression on pieces of one to four letters and, beside them, on one to three words, hashed.
``alarm.bin`` is made by ``scripts/alarm_weights.py``. How much likeness is enough depends on what else it
could be: the surer the search is of a harmless topic, the more is asked.
"""

import math
import re
import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from pathlib import Path

from walletdesk.assistant.model.danger import danger_in
from walletdesk.assistant.model.general import asks_in_general
from walletdesk.assistant.model.leak import gave_secret
from walletdesk.assistant.model.reading import plain

FILE = Path(__file__).parent / "alarm.bin"
BUCKETS = 1 << 16  # of each of the two kinds: pieces, then words
SIZE = 2 * BUCKETS
HEAD = struct.Struct("<2f")  # the bias, and what one step of a weight is worth
_LONGEST = 600  # letters that are read
_PIECES = (1, 2, 3, 4)
_WORDS = (1, 2, 3)
_WORD = re.compile(r"[a-z0-9']+|[\u3400-\u9fff]")
_SPACE = re.compile(r"\s+")
_LOUD = 0.7
_ASKED_IN_GENERAL = 0.5  # from here on such words may be a story after all
_DOUBTFUL = 0.2  # below it words of danger may be quoted, a joke, or long over
_TELLING, _LEAST_OF_FEW = 5, 0.3  # fewer words or Chinese signs tell little
_LEAST = (  # sure of a harmless topic -> likeness from which we ask, and from which a person is called
    (0.95, 0.15, 0.6),
    (0.75, 0.05, 0.4),
    (0.5, 0.02, 0.3),
    (0.0, 0.01, 0.25),
)


class Alarm(IntEnum):
    NONE = 0
    ASK = 1  # we cannot tell: they are asked, and one tap brings the safe steps and a person
    QUIET = 2  # it may be: a person looks, and nothing is answered without one
    LOUD = 3  # as if it had been said in so many words


@dataclass(frozen=True, slots=True)
class Weights:
    bias: float
    weight_step: float
    rarities: bytes
    weights: memoryview


def alarm(text: str, harmless: float) -> Alarm:
    """``harmless``: P that the likeliest topic is right, when that is none of danger; else 0."""
    if danger_in(text) is not None:
        return Alarm.LOUD
    found = likeness(text)
    if asks_in_general(plain(text)):
        return Alarm.ASK if found >= _ASKED_IN_GENERAL else Alarm.NONE
    if found >= _LOUD:
        return Alarm.LOUD
    asked, called = next((asked, called) for sure, asked, called in _LEAST if harmless >= sure)
    if _tells_little(text):
        asked, called = max(asked, _LEAST_OF_FEW), max(called, _LEAST_OF_FEW)
    if found >= called:
        return Alarm.QUIET
    return Alarm.ASK if found >= asked else Alarm.NONE


def is_doubtful(text: str) -> bool:
    """Danger is named, as in a headline or a thank-you; nobody in danger writes like this."""
    said = plain(text)
    if len(said) > _LONGEST or _tells_little(text):  # what is not read through may say more than what is
        return False
    return not gave_secret(said) and likeness(text) < _DOUBTFUL


def _tells_little(text: str) -> bool:
    return len(_WORD.findall(plain(text))) < _TELLING


def likeness(text: str) -> float:
    """From 0 to 1. Not a share of anything: how common danger is differs from place to place."""
    known = standing()
    told = sum(_told(kind, known) for kind in heard(text))
    return 1 / (1 + math.exp(-(known.bias + known.weight_step * told)))


def heard(text: str) -> tuple[set[int], set[int]]:
    """The buckets of its pieces, and those of its words."""
    said = _SPACE.sub(" ", plain(text))[:_LONGEST].strip()
    pieces, spoken = set(_runs(f" {said} ", _PIECES)), _WORD.findall(said)
    words = {" ".join(run) for run in _runs(spoken, _WORDS)}
    return {_bucket(piece) for piece in pieces}, {BUCKETS + _bucket(word) for word in words}


def _told(buckets: set[int], known: Weights) -> float:
    """Each kind weighs the same, however long the text is."""
    length = math.sqrt(sum(known.rarities[at] ** 2 for at in buckets)) or 1.0
    return sum(known.rarities[at] * known.weights[at] for at in buckets) / length


def _runs(whole: Sequence[str], sizes: Iterable[int]) -> Iterator[Sequence[str]]:
    return (whole[i : i + size] for size in sizes for i in range(len(whole) - size + 1))


def _bucket(said: Sequence[str]) -> int:
    return zlib.crc32(str(said).encode()) % BUCKETS


@cache
def standing() -> Weights:
    whole = zlib.decompress(FILE.read_bytes())
    bias, weight_step = HEAD.unpack_from(whole)
    rarities = whole[HEAD.size : HEAD.size + SIZE]
    weights = memoryview(whole)[HEAD.size + SIZE :].cast("b")
    return Weights(bias, weight_step, rarities, weights)
