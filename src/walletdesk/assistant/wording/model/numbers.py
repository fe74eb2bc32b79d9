"""Figures in a text by what they are worth: 10,000 and １万 are one, 14 days and 14 hours are two.

A bound belongs to its figure (at least, at most), and so does its unit. "One" counts nothing: both languages
use it for "a".
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum


class Bound(Enum):
    NONE = ""
    LEAST = "least"
    MOST = "most"


@dataclass(frozen=True, slots=True)
class Number:
    """``unit``: a class of units, or empty."""

    value: Decimal
    unit: str = ""
    bound: Bound = Bound.NONE
    written: str = ""


_UNITS = {
    "second": "秒钟?|seconds?|secs?",
    "minute": "分钟|minutes?|mins?",
    "hour": "个?小时|个?钟头|hours?|hrs?",
    "day": "天|日|days?",
    "week": "个?星期|周|weeks?",
    "month": "个月|months?",
    "year": "年|years?",
    "percent": "%|percent|per cent",
    "word": "个?(?:单词|词)|[- ]?words?",
    "sign": "位|个?字符|个?字|characters?|digits?|letters?",
    "confirmation": "个?确认|次确认|confirmations?",
    "block": "个?区块|blocks?",
    "times": "倍|times",
    "step": "步|steps?",
}
_CALENDAR = "january february march april may june july august september october november december"
_MONTHS = {name: number for number, name in enumerate(_CALENDAR.split(), 1)}
_COUNTED = (
    "zero,one once,two twice double second,three thrice triple third,four fourth,five fifth,six sixth,"
    "seven seventh,eight eighth,nine ninth,ten tenth,eleven,twelve,thirteen,fourteen,fifteen,sixteen,"
    "seventeen,eighteen,nineteen,twenty"
)
_ENGLISH = {name: value for value, names in enumerate(_COUNTED.split(",")) for name in names.split()} | {
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
_GREAT = {
    "hundred": 100, "thousand": 1_000, "k": 1_000, "million": 10**6, "billion": 10**9, "dozen": 12,
    "百": 100, "千": 1_000, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8,
}  # fmt: skip
_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {
    "〇": 0, "两": 2, "俩": 2, "双": 2,
}  # fmt: skip
_PLACES = {"十": 10, "百": 100, "千": 1_000}
_IDIOMS = re.compile(  # figures that count nothing
    "千万(?=别|不|要|记|小)|万一|万分|十分|一一|三思|四处|四面|八方|统统|百般|百分百|一五一十|乱七八糟|千方百计"
    "|double[- ]check|二维码|第三方|两难|半路|第二语言|双方|双击|三角"
)
_ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_UNIT = "|".join(f"(?P<{name}>{words})" for name, words in _UNITS.items())
_FIGURE = re.compile(
    rf"(?<![A-Za-z0-9.,#_])(?P<figure>{_ARABIC})(?![A-Za-z_]*\d)"
    r"(?: ?(?P<great>百万|千万|[百千万亿]|million\b|billion\b|thousand\b|hundred\b|k\b))?"
    rf"(?:[ -]?(?:{_UNIT})(?![a-z]))?",
    re.IGNORECASE,
)
_HAN_FIGURE = re.compile(
    rf"(?P<half>半)(?={_UNITS['hour']}|年|天|个月)|(?P<figure>[零〇一二两俩双三四五六七八九十百千万亿]+)"
)
_HAN_UNIT = re.compile(rf" ?(?:{_UNIT})", re.IGNORECASE)
_WORD_FIGURE = re.compile(
    rf"\b(?P<figure>{'|'.join(sorted(_ENGLISH, key=len, reverse=True))}|half(?= an?\b| the\b)|hundred"
    rf"|thousand|dozen)(?:-(?P<more>one|two|three|four|five|six|seven|eight|nine))?"
    rf"(?: (?P<great>hundred|thousand|million|billion|dozen))?\b(?:[ -](?:{_UNIT})(?![a-z]))?",
    re.IGNORECASE,
)
_PER_CENT = re.compile(rf"百分之(?P<figure>{_ARABIC}|[零一二两三四五六七八九十百]+)")
_NEAR = r"[^\d。.;；,，]{0,6}$"
_LEAST = re.compile(
    r"(?:至少|起码|不少于|不低于|最少|最低|超过|多于|大于|高于|at least|more than|over|above|minimum(?: of)?"
    rf"|no less than|exceeds?){_NEAR}",
    re.IGNORECASE,
)
_MOST = re.compile(
    r"(?:至多|最多|最高|不超过|不多于|不到|少于|小于|低于|at most|up to|no more than|less than|under|below"
    rf"|within|maximum(?: of)?){_NEAR}",
    re.IGNORECASE,
)
_LEAST_AFTER = re.compile(r"^ ?(?:(?:以上|及以上)|or more\b|or higher\b)", re.IGNORECASE)
_MOST_AFTER = re.compile(r"^ ?(?:(?:以下|以内|之内)|or less\b|or fewer\b)", re.IGNORECASE)
_BEFORE = 24  # characters in which a bound stands
_NAMES_OF_MONTHS = "|".join(name.title() for name in _MONTHS)
_MONTH_NAMED = re.compile(
    rf"\b(?:{_NAMES_OF_MONTHS})\b(?=,? \d)|(?:(?<=in )|(?<=\d ))(?:{_NAMES_OF_MONTHS})\b"
)
_HAN_MONTH = re.compile(r"(?<!\d)(1[0-2]|[1-9]) ?月(?!内)")
_COIN = re.compile(r" ?(?:个|枚|条)? ?([A-Z]{2,6})(?![A-Za-z0-9])")
_ORDINAL = "in order"
_ORDINALS = {"second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"}
_ONE = Decimal(1)


def numbers_in(text: str) -> list[Number]:
    """``text`` is plain. Addresses and links must be out of it already."""
    left = _IDIOMS.sub("…", text)
    found = list(_months(left))
    left = _HAN_MONTH.sub("…", _MONTH_NAMED.sub("…", left))
    for pattern, read in (
        (_PER_CENT, _per_cent),
        (_FIGURE, _figure),
        (_HAN_FIGURE, _han),
        (_WORD_FIGURE, _word),
    ):
        matches = list(pattern.finditer(left))
        found += [number for match in matches if (number := read(match, left)) is not None]
        for match in reversed(matches):
            left = left[: match.start()] + "…" * len(match[0]) + left[match.end() :]
    return found


def unsupported(
    said: Iterable[Number], known: Iterable[Number], asked: Iterable[Number] = ()
) -> list[Number]:
    """Those of a sentence that its paragraph does not hold.

    ``asked``: figures of the question may be said again, unless the paragraph has another one of that unit.
    """
    known, asked = list(known), list(asked)
    units = {one.unit for one in known if one.unit}
    may = [*known, *(one for one in asked if not one.unit or one.unit not in units)]
    return [one for one in said if not any(_same(one, other) for other in may)]


def _same(said: Number, known: Number) -> bool:
    if said.value != known.value or said.bound is not known.bound:
        return False
    if _ORDINAL in {said.unit, known.unit}:
        return said.unit == _ORDINAL  # "the second" is said of two, never "two" of the second
    if "percent" in (said.unit, known.unit):
        return said.unit == known.unit
    return said.unit == known.unit or not said.unit or not known.unit


def _months(text: str) -> Iterator[Number]:
    for match in _MONTH_NAMED.finditer(text):
        yield Number(Decimal(_MONTHS[match[0].lower()]), "month of the year", written=match[0])
    for match in _HAN_MONTH.finditer(text):
        yield Number(Decimal(match[1]), "month of the year", written=match[0])


def _figure(match: re.Match[str], text: str) -> Number:
    value = Decimal(match["figure"].replace(",", ""))
    return _made(value * _GREAT.get((match["great"] or "").lower(), 1), match, text)


def _per_cent(match: re.Match[str], text: str) -> Number | None:
    figure = match["figure"]
    value = Decimal(figure) if figure[0].isdecimal() and figure.isascii() else _han_value(figure)
    return None if value is None else Number(value, "percent", _bound(match, text), match[0])


def _han(match: re.Match[str], text: str) -> Number | None:
    value = Decimal("0.5") if match["half"] else _han_value(match["figure"])
    if value is None or value == _ONE:
        return None
    found = _HAN_UNIT.match(text, match.end())
    unit = (found.lastgroup or "") if found else _coin(text, match.end())
    unit = _ORDINAL if text[match.start() - 1 : match.start()] == "第" else unit
    return Number(value, unit, _bound(match, text), match[0])


def _han_value(figure: str) -> Decimal | None:
    total, section, digit = 0, 0, 0
    for sign in figure:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        elif sign in _PLACES:
            section, digit = section + (digit or 1) * _PLACES[sign], 0
        else:
            total, section, digit = (total + section + digit or 1) * _GREAT[sign], 0, 0
    value = total + section + digit
    return Decimal(value) if value else None


def _word(match: re.Match[str], text: str) -> Number | None:
    name = match["figure"].lower()
    value = Decimal("0.5") if name == "half" else Decimal(_ENGLISH.get(name) or _GREAT.get(name) or 0)
    value = (value + (_ENGLISH[match["more"].lower()] if match["more"] else 0)) * _GREAT.get(
        (match["great"] or "").lower(), 1
    )
    if value in {0, 1}:
        return None
    return Number(value, _ORDINAL, written=match[0]) if name in _ORDINALS else _made(value, match, text)


def _made(value: Decimal, match: re.Match[str], text: str) -> Number:
    unit = next((name for name in _UNITS if match[name]), "") or _coin(text, match.end())
    return Number(value, unit, _bound(match, text), match[0])


def _coin(text: str, at: int) -> str:
    """An amount is one of some coin."""
    coin = _COIN.match(text, at)
    return coin[1].lower() if coin else ""


def _bound(match: re.Match[str], text: str) -> Bound:
    before, after = text[max(0, match.start() - _BEFORE) : match.start()], text[match.end() :]
    if _LEAST.search(before) or _LEAST_AFTER.match(after):
        return Bound.LEAST
    return Bound.MOST if _MOST.search(before) or _MOST_AFTER.match(after) else Bound.NONE
