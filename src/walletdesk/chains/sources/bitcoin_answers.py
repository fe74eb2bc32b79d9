"""What an Esplora-style interface answers, checked field by field. What does not fit is no answer."""

import re
from collections.abc import Iterator, Sequence
from typing import Annotated, Final

import msgspec

from walletdesk.chains.model.diagnosis.bitcoin_facts import (
    BitcoinTransaction,
    CoinSpent,
    Paid,
    Relatives,
    Replacement,
)
from walletdesk.chains.model.diagnosis.reverts import shown
from walletdesk.chains.sources.page_answers import decoded, inconsistent, unreadable
from walletdesk.chains.sources.pages import Page

Txid = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$")]
Amount = Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)]
Height = Annotated[int, msgspec.Meta(ge=0, le=2**31)]
Rate = Annotated[float, msgspec.Meta(ge=0, le=1_000_000)]  # satoshi for a virtual byte
_OK: Final = 200
_NOT_THERE: Final = 404
_HASH: Final = re.compile(rb"[0-9a-f]{64}")
_LONGEST_ADDRESS: Final = 100
_DEEPEST: Final = 100  # replacements of replacements


class _Status(msgspec.Struct, frozen=True):
    confirmed: bool
    block_height: Height | None = None
    block_hash: Txid | None = None


class _Output(msgspec.Struct, frozen=True):
    value: Amount
    address: str | None = msgspec.field(name="scriptpubkey_address", default=None)


class _Input(msgspec.Struct, frozen=True):
    txid: Txid
    vout: Annotated[int, msgspec.Meta(ge=0, le=2**32 - 1)]
    sequence: Annotated[int, msgspec.Meta(ge=0, le=2**32 - 1)]
    is_coinbase: bool = False
    prevout: _Output | None = None


class _Transaction(msgspec.Struct, frozen=True):
    txid: Txid
    size: Annotated[int, msgspec.Meta(ge=10, le=4_000_000)]
    weight: Annotated[int, msgspec.Meta(ge=40, le=16_000_000)]
    fee: Amount
    vin: Annotated[list[_Input], msgspec.Meta(min_length=1)]
    vout: Annotated[list[_Output], msgspec.Meta(min_length=1)]
    status: _Status


class _Outspend(msgspec.Struct, frozen=True):
    spent: bool
    txid: Txid | None = None


class _Recommended(msgspec.Struct, frozen=True, rename="camel"):
    """As mempool.space says it."""

    fastest_fee: Rate
    half_hour_fee: Rate
    hour_fee: Rate
    economy_fee: Rate
    minimum_fee: Rate


class _Relative(msgspec.Struct, frozen=True):
    txid: Txid
    fee: Amount
    weight: Annotated[int, msgspec.Meta(ge=40, le=16_000_000)]


class _Relatives(msgspec.Struct, frozen=True):
    ancestors: list[_Relative]
    descendants: list[_Relative] = []
    rate: Rate | None = msgspec.field(name="effectiveFeePerVsize", default=None)


class _Named(msgspec.Struct, frozen=True):
    txid: Txid


class _Replaced(msgspec.Struct, frozen=True):
    """A tree: the newest stands at the root, and ``replaces`` those before it."""

    tx: _Named
    replaces: list["_Replaced"]


class _History(msgspec.Struct, frozen=True):
    replacements: _Replaced | None


def height_in(page: Page) -> int:
    found: int = decoded(page, Height)
    return found


def block_id_in(page: Page) -> str:
    body = page.body.strip()
    if page.status != _OK or not _HASH.fullmatch(body):
        raise unreadable()
    return body.decode()


def is_absent(page: Page) -> bool:
    """Whether it says that it does not know or offer that. A page for people is no such answer."""
    if page.status == _NOT_THERE and page.body.lstrip()[:1] == b"<":
        raise unreadable()
    return page.status == _NOT_THERE


