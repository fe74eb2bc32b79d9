"""Times for people, always with weekday and zone, in the one form that EDITORIAL rules."""

from datetime import date, datetime, timedelta
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from walletdesk.platform.i18n.negotiation import Locale

_WEEKDAYS_ZH: Final = "一二三四五六日"
_WEEKDAYS_EN: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SPOKEN: Final[dict[str, dict[Locale, str]]] = {  # where the tables of CLDR differ from what people say
    "Asia/Shanghai": {"zh-CN": "北京时间", "en": "Beijing time"},
    "UTC": {"zh-CN": "协调世界时", "en": "UTC"},
    "Etc/UTC": {"zh-CN": "协调世界时", "en": "UTC"},
}


def when(locale: Locale, at: datetime, zone: str, *, now: datetime | None = None) -> str:
    """``11 月 22 日（周日）09:00（北京时间）`` or ``Sun 22 Nov, 09:00 (Beijing time)``.

    The year is written only where ``now`` is given and lies in another one.
    """
    local = at.astimezone(ZoneInfo(zone))
    other_year = now is not None and now.astimezone(ZoneInfo(zone)).year != local.year
    clock = f"{local:%H:%M}"
    if locale == "zh-CN":
        year = f"{local.year} 年 " if other_year else ""
        weekday = _WEEKDAYS_ZH[local.weekday()]
        return f"{year}{local.month} 月 {local.day} 日（周{weekday}）{clock}（{zone_name(locale, zone)}）"
    year = f" {local.year}" if other_year else ""
    date = f"{_WEEKDAYS_EN[local.weekday()]} {local.day} {_MONTHS[local.month - 1]}{year}"
    return f"{date}, {clock} ({zone_name(locale, zone)})"


def stretch(locale: Locale, begins: datetime, ends: datetime, zone: str) -> str:
    """``11 月 23 日（周一）09:00–21:00`` or ``Mon 23 Nov, 09:00–21:00``; an end on another day names it."""
    here, there = begins.astimezone(ZoneInfo(zone)), ends.astimezone(ZoneInfo(zone))
    at_midnight = there.date() == here.date() + timedelta(days=1) and f"{there:%H:%M}" == "00:00"
    same = there.date() == here.date() or at_midnight
    until = "24:00" if at_midnight else f"{there:%H:%M}"
    return f"{_on(locale, here)}{here:%H:%M}–{until if same else _on(locale, there) + until}"


def stretch_and_zone(locale: Locale, begins: datetime, ends: datetime, zone: str) -> str:
    """Where nobody says beside it whose time it is: ``Mon 23 Nov, 09:00–21:00 (Beijing time)``."""
    span, name = stretch(locale, begins, ends, zone), zone_name(locale, zone)
    return f"{span}（{name}）" if locale == "zh-CN" else f"{span} ({name})"


def date_of(locale: Locale, at: datetime, zone: str) -> str:
    """``11 月 23 日（周一）`` or ``Mon 23 Nov``."""
    return _on(locale, at.astimezone(ZoneInfo(zone))).removesuffix(", ")


def weekday(locale: Locale, on: date) -> str:
    """``11 月 23 日（周一）`` or ``Mon 23 Nov``."""
    if locale == "zh-CN":
        return f"{on.month} 月 {on.day} 日（周{_WEEKDAYS_ZH[on.weekday()]}）"
    return f"{_WEEKDAYS_EN[on.weekday()]} {on.day} {_MONTHS[on.month - 1]}"


def _on(locale: Locale, local: datetime) -> str:
    return weekday(locale, local) + ("" if locale == "zh-CN" else ", ")


def weekday_and_day(locale: Locale, on: date) -> str:
    """``2026 年 11 月 18 日（周三）`` or ``Wed 18 Nov 2026``."""
    if locale == "zh-CN":
        return f"{day(locale, on)}（周{_WEEKDAYS_ZH[on.weekday()]}）"
    return f"{_WEEKDAYS_EN[on.weekday()]} {day(locale, on)}"


def day(locale: Locale, on: date) -> str:
    """``2026 年 11 月 18 日`` or ``18 Nov 2026``."""
    if locale == "zh-CN":
        return f"{on.year} 年 {on.month} 月 {on.day} 日"
    return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"


@cache
def zone_name(locale: Locale, zone: str) -> str:
    """``北京时间`` or ``Beijing time``."""
    if zone in _SPOKEN:
        return _SPOKEN[zone][locale]
    from babel.dates import get_timezone_location  # noqa: PLC0415 - dear to load, rarely needed

    city = get_timezone_location(ZoneInfo(zone), locale=locale.replace("-", "_"), return_city=True)
    return f"{city}时间" if locale == "zh-CN" else f"{city} time"
