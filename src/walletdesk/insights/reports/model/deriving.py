"""From the facts of one conversation to its figures. Whatever order they come in, the outcome is the same."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo

from walletdesk.insights.reports.model import facts as f
from walletdesk.insights.reports.model import figures as g
from walletdesk.insights.reports.model.facts import Did, Fact
from walletdesk.insights.reports.model.figures import Figure, Of, on_the_wall


def figures_of(facts: Iterable[Fact], zone: ZoneInfo) -> list[Figure]:
    """Of everything that is known ``about`` one conversation, or one agent."""
    told = sorted(facts, key=lambda fact: fact.order)
    if not told:
        return []
    story = _Story(told)
    for fact in told:
        story.team = fact.team or story.team
        _TELL[fact.did](story, fact)
    found = [*story.found, *story.unfinished()]
    return [_placed(one, zone) for one in found]


def _placed(figure: Figure, zone: ZoneInfo) -> Figure:
    day, hour = on_the_wall(figure.at, zone)
    return replace(figure, day=day, hour=hour)


_ENDS, _PEOPLE = {Did.RESOLVED, Did.CLOSED}, {Did.ASKED, Did.GIVEN, Did.ANSWERED}


def _first(told: Sequence[Fact], name: str) -> str:
    return next((told_first for fact in told if (told_first := getattr(fact, name))), "")


@dataclass(slots=True)
class _Since:
    """Something that began and has not ended. ``agent``: with whom."""

    at: int
    agent: str = ""


@dataclass(slots=True)
class _Story:
    told: Sequence[Fact]
    found: list[Figure] = field(default_factory=list)
    team: str = ""
    asked: int | None = None  # for the first time
    replied: bool = False
    owed: int | None = None  # since the contact wrote to people after an answer
    opened: int | None = None
    waits: _Since | None = None
    owed_to: _Since | None = None  # of the backlog
    held: _Since | None = None
    online: _Since | None = None
    broken: set[str] = field(default_factory=set)  # promises that were broken and have not ended
    bot_spoke: bool = False
    place: dict[str, str] = field(
        default_factory=dict
    )  # where it came in and what it is about: as first told
    in_danger: int = 0
    without_a_person: int = 0  # 1: it came to an end, and nobody asked for a person or was answered by one

    def __post_init__(self) -> None:
        did = {fact.did for fact in self.told}
        self.team = _first(self.told, "team")
        self.place = {name: _first(self.told, name) for name in ("channel", "inbox", "language", "topic")}
        self.in_danger = int(Did.DANGER in did)
        self.without_a_person = int(bool(did & _ENDS) and not did & _PEOPLE)

    def add(self, of: Of, at: int, since: int | None = None, **more: str | int) -> None:
        """``since``: where it has a length."""
        seconds = None if since is None else max(0, at - since) // 1000
        self.found.append(self.figure(of, at, seconds, **more))

    def stretch(self, of: Of, since: _Since, until: int | None, **more: str | int) -> Figure:
        """One that is counted by its begin; without an end it goes on."""
        seconds = None if until is None else max(0, until - since.at) // 1000
        return self.figure(of, since.at, seconds, agent=since.agent, **more)

    def figure(self, of: Of, at: int, seconds: int | None, **more: str | int) -> Figure:
        plain = Figure(about=self.told[0].about, of=of, at=at, seconds=seconds, team=self.team)
        return replace(plain, **self.place, **more)  # type: ignore[arg-type]

    def unfinished(self) -> list[Figure]:
        """What goes on. Waits that go on are seen on the live board, not in a report."""
        found = []
        if self.held:
            found.append(self.stretch(Of.HELD, self.held, None, value=self.in_danger))
        if self.owed_to:
            found.append(self.stretch(Of.BACKLOG, self.owed_to, None))
        if self.online:
            found.append(self.stretch(Of.ONLINE, self.online, None))
        return found


def _began(story: _Story, fact: Fact) -> None:
    story.opened = fact.at
    story.add(Of.CONVERSATION, fact.at, value=story.without_a_person)


def _reopened(story: _Story, fact: Fact) -> None:
    story.opened = fact.at
    story.add(Of.REOPENED, fact.at)


def _wrote(story: _Story, fact: Fact) -> None:
    if story.replied and story.owed is None:
        story.owed = fact.at


def _decided(story: _Story, fact: Fact) -> None:
    if fact.word != f.ANSWERED_BY_BOT:
        return
    if not story.bot_spoke:
        story.bot_spoke = True
        story.add(Of.BOT_TALK, fact.at, value=story.without_a_person)
    said = [one.value for one in story.told if one.did is Did.JUDGED and one.key == fact.key]
    judged = g.UNJUDGED if not said else g.HELPED if said[-1] else g.WRONG
    story.add(Of.BOT_ANSWER, fact.at, value=judged)


def _asked(story: _Story, fact: Fact) -> None:
    if story.asked is None:
        story.asked = fact.at
    if story.waits is None:
        story.waits = _Since(fact.at)
    if story.owed_to is None:
        story.owed_to = _Since(fact.at)


def _given(story: _Story, fact: Fact) -> None:
    if story.waits:
        story.add(Of.WAIT, fact.at, story.waits.at, word=g.SERVED, agent=fact.agent)
        story.waits = None
    if story.held and story.held.agent != fact.agent:
        story.add(Of.TRANSFER, fact.at, agent=story.held.agent)
    _let_go(story, fact.at)
    story.held = _Since(fact.at, fact.agent)
    if story.owed_to is None:
        story.owed_to = _Since(fact.at)


def _taken_back(story: _Story, fact: Fact) -> None:
    if fact.word == f.TRANSFERRED and story.held:
        story.add(Of.TRANSFER, fact.at, agent=story.held.agent)
    _let_go(story, fact.at)


def _answered(story: _Story, fact: Fact) -> None:
    if not story.replied:
        since = story.asked if story.asked is not None else story.opened
        story.add(Of.FIRST_REPLY, fact.at, fact.at if since is None else since, agent=fact.agent)
    elif story.owed is not None:
        story.add(Of.NEXT_REPLY, fact.at, story.owed, agent=fact.agent)
    story.replied, story.owed = True, None


def _resolved(story: _Story, fact: Fact) -> None:
    if story.opened is not None:
        story.add(Of.RESOLUTION, fact.at, story.opened, word=fact.word, agent=fact.agent)
    story.opened = story.owed = None
    _stop_waiting(story, fact.at, g.GAVE_UP if fact.word == f.CONTACT else g.OVER)
    _let_go(story, fact.at)
    if story.owed_to:
        story.found.append(story.stretch(Of.BACKLOG, story.owed_to, fact.at))
        story.owed_to = None


def _left(story: _Story, fact: Fact) -> None:
    _stop_waiting(story, fact.at, g.LOST if fact.word == f.GONE else g.OVER)


def _stop_waiting(story: _Story, at: int, how: str) -> None:
    if story.waits:
        story.add(Of.WAIT, at, story.waits.at, word=how)
        story.waits = None


def _let_go(story: _Story, at: int) -> None:
    if story.held:
        story.found.append(story.stretch(Of.HELD, story.held, at, value=story.in_danger))
        story.held = None


def _promise(story: _Story, fact: Fact) -> None:
    """A promise that was broken and then kept late is broken once."""
    is_known = fact.word in story.broken
    if fact.value == f.BROKEN:
        story.broken.add(fact.word)
    else:
        story.broken.discard(fact.word)
    if not is_known:
        story.add(Of.PROMISE, fact.at, word=fact.word, value=f.BROKEN if fact.value == f.LATE else fact.value)


def _marked(story: _Story, fact: Fact) -> None:
    """The last answer to a survey counts alone, on the day when it was first given."""
    survey, *more = fact.key.split(".")
    same = [one for one in story.told if one.did is Did.MARKED and one.key.split(".")[0] == survey]
    if fact.at == same[-1].at:
        at = int(more[1]) if more[1:] else same[0].at  # facts of before do not know it
        story.add(Of.MARK, at, word=fact.word, value=fact.value, agent=fact.agent)


def _present(story: _Story, fact: Fact) -> None:
    if fact.word == f.ONLINE:
        story.online = story.online or _Since(fact.at, fact.about)
    elif story.online:
        story.found.append(story.stretch(Of.ONLINE, story.online, fact.at))
        story.online = None


def _nothing(story: _Story, fact: Fact) -> None:
    """It says something about what else is counted."""


_TELL: dict[Did, Callable[[_Story, Fact], None]] = {
    Did.BEGAN: _began,
    Did.REOPENED: _reopened,
    Did.DANGER: _nothing,
    Did.WROTE: _wrote,
    Did.DECIDED: _decided,
    Did.JUDGED: _nothing,
    Did.MOVED: _nothing,
    Did.TAKEN_BACK: _taken_back,
    Did.ASKED: _asked,
    Did.GIVEN: _given,
    Did.ANSWERED: _answered,
    Did.RESOLVED: _resolved,
    Did.LEFT: _left,
    Did.CLOSED: _resolved,
    Did.PROMISE: _promise,
    Did.MARKED: _marked,
    Did.PRESENT: _present,
}
