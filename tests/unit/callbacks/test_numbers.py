"""Which numbers are called, and how little of one is shown."""

import pytest

from walletdesk.callbacks import PhoneNumbers, SpokenNumbers, masked, whole
from walletdesk.kernel.errors import Invalid
from walletdesk.kernel.ids import CallbackId

KEY = b"k" * 32
ANYWHERE, CHINA = PhoneNumbers(KEY), PhoneNumbers(KEY, ["CN"])


@pytest.mark.parametrize(
    "typed", ["+86 138 0013 8000", "+8613800138000", "  +86 (138) 0013-8000", "＋86 138 0013 8000"]
)
def test_one_number_is_one_however_it_is_written(typed: str) -> None:
    assert ANYWHERE.read(typed) == "+8613800138000"


@pytest.mark.parametrize("numbers", [ANYWHERE, CHINA, PhoneNumbers(KEY, ["DE", "CN"])])
def test_nobody_is_called_on_a_number_without_its_country_code(numbers: PhoneNumbers) -> None:
    with pytest.raises(Invalid, match="country code"):
        numbers.read("138 0013 8000")


@pytest.mark.parametrize(
    ("numbers", "typed", "locale", "guessed"),
    [
        (ANYWHERE, "138 0013 8000", "zh-CN", "+8613800138000"),
        (ANYWHERE, "008613800138000", "zh-CN", "+8613800138000"),
        (ANYWHERE, "138 0013 8000", "en", ""),
        (PhoneNumbers(KEY, locale="zh-CN"), "13800138000", "en", "+8613800138000"),
        (CHINA, "13800138000", "en", "+8613800138000"),
        (PhoneNumbers(KEY, ["DE", "CN"]), "13800138000", "zh-CN", "+8613800138000"),
        (PhoneNumbers(KEY, ["DE"]), "030 12345678", "zh-CN", "+493012345678"),
        (PhoneNumbers(KEY, ["DE"]), "12", "zh-CN", ""),
        (ANYWHERE, "+86 138 0013 8000", "zh-CN", ""),
        (ANYWHERE, "hello", "zh-CN", ""),
    ],
)
def test_what_may_be_meant_is_proposed_whole_by_language_or_by_the_countries_that_are_called(
    numbers: PhoneNumbers, typed: str, locale: str, guessed: str
) -> None:
    assert numbers.guess(typed, locale) == guessed


@pytest.mark.parametrize(
    "typed", ["", "hello", "+86 138", "110", "+999 123456", "+49 30 1234567 ext. 5", "1" * 41]
)
def test_what_is_no_number_is_said_to_be_none(typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        ANYWHERE.read(typed)
    assert (refused.value.code, typed in refused.value.message and bool(typed)) == ("no_number", False)


@pytest.mark.parametrize("typed", ["+49 900 1123456", "+44 9011 234567", "+1 900 2345678"])
def test_a_number_that_costs_by_the_minute_is_not_called(typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        ANYWHERE.read(typed)
    assert refused.value.code == "not_called"


def test_other_countries_are_not_called_where_some_are_named() -> None:
    with pytest.raises(Invalid) as refused:
        CHINA.read("+49 30 12345678")
    assert refused.value.code == "not_called"


def test_agents_see_the_country_and_two_digits() -> None:
    assert masked("+8613800138042") == "+86 ••• 42"
    assert whole("+8613800138042") == "+86 138 0013 8042"
    assert (masked(""), whole("")) == ("", "")


def test_a_sealed_number_is_the_same_for_the_same_and_holds_none_of_it() -> None:
    assert ANYWHERE.sealed("+8613800138042") == CHINA.sealed("+8613800138042")
    assert ANYWHERE.sealed("+8613800138042") != ANYWHERE.sealed("+8613800138041")
    assert ANYWHERE.sealed("+8613800138042") != PhoneNumbers(b"o" * 32).sealed("+8613800138042")


def test_each_call_has_another_number_to_say_and_only_the_key_makes_it() -> None:
    spoken, one = SpokenNumbers(KEY), CallbackId("cbk_1")
    assert spoken(one, 1) == SpokenNumbers(KEY)(one, 1)
    assert (
        len(
            {spoken(one, 1), spoken(one, 2), spoken(CallbackId("cbk_2"), 1), SpokenNumbers(b"o" * 32)(one, 1)}
        )
        == 4
    )
    assert [len(part) for part in spoken(one, 1).split()] == [3, 3]
