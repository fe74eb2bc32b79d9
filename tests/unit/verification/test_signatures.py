"""Signatures made by the libraries that wallets use, and each of them spoilt."""

import json
from pathlib import Path

import base58
import pytest

from tests.support.ownership import address_of, evm_signed
from walletdesk.app.wiring.chains import identifier
from walletdesk.chains import default_table
from walletdesk.kernel.errors import Invalid
from walletdesk.verification.ownership import Address, Answer, Family
from walletdesk.verification.ownership.addresses import address_in
from walletdesk.verification.ownership.signatures import checked

ROWS = [
    json.loads(line) for line in Path("tests/data/ownership/vectors.jsonl").read_text("utf-8").splitlines()
]
IDENTIFY = identifier(default_table())


def answer(row: dict[str, str]) -> str:
    address = Address(Family(row["family"]), row["address"])
    return checked(address, row["text"], row["signature"]).value


def test_each_signature_is_told_for_what_it_is() -> None:
    assert {row["id"]: answer(row) for row in ROWS} == {row["id"]: row["answer"] for row in ROWS}
    assert {row["answer"] for row in ROWS} == {one.value for one in Answer}


@pytest.mark.parametrize("family", list(Family))
def test_any_letter_of_the_text_counts(family: Family) -> None:
    fits = [row for row in ROWS if row["family"] == family.value and row["answer"] == "fits"]
    row = max(fits, key=lambda one: len(one["text"]))
    for place, letter in enumerate(row["text"]):
        changed = row["text"][:place] + chr(ord(letter) + 1) + row["text"][place + 1 :]
        assert answer({**row, "text": changed}) == "other", place


@pytest.mark.parametrize("family", list(Family))
def test_any_bit_of_a_signature_counts(family: Family) -> None:
    row = next(row for row in ROWS if row["family"] == family.value and row["signature"].startswith("0x"))
    raw = int(row["signature"], 16)
    bits = len(row["signature"][2:]) * 4
    for bit in range(0, bits, 7):
        changed = f"0x{raw ^ (1 << bit):0{bits // 4}x}"
        assert answer({**row, "signature": changed}) != "fits", bit


def test_line_ends_that_copying_changed_are_no_other_text() -> None:
    signed = evm_signed("one\r\ntwo")
    assert checked(address_of("evm"), "one\ntwo", signed) is Answer.FITS
    assert checked(address_of("evm"), "one two", signed) is Answer.OTHER


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "no_address"),
        ("hello", "no_address"),
        ("0x52908400098527886E0F7030069857D2E4169Ee7", "checksum"),
        ("0x" + "5e" * 32, "no_address"),
        ("address: 0x" + "5e" * 32, "no_address"),
        ("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "no_address"),
        ("41" + "5c" * 20, "no_address"),
        ("0x52908400098527886e0f7030069857d2e4169ee7 TJRyWwFs9wTFGZg3JbrVriFbNfCug5tDeC", "no_address"),
        ("11111111111111111111111111111111", "program"),
    ],
)
def test_what_nobody_can_sign_for_is_refused(typed: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        address_in(IDENTIFY, typed)
    assert refused.value.code == code


def test_an_address_is_kept_as_its_chain_writes_it() -> None:
    lower = "0x5290a400098527886e0f7030069857d2e4169ee7"
    found = address_in(IDENTIFY, f" {lower}\n")
    assert (found.family, found.text.lower()) == (Family.EVM, lower)
    assert found.text != lower
    tron = "TJRyWwFs9wTFGZg3JbrVriFbNfCug5tDeC"
    assert address_in(IDENTIFY, tron) == Address(Family.TRON, tron)


def test_points_under_which_anybody_can_sign_are_nobodys_address() -> None:
    """Each of them takes a signature that was made without any key; none is accepted as an address."""
    order_8 = (
        0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826,
        0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD83D3D706A17C7,
    )
    identity, forged = (1).to_bytes(32, "little"), 0
    for y in (0, 1, 2**255 - 20, *order_8):
        raw = y.to_bytes(32, "little")
        with pytest.raises(Invalid):
            address_in(IDENTIFY, base58.b58encode(raw).decode())
    for tries in range(64):  # R = identity, S = 0: holds for one text in eight under a point of order eight
        text = f"text {tries}"
        address = Address(Family.SOLANA, base58.b58encode(identity).decode())
        forged += checked(address, text, (identity + bytes(32)).hex()) is Answer.FITS
    assert forged == 64, "this library lets forged signatures through, so the list above must hold"
