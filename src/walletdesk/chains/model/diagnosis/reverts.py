"""Why a contract refused, read from the data it gave back."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from walletdesk.chains.model.diagnosis.abi import Malformed, Value, read, split
from walletdesk.chains.model.diagnosis.codes import ReasonKind

ERROR, PANIC = bytes.fromhex("08c379a0"), bytes.fromhex("4e487b71")  # Error(string), Panic(uint256)
PANICS: Final = {
    0x00: "generic panic",
    0x01: "assertion failed",
    0x11: "arithmetic overflow",
    0x12: "division by zero",
    0x21: "no such enum value",
    0x22: "storage wrongly encoded",
    0x31: "pop of an empty array",
    0x32: "array index out of bounds",
    0x41: "out of memory",
    0x51: "call of an unset function",
}  # documented by Solidity, "Control structures: Panic via assert and error via require"
LONGEST: Final = 300  # characters of a reason; more is a page, and somebody else wrote it

Errors = Mapping[bytes, str]  # by the first four bytes: ``NotAllowed(address,uint256)``


@dataclass(frozen=True, slots=True)
class Reason:
    """``text`` is what people are shown. It may be anybody's words: never a link, never an instruction."""

    kind: ReasonKind
    text: str = ""
    signature: str = ""
    arguments: tuple[str, ...] = ()
    code: int | None = None


def reason_of(data: bytes, errors: Errors) -> Reason:
    if not data:
        return Reason(ReasonKind.SILENT)
    if len(data) < 4:
        return Reason(ReasonKind.MALFORMED, f"0x{data.hex()}")
    selector, rest = data[:4], data[4:]
    try:
        return _known(selector, rest, errors)
    except Malformed:
        return Reason(ReasonKind.MALFORMED, f"0x{selector.hex()}")


def said_by_node(words: str) -> Reason:
    """A reason that came as words of the node, without the data behind it."""
    return Reason(ReasonKind.TEXT, shown(words))


def _known(selector: bytes, rest: bytes, errors: Errors) -> Reason:
    if selector == ERROR:
        return Reason(ReasonKind.TEXT, shown(_said(read(("string",), rest)[0])), "Error(string)")
    if selector == PANIC:
        return _panic(int(_said(read(("uint256",), rest)[0])))
    if selector not in errors:
        return Reason(ReasonKind.UNKNOWN_CUSTOM, f"0x{selector.hex()}")
    signature = errors[selector]
    name, _, inside = signature.partition("(")
    arguments = tuple(_said(value) for value in read(split(inside[:-1]), rest))
    return Reason(
        ReasonKind.CUSTOM, shown(f"{name}({', '.join(arguments)})"), signature, tuple(map(shown, arguments))
    )


def _panic(code: int) -> Reason:
    meaning = PANICS.get(code)
    text = f"Panic(0x{code:02x})" + (f": {meaning}" if meaning else "")
    return Reason(ReasonKind.PANIC, text, "Panic(uint256)", (str(code),), code)


def _said(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, bytes):
        return "0x" + value.hex()
    if isinstance(value, tuple):
        return f"[{', '.join(map(_said, value))}]"
    return str(value)


def shown(words: str) -> str:
    """On one line, without signs that turn or hide text, and not too long."""
    plain = re.sub(r"\s+", " ", "".join(sign for sign in words if sign.isprintable() or sign.isspace()))
    return plain.strip()[:LONGEST]
