"""Who comes during a promotion, when, and how they behave: made up from a seed, before anybody has come.

As few as always, then twenty times as many, then as few again; the rest of the time is for those in line.
"""

from dataclasses import dataclass
from random import Random
from typing import Final

from walletdesk.platform.i18n import Locale

TIMES: Final = 20  # as many during the promotion
PEOPLE: Final = 120  # come during the promotion at scale 1
BEGINS, ENDS, LAST = 0.2, 0.6, 0.7  # shares of the play: the promotion, and when the last one comes
LOSES_LINE: Final = 9  # one in so many of the promotion
WANTS_PERSON: Final = 0.85
SHORTEST: Final = 30.0  # seconds: nobody gives up sooner, however short the play
QUESTIONS: Final = {
    "zh-CN": ("活动奖励一直没到账", "参加活动的转账一直没确认", "活动页面打不开", "转人工"),
    "en": ("my promotion reward has not arrived", "the page of the promotion does not open", "human please"),
}
MORE: Final = {
    "zh-CN": ("我还在等", "补充一下：我用的是手机", "谢谢，不急"),
    "en": ("I am still here", "one more thing: I am on my phone", "thank you, take your time"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """``at`` and ``patience`` in seconds. ``leaves_message``: rather than going away with nothing."""

    number: int
    at: float
    locale: Locale
    question: str
    more: tuple[str, ...]
    wants_person: bool
    patience: float
    leaves_message: bool
    loses_line: bool


def crowd(seed: int, *, seconds: float, scale: float = 1.0, at_once: int = 0) -> list[Guest]:
    """In the order of their coming; ``at_once`` are there when the promotion begins, besides the others."""
    chance = Random(f"rush:{seed}")  # noqa: S311 - a play
    begins, ends = BEGINS * seconds, ENDS * seconds
    a_second = PEOPLE * scale / (ends - begins)
    times = [
        *_coming(chance, 0, begins, a_second / TIMES),
        *([begins] * at_once),
        *_coming(chance, begins, ends, a_second),
        *_coming(chance, ends, LAST * seconds, a_second / TIMES),
    ]
    return [_guest(chance, number, at, seconds) for number, at in enumerate(times)]


def _coming(chance: Random, since: float, until: float, a_second: float) -> list[float]:
    """As in life: each comes by themselves, so the gaps between them are uneven."""
    times, at = [], since
    while (at := at + chance.expovariate(a_second)) < until:
        times.append(at)
    return times


def _guest(chance: Random, number: int, at: float, seconds: float) -> Guest:
    locale: Locale = chance.choice(("zh-CN", "zh-CN", "en"))
    loses_line = at >= BEGINS * seconds and number % LOSES_LINE == LOSES_LINE - 1
    return Guest(
        number=number,
        at=at,
        locale=locale,
        question=chance.choice(QUESTIONS[locale]),
        more=tuple(chance.sample(MORE[locale], chance.randint(0, 2))),
        wants_person=chance.random() < WANTS_PERSON or loses_line,
        patience=max(SHORTEST, seconds * chance.uniform(0.25, 0.7)),
        leaves_message=chance.random() < 0.5,
        loses_line=loses_line,
    )
