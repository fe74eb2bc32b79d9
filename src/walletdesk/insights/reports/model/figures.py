"""What is counted: one figure for each thing that happened, in the words of the reports."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from walletdesk.kernel.clock import from_millis, millis

DAYS_OF_WEEK = 7


class Of(StrEnum):
    """What a figure is of. Those with an end have ``seconds``; None while it has not come."""

    CONVERSATION = "conversation"  # value 1: resolved, and nobody ever asked for a person
    FIRST_REPLY = "first_reply"
    NEXT_REPLY = "next_reply"
    RESOLUTION = "resolution"  # word: by whom
    REOPENED = "reopened"
    WAIT = "wait"  # word: how it ended
    TRANSFER = "transfer"
    PROMISE = "promise"  # word: which; value: BROKEN, KEPT or CANCELLED
    MARK = "mark"  # word: which of the five; value: 1 to 5
    BOT_TALK = "bot_talk"  # value 1: resolved, and nobody ever asked for a person
    BOT_ANSWER = "bot_answer"  # value: UNJUDGED, HELPED or WRONG
    BACKLOG = "backlog"  # from asking for a person to the resolution
    HELD = "held"  # an agent has the conversation; value 1: theft or a stopped secret
    ONLINE = "online"  # of an agent


SERVED, GAVE_UP, LOST, OVER = "served", "gave_up", "lost", "over"  # how a wait ended
UNJUDGED, HELPED, WRONG = 0, 1, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """``day``: the date's ordinal and ``hour`` the hour of the clock where the installation is."""

    about: str
    of: Of
    at: int
    day: int = 0
    hour: int = 0
    channel: str = ""
    inbox: str = ""
    team: str = ""
    agent: str = ""
    language: str = ""
    topic: str = ""
    word: str = ""
    value: int = 0
    seconds: int | None = None


def on_the_wall(at: int, zone: ZoneInfo) -> tuple[int, int]:
    """Day and hour there. An hour that the clock shows twice is one hour of the reports."""
    there = from_millis(at).astimezone(zone)
    return there.toordinal(), there.hour


def begins(day: int, zone: ZoneInfo) -> int:
    """When this day begins there: where the clock skips midnight, with the first moment after it."""
    there = datetime.combine(date.fromordinal(day), datetime.min.time(), zone)
    return millis(there.astimezone(UTC))


def days(first: date, last: date) -> list[int]:
    return [(first + timedelta(days=n)).toordinal() for n in range((last - first).days + 1)]
