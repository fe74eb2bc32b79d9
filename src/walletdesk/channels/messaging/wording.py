"""A message of ours in the parts that a provider takes: text split at sentences, buttons, files."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from walletdesk.channels.messaging.model import Button, Limits
from walletdesk.conversations import Attachment, Choice, Source

# where a text may be cut, the best first: between paragraphs, lines, sentences, words
_ENDS: Final = (
    re.compile(r"\n\s*\n"),
    re.compile(r"\n"),
    re.compile(r"(?<=[。！？；])|(?<=[.!?;])\s"),
    re.compile(r"\s"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a message says. ``link`` makes an address of ours whole."""

    text: str = field(repr=False)
    source: Source | None = None
    choices: tuple[Choice, ...] = ()
    asks: str = ""
    files: tuple[Attachment, ...] = ()
    proof: str = ""  # how to check that it is us


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    text: str = field(default="", repr=False)
    buttons: tuple[Button, ...] = ()
    file: str = ""  # the attachment's id


def parts_of(words: Words, limits: Limits) -> Sequence[Part]:
    """The same words and limits always make the same parts: a number is enough to find one again."""
    buttons = _buttons(words.choices, limits)
    numbered = [f"{n}. {one.text}" for n, one in enumerate(words.choices, 1)]
    # the bot writes the numbers itself where it cannot know of buttons: they stand there once
    pieces = [] if buttons or "\n".join(numbered) in words.text else numbered
    source = [f"{words.source.title}\n{words.source.url}"] if words.source else []
    text = "\n\n".join(
        filter(None, [words.text.strip(), words.asks, "\n".join(pieces), *source, words.proof])
    )
    texts = list(split(text, limits)) if text else []
    last = len(texts) - 1
    made = [Part(text=one, buttons=buttons if n == last else ()) for n, one in enumerate(texts)]
    return [*made, *(Part(file=file.id) for file in words.files)]


def split(text: str, limits: Limits) -> Iterator[str]:
    """At the end of a sentence, or of a word; inside of one only where it fills a message by itself."""
    rest = text
    while limits.unit.of(rest) > limits.longest:
        cut = _cut(rest, limits)
        yield rest[:cut].rstrip()
        rest = rest[cut:].lstrip()
    if rest:
        yield rest


def _cut(text: str, limits: Limits) -> int:
    most = _fits(text, limits)
    for end in _ENDS:
        places = [found.end() for found in end.finditer(text, 0, most)]
        # a cut near the beginning would make crumbs
        if places and places[-1] >= most // 2:
            return places[-1]
    return most


def _fits(text: str, limits: Limits) -> int:
    """How many characters of its beginning fit, found by halving."""
    low, high = 1, min(len(text), limits.longest)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if limits.unit.of(text[:middle]) <= limits.longest else (low, middle - 1)
    return low


def _buttons(choices: Sequence[Choice], limits: Limits) -> tuple[Button, ...]:
    """All of them or none: half a list of choices is a wrong one."""
    fits = len(choices) <= limits.buttons and all(len(c.text) <= limits.button_length for c in choices)
    return tuple(Button(c.id, c.text) for c in choices) if fits else ()
