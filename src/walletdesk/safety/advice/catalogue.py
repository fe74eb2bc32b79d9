"""The rules that come with the package: ``words.toml`` has the words, ``rules.toml`` what is made of them."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from walletdesk.safety.advice.model import Context, Family, Reason, Rule, RuleBook, Severity, Words
from walletdesk.safety.advice.phrase import pattern

LOCALES = ("zh-CN", "en")
_HERE = Path(__file__).parent


@cache
def standard() -> RuleBook:
    """Every rule of the package in force, as it came."""
    return RuleBook(built_in(), _context())


@cache
def built_in() -> tuple[Rule, ...]:
    return tuple(_rule(read) for read in _read("rules.toml")["rule"])


@cache
def _vocabulary() -> dict[str, Words]:
    return {name: _both(lists) for name, lists in _read("words.toml")["words"].items()}


def _context() -> Context:
    said = {name: _both(lists) for name, lists in _read("words.toml")["context"].items()}
    said["mask"] = tuple(sorted(said["mask"], key=len, reverse=True))
    return Context(**said)


def _rule(read: dict[str, Any]) -> Rule:
    words = _vocabulary()
    return Rule(
        id=read["id"],
        family=Family(read["family"]),
        severity=Severity(read["severity"]),
        patterns=tuple(pattern(written, words) for locale in LOCALES for written in read.get(locale, ())),
        reasons={locale: Reason(**read["reason"][locale]) for locale in LOCALES},
        after=tuple(tuple(words[name] for name in together.split()) for together in read.get("after", ())),
        unless=sum((words[name] for name in read.get("unless", ())), ()),
        strict=read.get("strict", False),
        alike=read.get("alike", False),
    )


def _both(lists: dict[str, list[str]]) -> Words:
    return tuple(word for locale in LOCALES for word in lists.get(locale, ()))


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_HERE / name).read_text("utf-8"))
