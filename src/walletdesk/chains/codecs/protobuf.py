"""Reads the fields of a message packed by Protocol Buffers: numbers and bytes, all that TRON uses."""

from collections.abc import Iterator
from dataclasses import dataclass

_NUMBER, _EIGHT, _BYTES, _FOUR = 0, 1, 2, 5  # how a field is packed (protobuf.dev, "Encoding")
_FIXED = {_EIGHT: 8, _FOUR: 4}
_LONGEST_NUMBER = 10  # bytes of a number of 64 bits


class Malformed(ValueError):  # noqa: N818 - reads better in a raise
    """The bytes are no such message."""


@dataclass(frozen=True, slots=True)
class Message:
    """Each field by its number, in the order it came; one that is absent is zero or empty."""

    fields: tuple[tuple[int, int | bytes], ...]

    def number(self, field: int) -> int:
        """Signed, of 64 bits."""
        found = self._last(field) or 0
        if not isinstance(found, int):
            raise Malformed
        return found - (1 << 64) if found >> 63 else found

    def data(self, field: int) -> bytes:
        found = self._last(field) or b""
        if not isinstance(found, bytes):
            raise Malformed
        return found

    def message(self, field: int) -> "Message":
        return read(self.data(field))

    def messages(self, field: int) -> tuple["Message", ...]:
        found = [value for number, value in self.fields if number == field]
        return tuple(read(value) for value in found if isinstance(value, bytes))

    def _last(self, field: int) -> int | bytes | None:
        found = [value for number, value in self.fields if number == field]
        return found[-1] if found else None


def read(data: bytes) -> Message:
    """Raise Malformed."""
    return Message(tuple(_fields(data)))


def _fields(data: bytes) -> Iterator[tuple[int, int | bytes]]:
    place = 0
    while place < len(data):
        key, place = _number(data, place)
        how = key & 7
        if how == _NUMBER:
            value, place = _number(data, place)
            yield key >> 3, value
            continue
        if how == _BYTES:
            length, place = _number(data, place)
        elif how in _FIXED:
            length = _FIXED[how]
        else:
            raise Malformed
        if length > len(data) - place:
            raise Malformed
        yield key >> 3, data[place : place + length]
        place += length


def _number(data: bytes, place: int) -> tuple[int, int]:
    found = 0
    for step in range(_LONGEST_NUMBER):
        if place + step >= len(data):
            raise Malformed
        one = data[place + step]
        found |= (one & 0x7F) << 7 * step
        if not one >> 7:
            return found & (1 << 64) - 1, place + step + 1
    raise Malformed
