"""Finds recovery phrases of the English list in a text, and in a text together with those before it."""

from collections.abc import Sequence
from itertools import takewhile

from walletdesk.safety.chains import ENOUGH, FEWEST, TOKEN, WINDOW, chains, is_partial, phrase_in
from walletdesk.safety.model import Finding, Kind
from walletdesk.safety.phrase_checksum import fits
from walletdesk.safety.words import KNOWN, WORDS

_RUN = b"\1" * FEWEST
_TURNS = 24  # a phrase may come word by word
# How people speak of a phrase: in both scripts and as they misspell it. Lower case.
_CUES = (
    *("助记词", "助記詞", "助记码", "注记词", "註記詞", "住记词", "恢复词", "恢復詞"),
    *(
        "种子",
        "種子",
        "单词",
        "單詞",
        "mnemonic",
        "seed",
        "recovery phrase",
        "recovery words",
        "secret phrase",
    ),
    *("secret words", "backup phrase", "backup words", "wallet phrase", "12 words", "24 words", "phrase is"),
)


def find(text: str, context: Sequence[str] = ()) -> tuple[list[Finding], int]:
    """The phrases in ``text``, and how many of the texts before it belong to the first of them."""
    words = TOKEN.findall(text.lower())
    if not words:
        return [], 0
    marks = bytes(map(KNOWN.__contains__, words))
    spoken_of = _RUN in marks and _is_spoken_of(text, context)
    if spoken_of or _is_dense(marks):
        found = [finding for chain in chains(text) if (finding := phrase_in(chain, spoken_of=spoken_of))]
        if found:
            return found, 0
    return _continued(text, words, context) if context and words[0] in WORDS else ([], 0)


def _is_spoken_of(text: str, context: Sequence[str]) -> bool:
    said = "\n".join([*context[-2:], text]).lower()
    return any(cue in said for cue in _CUES)


def _is_dense(marks: bytes) -> bool:
    """Whether any twelve words in a row hold enough of the list: the cheap question before the dear one."""
    if marks.count(1) < ENOUGH:
        return False
    count = marks[:WINDOW].count(1)
    for leaving, coming in zip(marks, marks[WINDOW:], strict=False):
        if count >= ENOUGH:
            return True
        count += coming - leaving
    return count >= ENOUGH


def _continued(text: str, words: list[str], context: Sequence[str]) -> tuple[list[Finding], int]:
    """A phrase sent in pieces: this text begins with words of the list, the texts before it end with them."""
    head = list(takewhile(WORDS.__contains__, words))
    joined, earlier = head, 0
    for before in reversed(context[-_TURNS:]):
        spoken = TOKEN.findall(before.lower())
        tail = list(takewhile(WORDS.__contains__, reversed(spoken)))[::-1]
        joined, earlier = [*tail, *joined], earlier + bool(tail)
        if len(tail) < len(spoken) or not tail:
            break
    if not earlier or not (is_partial(tuple(joined), spoken_of=False) or fits(joined)):
        return [], 0
    places = [match.span() for match in TOKEN.finditer(text)]
    return [Finding(Kind.MNEMONIC, places[0][0], places[len(head) - 1][1])], earlier
