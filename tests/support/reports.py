"""Two hundred events as they are told, their facts, and a store of figures in memory."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from walletdesk import assistant, conversations, routing, sla, staff, surveys
from walletdesk.insights.reports.model.deriving import figures_of
from walletdesk.insights.reports.model.facts import Fact
from walletdesk.insights.reports.model.figures import Figure, Of
from walletdesk.insights.reports.model.reports import By
from walletdesk.insights.reports.model.stretches import Stretch
from walletdesk.insights.reports.model.tally import Counted, Which
from walletdesk.insights.reports.ports import Asked
from walletdesk.insights.reports.reactions import facts_of, said
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import ConversationId

TWO_HUNDRED = Path(__file__).parents[1] / "data" / "insights" / "two_hundred.jsonl"
BERLIN = ZoneInfo("Europe/Berlin")
SATURDAY, SUNDAY, MONDAY = date(2026, 3, 28), date(2026, 3, 29), date(2026, 3, 30)
_TOLD_BY = (assistant, conversations, routing, sla, staff, surveys)


def two_hundred() -> list[Event]:
    return [_event(msgspec.json.decode(line)) for line in TWO_HUNDRED.read_text("utf-8").splitlines()]


def _event(told: dict[str, Any]) -> Event:
    name = told.pop("event")
    kind = next(getattr(folder, name) for folder in _TOLD_BY if hasattr(folder, name))
    event: Event = msgspec.convert(told, type=kind)
    return event


def facts(events: Sequence[Event]) -> list[Fact]:
    return [
        fact
        for event in events
        for fact in (said(event) if isinstance(event, conversations.MessageAdded) else facts_of(event))
    ]


def figures(told: Sequence[Fact], zone: ZoneInfo = BERLIN) -> list[Figure]:
    about = {fact.about for fact in told}
    return [
        figure for one in sorted(about) for figure in figures_of([f for f in told if f.about == one], zone)
    ]


class MemoryFigures:
    """The port ``Figures``, by looking at every one."""

    def __init__(self, every: Sequence[Figure]) -> None:
        self.every = every

    async def counted(
        self, of: Collection[Of], asked: Asked, *, lengths: bool = False
    ) -> Sequence[tuple[str | int, Counted]]:
        return [
            (
                _key(one, asked.by),
                Counted(one.of, one.word, one.value, 1, _length(one) if lengths else ()),
            )
            for one in self._asked(asked)
            if one.of in of
        ]

    async def stretches(
        self, of: Of, asked: Asked, since: int, until: int, *, agent: str = ""
    ) -> Sequence[Stretch]:
        every = [
            Stretch(
                at=one.at,
                until=None if one.seconds is None else one.at + one.seconds * 1000,
                agent=one.agent,
                weighs=bool(one.value),
                channel=one.channel,
            )
            for one in self._narrowed(asked)
            if one.of is of and agent in {"", one.agent}
        ]
        return [one for one in every if one.at < until and (one.until is None or one.until >= since)]

    async def behind(
        self, which: Which, asked: Asked, key: str | int, most: int
    ) -> Sequence[tuple[ConversationId, int, int | None]]:
        some = [
            one
            for one in self._asked(asked)
            if which.holds((one.of, one.word, one.value)) and _key(one, asked.by) == key
        ]
        some.sort(key=lambda one: (-1 if one.seconds is None else one.seconds, one.at), reverse=True)
        return [(ConversationId(one.about), one.at, one.seconds) for one in some[:most]]

    async def replies(self, asked: Asked, *, agent: str = "") -> Mapping[str, int]:
        found: dict[str, int] = {}
        for one in self._asked(asked):
            if one.of in {Of.FIRST_REPLY, Of.NEXT_REPLY} and one.agent and agent in {"", one.agent}:
                found[one.agent] = found.get(one.agent, 0) + 1
        return found

    def _narrowed(self, asked: Asked) -> list[Figure]:
        return [
            one
            for one in self.every
            if asked.channel in {"", one.channel}
            and asked.team in {"", one.team}
            and asked.language in {"", one.language}
        ]

    def _asked(self, asked: Asked) -> list[Figure]:
        first, last = asked.first.toordinal(), asked.last.toordinal()
        return [one for one in self._narrowed(asked) if first <= one.day <= last]


def _length(one: Figure) -> Sequence[int]:
    return () if one.seconds is None else (one.seconds,)


def _key(one: Figure, by: By) -> str | int:
    weekday = date.fromordinal(one.day).weekday()
    keys: dict[By, str | int] = {
        By.DAY: one.day,
        By.WEEK: one.day - weekday,
        By.WEEKDAY: weekday,
        By.HOUR: one.hour,
        By.CHANNEL: one.channel,
        By.TEAM: one.team,
        By.LANGUAGE: one.language,
        By.TOPIC: one.topic,
        By.PROMISE: one.word,
        By.AGENT: one.agent,
    }
    return keys[by]


class NamesOfTwo:
    async def teams(self) -> Mapping[str, str]:
        return {"tea_front": "Front", "tea_funds": "Funds desk"}

    async def agents(self) -> Mapping[str, str]:
        return {"agt_ana": "Ana", "agt_bo": "Bo"}

    async def topics(self, locale: str) -> Mapping[str, str]:
        return {"gas-fee": "Network fees", "swap": "Swaps"}

    async def weights(self) -> Mapping[str, int]:
        return {}

    async def capacities(self) -> Mapping[str, int]:
        return {"agt_ana": 1, "agt_bo": 1}
