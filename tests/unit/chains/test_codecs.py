"""The forms of addresses by the examples of their specifications, and beyond their checksums."""

from hashlib import sha256

import base58
import pytest

from tests.support.identify import SOLANA, STELLAR, TON, one
from walletdesk.chains import Checksum
from walletdesk.chains.codecs import bech32, cashaddr, crc16, ed25519, eip55, ss58


def x_address(flag: int, tag: bytes) -> str:
    body = b"\x05\x44" + bytes(range(20)) + bytes([flag]) + tag
    return base58.b58encode_check(body, alphabet=base58.XRP_ALPHABET).decode()


def test_an_empty_message_has_the_keccak_that_everybody_knows() -> None:
    assert eip55.keccak256(b"").hex() == "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"


@pytest.mark.parametrize(
    "cased",  # the examples of EIP-55
    [
        "5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "fB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
        "dbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
        "D1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
    ],
)
def test_an_address_gets_its_case(cased: str) -> None:
    assert eip55.cased(cased.lower()) == cased


@pytest.mark.parametrize(
    ("written", "version", "size"),  # BIP-350, "valid segwit addresses"
    [
        ("BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", 0, 20),
        ("bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y", 1, 40),
        ("BC1SW50QGDZ25J", 16, 2),
        ("bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs", 2, 16),
    ],
)
def test_a_witness_program_is_read(written: str, version: int, size: int) -> None:
    read = bech32.read(written)
    assert read is not None
    program = bech32.witness(read)
    assert program is not None
    assert (program[0], len(program[1])) == (version, size)


@pytest.mark.parametrize("wrong", ["A12uEL5L", "li1dgmt3", "1qzzfhee", "de1lg7wt\xff", "bc1" + "q" * 90])
def test_what_bech32_forbids_is_none(wrong: str) -> None:
    assert bech32.read(wrong) is None


@pytest.mark.parametrize(
    ("flag", "tag", "right"),
    [
        (0, bytes(8), True),
        (1, (7).to_bytes(8, "little"), True),
        (0, (7).to_bytes(8, "little"), False),  # a tag that is said not to be there
        (1, (2**32).to_bytes(8, "little"), False),  # tags have 32 bits
        (2, bytes(8), False),
    ],
)
def test_an_x_address_says_one_thing_about_its_tag(flag: int, tag: bytes, right: bool) -> None:
    expected = Checksum.VALID if right else Checksum.WRONG
    assert one(x_address(flag, tag)).checksum is expected


def test_cashaddr_holds_a_size_that_fits() -> None:
    assert cashaddr.read("bitcoincash", "qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a") == (
        cashaddr.KEY,
        bytes.fromhex("76a04053bda0a88bda5177b86a15c3b29f559873"),
    )
    read = cashaddr.read("bitcoincash", "ppm2qsznhks23z7629mms6s4cwef74vcwvn0h829pq")
    assert read is not None
    assert read[0] == cashaddr.SCRIPT
    assert cashaddr.read("bchtest", "qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a") is None


def test_a_strkey_has_no_second_spelling() -> None:
    muxed = "MA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJUAAAAAAAAAAAACJUQ"
    assert crc16.strkey(muxed) is not None
    assert crc16.strkey(muxed[:-1] + "R") is None  # the same bytes, with bits that mean nothing
    assert crc16.strkey(STELLAR) is not None


def test_ton_writes_the_same_in_two_alphabets_but_not_in_both() -> None:
    slashes = "EQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqB2N"
    assert crc16.friendly(slashes) == crc16.friendly(TON)
    assert crc16.friendly(f"-/{TON[2:]}") is None
    assert crc16.friendly(f"AA{TON[2:]}") is None


def test_a_prefix_of_another_network_is_read_and_two_bytes_of_one_are_not() -> None:
    assert ss58.read("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY") is not None  # prefix 42
    assert ss58.read(base58.b58encode(b"\x40" + bytes(34)).decode()) is None


def test_half_of_all_bytes_are_no_point_of_the_curve() -> None:
    assert ed25519.is_on_curve(base58.b58decode(SOLANA))
    many = [ed25519.is_on_curve(sha256(bytes([n])).digest()) for n in range(200)]
    assert 70 < sum(many) < 130
    assert not ed25519.is_on_curve(b"\xff" * 32)  # more than the field holds
    assert not ed25519.is_on_curve(b"\x01" + bytes(30) + b"\x80")  # minus 0
