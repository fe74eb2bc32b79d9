"""Looking a sentence up. The compiled catalogue is read once, when the first sentence is needed."""

import re
from functools import cache
from pathlib import Path
from typing import Final

import msgspec

from walletdesk.platform.i18n.negotiation import Locale

Value = str | int | float | None
_Forms = dict[str, str]  # plural category (CLDR: one, other) -> sentence
_COMPILED: Final = Path(__file__).parents[2] / "locales" / "catalogue.json"
_FIELD: Final = re.compile(r"\{(\w+)\}")


def translate(locale: Locale, msgid: str, /, **values: Value) -> str:
    """The sentence in ``locale`` with its ``{fields}`` filled.

    Where a sentence has plural forms, ``count`` chooses. What is not in the catalogue stays English.
    """
    entry = _catalogue()[locale].get(msgid, msgid)
    sentence = entry if isinstance(entry, str) else entry[_category(locale, values.get("count"))]
    return _FIELD.sub(lambda field: _shown(values, field), sentence) if "{" in sentence else sentence


def knows(msgid: str) -> bool:
    """Whether every language has this sentence."""
    return all(msgid in sentences for sentences in _catalogue().values())


def _shown(values: dict[str, Value], field: re.Match[str]) -> str:
    """A value that was not given leaves its {field} visible: better a missing word than a crash."""
    return str(values[field[1]]) if field[1] in values else field[0]


def _category(locale: Locale, count: Value) -> str:
    return "one" if locale == "en" and count == 1 else "other"


@cache
def _catalogue() -> dict[Locale, dict[str, str | _Forms]]:
    return msgspec.json.decode(_COMPILED.read_bytes(), type=dict[Locale, dict[str, str | _Forms]])
