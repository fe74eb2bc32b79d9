"""The one way to ask what time it is, and the one way to write a time down."""

from datetime import UTC, datetime, timedelta
from typing import Protocol

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


class Clock(Protocol):
    def __call__(self) -> datetime: ...


def utc_now() -> datetime:
    """Now, cut to the millisecond: what is kept equals what was seen."""
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


def millis(at: datetime) -> int:
    """Milliseconds since 1970 UTC: how every time is stored and sent."""
    return (at - _EPOCH) // _MILLISECOND


def from_millis(ms: int) -> datetime:
    return _EPOCH + timedelta(milliseconds=ms)
