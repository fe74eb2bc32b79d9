"""The binary forms that some chains answer in: what stands in them, and what is none of them."""

from base64 import b64encode
from contextlib import suppress
from random import Random
from struct import pack

import pytest

from walletdesk.chains.codecs import base58s, stellar_xdr, ton_cells, xrp_binary
from walletdesk.chains.codecs.stellar_xdr import Result

# A payment as it is signed: type, flags, sequence, tag, last ledger, then the amounts and all the rest.
PAYMENT = bytes.fromhex("120000220002000024004cde8e2e0000bbf8201b0363b1e06140000000000f4240")


def test_the_numbers_of_a_signed_payment_stand_in_front() -> None:
    found = xrp_binary.numbers(PAYMENT)
    assert found[xrp_binary.TYPE] == 0
    assert found[xrp_binary.FLAGS] == 0x20000
    assert found[xrp_binary.DESTINATION_TAG] == 48120
    assert found[xrp_binary.LAST_LEDGER] == 56865248
    assert len(found) == 5


def test_the_id_of_a_transaction_changes_with_each_of_its_bytes() -> None:
    size = len(PAYMENT)
    others = (PAYMENT[:at] + bytes([PAYMENT[at] ^ 1]) + PAYMENT[at + 1 :] for at in range(size))
    assert len({xrp_binary.id_of(blob) for blob in (PAYMENT, *others)}) == size + 1


def numbers(*given: int) -> bytes:
    return b"".join(pack(">i", one) for one in given)


def xdr(body: bytes) -> str:
    return b64encode(pack(">q", 100) + body).decode()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (numbers(0, 1, 0, 1, 0, 0), Result(100, 0)),
        (numbers(-5, 0), Result(100, -5)),
        (numbers(-1, 1, 0, 1, -6, 0), Result(100, -1, 1, -6)),
        (numbers(-1, 2, 0, 1, 0, 0, 0, -3, 0), Result(100, -1, 0, -3)),
        (numbers(-1, 2, 0, 8, 0, 0, 7, 0, 1, -5, 0), Result(100, -1, 1, -5)),  # behind a merge of seven
        (numbers(-1, 1, -1, 0), Result(100, -1, outer=-1)),
        (numbers(-1, 2, 0, 13, 0, 9, 9, 9), Result(100, -1)),  # a path that went well is too long to read
        (numbers(-13) + bytes(40) + numbers(-1, 1, 0, 1, -5, 0, 0), Result(100, -1, 1, -5)),
    ],
)
def test_the_first_operation_that_failed_is_read_from_a_result(body: bytes, expected: Result) -> None:
    assert stellar_xdr.result_of(xdr(body)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "AAAA",
        "=",
        "9" * 500,
        xdr(b""),
        xdr(numbers(-1, 0, 0)),
        xdr(numbers(-1, 101)),
        xdr(numbers(-5, 7)),
    ],
)
def test_what_is_no_result_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^\d+$"):
        stellar_xdr.result_of(text)


def test_the_beginning_of_a_message_says_what_it_asks_for() -> None:
    """As TON Center wrote one down."""
    data = ton_cells.beginning("te6cckEBAQEAFQAAJgAAAABZZXNzc3NzIEltIGRvbmV4d0SJ")
    assert (ton_cells.asks_for(data), data[4:]) == (ton_cells.COMMENT, b"Yesssss Im done")
    assert ton_cells.asks_for(ton_cells.beginning("te6cckEBAQEAAgAAAEysuc0=")) is None


@pytest.mark.parametrize("text", ["", "AAAA", "te6cck", "te6cckEB", "é"])
def test_what_is_no_message_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^\d+$"):
        ton_cells.beginning(text)


def survives(random: Random) -> None:
    noise = random.randbytes(random.randrange(60))
    with suppress(ValueError):
        xrp_binary.numbers(noise)
    with suppress(ValueError):
        stellar_xdr.result_of(b64encode(noise).decode())
    with suppress(ValueError):
        ton_cells.beginning(b64encode(bytes.fromhex("b5ee9c72") + noise).decode())


def test_noise_is_read_or_refused_and_nothing_else() -> None:
    random = Random(6)  # noqa: S311 - the same noise each time
    for _ in range(3_000):
        survives(random)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0x" + "00" * 32, "1" * 32),
        ("0x" + "00" * 31, None),
        ("1" * 32, "1" * 32),
        ("1" * 31, None),
        ("0" * 40, None),
        ("z" * 44, None),
    ],
)
def test_a_digest_is_32_bytes_in_either_form(text: str, expected: str | None) -> None:
    assert base58s.of_32_bytes(text) == expected
