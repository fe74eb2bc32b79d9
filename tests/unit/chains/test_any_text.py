"""Whatever the text: identification ends, points at what it found, and takes time in proportion."""

import time
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.identify import CASHADDR, EVM, HASH, LEGACY, POLKADOT, SEGWIT, TON, TRON, XRP, found, one
from walletdesk.chains import Checksum, Identifier, default_table

PIECES = (
    EVM,
    LEGACY,
    SEGWIT,
    CASHADDR,
    TRON,
    XRP,
    TON,
    POLKADOT,
    f"0x{HASH}",
    HASH,
    "…",
    "\n",
    "\u200b",
    "：",
    "/",
)
CHECKED = (
    LEGACY,
    SEGWIT,
    CASHADDR,
    TRON,
    XRP,
    TON,
)  # those that notice every single letter, or all but one in 2**32

words = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), max_size=8).map("".join)


@given(words)
def test_a_finding_lies_in_the_text_and_none_lies_over_another(text: str) -> None:
    findings = found(text)
    assert all(0 <= f.start < f.end <= len(text) for f in findings)
    assert all(left.end <= right.start for left, right in pairwise(findings))


@given(st.sampled_from(CHECKED), st.data())
def test_one_letter_changed_is_never_the_same_kind_of_address(right: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(1, len(right) - 1))
    letter = data.draw(st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"))
    wrong = right[:place] + letter + right[place + 1 :]
    accepted = [f for f in found(wrong) if f.checksum is Checksum.VALID]
    assert accepted == [] or wrong == right


@given(st.sampled_from(PIECES[:8]), st.text(alphabet="，。！ （）「」请看一下地址\n\t", max_size=10))
def test_chinese_around_an_address_does_no_harm(right: str, around: str) -> None:
    assert one(f"{around}{right}{around}").value == one(right).value


NASTY: dict[str, Callable[[int], str]] = {
    "addresses": lambda size: f"{EVM}\n" * (size // 43),
    "halves": lambda size: f"{HASH[:32]}\n" * (size // 33),
    "letters": lambda size: "a" * size,
    "blanks": lambda size: " " * size,
    "lines": lambda size: "\n" * size,
    "quotes": lambda size: "\n> > 12345a" * (size // 11),
    "dots": lambda size: "0xab..." * (size // 7),
    "hosts": lambda size: "a." * (size // 2),
    "links": lambda size: f"https://etherscan.io/address/{EVM} " * (size // 72),
    "prefixes": lambda size: "bitcoincash:" * (size // 12),
    "names": lambda size: "eos abcdefgh1234 " * (size // 17),
}


@pytest.mark.parametrize("nasty", NASTY)
def test_time_grows_with_the_text(nasty: str) -> None:
    """Over sixteen times the text square growth takes 256 times as long. What others do is not counted."""
    identify = Identifier(default_table(), screen=lambda *_: (), is_lookalike=lambda *_: False)

    def spent(size: int) -> float:
        text, least = NASTY[nasty](size), 1e9
        for _ in range(3):
            begin = time.thread_time()
            identify(text)
            least = min(least, time.thread_time() - begin)
        return least

    assert spent(64_000) < 64 * spent(4_000) + 0.01
