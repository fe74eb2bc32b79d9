"""What happens in one played conversation, told step by step."""

from dataclasses import dataclass
from typing import Literal

What = Literal["says", "asks", "picture", "takes", "replies", "notes", "to_team", "resolves", "rates", "ends"]


@dataclass(frozen=True, slots=True)
class Step:
    """``after``: minutes since the step before. ``text``: what is said, or the team, the mark, the agent."""

    what: What
    text: str = ""
    after: float = 1.0


@dataclass(frozen=True, slots=True)
class Story:
    """Begins ``ago`` minutes before now with ``first``; ``agent`` is the login of whoever answers.

    ``state``: how it stands at the end, so that a test can look for each.
    """

    locale: str
    ago: float
    state: str
    first: str
    steps: tuple[Step, ...] = ()
    agent: str = ""
    night: bool = False  # yesterday at half past two, when nobody was on duty


def says(text: str, after: float = 1.0) -> Step:
    return Step("says", text, after)


def asks(after: float = 0.5) -> Step:
    return Step("asks", "", after)


def picture(after: float = 1.0) -> Step:
    return Step("picture", "", after)


def takes(after: float = 1.5, who: str = "") -> Step:
    """By the story's agent, or by ``who``, who goes on with it."""
    return Step("takes", who, after)


def replies(text: str, after: float = 1.0) -> Step:
    return Step("replies", text, after)


def notes(text: str, after: float = 0.5) -> Step:
    return Step("notes", text, after)


def to_team(name: str, after: float = 1.0) -> Step:
    return Step("to_team", name, after)


def resolves(after: float = 1.5) -> Step:
    return Step("resolves", "", after)


def rates(overall: int, after: float = 3.0) -> Step:
    return Step("rates", str(overall), after)


def ends(after: float = 2.0) -> Step:
    return Step("ends", "", after)
