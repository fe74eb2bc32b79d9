"""How codes are drawn: evenly, without a pattern, and kept as nothing that anybody can turn back."""

import inspect
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from walletdesk.verification import Codes
from walletdesk.verification.model import DIGITS, Code, Kind, digits_in, in_halves

CODES = Codes(b"k" * 32)


def test_every_digit_stands_at_every_place_about_equally_often() -> None:
    """Chi-square of 8 x 10 counts of 20,000 codes; 124 is the one in a thousand for 72 degrees of freedom."""
    drawn = [CODES.draw(Kind.SHOWN) for _ in range(20_000)]
    counted = Counter((place, digit) for code in drawn for place, digit in enumerate(code))
    assert len(counted) == 80
    assert sum((n - 2_000) ** 2 / 2_000 for n in counted.values()) < 160  # one in a hundred million
    assert len(set(drawn)) > 19_980  # two alike: twice in 20,000


def test_a_code_has_its_length_with_leading_zeros() -> None:
    assert {len(CODES.draw(kind)) for kind in Kind for _ in range(2_000)} == set(DIGITS.values())


def test_what_is_kept_depends_on_the_installation_and_the_kind() -> None:
    seals = {codes.seal(kind, "12345678") for codes in (CODES, Codes(b"l" * 32)) for kind in Kind}
    assert len(seals) == 4
    assert CODES.seal(Kind.SHOWN, "12345678") == CODES.seal(Kind.SHOWN, "12345678")


def test_seals_are_compared_in_constant_time() -> None:
    assert "compare_digest" in inspect.getsource(Code.fits)


@given(st.from_regex(r"[0-9]{8}", fullmatch=True), st.sampled_from(["", " ", "-", " - ", "\u3000"]))
def test_a_code_is_read_with_whatever_stands_between(digits: str, between: str) -> None:
    assert digits_in(between.join(digits), Kind.SHOWN) == digits
    assert digits_in(in_halves(digits), Kind.SHOWN) == digits


@given(st.text(max_size=60))
def test_anything_else_is_no_code(text: str) -> None:
    found = digits_in(text, Kind.SHOWN)
    assert found == "" or (len(found) == 8 and found.isascii() and found.isdecimal())
