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
# What is over and went another way: "I meant to send it to", "it should have gone to", 本来想转到.
# A plan ("I am trying to", 我想转) is none.
_MEANT: Final = re.compile(
    r"\bmeant\b"
    r"|\b(?:intended|wanted|tried|(?:was|were) supposed)\b(?: \w+){0,2}?"
    r" to (?:send|pay|transfer|deposit|withdraw|move|use|go|arrive)\b"
    r"|\b(?:should|ought to)(?:'ve| have) (?:gone|arrived|been sent|received|used)\b"
    r"|\b(?:right|correct|real|intended) (?:address|recipient)\b"
    r"|(?:本来|原本|原来|本该|应该|应当)[^，。,.!?！？]{0,8}?(?:转|打|发|付|充|提|到账|走)"
    r"|(?:正确|对的?|真正|目标|本来)的?(?:地址|收款)",
    re.IGNORECASE | re.DOTALL,
)
# Who asks tells nothing yet: what they name may be what they are unsure of
_ASKS: Final = re.compile(
    r"[?？]|怎么|如何|吗|多久|多少|什么|哪|是不是|能不能|可不可以"
    r"|\b(?:how|why|when|which|where|whether|what|is (?:it|this)|can|could|would)\b",
    re.IGNORECASE,
)
# Beside the name of a chain, which may be that of a coin or a word too: "on Polygon", 走波场, TRON 网络
_BEFORE_A_NETWORK: Final = (
    r"(?:\b(?:on|via|over|through|using|use)\s+(?:the\s+)?|(?:走|用|通过|经|在|选)(?:了|的是)?\s*)"
)
_AFTER_A_NETWORK: Final = r"\s*(?:\b(?:network|chain|mainnet)\b|网络|主网|链|网|上)"


class Chain(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def name(self) -> Mapping[str, str]: ...


def names_of(chains: Iterable[Chain]) -> Mapping[str, Iterable[str]]:
    """What each chain of the table is called, by its id."""
    return {one.id: (one.id, *one.name.values(), *_STANDARDS.get(one.id, ())) for one in chains}


def tells_what_was_meant(text: str) -> bool:
    """Whether they say where it was to go, and not only where it went, or ask where it goes."""
    return _MEANT.search(text) is not None and _ASKS.search(text) is None


def nonce_in(text: str) -> int | None:
    found = _NONCE.search(text)
    return int(found[1]) if found else None


def chains_in(text: str, names: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """The ids of those chains that the text calls by their names."""
    said = text.lower()
    return tuple(id for id, called in names.items() if any(_is_named(said, one.lower()) for one in called))


def networks_in(text: str, names: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Those that the text speaks of as networks; a coin has the same name as its chain."""
    said = text.lower()
    return tuple(
        id
        for id, called in names.items()
        if any(_is_network(said, one.lower(), always=one in _STANDARDS.get(id, ())) for one in called)
    )


def _is_network(said: str, name: str, *, always: bool) -> bool:
    if always:
        return _is_named(said, name)
    alone = rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])" if name.isascii() else re.escape(name)
    return re.search(rf"{_BEFORE_A_NETWORK}{alone}|{alone}{_AFTER_A_NETWORK}", said) is not None


def _is_named(said: str, name: str) -> bool:
    """A Latin name stands alone: ``base`` is not in ``database``."""
    if not name.isascii():
        return name in said
    return re.search(rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])", said) is not None
