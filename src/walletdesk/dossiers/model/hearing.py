"""What a text says of a transaction beside its id: numbers and names of chains. Addresses have forms."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

# "nonce 57", "the number is 57", 序号是 57, 第 57 笔
_NONCE: Final = re.compile(
    r"(?:\bnonce\b|\bnumber\b|序号|编号|随机数)\D{0,8}?(?<![\dA-Za-z.])(\d{1,15})(?![\dA-Za-z.])",
    re.IGNORECASE,
)
SHORT: Final = 120  # characters beside the address: whoever gives what was missing does not tell a story


def nonce_in(text: str) -> int | None:
    found = _NONCE.search(text)
    return int(found[1]) if found else None


def chains_in(text: str, names: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """The ids of those chains that the text calls by their names."""
    said = text.lower()
    return tuple(id for id, called in names.items() if any(_is_named(said, one.lower()) for one in called))


def _is_named(said: str, name: str) -> bool:
    """A Latin name stands alone: ``base`` is not in ``database``."""
    if not name.isascii():
        return name in said
    return re.search(rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])", said) is not None
