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
            means="So many of a hundred took this long or less. It is a length that was measured, never one in between.",
            make=partial(percentile, which=which, percent=percent),
            which=which,
        )
        for percent, title in (
            (50, "Half within"),
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
    means="Conversations in which a person was asked for and which were not resolved at the end of the day; for today, at this moment.",
    columns=(
        _apart("open", "Still open", Unit.COUNT, "Not resolved at the end of the day."),
        _apart(
            "p50",
            "Half younger than",
            Unit.LENGTH,
            "Age since a person was asked for: half had this age or less.",
        ),
        _apart("p90", "90% younger than", Unit.LENGTH, "Nine of ten had this age or less."),
        _apart("oldest", "Oldest", Unit.LENGTH, "The age of the oldest."),
    ),
    by=(By.DAY,),
)
_OF_AGENTS = Definition(
    name="agents",
    title="Load of agents",
    means="To see who carries too much, never to rank people: conversations differ. Each agent sees the own row alone.",
    columns=(
        _apart("taken", "Taken", Unit.COUNT, "Conversations that came to the agent."),
        _apart(
            "danger",
            "Theft and secrets",
            Unit.COUNT,
            "Of these, with a theft or a stopped secret: the ones that weigh.",
        ),
        _apart("replies", "Replies", Unit.COUNT, "First and next replies that ended somebody's wait."),
        _apart("online", "Online", Unit.LENGTH, "Time set to online."),
        _apart(
            "over",
            "Above the limit",
            Unit.LENGTH,
            "Time with more conversations than the agent's limit of today.",
        ),
        _apart(
            "stretch",
            "Longest without a pause",
            Unit.LENGTH,
            "The longest time online in which no break took 15 minutes or more.",
        ),
        _apart(
            "pace",
            "Against the middle",
            Unit.TIMES,
            "Taken in an hour online, against the agent in the middle: 1 is as many. Of those online for an hour at least. In the last row: the most against the fewest.",
        ),
    ),
    by=(By.AGENT,),
)

REPORTS = (
    Definition(
        name="volume",
        title="Conversations",
        means="Conversations by when they began, where they came in and what they are about.",
        columns=(
            _counted("began", "Began", "Conversations that began.", _TALKS),
            _counted(
                "deflected",
                "Solved without a person",
                "Of these, resolved or closed by now, and nobody ever asked for a person or was answered by one.",
                _DEFLECTED,
            ),
            _share(
                "deflection", "Share", "Solved without a person, of those that began.", _DEFLECTED, _TALKS
            ),
        ),
        by=_ALONG,
    ),
    Definition(
        name="first_replies",
        title="First reply",
        means="From when a person was first asked for, or from the begin if nobody asked, to the first message of an agent. Counted on the day of the reply; nights count too.",
        columns=(_counted("n", "Replies", "First replies of agents.", _FIRST), *_lengths(_FIRST)),
        by=_ALONG,
    ),
    Definition(
        name="next_replies",
        title="Next reply",
        means="From the contact's first message after an agent's answer to the agent's next one. Counted on the day of the reply; nights count too.",
        columns=(_counted("n", "Replies", "Later replies of agents.", _NEXT), *_lengths(_NEXT)),
        by=_ALONG,
    ),
    Definition(
        name="resolutions",
        title="Resolution",
        means="From the begin, or from when it was opened again, to the resolution. Counted on the day of the resolution.",
        columns=(
            _counted("n", "Resolved", "Times that a conversation was resolved.", _RESOLVED),
            *_lengths(_RESOLVED),
            _counted("reopened", "Opened again", "Times that a resolved one was opened again.", _REOPENED),
            Column(
                key="reopen_rate",
                title="Opened again, share",
                unit=Unit.SHARE,
                means="Opened again, of those resolved in the same time. Some were resolved before it.",
                make=partial(share, part=_REOPENED, whole=(_RESOLVED,)),
                which=_REOPENED,
            ),
        ),
        by=_ALONG,
    ),
    Definition(
        name="waits",
        title="Waiting in the queue",
        means="From asking for a person, or coming back to the queue, to an agent who takes it. Counted on the day it ended.",
        columns=(
            _counted("served", "Taken by an agent", "Waits that ended with an agent.", _SERVED),
            *_lengths(_SERVED),
            _counted(
                "gave_up",
                "Gave up",
                "The contact resolved it before an agent came, or was away for longer than the grace.",
                _GAVE_UP,
            ),
            _counted("lost", "Of these, line lost", "Away for longer than the grace.", _LOST),
            _share(
                "abandonment",
                "Gave up, share",
                "Gave up, of those and the ones taken.",
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
        means="First replies, next replies and resolutions that were promised, by the day they ended. A promise that is broken counts once, also when the answer came late.",
        columns=(
            _counted("kept", "Kept", "Ended in time.", _KEPT),
            _counted("broken", "Broken", "The time passed before it ended.", _BROKEN),
            _share("kept_share", "Kept, share", "Kept, of those kept and broken.", _KEPT, _KEPT, _BROKEN),
            _counted("cancelled", "Not needed any more", "The conversation was over first.", _CANCELLED),
        ),
        by=(By.PROMISE, *_ALONG),
    ),
    Definition(
        name="surveys",
        title="Satisfaction",
        means="What contacts answered, on the day of their answer. Who thought it over within a day counts with the last word; an answer after the matter was opened again takes the place of the one before.",
        columns=(
            _counted("n", "Answers", "Surveys that were answered.", _OVERALL),
            _mean("overall", "Overall", "The mean of the overall marks, from 1 to 5.", "overall"),
            _mean("speed", "Speed", "The mean of those who said.", "speed"),
            _mean("professionalism", "Professionalism", "The mean of those who said.", "professionalism"),
            _mean("manner", "Manner", "The mean of those who said.", "manner"),
            _mean("solved", "Solved", "The mean of those who said.", "solved"),
            _counted("low", "Low", "An overall mark of 1 or 2.", _LOW),
        ),
        by=_ALONG,
    ),
    Definition(
        name="bot",
        title="The bot",
        means="What the bot answered and what became of it. Only contacts judge here: who says nothing is in no share of wrong answers.",
        columns=(
            _counted(
                "talks",
                "It answered in",
                "Conversations, by the bot's first answer with an article.",
                _BOT_TALKS,
            ),
            _counted(
                "resolved",
                "Solved by it",
                "Of these, resolved or closed by now, and nobody ever asked for a person or was answered by one.",
                _BOT_RESOLVED,
            ),
            _share(
                "resolution",
                "Solved, share",
                "Solved by it, of those it answered in.",
                _BOT_RESOLVED,
                _BOT_TALKS,
            ),
            _counted("answers", "Answers", "Answers with an article.", Which(of=Of.BOT_ANSWER)),
            _counted("judged", "Judged", "Contacts said whether it helped.", _JUDGED),
            _counted("wrong", "Did not help", "Contacts said that it did not help.", _WRONG),
            _share("false_confidence", "Sure and wrong", "Did not help, of those judged.", _WRONG, _JUDGED),
        ),
        by=_ALONG,
    ),
    Definition(
        name="transfers",
        title="Transfers",
        means="From one agent to another agent or team, by the day. Back to the queue because somebody went offline is none.",
        columns=(
            _counted("taken", "Taken by an agent", "Waits that ended with an agent.", _SERVED),
            _counted(
                "transfers",
                "Transfers",
                "Times that an agent's conversation went to somebody else.",
                _TRANSFERS,
            ),
            Column(
                key="per_taken",
                title="For each one taken",
                unit=Unit.TIMES,
                means="Transfers, divided by those taken in the same time.",
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
