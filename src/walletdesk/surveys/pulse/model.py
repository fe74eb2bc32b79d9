"""One question of the periodic survey, who may be asked it, and what the answers amount to."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import sqrt
from typing import NewType

from walletdesk.kernel.errors import Conflict, Invalid
from walletdesk.kernel.ids import ContactId
from walletdesk.surveys.model import COMMENT, OPEN_FOR, THINK_OVER, Settings
from walletdesk.surveys.pulse.events import PulseAnswered, PulseAsked

PulseId = NewType("PulseId", str)

ASK_AFTER = timedelta(days=7)  # what was resolved should have had time to hold
AFTER_DANGER = timedelta(days=180)  # since the last word with somebody whose coins were at risk
PROMOTERS, DETRACTORS = range(9, 11), range(7)  # as everybody counts them: 9-10 and 0-6
FEWEST = 10  # answers below which no figure is told: it would be noise, and could be told to persons
_OF_NORMAL = 1.96  # 95 of a hundred

Draw = Callable[[str], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """How things stand with a contact. ``danger_at``: when coins at risk were last talked about."""

    known: bool
    locale: str
    in_conversation: bool
    danger_at: datetime | None = None


def may_be_asked(around: Circumstances, at: datetime) -> bool:
    """Nobody in the middle of something, and nobody who was robbed a while ago."""
    fresh = around.danger_at is not None and at - around.danger_at < AFTER_DANGER
    return around.known and not around.in_conversation and not fresh


def is_drawn(contact: ContactId, settings: Settings, at: datetime, draw: Draw) -> bool:
    """Once for each contact and quiet time: asking more often does not better anybody's chance."""
    stretch = int(at.timestamp()) // (settings.quiet_days * 86_400)
    return draw(f"{contact}/{stretch}") * 100 < settings.pulse_share


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulse:
    """``why`` was screened for secrets by whoever took it in."""

    id: PulseId
    contact: ContactId
    locale: str
    asked_at: datetime
    score: int | None = None
    why: str = ""
    answered_at: datetime | None = None

    def asked(self) -> PulseAsked:
        return PulseAsked(at=self.asked_at, pulse=self.id, contact=self.contact, locale=self.locale)

    def standing(self, at: datetime) -> str:
        """``open``, ``given`` (and may still be changed), ``settled`` or ``late``."""
        if self.answered_at is None:
            return "open" if at <= self.asked_at + OPEN_FOR else "late"
        return "given" if at <= self.answered_at + THINK_OVER else "settled"

    def answered(self, score: int, why: str, at: datetime) -> tuple["Pulse", PulseAnswered]:
        if not 0 <= score <= 10:
            raise Invalid("The answer lies between 0 and 10.")
        if len(why) > COMMENT:
            raise Invalid("A comment has at most {most} characters.", most=COMMENT)
        standing = self.standing(at)
        if standing == "settled":
            raise Conflict("You have rated this already. Thank you.", code="rated_already")
        if standing == "late":
            raise Conflict("It is too late to rate this.", code="too_late")
        again = self.answered_at is not None
        told = PulseAnswered(
            at=at, pulse=self.id, contact=self.contact, score=score, locale=self.locale, again=again
        )
        return replace(self, score=score, why=why, answered_at=self.answered_at or at), told


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Why somebody gave this mark; nobody's name, nor when exactly."""

    score: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """``score``: promoters less detractors, of a hundred; ``margin``: 95 % of the time it is no farther off.

    Neither is told of fewer than ``FEWEST`` answers.
    """

    days: int
    asked: int
    answers: int
    promoters: int = 0
    passives: int = 0
    detractors: int = 0
    score: float | None = None
    margin: float | None = None
    said: Sequence[Said] = ()


def result(days: int, asked: int, given: Mapping[int, int], said: Sequence[Said]) -> Result:
    """``given``: how often each mark was given."""
    answers = sum(given.values())
    if answers < FEWEST:
        return Result(days=days, asked=asked, answers=answers)
    promoters = sum(given.get(mark, 0) for mark in PROMOTERS)
    detractors = sum(given.get(mark, 0) for mark in DETRACTORS)
    score, margin = _net(promoters / answers, detractors / answers, answers)
    return Result(
        days=days,
        asked=asked,
        answers=answers,
        promoters=promoters,
        passives=answers - promoters - detractors,
        detractors=detractors,
        score=score,
        margin=margin,
        said=said,
    )


def _net(promoters: float, detractors: float, answers: int) -> tuple[float, float]:
    """Each answer counts 1, 0 or -1; the spread of their mean."""
    net = promoters - detractors
    spread = max(promoters + detractors - net * net, 1 / answers)  # all alike: few still prove little
    return round(100 * net, 1), round(100 * _OF_NORMAL * sqrt(spread / answers), 1)
