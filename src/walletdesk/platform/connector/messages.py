"""What goes out, what comes back, and why nothing came back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """``seconds``: for this request, if it may take longer than the installation's rule.

    ``most_bytes``: of its answer, if that is small.
    """

    url: str
    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"] = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    seconds: float | None = None
    most_bytes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """Any status, redirects included: following one is a decision and a new request."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Why(StrEnum):
    ADDRESS = "address"  # it is no address we call, whatever is behind it
    UNREACHABLE = (
        "unreachable"  # no such name, nobody listens, the line broke, the certificate is not its own
    )
    TOO_SLOW = "too_slow"
    TOO_LARGE = "too_large"
    UNREADABLE = (
        "unreadable"  # it answered something that is no HTTP, or packed although we did not ask for that
    )


class NotReached(Exception):  # noqa: N818 - reads better in a raise
    """Nothing usable came back. The message holds neither address nor answer: both may hold secrets.

    ``may_have_left``: the other side may have got it all the same, so that a second try may be a second time.
    """

    def __init__(self, why: Why, *, may_have_left: bool = True) -> None:
        self.why = why
        self.may_have_left = may_have_left
        super().__init__(why.value)
