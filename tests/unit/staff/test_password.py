"""What a password of the staff must be."""

import pytest
from argon2 import extract_parameters

from walletdesk.kernel.errors import Invalid
from walletdesk.staff.hashing import DECOY, ArgonPasswords
from walletdesk.staff.model import check_password, same_form


def code_of(password: str) -> str:
    try:
        check_password(password, login="xiaoli", name="小李 Support")
    except Invalid as refusal:
        return refusal.code
    return ""


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery staple",
        "seven quiet herons at dusk",
        "tjKq7!vbn2Lw#x9",
        "春眠不觉晓处处闻啼鸟夜来风雨声",
        "83920174650192837465",
        "     a b c d e f g h     ",
        "x" * 5 + "quiet herons" + "y" * 100,
    ],
)
def test_anything_long_that_nobody_guesses_will_do(password: str) -> None:
    assert code_of(password) == ""


@pytest.mark.parametrize("password", ["", "a", "tjKq7!vbn2Lw#x", "春眠不觉晓处处闻啼鸟"])
def test_fifteen_letters_are_the_least(password: str) -> None:
    assert code_of(password) == "password_short"


def test_there_is_an_end_to_it() -> None:
    assert code_of("quiet herons at dusk " * 7) == "password_long"


@pytest.mark.parametrize(
    "password",
    [
        "passwordpassword",
        "Password1234567890",
        "P@ssw0rdP@ssw0rd!",
        "aaaaaaaaaaaaaaaa",
        "abababababababab",
        "abcdefabcdefabcdef",
        "123456789012345678",
        "qwertyuiopasdfghjkl",
        "zyxwvutsrqponmlk",
        "walletdesk-support-2026",
        "xiaoli xiaoli 2026!!",
        "Support xiaoli 12345",
        "summer2026summer2026",
        "letmein-welcome-admin",
        "!!!!!!!!!!!!!!!!!!!!",
    ],
)
def test_what_is_tried_first_is_refused(password: str) -> None:
    assert code_of(password) == "password_common"


def test_a_password_is_the_same_on_every_keyboard() -> None:
    assert same_form("ｐａｓｓ") == "pass"
    assert same_form("e\u0301") == same_form("é")


async def test_a_password_fits_its_hash_and_no_other() -> None:
    passwords = ArgonPasswords()
    hashed = await passwords.hash("seven quiet herons")
    assert "herons" not in hashed
    assert await passwords.verify(hashed, "seven quiet herons")
    for other in ("seven quiet heron", "", "\ud800"):
        assert not await passwords.verify(hashed, other)
    for broken in ("", "no hash", hashed[:-10]):
        assert not await passwords.verify(broken, "seven quiet herons")
    assert not passwords.is_outdated(hashed)
    passwords.close()


async def test_the_decoy_costs_what_a_real_hash_costs() -> None:
    passwords = ArgonPasswords()
    assert extract_parameters(DECOY) == extract_parameters(await passwords.hash("x"))
    assert not passwords.is_outdated(DECOY)
    assert not await passwords.verify(DECOY, "")
    passwords.close()
