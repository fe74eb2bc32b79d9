"""What Stellar's result of a transaction says: which code, and which operation failed by which.

Horizon tells the result of what is in a ledger in the chain's binary form alone (XDR, RFC 4506: whole numbers
of four bytes; stellar/stellar-xdr, Stellar-transaction.x).
"""

from binascii import a2b_base64
from dataclasses import dataclass
from typing import Final

_FEE_BUMP_OK, _FEE_BUMP_FAILED = 1, -13
_OK, _FAILED = 0, -1
_INNER = 0  # the operation was tried; otherwise the code says why it was not
_CREATE_ACCOUNT, _PAYMENT, _MERGE, _INFLATION = 0, 1, 8, 9
# Those that carry more than a code when they succeed: what follows them is not read.
_LONGER: Final = frozenset({2, 3, 4, 12, 13, _INFLATION, 14, 24})
_MOST: Final = 100  # operations of one transaction


@dataclass(frozen=True, slots=True)
class Result:
    """``kind`` and ``operation`` are of the first operation that failed; None where that cannot be read.

    ``outer`` is the code of an operation that was not even tried.
    """

    fee: int
    code: int
    kind: int | None = None
    operation: int | None = None
    outer: int | None = None


class _Reading:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def number(self, size: int = 4) -> int:
        """Raise ValueError at the end."""
        end = self._at + size
        if end > len(self._data):
            raise ValueError(end)
        found = int.from_bytes(self._data[self._at : end], signed=True)
        self._at = end
        return found

    @property
    def rest(self) -> bytes:
        return self._data[self._at :]

    def skip(self, size: int) -> None:
        self.number(size)


def result_of(text: str) -> Result:
    """Raise ValueError."""
    try:
        reading = _Reading(a2b_base64(text, strict_mode=True))
    except ValueError:
        raise ValueError(len(text)) from None
    fee = reading.number(8)
    code = reading.number()
    if code in {_FEE_BUMP_OK, _FEE_BUMP_FAILED}:  # somebody else pays; what they paid for stands inside
        reading.skip(32)
        reading.skip(8)
        code = reading.number()
    if code == _FAILED:
        return _first_failed(reading, fee)
    if code != _OK and reading.rest.strip(b"\0"):
        raise ValueError(len(reading.rest))  # after any other code comes nothing
    return Result(fee, code)


def _first_failed(reading: _Reading, fee: int) -> Result:
    count = reading.number()
    if not 0 < count <= _MOST:
        raise ValueError(count)
    for _ in range(count):
        outer = reading.number()
        if outer != _INNER:
            return Result(fee, _FAILED, outer=outer)
        kind, operation = reading.number(), reading.number()
        if operation != _OK:
            return Result(fee, _FAILED, kind, operation)
        if kind in _LONGER:
            break
        if kind == _MERGE:
            reading.skip(8)  # how much it moved
    return Result(fee, _FAILED)
