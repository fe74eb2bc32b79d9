"""What does not fit in data from outside, told to its sender: where, what is wanted, never what was sent."""

import re
from dataclasses import dataclass, field
from typing import Final

import msgspec

from walletdesk.platform.i18n import Locale, Value, translate

_TYPES: Final = {
    "str": "This must be text.",
    "int": "This must be a whole number.",
    "float": "This must be a number.",
    "bool": "This must be true or false.",
    "array": "This must be a list.",
    "object": "This must be an object.",
    "null": "This must be empty.",
}
_BOUNDS: Final = {
    "of length <=": "This must be at most {limit} long.",
    "of length >=": "This must be at least {limit} long.",
    "<=": "This must be at most {limit}.",
    ">=": "This must be at least {limit}.",
    "<": "This must be less than {limit}.",
    ">": "This must be more than {limit}.",
}
_AT: Final = " - at `"
_BOUND: Final = re.compile(r"Expected `\w+` (of length <=|of length >=|<=|>=|<|>) (-?[\d.e+]+)$")
_TYPE: Final = re.compile(r"Expected `(\w+)(?: \| \w+)*`")
_MISSING: Final = re.compile(r"Object missing required field `(\w+)`")


@dataclass(frozen=True, slots=True)
class Misfit:
    """``message`` is a translation's key; ``where`` a path like ``lines[0].text``, empty for the whole."""

    message: str
    where: str = ""
    values: dict[str, Value] = field(default_factory=dict)

    def said(self, locale: Locale) -> str:
        return translate(locale, self.message, **self.values)


def misfit(error: msgspec.ValidationError | str, *, below: str = "") -> Misfit:
    """Read msgspec's sentence. Its path names only our own fields; the rest of it may quote the sender."""
    said, _, path = str(error).rpartition(_AT) if _AT in str(error) else (str(error), "", "")
    where = _joined(below, path.rstrip("`").rpartition("`")[2].removeprefix("$"))
    if missing := _MISSING.match(said):
        return Misfit("This is missing.", _joined(where, f".{missing[1]}"))
    if bound := _BOUND.match(said):
        return Misfit(_BOUNDS[bound[1]], where, {"limit": bound[2]})
    return Misfit(_plain(said), where)


def _plain(said: str) -> str:
    if said.startswith("Object contains unknown field"):
        return "There is an entry here that is not known."
    if said.startswith(("Invalid enum value", "Invalid value")):
        return "This is not one of the possible values."
    if "out of range" in said:
        return "This number is too large."
    wanted = _TYPE.match(said) if ", got " in said or said.endswith("`") else None
    return _TYPES.get(wanted[1], _WRONG) if wanted else _WRONG


_WRONG: Final = "This has the wrong form."


def _joined(base: str, more: str) -> str:
    return (base + more).lstrip(".")