def transaction_in(page: Page, id: str) -> BitcoinTransaction | None:
    """None where it is not known."""
    if is_absent(page):
        return None
    found: _Transaction = decoded(page, _Transaction)
    spends, pays = tuple(_spent(found)), tuple(Paid(_address(one), one.value) for one in found.vout)
    is_first = found.vin[0].is_coinbase  # new coins, out of nothing: they wait for nobody and pay no fee
    status = found.status
    same = (
        found.txid == id
        and found.size <= found.weight <= 4 * found.size
        and (is_first or sum(one.value for one in spends) - sum(one.value for one in pays) == found.fee)
        and status.confirmed is (status.block_height is not None) is (status.block_hash is not None)
    )
    if not same:
        raise inconsistent()
    return BitcoinTransaction(
        spends=spends, pays=pays, fee=found.fee, weight=found.weight, block=status.block_height
    )


def _spent(found: _Transaction) -> Iterator[CoinSpent]:
    for one in found.vin:
        if one.prevout is None and not one.is_coinbase:
            raise unreadable()
        yield CoinSpent(one.txid, one.vout, one.prevout.value if one.prevout else 0, one.sequence)


def _address(one: _Output) -> str | None:
    return one.address and shown(one.address)[:_LONGEST_ADDRESS]


def spender_in(page: Page) -> str | None:
    """Who spends a coin; None where nobody does."""
    found: _Outspend = decoded(page, _Outspend)
    if found.spent is (found.txid is None):
        raise inconsistent()
    return found.txid


def next_rate_in(estimates: Page, recommended: Page) -> float | None:
    """What the next block asks for: as Esplora says it, else as mempool.space; None where neither tells."""
    if not is_absent(estimates):
        return _estimated(decoded(estimates, dict[str, Rate]))
    if is_absent(recommended):
        return None
    found: _Recommended = decoded(recommended, _Recommended)
    rates = (found.fastest_fee, found.half_hour_fee, found.hour_fee, found.economy_fee, found.minimum_fee)
    if list(rates) != sorted(rates, reverse=True):
        raise inconsistent()
    return found.fastest_fee


def _estimated(by_blocks: dict[str, float]) -> float | None:
    """Nodes estimate for two blocks at least, for one they say the same; and more time never costs more."""
    if not by_blocks:
        return None
    if not all(blocks.isascii() and blocks.isdecimal() and len(blocks) < 6 for blocks in by_blocks):
        raise unreadable()
    rates = {int(blocks): rate for blocks, rate in by_blocks.items()}
    falling = [rates[blocks] for blocks in sorted(rates)]
    soon = {rates[blocks] for blocks in (1, 2) if blocks in rates}
    if len(soon) != 1 or falling != sorted(falling, reverse=True):
        raise inconsistent()
    return soon.pop()


def relatives_in(page: Page, it: BitcoinTransaction, next_rate: float | None) -> Relatives | None:
    """None where the interface does not tell. Its own sum must lead to the same code as ours."""
    if is_absent(page):
        return None
    found: _Relatives = decoded(page, _Relatives)
    alone = (it.fee, it.weight)
    above = _rate([alone, *((one.fee, one.weight) for one in found.ancestors)])
    rate = min(it.rate, above)
    if found.descendants:
        family = [*found.ancestors, *found.descendants]
        rate = max(rate, _rate([alone, *((one.fee, one.weight) for one in family)]))
    if (
        next_rate is not None
        and found.rate is not None
        and (found.rate < next_rate) is not (rate < next_rate)
    ):
        raise inconsistent()
    return Relatives(len(found.ancestors), len(found.descendants), rate)


def _rate(family: Sequence[tuple[int, int]]) -> float:
    return sum(fee for fee, _ in family) * 4 / sum(weight for _, weight in family)


def newest_in(page: Page, id: str) -> str | None:
    """Which one stands where this one stood; None where the interface knows of none, or does not tell."""
    if is_absent(page):
        return None
    history: _History = decoded(page, _History)
    root = history.replacements
    if root is None:
        return None
    if id not in _all(root, 0):
        raise inconsistent()
    return None if root.tx.txid == id else root.tx.txid


def _all(node: _Replaced, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        raise unreadable()
    yield node.tx.txid
    for one in node.replaces:
        yield from _all(one, depth + 1)


def replacement(txid: str, it: BitcoinTransaction | None, coin: str) -> Replacement:
    """The other one must be there, and must spend the coin."""
    if it is None or (coin and coin not in {one.name for one in it.spends}):
        raise inconsistent()
    return Replacement(txid, it.block, coin)
