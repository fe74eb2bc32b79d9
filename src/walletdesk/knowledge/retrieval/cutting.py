"""What of a text is read: a question by its sentences, those that ask first, within so many tokens.

The encoder costs more than a millisecond for each token and reads 20,000 characters if it is given them.
"""

import re
from collections.abc import Callable, Sequence
from unicodedata import normalize

from walletdesk.knowledge.spelling import alike

MOST = 56  # tokens of a question, those included that mark beginning and end of each sentence
MOST_OF_ONE = 48  # of a phrasing, or of one sentence
_BEGINNING, _END = 1200, 400  # characters of a long mail that are looked at: most ask first or last
_SENTENCES = 12
_SHORTEST = 4  # characters: "ok." tells nothing
_LONGEST = 240  # characters of one sentence
_SENTENCE = re.compile(r"(?<=[。！？!?；;\n])\s*|(?<=\.)\s+")
_BLANK = re.compile(r"\s+")
_ASKS = re.compile(
    r"[?？吗嗎]|怎么|怎麼|如何|为什么|為什麼|啥|咋|多久|哪|能不能|可以"
    r"|\b(?:how|why|what|where|when|which|can i|do i|is it|help)\b",
    re.IGNORECASE,
)

Count = Callable[[str], int]


def spelled(text: str) -> str:
    """The spelling in which texts are encoded."""
    return _BLANK.sub(" ", normalize("NFKC", alike(text))).strip()


def cut(text: str, count: Count, most: int = MOST_OF_ONE) -> str:
    """The beginning of it. Takes a few counts, however long it is."""
    text = text[:_LONGEST]
    while (size := count(text)) > most and len(text) > 1:
        text = text[: max(len(text) * most // size, 1)]
    return text


def sentences(question: str, count: Count) -> list[str]:
    """Those that are read, in their order; at least one, if only an empty one."""
    said = [cut(spelled(one), count) for one in _first(question)]
    sizes = [count(one) for one in said]
    chosen: list[int] = []
    for at in sorted(range(len(said)), key=lambda at: (not _ASKS.search(said[at]), at)):
        if not chosen or sum(sizes[other] for other in chosen) + sizes[at] <= MOST:
            chosen.append(at)
    return [said[at] for at in sorted(chosen)]


def _first(question: str) -> Sequence[str]:
    text = question.strip()
    if len(text) > _BEGINNING + _END:
        text = f"{text[:_BEGINNING]}\n{text[-_END:]}"
    told = [one.strip() for one in _SENTENCE.split(text)]
    long = [one for one in told if len(one) >= _SHORTEST] or [text[:_LONGEST]]
    return sorted(long[:_SENTENCES] + long[_SENTENCES:][-2:], key=long.index)
