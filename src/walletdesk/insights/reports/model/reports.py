"""The reports: which columns each has, and what a number in them means. The sentences are the catalogues' keys."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from walletdesk.insights.reports.model import facts as f
from walletdesk.insights.reports.model import figures as g
from walletdesk.insights.reports.model.figures import Of
from walletdesk.insights.reports.model.tally import Number, Tally, Which, count, mean, percentile, share


class By(StrEnum):
    """What the rows of a report are."""

    DAY = "day"
    WEEK = "week"
    WEEKDAY = "weekday"
    HOUR = "hour"
    CHANNEL = "channel"
    TEAM = "team"
    LANGUAGE = "language"
    TOPIC = "topic"
    PROMISE = "promise"
    AGENT = "agent"


class Unit(StrEnum):
    COUNT = "count"
    SHARE = "share"  # 0 to 1
    LENGTH = "length"  # seconds
    MARK = "mark"  # 1 to 5
    TIMES = "times"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """``which``: the figures behind a cell, to look them up. ``None``: it is made of several."""

    key: str
    title: str
    unit: Unit
    means: str
    make: Callable[[Tally], Number]
    which: Which | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    name: str
    title: str
    means: str
    columns: Sequence[Column]
    by: Sequence[By]

    @property
    def kinds(self) -> tuple[Of, ...]:
        return tuple(sorted({column.which.of for column in self.columns if column.which}))

    @property
    def has_lengths(self) -> bool:
        return any(column.unit is Unit.LENGTH for column in self.columns)

    def column(self, key: str) -> Column | None:
        return next((column for column in self.columns if column.key == key), None)


_ALONG = (By.DAY, By.WEEK, By.WEEKDAY, By.HOUR, By.CHANNEL, By.TEAM, By.LANGUAGE, By.TOPIC)


def _counted(key: str, title: str, means: str, which: Which) -> Column:
    return Column(
        key=key, title=title, unit=Unit.COUNT, means=means, make=partial(count, which=which), which=which
    )


def _share(key: str, title: str, means: str, part: Which, *whole: Which) -> Column:
    make = partial(share, part=part, whole=whole)
    return Column(key=key, title=title, unit=Unit.SHARE, means=means, make=make, which=part)


def _lengths(which: Which) -> list[Column]:
    """Four percentiles."""
    return [
        Column(
            key=f"p{percent}",
            title=title,
            unit=Unit.LENGTH,
            means="This share took this long or less. It is a time that was really measured, not an average.",
            make=partial(percentile, which=which, percent=percent),
            which=which,
        )
        for percent, title in (
            (50, "50% within"),
            (75, "75% within"),
            (90, "90% within"),
            (95, "95% within"),
        )
    ]


def _mean(key: str, title: str, means: str, word: str) -> Column:
    which = Which(of=Of.MARK, words=(word,))
    return Column(
        key=key, title=title, unit=Unit.MARK, means=means, make=partial(mean, which=which), which=which
    )


def _apart(key: str, title: str, unit: Unit, means: str) -> Column:
    return Column(key=key, title=title, unit=unit, means=means, make=_unknown, which=None)


def _unknown(_: Tally) -> Number:
    return None


_TALKS, _FIRST, _NEXT = Which(of=Of.CONVERSATION), Which(of=Of.FIRST_REPLY), Which(of=Of.NEXT_REPLY)
_RESOLVED, _REOPENED, _TRANSFERS = Which(of=Of.RESOLUTION), Which(of=Of.REOPENED), Which(of=Of.TRANSFER)
_SERVED, _GAVE_UP = Which(of=Of.WAIT, words=(g.SERVED,)), Which(of=Of.WAIT, words=(g.GAVE_UP, g.LOST))
_LOST = Which(of=Of.WAIT, words=(g.LOST,))
_KEPT = Which(of=Of.PROMISE, values=(f.KEPT,))
_BROKEN = Which(of=Of.PROMISE, values=(f.BROKEN,))
_CANCELLED = Which(of=Of.PROMISE, values=(f.CANCELLED,))
_OVERALL, _LOW = Which(of=Of.MARK, words=("overall",)), Which(of=Of.MARK, words=("overall",), values=(1, 2))
_BOT_TALKS, _BOT_RESOLVED = Which(of=Of.BOT_TALK), Which(of=Of.BOT_TALK, values=(1,))
_DEFLECTED = Which(of=Of.CONVERSATION, values=(1,))
_JUDGED = Which(of=Of.BOT_ANSWER, values=(g.HELPED, g.WRONG))
_WRONG = Which(of=Of.BOT_ANSWER, values=(g.WRONG,))

_ALONG_TIME = Definition(  # counted apart: how it stood at the end of each day
    name="backlog",
    title="Backlog",
    means="Conversations in which an agent was asked for and that were still unresolved at the end of the day; for today, right now.",
    columns=(
        _apart("open", "Still open", Unit.COUNT, "Unresolved at the end of the day."),
        _apart(
            "p50",
            "50% younger than",
            Unit.LENGTH,
            "Time since an agent was asked for: half had waited this long or less.",
        ),
        _apart("p90", "90% younger than", Unit.LENGTH, "Nine in ten had waited this long or less."),
        _apart("oldest", "Oldest", Unit.LENGTH, "How long the oldest had waited."),
    ),
    by=(By.DAY,),
)
_OF_AGENTS = Definition(
    name="agents",
    title="Agent workload",
    means="Shows who carries too much. It is not a ranking: conversations differ. Agents see only their own row.",
    columns=(
        _apart("taken", "Taken", Unit.COUNT, "Conversations the agent took."),
        _apart(
            "danger",
            "Theft and secrets",
            Unit.COUNT,
            "Of these, about a theft or a stopped secret: the heavy ones.",
        ),
        _apart("replies", "Replies", Unit.COUNT, "First and next replies to contacts who were waiting."),
        _apart("online", "Online", Unit.LENGTH, "Time with the status online."),
        _apart(
            "over",
            "Over the limit",
            Unit.LENGTH,
            "Time with more conversations than the agent's present limit.",
        ),
        _apart(
            "stretch",
            "Longest without a break",
            Unit.LENGTH,
            "Longest time online without a break of 15 minutes or more.",
        ),
        _apart(
            "pace",
            "Pace against the median",
            Unit.TIMES,
            "Conversations taken per hour online, against the median agent: 1 means the same. Only agents online for an hour or more. Last row: highest divided by lowest.",
        ),
    ),
    by=(By.AGENT,),
)

REPORTS = (
    Definition(
        name="volume",
        title="Conversations",
        means="New conversations: when they started, where they came from and what they are about.",
        columns=(
            _counted("began", "Started", "Conversations that started.", _TALKS),
            _counted(
                "deflected",
                "Resolved without an agent",
                "Of these, resolved or closed by now without anybody asking for an agent or being answered by one.",
                _DEFLECTED,
            ),
            _share(
                "deflection",
                "Self-service rate",
                "Resolved without an agent, as a share of those that started.",
                _DEFLECTED,
                _TALKS,
            ),
        ),
        by=_ALONG,
    ),
    Definition(
        name="first_replies",
        title="First reply",
        means="From when an agent was first asked for (or from the start, if nobody asked) to the agent's first message. Counted on the day of the reply. Nights and days off count too.",
        columns=(_counted("n", "Replies", "Agents' first replies.", _FIRST), *_lengths(_FIRST)),
        by=_ALONG,
    ),
    Definition(
        name="next_replies",
        title="Next reply",
        means="From the contact's first message after an agent's reply to the agent's next reply. Counted on the day of that reply. Nights and days off count too.",
        columns=(_counted("n", "Replies", "Agents' replies after the first.", _NEXT), *_lengths(_NEXT)),
        by=_ALONG,
    ),
    Definition(
        name="resolutions",
        title="Resolution",
        means="From the start (or the reopening) to the resolution. Counted on the day it was resolved.",
        columns=(
            _counted("n", "Resolved", "How often conversations were resolved.", _RESOLVED),
            *_lengths(_RESOLVED),
            _counted("reopened", "Reopened", "How often resolved conversations were reopened.", _REOPENED),
            Column(
                key="reopen_rate",
                title="Reopen rate",
                unit=Unit.SHARE,
                means="Reopened, divided by those resolved in the same period. Some of them were resolved earlier.",
                make=partial(share, part=_REOPENED, whole=(_RESOLVED,)),
                which=_REOPENED,
            ),
        ),
        by=_ALONG,
    ),
    Definition(
        name="waits",
        title="Queue wait",
        means="From asking for an agent (or coming back to the queue) until an agent takes over. Counted on the day the wait ended.",
        columns=(
            _counted("served", "Taken by an agent", "Waits that ended with an agent taking over.", _SERVED),
            *_lengths(_SERVED),
            _counted(
                "gave_up",
                "Abandoned",
                "The contact ended it before an agent came, or was disconnected for longer than a place is kept.",
                _GAVE_UP,
            ),
            _counted(
                "lost", "Of these, disconnected", "Disconnected for longer than a place is kept.", _LOST
            ),
            _share(
                "abandonment",
                "Abandonment rate",
                "Abandoned, as a share of abandoned and taken.",
                _GAVE_UP,
                _SERVED,
                _GAVE_UP,
            ),
        ),
        by=_ALONG,
    ),
    Definition(
        name="promises",
        title="Promises kept",
        means="Promised first replies, next replies and resolutions, on the day they were kept or missed. A missed promise counts once, even if the answer came late.",
        columns=(
            _counted("kept", "Kept", "Done by the time promised.", _KEPT),
            _counted("broken", "Missed", "The promised time passed first.", _BROKEN),
            _share("kept_share", "Share kept", "Kept, as a share of kept and missed.", _KEPT, _KEPT, _BROKEN),
            _counted(
                "cancelled",
                "No longer needed",
                "The conversation ended before the promise was due.",
                _CANCELLED,
            ),
        ),
        by=(By.PROMISE, *_ALONG),
    ),
    Definition(
        name="surveys",
        title="Satisfaction",
        means="Contacts' ratings, on the day they were given. If a rating is changed within a day, the last one counts; a rating after reopening replaces the one before.",
        columns=(
            _counted("n", "Answers", "Surveys answered.", _OVERALL),
            _mean("overall", "Overall", "Average overall rating, from 1 to 5.", "overall"),
            _mean("speed", "Speed", "Average of those who rated it.", "speed"),
            _mean("professionalism", "Professionalism", "Average of those who rated it.", "professionalism"),
            _mean("manner", "Manner", "Average of those who rated it.", "manner"),
            _mean("solved", "Solved", "Average of those who rated it.", "solved"),
            _counted("low", "Low ratings", "An overall rating of 1 or 2.", _LOW),
        ),
        by=_ALONG,
    ),
    Definition(
        name="bot",
        title="Bot answers",
        means="What the bot answered and how it went. Only contacts' own words count: those who said nothing are neither right nor wrong answers.",
        columns=(
            _counted(
                "talks",
                "Conversations answered",
                "Conversations in which the bot answered with an article, on the day of its first answer.",
                _BOT_TALKS,
            ),
            _counted(
                "resolved",
                "Resolved by the bot",
                "Of these, resolved or closed by now without anybody asking for an agent or being answered by one.",
                _BOT_RESOLVED,
            ),
            _share(
                "resolution",
                "Resolution rate",
                "Resolved by the bot, as a share of the conversations it answered.",
                _BOT_RESOLVED,
                _BOT_TALKS,
            ),
            _counted("answers", "Answers", "Answers with an article.", Which(of=Of.BOT_ANSWER)),
            _counted(
                "judged", "Feedback given", "Answers of which the contact said whether they helped.", _JUDGED
            ),
            _counted(
                "wrong", "Did not help", "Answers of which the contact said that they did not help.", _WRONG
            ),
            _share(
                "false_confidence",
                "Wrong-answer rate",
                "Did not help, as a share of answers with feedback.",
                _WRONG,
                _JUDGED,
            ),
        ),
        by=_ALONG,
    ),
    Definition(
        name="transfers",
        title="Transfers",
        means="From one agent to another agent or team, by day. Going back to the queue because an agent went offline is not a transfer.",
        columns=(
            _counted("taken", "Taken by an agent", "Waits that ended with an agent taking over.", _SERVED),
            _counted(
                "transfers",
                "Transfers",
                "How often an agent's conversation was handed to somebody else.",
                _TRANSFERS,
            ),
            Column(
                key="per_taken",
                title="Per conversation taken",
                unit=Unit.TIMES,
                means="Transfers divided by conversations taken in the same period.",
                make=partial(share, part=_TRANSFERS, whole=(_SERVED,)),
                which=_TRANSFERS,
            ),
        ),
        by=_ALONG,
    ),
    _ALONG_TIME,
    _OF_AGENTS,
)


def definition(name: str) -> Definition | None:
    return next((one for one in REPORTS if one.name == name), None)
