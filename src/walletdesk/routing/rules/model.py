"""The plan of the queues, and what of it applies. An installation without one works as if it were empty."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from walletdesk.kernel.errors import Invalid

WHOLE: Final = 100  # the weight of a full conversation; those of calmer channels are a share of it
LIGHTEST: Final = 10
LEVELS: Final = range(1, 4)
LONGEST: Final = 24 * 60  # minutes
MOST: Final = 50  # of either kind: more nobody keeps in mind
_WORD = re.compile(r"[a-z][a-z0-9_-]{0,39}")
PRIORITIES: Final = ("", "high", "security")  # a rule makes more urgent, never less
LANGUAGES: Final = ("", "zh", "en")


@dataclass(frozen=True, slots=True)
class Weights:
    """What one conversation of each channel takes of an agent's capacity, in hundredths; unnamed ones, all.

    Never more than a whole: whoever has nothing at all can take one of anything.
    """

    by_channel: Mapping[str, int] = field(default_factory=dict)

    def of(self, channel: str) -> int:
        return self.by_channel.get(channel, WHOLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overflow:
    """Who waited ``minutes`` with ``team`` may be taken by ``to`` as well.

    Without ``to`` the contact is told of another way than waiting; without ``team`` too: wherever nobody
    chose one.
    """

    minutes: int
    team: str = ""
    to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What a conversation gets that fits all the conditions. An empty condition fits everything."""

    inbox: str = ""
    channel: str = ""
    language: str = ""
    topic: str = ""
    organization: str = ""
    category: str = ""
    team: str = ""
    priority: str = ""
    skill: str = ""
    level: int = 1

    def fits(self, facts: "Facts") -> bool:
        return all(getattr(self, name) in {"", getattr(facts, name)} for name in CONDITIONS)


CONDITIONS: Final = ("inbox", "channel", "language", "topic", "organization", "category")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a rule may ask about a conversation. ``topic``: what the bot took it to be about."""

    inbox: str = ""
    channel: str = ""
    language: str = ""
    topic: str = ""
    organization: str = ""
    category: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """``version`` 0: nobody has set anything yet."""

    version: int = 0
    weights: Weights = Weights()
    overflow: tuple[Overflow, ...] = ()
    rules: tuple[Rule, ...] = ()

    def __post_init__(self) -> None:
        if max(len(self.overflow), len(self.rules), len(self.weights.by_channel)) > MOST:
            raise Invalid("There can be {most} of them at most.", code="too_many_rules", most=MOST)
        for channel, weight in self.weights.by_channel.items():
            if not _WORD.fullmatch(channel) or not LIGHTEST <= weight <= WHOLE:
                raise Invalid("A conversation weighs from 0.1 to 1.", code="bad_weight")
        for one in self.overflow:
            _check_overflow(one)
        if len({(one.team, bool(one.to)) for one in self.overflow}) < len(self.overflow):
            raise Invalid("One rule for each team is enough.", code="bad_overflow")
        for rule in self.rules:
            _check_rule(rule)


def _check_overflow(one: Overflow) -> None:
    if not 1 <= one.minutes <= LONGEST:
        raise Invalid("The time is from 1 to {most} minutes.", code="bad_overflow", most=LONGEST)
    if one.to and (not one.team or one.to == one.team):
        raise Invalid("Choose two different teams.", code="bad_overflow")


def _check_rule(rule: Rule) -> None:
    if not (rule.team or rule.priority or rule.skill):
        raise Invalid("Say what such a conversation gets: a team, a priority or a skill.", code="bad_rule")
    if rule.priority not in PRIORITIES or rule.language not in LANGUAGES:
        raise Invalid("This cannot be read.", code="bad_rule")
    if rule.skill and not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", rule.skill):
        raise Invalid("A skill is a short word of small letters.", code="bad_skill")
    if rule.level not in LEVELS or (rule.level > 1 and not rule.skill):
        raise Invalid("A skill has a level from 1 to 3.", code="bad_skill")


def first(rules: Sequence[Rule], facts: Facts) -> int | None:
    """Where the first that fits stands; the others are not looked at."""
    return next((at for at, rule in enumerate(rules) if rule.fits(facts)), None)
