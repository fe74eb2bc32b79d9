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
_CHINESE_FIRST: Final = re.compile(r"[\u3400-\u9fff]\|[A-Za-z0-9]")
_CHINESE_LAST: Final = re.compile(r"[A-Za-z0-9]\|[\u3400-\u9fff]")


def translate(locale: Locale, msgid: str, /, **values: Value) -> str:
    """The sentence in ``locale`` with its ``{fields}`` filled.

    Where a sentence has plural forms, ``count`` chooses. What is not in the catalogue stays English.
    """
    entry = _catalogue()[locale].get(msgid, msgid)
    sentence = entry if isinstance(entry, str) else entry[_category(locale, values.get("count"))]
    return (
        _FIELD.sub(lambda field: _set(_shown(values, field), field), sentence)
        if "{" in sentence
        else sentence
    )


def knows(msgid: str) -> bool:
    """Whether every language has this sentence."""
    return all(msgid in sentences for sentences in _catalogue().values())


def _shown(values: dict[str, Value], field: re.Match[str]) -> str:
    """A value that was not given leaves its {field} visible: better a missing word than a crash."""
    return str(values[field[1]]) if field[1] in values else field[0]


def _set(shown: str, field: re.Match[str]) -> str:
    """Between Chinese and a word or number of ours stands a space; what fills a field is not known before."""
    before, after = field.string[: field.start()], field.string[field.end() :]
    return f"{' ' * _meet(before, shown)}{shown}{' ' * _meet(shown, after)}"


def _meet(left: str, right: str) -> bool:
    ends = f"{left[-1:]}|{right[:1]}"
    return bool(_CHINESE_FIRST.fullmatch(ends) or _CHINESE_LAST.fullmatch(ends))


def _category(locale: Locale, count: Value) -> str:
    return "one" if locale == "en" and count == 1 else "other"


@cache
def _catalogue() -> dict[Locale, dict[str, str | _Forms]]:
    return msgspec.json.decode(_COMPILED.read_bytes(), type=dict[Locale, dict[str, str | _Forms]])
