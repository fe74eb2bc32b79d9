"""What a rule of the advice guard is, and what it says about a text. Nothing here reads a text."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    BLOCK = "block"  # cannot be sent
    SECOND_PERSON = "second_person"  # somebody else of the staff decides, and says why


class Family(StrEnum):
    SECRET = "secret"  # noqa: S105 - a name of a family
    DESTROY = "destroy"
    FEE = "fee"
    TRANSFER = "transfer"
    CONNECT = "connect"
    REMOTE = "remote"
    STRANGER = "stranger"
    PROMISE = "promise"
    SERVICE = "service"  # what is offered and does not exist
    LIKENESS = "likeness"  # known by what it resembles
    OWN = "own"  # made by a lead


@dataclass(frozen=True, slots=True)
class Reason:
    """Why it is held back, and what to write instead, in one language."""

    why: str
    instead: str


Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One element of a pattern: any of ``words``, at most ``gap`` characters behind the part before it."""

    words: Words
    gap: int = 1


Pattern = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """``patterns`` that name an act. ``after``: conditions; one that was said before the act makes it right.

    ``unless``: words that make it right when they stand in the same sentence. ``strict``: no negation helps,
    because it is one ("without your phrase we can't help"). ``alike``: it has
    no patterns, and finds what resembles harm.
    """

    id: str
    family: Family
    severity: Severity
    patterns: tuple[Pattern, ...]
    reasons: Mapping[str, Reason]
    after: tuple[tuple[Words, ...], ...] = ()
    unless: Words = ()
    strict: bool = False
    alike: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """The words by which a clause is understood; see ``words.toml`` for what each list does."""

    mask: Words
    negation: Words
    firm: Words
    negation_after: Words
    reported: Words
    supposed: Words
    verdict: Words
    next: Words
    past: Words
    cut: Words
    joined: Words
    ours: Words


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules that are in force, with the words that tell advice from a warning."""

    rules: tuple[Rule, ...]
    context: Context


@dataclass(frozen=True, slots=True)
class Found:
    """``start`` and ``end`` count code points of the text as it came."""

    rule: str
    family: Family
    severity: Severity
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleChange:
    """What a lead decided about one rule. Of the package's: ``off`` and ``severity``; an own one has it all.

    ``matches`` and ``passes``: one sentence that it must find, and one that it must let through.
    """

    id: str
    off: bool = False
    severity: Severity = Severity.BLOCK
    phrase: str = ""
    matches: str = ""
    passes: str = ""
    why: str = ""
    instead: str = ""
    version: int = 1

    @property
    def is_own(self) -> bool:
        return bool(self.phrase)
