"""Reasons as contracts pack them: read by name and arguments where they are known, and never made up."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from walletdesk.chains import ReasonKind
from walletdesk.chains.codecs.eip55 import keccak256
from walletdesk.chains.errors import known_errors
from walletdesk.chains.model.diagnosis import reason_of
from walletdesk.chains.model.diagnosis.abi import Malformed, read, split

LINES = (Path(__file__).parents[3] / "src/walletdesk/chains/errors.txt").read_text("utf-8").splitlines()
SIGNATURES = [line for line in LINES if not line.startswith("#")]
TYPE = r"(address|bool|string|bytes\d*|u?int\d+)(\[\])?"

# one value of each type, as it is packed and as it is shown; written down from the rules of the ABI
ADDRESS = "00" * 12 + "ab" * 20
SAMPLES: dict[str, tuple[str, str]] = {
    "address": (ADDRESS, "0x" + "ab" * 20),
    "int256": ("ff" * 31 + "fe", "-2"),
    "bytes1": ("7f" + "00" * 31, "0x7f"),
    "bytes4": ("01020304" + "00" * 28, "0x01020304"),
    "bytes32": ("11" * 32, "0x" + "11" * 32),
    **{f"uint{bits}": (f"{bits:064x}", str(bits)) for bits in (8, 32, 48, 64, 256)},
}
LONG = {"string": ("616263", "abc"), "bytes": ("0a0b0c", "0x0a0b0c")}


def packed(signature: str) -> tuple[bytes, tuple[str, ...]]:
    """The data of this error with one sample for each argument, and how they are shown."""
    types = split(signature.partition("(")[2][:-1])
    head, tail, shown = "", "", []
    for type in types:
        if type in LONG:
            content, said = LONG[type]
            head += f"{32 * len(types) + len(tail) // 2:064x}"
            tail += f"{len(content) // 2:064x}" + content.ljust(64, "0")
        else:
            content, said = SAMPLES[type]
            head += content
        shown.append(said)
    return keccak256(signature.encode())[:4] + bytes.fromhex(head + tail), tuple(shown)


def test_every_known_error_is_told_by_name_and_arguments() -> None:
    for signature in SIGNATURES:
        data, arguments = packed(signature)
        reason = reason_of(data, known_errors())
        assert (reason.kind, reason.signature, reason.arguments) == (ReasonKind.CUSTOM, signature, arguments)
        assert reason.text == f"{signature.partition('(')[0]}({', '.join(arguments)})"


def test_an_error_that_is_cut_off_is_malformed() -> None:
    cut = [(one, packed(one)[0]) for one in SIGNATURES]
    kinds = {
        reason_of(data[:end], known_errors()).kind for _, data in cut for end in range(5, len(data) - 31, 7)
    }
    assert kinds == {ReasonKind.MALFORMED}


def test_no_two_known_errors_begin_alike_and_their_types_can_be_read() -> None:
    assert len(known_errors()) == len(SIGNATURES) == len(set(SIGNATURES))
    assert [one for one in SIGNATURES if not re.fullmatch(rf"\w+\(({TYPE}(,{TYPE})*)?\)", one)] == []


@pytest.mark.parametrize(
    ("data", "kind", "text"),
    [
        ("", ReasonKind.SILENT, ""),
        ("08c379", ReasonKind.MALFORMED, "0x08c379"),
        ("4e487b71" + f"{0x11:064x}", ReasonKind.PANIC, "Panic(0x11): arithmetic overflow"),
        ("4e487b71" + f"{0x99:064x}", ReasonKind.PANIC, "Panic(0x99)"),
        ("4e487b71", ReasonKind.MALFORMED, "0x4e487b71"),
        ("deadbeef" + "00" * 32, ReasonKind.UNKNOWN_CUSTOM, "0xdeadbeef"),
        ("08c379a0" + f"{32:064x}{2**200:064x}", ReasonKind.MALFORMED, "0x08c379a0"),
        ("08c379a0" + f"{2**255:064x}{1:064x}", ReasonKind.MALFORMED, "0x08c379a0"),
        ("08c379a0" + f"{32:064x}{2:064x}" + "ff" * 32, ReasonKind.MALFORMED, "0x08c379a0"),
    ],
    ids=str,
)
def test_other_reasons(data: str, kind: ReasonKind, text: str) -> None:
    reason = reason_of(bytes.fromhex(data), known_errors())
    assert (reason.kind, reason.text) == (kind, text)


def said(words: str) -> bytes:
    content = words.encode()
    padded = content.ljust(-(-len(content) // 32) * 32, b"\0")
    return bytes.fromhex(f"08c379a0{32:064x}{len(content):064x}") + padded


def test_words_of_others_are_shown_on_one_line_and_cut() -> None:
    turned = "pay\n\x1b[31m \u202egnp.exe " + "x" * 1_000
    text = reason_of(said(turned), {}).text
    assert text.startswith("pay [31m gnp.exe x")
    assert len(text) == 300


@given(some.binary(max_size=300))
def test_any_data_have_a_reason(data: bytes) -> None:
    assert reason_of(data, known_errors()).kind in set(ReasonKind)


@given(
    some.binary(max_size=400),
    some.sampled_from(["uint8[]", "(string,bytes4)[]", "bool[2]", "string[][]", "int8"]),
)
def test_any_data_are_read_or_refused(data: bytes, type: str) -> None:
    refused_or(lambda: read((type,), data))


def refused_or(work: Callable[[], object]) -> None:
    try:
        work()
    except Malformed:
        return


def test_lists_and_groups_are_read() -> None:
    inner = f"{1:064x}{64:064x}{3:064x}" + "616263".ljust(64, "0")
    data = f"{64:064x}{5:064x}{1:064x}{32:064x}" + inner
    assert read(("(uint8,string)[]", "uint256"), bytes.fromhex(data)) == (((1, "abc"),), 5)
    assert read(("bool[2]",), bytes.fromhex(f"{1:064x}{0:064x}")) == ((True, False),)
    with pytest.raises(Malformed):
        read(("bool",), bytes.fromhex(f"{2:064x}"))
    with pytest.raises(Malformed):
        read(("uint8[]",), bytes.fromhex(f"{32:064x}{2**40:064x}"))
