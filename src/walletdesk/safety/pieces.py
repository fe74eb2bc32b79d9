"""A phrase that is sent in pieces: some words in each of several texts of one person.

A text is a piece when words of one list stand in it side by side and are most of what it says. What is said
between two pieces ("wait", "here is the rest") does not part them.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial

from walletdesk.safety import english, foreign, lists
from walletdesk.safety.calls import LONGEST, TURNS, is_bare
from walletdesk.safety.chains import Chain, Fit, chains
from walletdesk.safety.model import Finding
from walletdesk.safety.scripts import HAN, LATIN, SCRIPTS, TOKENS
from walletdesk.safety.words import COMMON

_BETWEEN = 3  # texts in a row that are no piece
_ENOUGH_ALONE = 3  # words side by side that make a piece of a longer text

_ROW = b"\1" * _ENOUGH_ALONE


@dataclass(frozen=True, slots=True)
class Kind:
    """One list: its words, how they stand in a text, and when words of it are a phrase."""

    token: re.Pattern[str]
    numbers: Mapping[str, int]
    is_whole: Callable[[Chain], bool]

    def judge(self, word: str) -> Fit:
        if word in self.numbers:
            return Fit.LISTED
        return Fit.STRANGER if self.token is HAN and len(word) == 1 else Fit.NONE


def find(text: str, context: Sequence[str], called: Sequence[str]) -> tuple[list[Finding], tuple[int, ...]]:
    """The piece in ``text`` that completes a phrase, and which of the texts before it hold the others."""
    for kind in _kinds(text, called):
        piece = _piece(text, kind)
        if not len(piece):
            continue
        parts = _earlier(context, kind)
        joined = _joined([*(part for _, part in parts), piece])
        if parts and kind.is_whole(joined):
            return [piece.finding()], tuple(place for place, _ in parts)
    return [], ()


def may_continue(text: str) -> bool:
    """Whether it could be one piece of a phrase: the cheap question before anything earlier is read."""
    piece = _piece(text, _kind(lists.ENGLISH))
    if len(piece) and not all(word in COMMON for word in piece.words):
        return True
    scripts = (script for script in SCRIPTS if script.token is not LATIN or is_bare(text))
    names = (name for script in scripts if script.token.search(text) for name in script.names)
    return any(len(_piece(text, _kind(name))) for name in names)


def begun(texts: Sequence[str]) -> tuple[int, ...]:
    """Which of one person's texts are pieces of a phrase whose last one was stopped before it came here."""
    scripts = {script for text in texts for script in SCRIPTS if script.token.search(text)}
    names = dict.fromkeys([lists.ENGLISH, *(name for script in scripts for name in script.names)])
    rows = [[part for part in _earlier(texts, _kind(name)) if _is_rare(part[1])] for name in names]
    longest = max(rows, key=lambda row: sum(len(piece) for _, piece in row))
    count = sum(len(piece) for _, piece in longest)
    return tuple(place for place, _ in longest) if count >= _ENOUGH_ALONE else ()


def _is_rare(piece: Chain) -> bool:
    """Not only words that everybody says: talk beside a phrase stays."""
    return not all(word in COMMON for word in piece.words)


def _kinds(text: str, called: Sequence[str]) -> Iterator[Kind]:
    if english.TOKEN.search(text):
        yield _kind(lists.ENGLISH)
    yield from map(_kind, called)


@cache
def _kind(name: str) -> Kind:
    numbers = lists.word_list(name).numbers
    if name == lists.ENGLISH:
        return Kind(english.TOKEN, numbers, partial(english.is_partial, spoken_of=False))
    return Kind(TOKENS[name], numbers, partial(_is_foreign, name=name))


def _is_foreign(chain: Chain, name: str) -> bool:
    """One word in each of twelve texts, "line 1", "line 2", is a list, even where it happens to be valid."""
    varied = chain.distinct * 3 >= len(chain) * 2
    return varied and foreign.phrase_in(chain, name, spoken_of=False) is not None


def _earlier(context: Sequence[str], kind: Kind) -> list[tuple[int, Chain]]:
    """The pieces before, oldest first, and where in ``context`` each stands."""
    found: list[tuple[int, Chain]] = []
    silent = 0
    for place in range(len(context) - 1, max(-1, len(context) - 1 - TURNS), -1):
        piece = _piece(context[place], kind)
        silent = 0 if len(piece) else silent + 1
        if silent > _BETWEEN:
            break
        if len(piece):
            found.append((place, piece))
    return found[::-1]


def _piece(text: str, kind: Kind) -> Chain:
    """The longest row of listed words, if it is most of the text or long enough to be told from prose."""
    words = kind.token.findall(lists.plain(text)) if len(text) <= LONGEST else []
    marks = bytes(map(kind.numbers.__contains__, words))
    if not words or (_ROW not in marks and 2 * marks.count(1) < len(words) and not _is_stray(words, kind)):
        return Chain()
    longest = max(chains(text, kind.token, kind.judge, lists.plain), key=len)
    letters = sum(map(str.isalpha, text))
    of_them = sum(end - start for start, end in longest.places)
    return longest if len(longest) >= _ENOUGH_ALONE or 2 * of_them >= letters else Chain()


def _is_stray(words: Sequence[str], kind: Kind) -> bool:
    """A single Chinese character that is on no list: who writes such ones talks, and sends no phrase."""
    return kind.token is HAN and len(words) == 1 and len(words[0]) == 1


def _joined(parts: Sequence[Chain]) -> Chain:
    return Chain(
        tuple(word for part in parts for word in part.words),
        tuple(fit for part in parts for fit in part.fits),
        tuple(place for part in parts for place in part.places),
        tuple("" for part in parts for _ in part.words),
    )
