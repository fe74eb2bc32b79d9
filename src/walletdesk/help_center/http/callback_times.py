"""Which times a page offers for a call: first the days that have one, then the half hours of one of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from walletdesk.callbacks import Offered, Slot
from walletdesk.kernel.clock import millis
from walletdesk.platform.i18n import Locale, date_of

NOW = "now"


@dataclass(frozen=True, slots=True)
class Day:
    """``key``: as the address of the page names it."""

    key: str
    name: str
    is_today: bool


@dataclass(frozen=True, slots=True)
class Times:
    """``day``: the key of the chosen one, ``now`` where their turn is meant; ``slots``: its half hours."""

    now: bool
    days: Sequence[Day]
    day: str
    slots: Sequence[tuple[str, Slot]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What was chosen so far: a day, or a half hour as the form sends it; the reader's ``zone``, if told."""

    day: str = ""
    slot: str = ""
    zone: str = ""


NOTHING_YET = Wanted()


def zone_of(wanted: Wanted, ours: str) -> str:
    """The reader's, which a script tells (``ui/help/days.js``); without one that of our people."""
    return wanted.zone if wanted.zone in known_zones() else ours


@cache
def known_zones() -> frozenset[str]:
    return frozenset(available_timezones())


def times(offered: Offered, wanted: Wanted, *, locale: Locale, zone: str, at: datetime) -> Times:
    """``zone``: by whose midnight the days are told apart. Now first, if it is true."""
    by_day: dict[str, list[Slot]] = {}
    for slot in offered.slots:
        by_day.setdefault(_key(slot.begins, zone), []).append(slot)
    today = _key(at, zone)
    days = [Day(key, date_of(locale, of[0].begins, zone), key == today) for key, of in by_day.items()]
    keys = [*([NOW] if offered.now else []), *by_day]
    day = next((one for one in _meant(offered, wanted, zone) if one in keys), keys[0] if keys else "")
    slots = [(str(millis(one.begins)), one) for one in by_day.get(day, [])]
    return Times(offered.now, days, day, slots)


def near(begins: datetime, wanted: Wanted, ours: str) -> Wanted:
    """The day of a call that is moved: most are moved by an hour or two, not to this moment."""
    return replace(wanted, day=_key(begins, zone_of(wanted, ours)))


def _meant(offered: Offered, wanted: Wanted, zone: str) -> Sequence[str]:
    begins = next((one.begins for one in offered.slots if str(millis(one.begins)) == wanted.slot), None)
    of_slot = _key(begins, zone) if begins else wanted.slot
    return [wanted.day, of_slot]


def _key(at: datetime, zone: str) -> str:
    return at.astimezone(ZoneInfo(zone)).date().isoformat()
