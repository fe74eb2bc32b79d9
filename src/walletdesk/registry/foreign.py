"""Finds what can be contacted in a text: links, domains, mail addresses, handles, numbers.

Says nothing about whose they are. Transaction ids, addresses, amounts, numbers of tickets, dates and files
are no contacts. A link that was made unusable on purpose (``evil[.]example``) is none either.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from walletdesk.registry import normal
from walletdesk.registry.model import Foreign, Kind, Reason
from walletdesk.registry.platforms import SAID, platform_of

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

_ENDS = " .,;:!?)]}>*'\"_"  # what a sentence puts behind an address
_STOP = r"\s<>\"'`“”‘’《》「」【】（），。；：、！？…"
_LINK = re.compile(rf"[A-Za-z][A-Za-z0-9+.-]{{0,30}}:[/\\]{{1,3}}[^/?#,;(){_STOP}]+(?:[/?#\\][!-~]*)?")
_MAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@((?:[\w-]{1,63}\.){1,8}[\w-]{2,63})")
_DOMAIN = re.compile(r"(?<![\w@.-])(?:[\w-]{1,63}\.){1,8}[\w-]{2,63}\.?(?::\d{1,5})?(?:[/?#][!-~]*)?")
_AT = re.compile(r"(?<![\w.@/])@([A-Za-z0-9_][A-Za-z0-9_.-]{2,63})")
_HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_SENTENCE = re.compile(r"[a-z0-9]\.[A-Z][a-z]{1,2}$")  # "done.So we": a missing blank, no domain of Somalia
_FILE_ENDS = {
    "md",
    "zip",
    "mov",
    "py",
    "sh",
    "rs",
    "pl",
    "ps",
    "so",
    "cc",
    "tf",
    "bz",
    "vi",
}  # names of countries, too
_OFF_THE_LIST = {"example", "test", "onion"}  # no public suffix, and hosts nevertheless
_ALIASES = "|".join(sorted((a for said in SAID.values() for a in said.split("|")), key=len, reverse=True))
_NOUN = (
    r"(?:官方|客服)?(?:账号|帐号|账户|号码|群号|号|频道|用户名|ID|handle|account|channel|username|number)"
    r"(?:\s*+(?:是|为|叫|is|[:：=]))?"
)
_ADD = (  # blanks are taken whole: shared out among three places, a page of them would take minutes
    r"(?:加|添加|搜索?|\badd\b|\bmessage\b|\bcontact\b)\s*+(?:我们?|他们?|me|us|our|my)?\s*+"
    r"(?:的|on|via|at)?\s*+"
)
_ON_PLATFORM = re.compile(
    rf"({_ADD})?(?<![A-Za-z])({_ALIASES})(?![A-Za-z])\s*+({_NOUN}|[:：=])?\s*+"
    r"(@?[A-Za-z0-9][A-Za-z0-9_.-]{2,63})",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"\s+[a-z]")  # the word was the beginning of a sentence, not somebody's name
_NUMBERS = re.compile(
    r"(?<![\w+])\+[1-9][\d\s().-]{5,20}\d(?!\w)"  # +86 138 0013 8000
    r"|(?<![\w.,#+-])1[3-9]\d(?:[ -]?\d{4}){2}(?!\w|[.,-]\d)"  # a Chinese mobile
    r"|(?<![\w.,-])[48]00[ -]\d{3}[ -]?\d{4}(?!\w|[.,-]\d)"  # a Chinese service number
    r"|(?<![\w.,-])0\d{2,3}[ -]\d{7,8}(?!\w|[.,-]\d)"  # with an area code
    r"|(?<![\w.,-])(?:1[ -])?(?:\([2-9]\d{2}\)\s?|[2-9]\d{2}[-.])\d{3}[-.]\d{4}(?!\w|[.,-]\d)"
)
_CUED = re.compile(
    r"(?:电话|热线|手机号?|拨打|致电|打给|\bcall\b|\bphone\b|\btel\b|\bhotline\b|\bdial\b)[^\n\d]{0,12}?"
    r"(?<![\d.,])(\+?\d(?:[ ()-]{0,2}\d){4,15})(?!\w|[.,:/-]\d)",
    re.IGNORECASE,
)
_DATE = re.compile(r"(?:19|20)\d\d[-./ ]?(?:0?[1-9]|1[0-2])[-./ ]?(?:0?[1-9]|[12]\d|3[01])(?:\D.*)?")
_COUNTED = re.compile(r"\s*(?:[A-Z]{3,6}\b|wei\b|gwei\b|sats?\b|blocks?\b|%|元|美元|个|条|次|区块|秒|枚)")
_NUMBERED = re.compile(
    r"(?:#|单号|工单|编号|订单|金额|数量|高度|区块|ticket|order|nonce|block|height|amount|\bno\.|\bT-)\W{0,3}$",
    re.IGNORECASE,
)


def found_in(text: str) -> Iterator[Foreign]:
    """Everything that can be contacted, in no order; one place is found once."""
    plain, at = _folded(text)
    taken: list[tuple[int, int]] = []
    for kind, value, start, end in _candidates(plain):
        if not any(start < other_end and other_start < end for other_start, other_end in taken):
            taken.append((start, end))
            yield Foreign(
                kind=kind, value=value, start=at[start], end=at[end - 1] + 1, reason=Reason.NOT_LISTED
            )


Found = tuple[Kind, str, int, int]


def _candidates(plain: str) -> Iterator[Found]:
    if "/" in plain or "\\" in plain:
        yield from _links(plain)
    if "@" in plain:
        yield from _mails(plain)
    if "." in plain:
        yield from _domains(plain)
    yield from _handles(plain)
    yield from _numbers(plain)


def _links(plain: str) -> Iterator[Found]:
    for match in _LINK.finditer(plain):
        value = _without_han(match[0].rstrip(_ENDS), keep=match[0].index(":"))
        yield Kind.SITE, value, match.start(), match.start() + len(value)


def _without_han(value: str, keep: int) -> str:
    """Chinese goes on behind an address without a blank; a Chinese host is still a host."""
    found = [run for run in _HAN.finditer(value, keep) if run.end() == len(value)]
    return value[: found[0].start()] if found and value[: found[0].start()].rstrip("/:\\")[keep:] else value


def _mails(plain: str) -> Iterator[Found]:
    for match in _MAIL.finditer(plain):
        value = _HAN.sub("", match[0])
        if _is_domain(value.rpartition("@")[2]):
            yield Kind.MAIL, value, match.start(), match.start() + len(value)


def _domains(plain: str) -> Iterator[Found]:
    for match in _DOMAIN.finditer(plain):
        start, value = _bare(match.start(), match[0].rstrip(_ENDS))
        name = re.split("[:/?#]", value, maxsplit=1)[0]
        if _is_domain(name) and not _is_something_else(name, alone=name == value):
            yield Kind.SITE, value, start, start + len(value)


def _bare(start: int, value: str) -> tuple[int, str]:
    """Without the Chinese that runs into it on both sides."""
    if found := _HAN.match(value):
        rest = value[found.end() :]
        if rest and not rest.startswith("."):
            start, value = start + found.end(), rest
    last = [run for run in _HAN.finditer(value) if run.end() == len(value) and value[run.start() - 1] != "."]
    return start, value[: last[0].start()] if last else value


def _is_domain(name: str) -> bool:
    known = normal.host(name)
    if known is None or "." not in known:
        return False
    return known.rpartition(".")[2] in _OFF_THE_LIST or _suffixes().publicsuffix(known) not in (None, known)


def _is_something_else(name: str, *, alone: bool) -> bool:
    """A file, or two sentences without a blank between them."""
    is_file = alone and name.count(".") == 1 and name.rpartition(".")[2].lower() in _FILE_ENDS
    return is_file or _SENTENCE.search(name) is not None


def _handles(plain: str) -> Iterator[Found]:
    for match in _ON_PLATFORM.finditer(plain):
        name = match[4].rstrip(".-_")
        if _is_name(name, plain[match.start(4) + len(name) :], said_so=bool(match[1] or match[3])):
            platform = platform_of(match[2]) or ""
            yield Kind.HANDLE, f"{platform}:{name}", match.start(4), match.start(4) + len(name)
    for match in _AT.finditer(plain):
        name = match[0].rstrip(".-_")
        yield Kind.HANDLE, name, match.start(), match.start() + len(name)


def _is_name(word: str, after: str, *, said_so: bool) -> bool:
    if word.startswith("@"):
        return True
    if re.search(r"\d", word) and len(word) >= 5:
        return True
    return said_so and not _GOES_ON.match(after)


def _numbers(plain: str) -> Iterator[Found]:
    for pattern, part in ((_NUMBERS, 0), (_CUED, 1)):
        for match in pattern.finditer(plain):
            start, end = match.span(part)
            if not _is_counted(plain, start, end):
                yield Kind.PHONE, match[part], start, end


def _is_counted(plain: str, start: int, end: int) -> bool:
    """An amount, a number of something, or a date."""
    around = _COUNTED.match(plain, end) or _NUMBERED.search(plain[max(0, start - 16) : start])
    return bool(around) or _DATE.fullmatch(plain[start:end]) is not None


def _folded(text: str) -> tuple[str, list[int] | range]:
    """Full-width letters as plain ones, invisible ones gone; and where each letter stood."""
    if text.isascii():
        return text, range(len(text))
    letters, at = [], []
    for i, letter in enumerate(text):
        if unicodedata.category(letter) != "Cf":
            for plain in unicodedata.normalize("NFKC", letter):
                letters.append(plain)
                at.append(i)
    return "".join(letters), at


@cache
def _suffixes() -> "PublicSuffixList":
    from publicsuffixlist import PublicSuffixList  # noqa: PLC0415 - with the first domain

    return PublicSuffixList(accept_unknown=False)
