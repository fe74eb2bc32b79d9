"""Counting what leads watch."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from walletdesk.insights.board.model import (
    HOURS,
    LOOK_BACK,
    STEP,
    Board,
    Expected,
    Hourly,
    LookedAt,
    Named,
    OwedShown,
    PersonShown,
    Promised,
    QueueShown,
    Series,
    Standing,
    Today,
    Truth,
    midnight,
    owed_before,
    rated,
    wait_range,
)
from walletdesk.insights.board.ports import Eyes, Forecasts, Keeping, Line, Marks, People, Person, Seen, Talks
from walletdesk.kernel.clock import Clock, millis
from walletdesk.kernel.ids import AgentId, ConversationId, TeamId
from walletdesk.kernel.viewers import AgentViewer
from walletdesk.routing import Accuracy, Burden, InLine, Queue, language_of
from walletdesk.sla import Owed, OwedCount, Waited
from walletdesk.surveys import LOW

FIRST, SOONEST = 10, 10  # of each queue, and of the promises: more nobody reads on a board
MEASURED, MEASURED_FOR = 200, timedelta(hours=1)
HOUR = timedelta(hours=1)
INSTANT = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """What was read for one board."""

    queues: Sequence[Queue]
    owed: Sequence[Owed]
    owed_count: OwedCount
    waited: Sequence[Waited]
    people: Sequence[Person]
    burdens: Mapping[AgentId, Burden]
    looking: Mapping[AgentId, Mapping[ConversationId, datetime]]
    teams: Mapping[str, Named]
    seen: Mapping[ConversationId, Seen]


class Watching:
    def __init__(  # noqa: PLR0913 - a board looks into every corner
        self,
        *,
        line: Line,
        forecasts: Forecasts,
        keeping: Keeping,
        talks: Talks,
        people: People,
        eyes: Eyes,
        marks: Marks,
        clock: Clock,
        zone: str,
    ) -> None:
        self._line = line
        self._forecasts = forecasts
        self._keeping = keeping
        self._talks = talks
        self._people = people
        self._eyes = eyes
        self._marks = marks
        self._clock = clock
        self._zone = zone

    async def seen_by(self, viewer: AgentViewer, board: Board) -> Board:
        """What every lead sees, and what this one may do about it."""
        settable = await self._people.settable(viewer)
        people = [replace(one, may_set=one.agent.id in settable) for one in board.people]
        return replace(board, people=people)

    async def board(self) -> Board:
        now = self._clock()
        read = await self._read(now)
        queues = [_queue(one, read) for one in read.queues]
        waiting_since = [queue.longest_since for queue in queues if queue.longest_since is not None]
        return Board(
            at=millis(now),
            zone=self._zone,
            waiting=sum(queue.waiting for queue in queues),
            longest_since=min(waiting_since, default=None),
            wait=wait_range([one.waited for one in read.waited]),
            truth=_truth(await self._forecasts.accuracy()),
            promised=_promised(read),
            today=await self._today(now),
            queues=queues,
            people=[_person(one, read) for one in read.people],
            owed_lately=await self._owed_lately(now, read.owed_count.all),
            hourly=await self._hourly(now),
        )

    async def _read(self, now: datetime) -> _Read:
        teams = await self._people.teams()
        queues = await self._line.queues([TeamId(team.id) for team in teams], most=FIRST)
        owed, owed_count = await self._keeping.owed(SOONEST), await self._keeping.owed_count(now)
        waited = await self._keeping.waited(now - MEASURED_FOR, MEASURED)
        looking = self._eyes.looking()
        wanted = {
            *(one.conversation for queue in queues for one in queue.first),
            *(one.conversation for one in owed),
            *(one.conversation for one in waited),
            *(id for looked in looking.values() for id in looked),
        }
        return _Read(
            queues=queues,
            owed=owed,
            owed_count=owed_count,
            waited=waited,
            people=await self._people.people(),
            burdens={one.agent: one for one in await self._line.burdens()},
            looking=looking,
            teams={team.id: team for team in teams},
            seen=await self._talks.seen(wanted),
        )

    async def _today(self, now: datetime) -> Today:
        began = midnight(now, self._zone)
        ended = await self._keeping.ended(began)
        return Today(
            began=millis(began),
            kept=ended.kept,
            late=ended.late,
            gave_up=ended.gave_up,
            begun=await self._talks.begun_since(began),
            with_person=await self._keeping.wanted_of_begun(began),
            marks=rated(await self._marks.given(began), LOW),
        )

    async def _owed_lately(self, now: datetime, owed: int) -> Series:
        """The last point is ``owed``: the same figure as the board's own."""
        since, steps = (
            now - LOOK_BACK + INSTANT,
            LOOK_BACK // STEP,
        )  # what happens right now is in the last step
        asked = await self._keeping.asked_in_steps(since, STEP)
        ended = await self._keeping.ended_in_steps(since, STEP)
        points = owed_before(owed, asked, ended, steps)
        return _series(since, STEP, points)

    async def _hourly(self, now: datetime) -> Hourly:
        """Whole hours of the clock; the last is the one that runs."""
        since = midnight(now, self._zone)
        since += ((now - since) // HOUR - HOURS + 1) * HOUR
        asked = await self._keeping.asked_in_steps(since, HOUR)
        ended = await self._keeping.ended_in_steps(since, HOUR)
        return Hourly(
            asked=_series(since, HOUR, [asked.get(n, 0) for n in range(HOURS)]),
            ended=_series(since, HOUR, [ended.get(n, 0) for n in range(HOURS)]),
        )


def _series(since: datetime, step: timedelta, points: Sequence[int]) -> Series:
    return Series(since=millis(since), step=step // timedelta(milliseconds=1), points=points)


def _promised(read: _Read) -> Promised:
    count = read.owed_count
    soonest = [
        OwedShown(
            conversation=read.seen[one.conversation].shown,
            since=millis(one.started_at),
            due=None if one.due_at is None else millis(one.due_at),
        )
        for one in read.owed
        if one.conversation in read.seen
    ]
    return Promised(owed=count.all, near=count.near, broken=count.broken, soonest=soonest)


def _queue(queue: Queue, read: _Read) -> QueueShown:
    need = queue.need
    return QueueShown(
        team=read.teams.get(need.team),
        also=read.teams.get(need.also),
        skill=need.skill,
        level=need.level,
        language=need.language,
        waiting=queue.waiting,
        longest_since=None if queue.oldest_at is None else millis(queue.oldest_at),
        wait=wait_range([one.waited for one in read.waited if _is_like(one, queue, read)]),
        expected=_expected(queue),
        agents=queue.agents,
        free=queue.free,
        reason=queue.reason,
        first=[_standing(one, read) for one in queue.first if one.conversation in read.seen],
    )


def _truth(of: Accuracy) -> Truth | None:
    return None if of.share is None else Truth(told=of.told, held=of.held)


def _expected(queue: Queue) -> Expected | None:
    told = queue.told
    if told is None:
        return None
    basis = told.basis
    return Expected(
        low=told.low, high=told.high, minutes=basis.minutes, recent=basis.recent, usual=basis.usual
    )


def _is_like(waited: Waited, queue: Queue, read: _Read) -> bool:
    """Of this team and language; a queue for any language is like all of its team."""
    seen = read.seen.get(waited.conversation)
    if seen is None or (seen.team or "") != queue.need.team:
        return False
    return not queue.need.language or language_of(seen.language) == queue.need.language


def _standing(one: InLine, read: _Read) -> Standing:
    return Standing(
        conversation=read.seen[one.conversation].shown,
        place=one.place,
        since=millis(one.entered_at),
        offered_to=_named(one.offered_to, read.people),
        overflowed_at=None if one.overflowed_at is None else millis(one.overflowed_at),
    )


def _named(agent: AgentId | None, people: Iterable[Person]) -> Named | None:
    return next((Named(one.agent, one.name) for one in people if one.agent == agent), None)


def _person(person: Person, read: _Read) -> PersonShown:
    burden = read.burdens.get(person.agent)
    looked = read.looking.get(person.agent, {})
    return PersonShown(
        agent=Named(person.agent, person.name),
        state=person.state,
        since=None if person.since is None else millis(person.since),
        pause=person.pause,
        open=burden.open if burden else 0,
        units=burden.units if burden else 0,
        capacity=burden.capacity if burden else 0,
        languages=person.languages,
        teams=[read.teams[team] for team in person.teams if team in read.teams],
        looks_at=[
            LookedAt(conversation=read.seen[id].shown, since=millis(at))
            for id, at in sorted(looked.items(), key=lambda pair: pair[1])
            if id in read.seen
        ],
    )
