"""What a text says of a transaction beside its id: numbers and names of chains. Addresses have forms."""

import re
from collections.abc import Iterable, Mapping
from typing import Final, Protocol

# "nonce 57", "the number is 57", 序号是 57, 第 57 笔
_NONCE: Final = re.compile(
    r"(?:\bnonce\b|\bnumber\b|序号|编号|随机数)\D{0,8}?(?<![\dA-Za-z.])(\d{1,15})(?![\dA-Za-z.])",
    re.IGNORECASE,
)
SHORT: Final = 120  # characters beside the address: whoever gives what was missing does not tell a story

# What people call a network by: the name that exchanges write beside an address
_STANDARDS: Final[Mapping[str, tuple[str, ...]]] = {
    "ethereum": ("erc20", "erc-20"),
    "bnb": ("bep20", "bep-20", "bsc", "币安智能链", "币安链"),
    "tron": ("trc20", "trc-20"),
}
# "I meant to send it to", "it should have gone to", 本来想转到, 应该转给, 正确的地址是
_MEANT: Final = re.compile(
    r"\bmeant\b"
    r"|\b(?:intended|wanted|supposed|going|trying|tried)\b(?: \w+){0,2}?"
    r" to (?:send|pay|transfer|deposit|withdraw|move|use|go|arrive)\b"
    r"|\b(?:should|ought to)\b(?:'ve| have)? (?:gone|go|arrived?|been sent|be sent|received?)\b"
    r"|\b(?:right|correct|real|intended) (?:address|network|recipient|chain)\b"
    r"|(?:本来|原本|原来|应该|应当|想要?|打算|准备|是要)[^，。,.!?！？]{0,8}?(?:转|打|发|付|充|提|到账|走)"
    r"|(?:正确|对的?|真正|目标|本来)的?(?:地址|网络|链|收款)",
    re.IGNORECASE | re.DOTALL,
)


class Chain(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def name(self) -> Mapping[str, str]: ...


def names_of(chains: Iterable[Chain]) -> Mapping[str, Iterable[str]]:
    """What each chain of the table is called, by its id."""
    return {one.id: (one.id, *one.name.values(), *_STANDARDS.get(one.id, ())) for one in chains}


def tells_what_was_meant(text: str) -> bool:
    """Whether they say where it was to go, and not only where it went."""
    return _MEANT.search(text) is not None


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
