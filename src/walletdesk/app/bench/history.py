"""A made-up year of support as facts: the same for the same seed, with mornings, weekends and long tails."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from walletdesk.insights.reports.model.facts import BROKEN, KEPT, ONLINE, Did, Fact
from walletdesk.kernel.clock import millis
from walletdesk.kernel.ids import new_id

DAYS = 365
CHANNELS, TEAMS = ("webchat", "webchat", "webchat", "email", "form"), ("tea_front", "tea_funds", "tea_risk")
LANGUAGES, TOPICS = ("zh", "zh", "en"), tuple(f"topic-{n}" for n in range(60))
AGENTS = tuple(f"agt_{n:026}" for n in range(40))
_HOURS = (*range(24), *range(9, 23), *range(9, 12), *range(14, 18))
_MARKS = ("overall", "speed", "manner", "solved")


def history(facts: int, last: date, seed: int = 1) -> Iterator[list[Fact]]:
    """Conversation by conversation, until there are so many facts."""
    chance, made = random.Random(seed), 0  # noqa: S311 - the same data every time
    begin = datetime.combine(last, datetime.min.time(), UTC) - timedelta(days=DAYS - 1)
    while made < facts:
        day = begin + timedelta(days=chance.randrange(DAYS))
        at = millis(day) + (chance.choice(_HOURS) * 3600 + chance.randrange(3600)) * 1000
        told = _conversation(chance, at) if chance.random() > 0.03 else _shift(chance, at)
        made += len(told)
        yield told


def _shift(chance: random.Random, at: int) -> list[Fact]:
    agent = chance.choice(AGENTS)
    until = at + chance.randrange(2, 9) * 3_600_000
    return [
        Fact(about=agent, at=at, did=Did.PRESENT, word=ONLINE),
        Fact(about=agent, at=until, did=Did.PRESENT, word="offline"),
    ]


def _conversation(chance: random.Random, at: int) -> list[Fact]:
    id, topic = new_id("cnv", at), chance.choice(TOPICS)
    channel, language = chance.choice(CHANNELS), chance.choice(LANGUAGES)
    began = Fact(about=id, at=at, did=Did.BEGAN, channel=channel, inbox="inb_1", language=language)
    told = [
        began,
        replace(began, did=Did.WROTE, key=new_id("msg", at)),
        Fact(about=id, at=at + 900, did=Did.DECIDED, key=new_id("msg", at), topic=topic, word="answered"),
    ]
    if chance.random() < 0.3:
        return [*told, Fact(about=id, at=at + 90_000, did=Did.RESOLVED, word="contact")]
    return told + list(_with_people(chance, id, at + 60_000))


def _with_people(chance: random.Random, id: str, at: int) -> Iterator[Fact]:
    team, agent = chance.choice(TEAMS), chance.choice(AGENTS)
    yield Fact(about=id, at=at, did=Did.ASKED, team=team)
    if chance.random() < 0.08:
        yield Fact(about=id, at=at + _length(chance), did=Did.LEFT, word="contact_gone")
        return
    at += _length(chance)
    yield Fact(about=id, at=at, did=Did.GIVEN, agent=agent)
    for round in range(chance.randrange(1, 5)):
        at += _length(chance)
        yield Fact(about=id, at=at, did=Did.ANSWERED, key=new_id("msg", at), agent=agent)
        if not round:
            became = BROKEN if chance.random() < 0.1 else KEPT
            yield Fact(about=id, at=at, did=Did.PROMISE, key=f"f{became}", word="first_reply", value=became)
        at += _length(chance)
        yield Fact(about=id, at=at, did=Did.WROTE, key=new_id("msg", at))
    yield Fact(about=id, at=at + 60_000, did=Did.RESOLVED, word="agent", agent=agent)
    if chance.random() < 0.2:
        for mark in _MARKS:
            value = chance.choice((1, 3, 4, 4, 5, 5))
            yield Fact(about=id, at=at + 99_000, did=Did.MARKED, key=mark, word=mark, value=value)


def _length(chance: random.Random) -> int:
    """Milliseconds; half within four minutes, one in twenty above forty."""
    return int(chance.lognormvariate(5.5, 1.4) * 1000)
