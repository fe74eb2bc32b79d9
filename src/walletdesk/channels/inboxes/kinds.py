"""What an inbox of each kind asks for, as a table that channels fill: a new kind needs no new screen."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from walletdesk.kernel.errors import Invalid, NotFound

SECRET_LENGTH: Final = 4_000


class Asks(StrEnum):
    TEXT = "text"
    SECRET = "secret"  # noqa: S105 - a kind of field
    NUMBER = "number"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """``words``, ``help``: sentences that the catalogue knows. ``choices``: the first is the usual."""

    name: str
    words: str
    help: str = ""
    asks: Asks = Asks.TEXT
    choices: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """Of a live test. ``code`` empty: it went well. ``found``: names that the other side told."""

    what: str
    code: str = ""
    found: tuple[str, ...] = ()


Try = Callable[[Mapping[str, str], Mapping[str, str]], Awaitable[Sequence[Step]]]  # settings, secrets


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """``docs``: the page about it. ``faults``: codes of its health and its test, in English sentences."""

    id: str
    words: str
    docs: str
    fields: tuple[Field, ...]
    faults: Mapping[str, str] = field(default_factory=dict)
    attempt: Try | None = None


class Kinds:
    def __init__(self, *kinds: Kind) -> None:
        self._kinds = {one.id: one for one in kinds}

    def add(self, kind: Kind) -> None:
        self._kinds[kind.id] = kind

    def all(self) -> Sequence[Kind]:
        return list(self._kinds.values())

    def find(self, id: str) -> Kind | None:
        return self._kinds.get(id)

    def get(self, id: str) -> Kind:
        """Raises NotFound."""
        found = self._kinds.get(id)
        if found is None:
            raise NotFound
        return found


def check_fields(kind: Kind, settings: Mapping[str, str], secrets: Mapping[str, str]) -> None:
    """Raises Invalid for what this kind does not ask for, or asks for otherwise."""
    plain = {one.name: one for one in kind.fields if one.asks is not Asks.SECRET}
    sealed = {one.name for one in kind.fields if one.asks is Asks.SECRET}
    if not settings.keys() <= plain.keys() or not secrets.keys() <= sealed:
        raise Invalid("A setting of this inbox cannot be kept.", code="unknown_field")
    for name, one in plain.items():
        value = settings.get(name, "").strip()
        if one.required and not value:
            raise Invalid("Something that this inbox needs is missing.", code="missing")
        if value and not _fits(one, value):
            raise Invalid("A setting of this inbox cannot be kept.", code="bad_setting")


def _fits(asked: Field, value: str) -> bool:
    if asked.asks is Asks.CHOICE:
        return value in asked.choices
    if asked.asks is Asks.NUMBER:
        return value.isascii() and value.isdigit()
    return value.isprintable()
