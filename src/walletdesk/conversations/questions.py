"""What a contact is asked for in a form, and whether an answer has the right form.

Only the form is looked at: whether a transaction exists, and on which chain, is for whoever reads the chain.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

LONGEST_ANSWER = 500  # characters; whoever has more to tell writes a message

Words = Mapping[str, str]
"""The same words by locale."""


class Ask(StrEnum):
    TEXT = "text"
    CHOICE = "choice"
    CHAIN = "chain"
    TX = "tx"
    ADDRESS = "address"
    EMAIL = "email"
    APP_VERSION = "app_version"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    id: str
    name: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """``options`` for a choice: one of them; for a chain: names to pick from, any other may be written."""

    id: str
    kind: Ask
    name: Words
    hint: Words = field(default_factory=dict)
    required: bool = False
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """``value`` as it was given, tidied; ``words``: what it is called, where that is not the value itself."""

    id: str
    kind: Ask
    name: Words
    value: str
    words: Words = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unfit:
    """``message`` is the key of its translation. Nothing of what was given stands in it but a length."""

    message: str
    values: Mapping[str, str | int] = field(default_factory=dict)


NEEDED = Unfit("This is needed.")
TOO_LONG = Unfit("This must be at most {limit} long.", {"limit": LONGEST_ANSWER})
NO_CHOICE = Unfit("This is not one of the possible values.")
NO_TX = Unfit("This does not look like a transaction ID. Copy it from the transaction's details.")
NO_ADDRESS = Unfit("This does not look like an address. Copy it from the wallet.")
AN_ADDRESS = Unfit("This is an address. Copy the transaction ID from the transaction's details.")
NO_MAIL = Unfit("This is not an e-mail address.")
NO_VERSION = Unfit(
    "This does not look like a version. It looks like 4.12.0 and stands in the app's settings."
)
NO_CHAIN = Unfit("This does not look like the name of a network.")
SHORT_TX = "This is cut off: an ID is 0x and 64 characters, this has {count}. Copy it again as a whole."
LONG_TX = "This is too long: an ID is 0x and 64 characters, this has {count}. Copy it again, alone."
SHORT_ADDRESS = (
    "This is cut off: an address is 0x and 40 characters, this has {count}. Copy it again as a whole."
)

_HEX_ID = re.compile(r"(?<![0-9a-zA-Z])(?:0x)?[0-9a-fA-F]{64}(?![0-9a-zA-Z])")
_HEX_ADDRESS = re.compile(r"0[xX][0-9a-fA-F]{40}")
_HEX = re.compile(r"0[xX]([0-9a-fA-F]*)")
_BASE58_ID = re.compile(r"[1-9A-HJ-NP-Za-km-z]{43,44}|[1-9A-HJ-NP-Za-km-z]{86,88}")
_ADDRESS = re.compile(r"[0-9A-Za-z][0-9A-Za-z:_-]{11,119}")
_MAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(?:\.[^@\s.]+)+")
_VERSION = re.compile(r"[vV]?\d{1,5}(?:\.\d{1,6}){0,3}(?:[ (+-][\w .()+-]{0,30})?")
_CHAIN = re.compile(r"[^\W_][\w .()-]{0,39}")


def checked(question: Question, given: str) -> Answer | Unfit | None:
    """None where nothing was given, and nothing was needed."""
    text = given.strip()
    if not text:
        return NEEDED if question.required else None
    if len(text) > LONGEST_ANSWER:
        return TOO_LONG
    if question.kind is Ask.CHOICE:
        return _chosen(question, text)
    read = _READ[question.kind](text)
    if isinstance(read, Unfit):
        return read
    return Answer(id=question.id, kind=question.kind, name=question.name, value=read)


def in_words(words: Words, locale: str) -> str:
    """In this language, or in any."""
    return words.get(locale) or next(iter(words.values()), "")


def as_lines(answers: Sequence[Answer], locale: str) -> str:
    """As the contact sees them in the thread, one a line."""
    colon = "：" if locale.startswith("zh") else ": "
    said = [(in_words(one.name, locale), in_words(one.words, locale) or one.value) for one in answers]
    return "\n".join(f"{name}{colon}{value}" for name, value in said)


def _chosen(question: Question, id: str) -> Answer | Unfit:
    option = next((one for one in question.options if one.id == id), None)
    if option is None:
        return NO_CHOICE
    return Answer(id=question.id, kind=question.kind, name=question.name, value=id, words=option.name)


def _text(text: str) -> str:
    return text


def _tx(text: str) -> str | Unfit:
    """Also out of a link to an explorer, which is what people copy."""
    if found := _HEX_ID.search(text):
        return found[0]
    if _HEX_ADDRESS.fullmatch(text):
        return AN_ADDRESS
    if short := _HEX.fullmatch(text):
        digits = len(short[1])
        return Unfit(SHORT_TX if digits < 64 else LONG_TX, {"count": digits})
    last = text.rstrip("/").rpartition("/")[2]
    return last if _BASE58_ID.fullmatch(last) else NO_TX


def _address(text: str) -> str | Unfit:
    if (short := _HEX.fullmatch(text)) and len(short[1]) not in (40, 64):
        return Unfit(SHORT_ADDRESS, {"count": len(short[1])}) if len(short[1]) < 40 else NO_ADDRESS
    return text if _ADDRESS.fullmatch(text) else NO_ADDRESS


def _like(form: re.Pattern[str], otherwise: Unfit) -> Callable[[str], str | Unfit]:
    return lambda text: text if form.fullmatch(text) else otherwise


_READ: Mapping[Ask, Callable[[str], str | Unfit]] = {
    Ask.TEXT: _text,
    Ask.CHAIN: _like(_CHAIN, NO_CHAIN),
    Ask.TX: _tx,
    Ask.ADDRESS: _address,
    Ask.EMAIL: _like(_MAIL, NO_MAIL),
    Ask.APP_VERSION: _like(_VERSION, NO_VERSION),
}
