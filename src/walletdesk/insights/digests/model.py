"""Which period is mailed when, and what a lead has chosen. Days are those of the business's time zone."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from walletdesk.kernel.ids import AgentId

AT = time(8)  # on the wall, the morning after the period
PROOF_LIFE = timedelta(hours=24)
_A_DAY = timedelta(days=1)


class Every(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days; both count."""

    every: Every
    first: date
    last: date

    @property
    def before(self) -> "Period":
        """The one that ended when this began."""
        return _ending(self.every, self.first - _A_DAY)

    @property
    def following(self) -> date:
        """The first day after it, on which it is mailed."""
        return self.last + _A_DAY


def period(every: Every, first: date) -> Period:
    """The one that begins then, or that this day lies in."""
    begins = _begin(every, first)
    return Period(every, begins, _end(every, begins))


def newest(every: Every, now: datetime, zone: ZoneInfo) -> Period:
    """The last whole period whose morning has come."""
    there = now.astimezone(zone)
    morning = there.date() if there.time() >= AT else there.date() - _A_DAY
    return _ending(every, _begin(every, morning) - _A_DAY)


def next_at(every: Every, now: datetime, zone: ZoneInfo) -> datetime:
    """When the next mail of this kind is due."""
    running = period(every, newest(every, now, zone).following)
    return datetime.combine(running.following, AT, zone).astimezone(UTC)


def _ending(every: Every, last: date) -> Period:
    return Period(every, _begin(every, last), last)


def _begin(every: Every, day: date) -> date:
    if every is Every.WEEK:
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if every is Every.MONTH else day


def _end(every: Every, first: date) -> date:
    if every is Every.MONTH:
        return (first + timedelta(days=31)).replace(day=1) - _A_DAY
    return first + timedelta(days=6) if every is Every.WEEK else first


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """What a lead gets. ``address`` is confirmed, ``wanted`` is not yet; either may be empty.

    ``last``: of each kind that was chosen, the first day of the newest period that needs no mail any more.
    """

    agent: AgentId
    locale: str
    address: str = field(default="", repr=False)
    wanted: str = field(default="", repr=False)
    proof: str = ""
    proof_until: datetime | None = None
    last: Mapping[Every, date] = field(default_factory=dict)

    def asking(self, address: str, proof: str, now: datetime) -> "Subscription":
        """Until it is confirmed the address of before stays."""
        return replace(self, wanted=address, proof=proof, proof_until=now + PROOF_LIFE)

    def is_open(self, proof: str, now: datetime) -> bool:
        return self.proof == proof != "" and self.proof_until is not None and now < self.proof_until

    def confirmed(self) -> "Subscription":
        return replace(self, address=self.wanted, wanted="", proof="", proof_until=None)

    def choosing(
        self, chosen: Collection[Every], locale: str, now: datetime, zone: ZoneInfo
    ) -> "Subscription":
        """What is new begins with the period that runs now: nothing of the past is sent after it."""
        kinds = [every for every in Every if every in chosen]
        last = {every: self.last.get(every, newest(every, now, zone).first) for every in kinds}
        return replace(self, last=last, locale=locale)

    def due(self, now: datetime, zone: ZoneInfo) -> list[Period]:
        """The newest of each kind alone. After a long silence, or a clock that jumped, there is no storm.

        It is compared for being the same, not for being later: a clock that ran ahead and was set back must
        not silence it for years. That no period comes twice is kept by whoever mails.
        """
        if not self.address:
            return []
        found = [newest(every, now, zone) for every in self.last]
        return [one for one in found if self.last[one.every] != one.first]

    def marked(self, mailed: Collection[Period]) -> "Subscription":
        return replace(self, last={**self.last, **{one.every: one.first for one in mailed}})


@dataclass(frozen=True, slots=True)
class Figure:
    """A column of a report, as its last row has it."""

    report: str
    column: str


FIGURES = (
    Figure("volume", "began"),
    Figure("volume", "deflection"),
    Figure("waits", "p50"),
    Figure("waits", "p90"),
    Figure("waits", "abandonment"),
    Figure("first_replies", "p50"),
    Figure("first_replies", "p90"),
    Figure("resolutions", "n"),
    Figure("resolutions", "p50"),
    Figure("resolutions", "reopen_rate"),
    Figure("promises", "kept_share"),
    Figure("surveys", "overall"),
    Figure("surveys", "n"),
    Figure("backlog", "open"),
)
