"""What somebody tells who could not reach us, and when it is told so often that a lead must hear of it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from ipaddress import ip_address, ip_network
from typing import Final

from walletdesk.kernel.errors import Invalid
from walletdesk.kernel.ids import ContactId

WAYS: Final = ("webchat", "form", "email", "phone", "social", "other")
LONGEST: Final = 2000  # characters
BURST: Final = 5  # within BURST_WINDOW
BURST_WINDOW: Final = timedelta(hours=1)
OLDEST: Final = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What was filled in. ``about``: the time of their clock, ``HH:MM``; empty if they did not say."""

    way: str
    said: str = field(repr=False)
    on: date | None = None
    about: str = ""
    locale: str = ""

    def faults(self, at: datetime) -> Mapping[str, str]:
        """By field: ``choose``, ``empty``, ``too_long`` or ``bad_day``."""
        found = dict[str, str]()
        if self.way not in WAYS:
            found["way"] = "choose"
        if not self.said.strip():
            found["said"] = "empty"
        elif len(self.said) > LONGEST:
            found["said"] = "too_long"
        tomorrow = (at + timedelta(days=1)).date()  # somewhere it has begun already
        if self.on is not None and not (at - OLDEST).date() <= self.on <= tomorrow:
            found["on"] = "bad_day"
        return found

    def refuse(self, at: datetime) -> None:
        if self.faults(at):
            raise Invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreached:
    """``contact``: only where an address was left, to be confirmed by its mail."""

    id: str
    at: datetime
    told: Told
    contact: ContactId | None = None
    sender: str = field(default="", repr=False)  # a seal: the same for the same address


def network_of(ip: str) -> str:
    """Behind which one connection speaks: a home has a whole /64 of IPv6 to itself."""
    try:
        address = ip_address(ip)
    except ValueError:
        return ip
    return str(ip_network((address, 64), strict=False)) if address.version == 6 else ip


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """``begins``: its Monday, in UTC. ``ways``: how often each was named."""

    begins: date
    ways: Mapping[str, int]


def weeks(counts: Iterable[tuple[date, str, int]]) -> Sequence[Week]:
    """The latest first."""
    by = dict[date, Counter[str]]()
    for day, way, count in counts:
        monday = day - timedelta(days=day.weekday())
        by.setdefault(monday, Counter())[way] += count
    return [Week(begins=monday, ways=dict(ways)) for monday, ways in sorted(by.items(), reverse=True)]
