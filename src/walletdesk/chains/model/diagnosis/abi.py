"""Reads values as contracts pack them (the ABI of Solidity). Strict: what does not fit is refused."""

import re
from collections.abc import Sequence
from typing import Final

WORD: Final = 32
_ARRAY: Final = re.compile(r"(.+)\[(\d*)\]")
_MOST_ITEMS: Final = 1_000  # of an array; more is nobody's honest argument

Value = int | bool | str | bytes | tuple["Value", ...]


class Malformed(ValueError):  # noqa: N818 - reads better in a raise
    """The bytes are not of these types."""


def read(types: Sequence[str], data: bytes) -> tuple[Value, ...]:
    """The values of a list of types such as ``address``, ``uint256``, ``(bytes4,string)[]``."""
    values, place = [], 0
    for type in types:
        if _is_dynamic(type):
            values.append(_tail(type, data, _offset(data, place)))
            place += WORD
        else:
            values.append(_head(type, data, place))
            place += _size(type)
    return tuple(values)


def split(inside: str) -> tuple[str, ...]:
    """``address,(uint8,string)[]`` at its outer commas."""
    parts, depth, begin = [], 0, 0
    for place, sign in enumerate(inside):
        depth += (sign == "(") - (sign == ")")
        if sign == "," and depth == 0:
            parts.append(inside[begin:place])
            begin = place + 1
    return (*parts, inside[begin:]) if inside else ()


def _is_dynamic(type: str) -> bool:
    if array := _ARRAY.fullmatch(type):
        return not array[2] or _is_dynamic(array[1])
    if type.startswith("("):
        return any(map(_is_dynamic, split(type[1:-1])))
    return type in {"string", "bytes"}


def _size(type: str) -> int:
    """Of a type that is not dynamic, in bytes."""
    if array := _ARRAY.fullmatch(type):
        return int(array[2]) * _size(array[1])
    return sum(map(_size, split(type[1:-1]))) if type.startswith("(") else WORD


def _word(data: bytes, place: int) -> bytes:
    found = data[place : place + WORD]
    if len(found) != WORD:
        raise Malformed
    return found


def _offset(data: bytes, place: int) -> int:
    found = int.from_bytes(_word(data, place))
    if found > len(data):
        raise Malformed
    return found


def _head(type: str, data: bytes, place: int) -> Value:
    if array := _ARRAY.fullmatch(type):
        return read((array[1],) * int(array[2]), data[place:])
    if type.startswith("("):
        return read(split(type[1:-1]), data[place:])
    return _single(type, _word(data, place))


def _tail(type: str, data: bytes, place: int) -> Value:
    if type in {"string", "bytes"}:
        return _text(type, data, place)
    inside = data[place:]
    if type.startswith("(") and type.endswith(")"):
        return read(split(type[1:-1]), inside)
    array = _ARRAY.fullmatch(type)
    if array is None:
        raise Malformed
    if array[2]:
        return read((array[1],) * int(array[2]), inside)
    count = int.from_bytes(_word(inside, 0))
    if count > min(_MOST_ITEMS, len(inside) // WORD):
        raise Malformed
    return read((array[1],) * count, inside[WORD:])


def _text(type: str, data: bytes, place: int) -> str | bytes:
    length = int.from_bytes(_word(data, place))
    begin = place + WORD
    filled = -(-length // WORD) * WORD  # contracts fill the last word up with zeros
    if filled > len(data) - begin or any(data[begin + length : begin + filled]):
        raise Malformed
    found = data[begin : begin + length]
    try:
        return found if type == "bytes" else found.decode()
    except UnicodeDecodeError:
        raise Malformed from None


def _single(type: str, word: bytes) -> Value:
    number = int.from_bytes(word)
    if type == "address":
        return "0x" + _within(word, number, 160)[-20:].hex()
    if type == "bool":
        return bool(_within(word, number, 1)[-1])
    if type.startswith("uint"):
        return int.from_bytes(_within(word, number, int(type[4:])))
    if type.startswith("int"):
        return _signed(word, int(type[3:]))
    if type.startswith("bytes"):
        length = int(type[5:])
        if any(word[length:]):
            raise Malformed
        return word[:length]
    raise Malformed


def _within(word: bytes, number: int, bits: int) -> bytes:
    if number >> bits:
        raise Malformed
    return word


def _signed(word: bytes, bits: int) -> int:
    number = int.from_bytes(word, signed=True)
    if not -(1 << bits - 1) <= number < 1 << bits - 1:
        raise Malformed
    return number
