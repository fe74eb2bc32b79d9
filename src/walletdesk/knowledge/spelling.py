"""Different spellings of one word made the same before texts are compared: scripts, homophones, short forms.

The words stand in ``slang.toml``: only what people write every day in this trade. A house adds its own, or
does without one of them (``synonyms``).
"""

import re
import tomllib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

_SLANG = tomllib.loads(Path(__file__).with_name("slang.toml").read_text("utf-8"))
_SCRIPTS = str.maketrans({pair[0]: pair[1] for pair in _SLANG["scripts"].split()})
_APOSTROPHE = re.compile(r"(?<=[a-z])['’](?=[a-z])")  # can't and cant
_HAN = re.compile("[\u3400-\u9fff]")
_ANYWHERE = "(?:%s)(?:(?<![a-z])|(?![a-z]))"  # 转u, but not the beginning of 转usdt
_WHOLE = "(?<![a-z0-9])(?:%s)(?![a-z0-9])"

Respell = Callable[[str], str]


@dataclass(frozen=True)
class Spelling:
    """``pairs``: what is written and what is compared in its place, in order. The same pairs are the same."""

    pairs: tuple[tuple[str, str], ...]

    @cached_property
    def words(self) -> Mapping[str, str]:
        return dict(self.pairs)

    @cached_property
    def _steps(self) -> tuple[Respell, Respell]:
        return _respelling(self.words, _WHOLE, han=False), _respelling(self.words, _ANYWHERE, han=True)

    def alike(self, text: str) -> str:
        whole, anywhere = self._steps
        return anywhere(whole(folded(text)))

    def having(self, own: Mapping[str, str], without: Collection[str] = ()) -> "Spelling":
        """With these words too; what is in both means what it means here."""
        words = {**self.words, **own}
        return Spelling(tuple(sorted((one, word) for one, word in words.items() if one not in without)))


SHIPPED = Spelling(tuple(sorted({**_SLANG["han"], **_SLANG["other"]}.items())))
_in_force: ContextVar[Spelling] = ContextVar("spelling", default=SHIPPED)


def in_force() -> Spelling:
    return _in_force.get()


@contextmanager
def spelled_by(spelling: Spelling) -> Iterator[None]:
    """All that is compared inside, in threads that it hands its context to as well, is spelled this way."""
    token = _in_force.set(spelling)
    try:
        yield
    finally:
        _in_force.reset(token)


def alike(text: str) -> str:
    """The text in the spelling that is compared; not for showing."""
    return _in_force.get().alike(text)


def folded(text: str) -> str:
    """In small letters and simplified characters, whatever the words are."""
    return _APOSTROPHE.sub("", text.lower().translate(_SCRIPTS))


def is_han(word: str) -> bool:
    """Then it is looked for anywhere, else as a whole word."""
    return bool(_HAN.search(word))


def _respelling(words: Mapping[str, str], pattern: str, *, han: bool) -> Respell:
    chosen = {one: word for one, word in words.items() if is_han(one) is han}
    if not chosen:
        return str
    either = re.compile(pattern % "|".join(map(re.escape, _longest_first(chosen))))
    return lambda text: either.sub(lambda match: chosen[match[0]], text)


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(words, key=len, reverse=True)
