"""A plain text as sentences of meanings: the same ones whichever language, wording or form was used."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

_FILE = Path(__file__).parent / "meanings.toml"
_WORD = r"[a-z]+(?:['/-][a-z]+)*"
_NUMBER = r"[0-9]+(?:[.,][0-9]+)*"
_TOKEN = re.compile(  # every repetition that something must follow is bounded, so that no text makes it slow
    r"(?P<link>https?://\S+|[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,4}\.[a-z]{2,24}\b(?:/[^\s\u4e00-\u9fff]*)?)"
    r"|(?P<mail>[a-z0-9._+-]{1,64}@[a-z0-9.-]+)|(?P<handle>@\w+)|(?P<address>\b(?:0x|bc1)\w+)"
    rf"|(?P<number>{_NUMBER})|(?P<latin>{_WORD})|(?P<han>[\u4e00-\u9fff]+)"
    r"|(?P<asks>[?\uff1f])|(?P<end>[.!;\u3002\uff01\uff1b\n])|(?P<comma>[,\uff0c\u3001])"
    r"|(?P<quote>[\"\u201c\u201d\u300c\u300d])|(?P<colon>[:\uff1a])"
)
_ENDS = frozenset({"asks", "end"})
_WORDS = frozenset({"latin", "number"})
_LONGEST_HAN = 6
_LONGEST_LATIN = 4
_ENDINGS = (("ies", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""))

Names = tuple[str, ...]


@dataclass(slots=True)
class Sentence:
    """``meanings`` in order, each all that its words may mean; ``grams``: neighbouring words or signs."""

    start: int
    end: int = 0
    meanings: list[Names] = field(default_factory=list)
    grams: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Lexicon:
    latin: dict[Names, Names]  # the stems of a word or of several
    han: dict[str, Names]


def sentences(text: str) -> list[Sentence]:
    """Those that hold anything, of a text made plain."""
    return [one for one in _sentences(text) if one.meanings or one.grams]


def _sentences(text: str) -> Iterator[Sentence]:
    reading = Sentence(0)
    run: list[str] = []
    for token in _TOKEN.finditer(text):
        kind, word = token.lastgroup or "", token[0]
        if kind in _WORDS:
            run.append(word)
            reading.end = token.end()
            continue
        _latin(run, reading)
        run = []
        reading.end = token.end()
        if kind == "han":
            _han(word, reading)
        elif kind != "end":
            reading.meanings.append((kind,))
        if kind in _ENDS:
            yield reading
            reading = Sentence(token.end())
    _latin(run, reading)
    yield reading


def _latin(run: list[str], sentence: Sentence) -> None:
    stems = [stem(word) for word in run]
    known, at = lexicon().latin, 0
    while at < len(stems):
        found = next(
            (n for n in range(_LONGEST_LATIN, 0, -1) if tuple(stems[at : at + n]) in known),
            0,
        )
        if found:
            sentence.meanings.append(known[tuple(stems[at : at + found])])
        elif run[at][0].isdigit():
            sentence.meanings.append(("number",))
        at += found or 1
    words = ["0" if word[0].isdigit() else word for word in stems]
    sentence.grams += words
    sentence.grams += [f"{one} {next}" for one, next in zip(["", *words], words, strict=False)]


def _han(signs: str, sentence: Sentence) -> None:
    known, at = lexicon().han, 0
    while at < len(signs):
        found = next((n for n in range(_LONGEST_HAN, 0, -1) if signs[at : at + n] in known), 0)
        if found:
            sentence.meanings.append(known[signs[at : at + found]])
        at += found or 1
    for size in (1, 2, 3):
        sentence.grams += [signs[at : at + size] for at in range(len(signs) - size + 1)]


@lru_cache(maxsize=4_000)
def stem(word: str) -> str:
    """Enough to see send, sends and sending as one; nobody is shown it."""
    word = word.removesuffix("'s")
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) >= len(ending) + 3 and not word.endswith("ss"):
            word = word[: -len(ending)] + instead
            break
    if len(word) > 3 and word.endswith("e"):
        word = word[:-1]
    if len(word) > 3 and word[-1] == word[-2]:
        word = word[:-1]
    return word


@cache
def lexicon() -> Lexicon:
    latin: dict[Names, Names] = {}
    han: dict[str, Names] = {}
    for name, lists in tomllib.loads(_FILE.read_text("utf-8")).items():
        for word in {word for words in lists.values() for word in words}:
            if word.isascii():
                stems = tuple(stem(part) for part in re.findall(f"{_WORD}|{_NUMBER}", word))
                latin[stems] = (*latin.get(stems, ()), name)
            else:
                han[word] = (*han.get(word, ()), name)
    return Lexicon(latin, han)
