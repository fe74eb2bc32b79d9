"""Services that a text offers: found by the same rows of words as advice, in ``services.toml``.

Which services exist is not known here; whoever asks names those that do not.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from walletdesk.safety.advice.catalogue import LOCALES, standard
from walletdesk.safety.advice.check import check
from walletdesk.safety.advice.model import Context, Family, Found, Rule, RuleBook, Severity, Words
from walletdesk.safety.advice.phrase import pattern

_FILE = Path(__file__).parent / "services.toml"


def offered(text: str, services: Iterable[str]) -> list[Found]:
    """Where a text offers, does or claims to have done one of them. ``rule`` of each is the service."""
    return [*_offered(text, frozenset(services))]


@lru_cache(maxsize=2_000)
def _offered(text: str, services: frozenset[str]) -> tuple[Found, ...]:
    """The same text is judged with each key that is pressed, and an answer goes out many times."""
    return tuple(check(text, _book(services)))


def known() -> frozenset[str]:
    """The services that have rules."""
    return frozenset(rule.id for rule in _rules())


@lru_cache(maxsize=8)
def _book(services: frozenset[str]) -> RuleBook:
    return RuleBook(tuple(rule for rule in _rules() if rule.id in services), _context(standard().context))


@lru_cache(maxsize=1)
def _rules() -> tuple[Rule, ...]:
    read = tomllib.loads(_FILE.read_text("utf-8"))
    words: dict[str, Words] = {
        name: tuple(word for locale in LOCALES for word in lists.get(locale, ()))
        for name, lists in read["words"].items()
    }
    sure = [_rule(one, one, Severity.BLOCK, words) for one in read["rule"]]
    perhaps = [
        _rule(one, one["perhaps"], Severity.SECOND_PERSON, words) for one in read["rule"] if "perhaps" in one
    ]
    return (*sure, *perhaps)


def _rule(
    read: Mapping[str, Any], rows: Mapping[str, Any], severity: Severity, words: Mapping[str, Words]
) -> Rule:
    """``perhaps``: one of us does something to what only its holder can change, whatever it is called."""
    unless = [*read.get("unless", ()), *(["honest"] if severity is Severity.SECOND_PERSON else [])]
    return Rule(
        id=read["id"],
        family=Family.SERVICE,
        severity=severity,
        patterns=tuple(pattern(row, words) for locale in LOCALES for row in rows.get(locale, ())),
        reasons={},
        unless=sum((words[name] for name in unless), ()),
    )


def _context(context: Context) -> Context:
    """That it is done already is no excuse: "your account was frozen" is as untrue as "I'll freeze it"."""
    read = tomllib.loads(_FILE.read_text("utf-8"))["context"]
    return replace(
        context,
        past=(),
        supposed=tuple(word for word in context.supposed if word not in read["claimed"]),
        mask=(*context.mask, *read["mask"]),
        next=(),
    )
