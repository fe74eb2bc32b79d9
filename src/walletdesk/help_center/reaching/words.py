"""The words of the best way, the same on page, in widget, bot and portal. Nothing here reckons."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Final

from walletdesk.help_center.reaching.model import Kind, Ranked, Ranking, State, Way, Why
from walletdesk.platform.i18n import Locale, translate
from walletdesk.routing import Told
from walletdesk.sla import NOBODY, REPLY, UNTOLD

Moment = Callable[[datetime], str]

LATELY = "About {range} from here (last {minutes} min, {recent} conversations)"
USUAL = "About {range} from here ({usual} conversations at such hours)"
LATELY_AND_USUAL = "About {range} from here (last {minutes} min, {recent} conversations; {usual} before)"
MINUTES, HOURS, MINUTES_TO_HOURS = "{low}–{high} min", "{low}–{high} h", "{low} min–{high} h"
AN_HOUR = 60  # minutes

NAMES: Final = {
    Kind.CONVERSATION: "Conversation on this page",
    Kind.MESSAGE: "Leave a message",
    Kind.CALLBACK: "Callback",
    Kind.MAIL: "By e-mail",
    Kind.PORTAL: "My conversations",
}
HEADINGS: Final = {
    Kind.CONVERSATION: "Write here, and a person joins",
    Kind.MESSAGE: "Leave a message",
    Kind.CALLBACK: "Book a callback",
    Kind.MAIL: "Write us an e-mail",
    Kind.PORTAL: "My conversations",
}
CALLS: Final = {
    Kind.CONVERSATION: "Write here",
    Kind.MESSAGE: "Leave a message",
    Kind.CALLBACK: "Choose a time",
    Kind.MAIL: "Write an e-mail",
    Kind.PORTAL: "Open",
}
WITH_IT: Final = {  # what one gets there
    Kind.CONVERSATION: "A bot answers first. You can ask for a person at any time.",
    Kind.MESSAGE: "You get a number and a private link to the answer.",
    Kind.CALLBACK: (
        "A call is about a conversation with us: who never wrote to us writes first, then chooses a time. "
        "A call that is not listed under “Your callbacks” is not ours."
    ),
    Kind.MAIL: (
        "It is on our signed list of channels. Never send a recovery phrase, private key, password or code."
    ),
    Kind.PORTAL: "Write on where you wrote. What was promised stands there.",
}
STATES: Final = {
    State.FREE: "Free now",
    State.SHORT: "Short wait",
    State.LONG: "Long wait",
    State.UNKNOWN: "Open now",
    State.TIMED: "At any time",
    State.UNTIMED: "At any time",
    State.AWAY: "Nobody online",
    State.CLOSED: "Closed now",
    State.DISTURBED: "Not working now",
}
WHYS: Final = {
    Why.FREE: "Somebody has time right now.",
    Why.SHORT: "The line is short right now.",
    Why.SOONEST: "Of the ways whose time is known, this is the soonest.",
    Why.LINE_LONG: "The line is long right now. Here you need not wait.",
    Why.LINE_UNKNOWN: "We can't estimate the wait in line right now. Here you need not wait.",
    Why.LINE_AWAY: "Nobody is online for conversations right now. Here you need not wait.",
    Why.LINE_CLOSED: "Nobody is on duty for conversations right now. Here you need not wait.",
    Why.LINE_DISTURBED: "Conversations don't work right now. This does.",
    Why.NO_TIME_KNOWN: "People are online right now.",
    Why.ALONE: "No other way works right now.",
}
LONG_LINE: Final = "The line takes about {range} right now, which is long. Here you need not wait."
NEXT_FREE: Final = "Next free half hour: from {begins}."
IN_TURN: Final = "We call when it is your turn in line."
INSTEAD: Final = {  # to those who stand in line
    Kind.MESSAGE: "That is long: you can leave a message instead. Your place is kept.",
    Kind.CALLBACK: "That is long: you can ask for a callback instead. Your place is kept.",
    Kind.MAIL: "That is long: you can have the answer by e-mail. Your place is kept.",
}


def wait_words(told: Told, locale: Locale) -> str:
    """The range, and what it was measured with. It is told to somebody who waits: no word too many."""
    basis = told.basis
    said = LATELY_AND_USUAL if basis.recent and basis.usual else LATELY if basis.recent else USUAL
    measured = {"minutes": basis.minutes, "recent": basis.recent, "usual": basis.usual}
    return translate(locale, said, range=range_words(told, locale), **measured)


def range_words(told: Told, locale: Locale) -> str:
    """Minutes; from an hour on whole hours, outwards: nobody reckons with 240 minutes."""
    low, high = told.low, told.high
    if high < AN_HOUR:
        return translate(locale, MINUTES, low=low, high=high)
    hours = -(-high // AN_HOUR)
    if low < AN_HOUR:
        return translate(locale, MINUTES_TO_HOURS, low=low, high=hours)
    return translate(locale, HOURS, low=low // AN_HOUR, high=max(hours, low // AN_HOUR + 1))


def promise(by: datetime | None, locale: Locale, moment: Moment) -> str:
    if by is None:
        return translate(locale, UNTOLD)
    return translate(locale, REPLY, reply_by=moment(by))


def time_of(one: Ranked, locale: Locale, moment: Moment) -> list[str]:
    """When an answer comes on this way, in its sentences; the first is what counts."""
    way = one.way
    match one.state:
        case State.DISTURBED:
            return [translate(locale, "Nothing can be taken in there right now. Try again in a few minutes.")]
        case State.FREE:
            return [_free(way, locale), *_promised(way, locale, moment)]
        case State.SHORT | State.LONG if way.wait is not None:
            return [wait_words(way.wait, locale), *_line(way, locale)]
        case State.UNKNOWN | State.AWAY:
            said = translate(locale, UNTOLD if way.staffed else NOBODY)
            return [said, *([] if way.staffed else _promised(way, locale, moment)), *_line(way, locale)]
        case State.TIMED | State.UNTIMED if way.kind is Kind.CALLBACK:
            return [_call(way, locale, moment)]
        case _:
            return [promise(way.by, locale, moment), *_line(way, locale)]


def _call(way: Way, locale: Locale, moment: Moment) -> str:
    if way.begins is None:
        return translate(locale, IN_TURN)
    return translate(locale, NEXT_FREE, begins=moment(way.begins))


def _free(way: Way, locale: Locale) -> str:
    return translate(locale, "Somebody has time right now." if way.line else "Nobody is in line.")


def _promised(way: Way, locale: Locale, moment: Moment) -> Iterator[str]:
    if way.by is not None:
        yield promise(way.by, locale, moment)


def _line(way: Way, locale: Locale) -> Iterator[str]:
    if way.line:
        yield translate(locale, "{count} in line", count=way.line)


def why(ranking: Ranking, locale: Locale) -> str:
    """What the best way is preferred for, in one breath."""
    line = ranking.line
    if ranking.why is None:
        return ""
    if ranking.why is Why.LINE_LONG and line is not None and line.way.wait is not None:
        return translate(locale, LONG_LINE, range=range_words(line.way.wait, locale))
    return translate(locale, WHYS[ranking.why])


def best_line(ranking: Ranking, locale: Locale, moment: Moment) -> str:
    """When the best way answers, if that is known."""
    best = ranking.best
    if best is None or best.state in (State.UNKNOWN, State.UNTIMED, State.AWAY):
        return ""
    return time_of(best, locale, moment)[0]


def spoken(ranking: Ranking, locale: Locale, moment: Moment) -> list[str]:
    """What the bot says when asked how long it takes, which way is quickest, or when somebody is there."""
    paragraphs = [_hours(ranking, locale, moment)]
    if ranking.best is not None:
        name = translate(locale, HEADINGS[ranking.best.way.kind])
        best = translate(locale, "Best right now: {way}.", way=name)
        parts = [best, why(ranking, locale), best_line(ranking, locale, moment)]
        paragraphs.append(joined([part for part in parts if part], locale))
    others = [one for one in ranking.order if one is not ranking.best and not one.way.only_own]
    paragraphs += [_other(one, locale, moment) for one in others]
    return [paragraph for paragraph in paragraphs if paragraph]


def joined(sentences: list[str], locale: Locale) -> str:
    """Sentences of one paragraph: Chinese sets no blank between them."""
    return ("" if locale == "zh-CN" else " ").join(dict.fromkeys(map(_closed(locale), sentences)))


def _closed(locale: Locale) -> Callable[[str], str]:
    stop = "。" if locale == "zh-CN" else "."
    return lambda sentence: sentence if sentence.endswith((".", "。", "!", "?")) else sentence + stop


def _hours(ranking: Ranking, locale: Locale, moment: Moment) -> str:
    line = ranking.line
    if line is None or line.state is State.DISTURBED:
        return ""
    way = line.way
    if line.state is State.AWAY:
        return translate(locale, NOBODY)
    if way.open:
        if way.closes is None:
            return translate(locale, "People are on duty now, around the clock.")
        return translate(locale, "People are on duty now, until {closes}.", closes=moment(way.closes))
    if way.next_open is None:
        return translate(locale, "Nobody is on duty now. When people are back is not known.")
    return translate(
        locale, "Nobody is on duty now. People are back {next_open}.", next_open=moment(way.next_open)
    )


def _other(one: Ranked, locale: Locale, moment: Moment) -> str:
    name = translate(locale, NAMES[one.way.kind])
    said = joined(time_of(one, locale, moment), locale)
    return translate(locale, "{way}: {said}", way=name, said=said)
