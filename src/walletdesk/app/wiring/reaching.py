"""The ways to reach people here: the one list of them, and what is said while nothing can be asked.

A new way is one more entry of the list: everything that ranks, shows or speaks of ways takes it from there.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from walletdesk.app.wiring.engine import Engine
from walletdesk.app.wiring.heart import shown_in
from walletdesk.app.wiring.people import Staff
from walletdesk.app.wiring.waiting import Prospect
from walletdesk.app.wiring.work import Work
from walletdesk.callbacks import Booking
from walletdesk.help_center.reaching import Channel, Kind, Opening, Quiet, Reach, Reaching, State, Way, Ways
from walletdesk.help_center.reaching.ports import About
from walletdesk.help_center.reaching.words import INSTEAD, joined, spoken, wait_words
from walletdesk.hours import Place, Timetable
from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Unavailable
from walletdesk.platform.i18n import translate, when
from walletdesk.platform.settings import Settings
from walletdesk.registry import Kind as Listed
from walletdesk.registry import Registry
from walletdesk.routing import Need, language_of

DAYS = 7  # of hours to come that are shown
AHEAD = timedelta(hours=24)  # in which quiet hours are looked for
HOUR = timedelta(hours=1)
FOR_RESEARCHERS = "security"  # the name of the entry that security.txt gives out
PATIENCE = 3.0  # seconds: a page without figures now is better than one with them after the reader has gone


class Conversations:
    """In the widget, from the end of the line of this language."""

    def __init__(self, engine: Engine, work: Work) -> None:
        self._settings, self._clock = engine.settings, engine.clock
        self._work = work

    async def now(self, locale: str) -> Way | None:
        if not self._settings.inboxes:
            return None
        inbox = self._settings.inboxes[0]
        place, at = Place(inbox=inbox.id, language=locale), self._clock()
        timetable = await self._work.timetables.at(place)
        come = await self._work.routing.standings.arrival(
            Need(language=language_of(locale)), channel="webchat"
        )
        promised = await Prospect(self._work, self._clock).of(channel="webchat", place=place)
        return Way(
            kind=Kind.CONVERSATION,
            to=conversation_page(inbox.id, locale),
            live=True,
            open=promised.open,
            next_open=promised.next_open,
            closes=timetable.closes(at),
            staffed=come.staffed,
            room=come.room,
            line=come.line,
            wait=come.told if promised.open else None,
            by=promised.by,
            limit=timedelta(minutes=inbox.long_wait_minutes),
        )


class Messages:
    """Left once and answered later, at any time."""

    def __init__(self, engine: Engine, work: Work) -> None:
        self._engine = engine
        self._work = work

    async def now(self, locale: str) -> Way | None:
        place = Place(inbox=first_inbox(self._engine.settings), language=locale)
        promised = await Prospect(self._work, self._engine.clock).of(channel="form", place=place)
        return Way(kind=Kind.MESSAGE, to=message_page(locale), by=promised.by)


class Calls:
    """We call, in a half hour that is still free. None where nothing can be booked at all."""

    def __init__(self, engine: Engine, booking: Booking) -> None:
        self._settings = engine.settings
        self._booking = booking

    async def now(self, locale: str) -> Way | None:
        place = Place(inbox=first_inbox(self._settings), language=locale)
        offered = await self._booking.offered(place)
        if not offered:
            return None
        first = offered.slots[0] if offered.slots else None
        return Way(
            kind=Kind.CALLBACK,
            to=callbacks_page(locale),
            begins=first.begins if first else None,
            by=first.ends if first else None,
        )


class MailAddress:
    """The first whole address on the signed list that is not for reports of weaknesses alone.

    What is answered there is not measured here.
    """

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    async def now(self, _: str) -> Way | None:
        listed = [one for one in self._registry.entries() if one.kind is Listed.MAIL]
        whole = [one.value for one in listed if "@" in one.value and one.name != FOR_RESEARCHERS]
        return Way(kind=Kind.MAIL, to=whole[0]) if whole else None


class Portal:
    """For those who wrote before: what they were promised stands there."""

    async def now(self, locale: str) -> Way | None:
        return Way(kind=Kind.PORTAL, to=f"/portal?locale={locale}", only_own=True)


class Hereabouts:
    """Hours, languages, special times, quiet hours, and how often we were right."""

    def __init__(self, engine: Engine, work: Work, staff: Staff) -> None:
        self._settings, self._clock = engine.settings, engine.clock
        self._work = work
        self._staff = staff

    async def now(self, locale: str) -> About:
        place, at = Place(inbox=first_inbox(self._settings), language=locale), self._clock()
        timetable = await self._work.timetables.at(place)
        quiet = await self._work.forecasts.quietest(hours_ahead(timetable, at))
        accuracy = await self._work.forecasts.accuracy()
        return About(
            openings=tuple(Opening(one.begins, one.ends) for one in timetable.openings(at, days=DAYS)),
            languages=await self._languages(),
            note=dict(special.note) if (special := timetable.surge_at(at)) else {},
            quiet=tuple(Quiet(one.begins, one.minutes, one.joined) for one in quiet),
            told=accuracy.told,
            held=accuracy.held,
        )

    async def _languages(self) -> tuple[str, ...]:
        """What those who answer speak, in one order."""
        people = await self._staff.personnel.list()
        return tuple(
            sorted({language for one in people if one.active for language in one.languages}, reverse=True)
        )


def hours_ahead(timetable: Timetable, at: datetime) -> Sequence[datetime]:
    """The whole hours of the next day in which people are there from beginning to end."""
    first = at.replace(minute=0, second=0, microsecond=0) + HOUR
    each = [first + n * HOUR for n in range(AHEAD // HOUR)]
    openings = list(timetable.openings(at, days=3))
    return [one for one in each if any(o.begins <= one and one + HOUR <= o.ends for o in openings)]


def first_inbox(settings: Settings) -> str:
    return settings.inboxes[0].id if settings.inboxes else ""


def conversation_page(inbox: str, locale: str) -> str:
    return f"/w?inbox={inbox}&locale={locale}"


def callbacks_page(locale: str) -> str:
    """Of all: who has a conversation chooses one there, who has none reads how to get one."""
    return f"/callbacks?locale={locale}"


def message_page(locale: str) -> str:
    return f"/message?locale={locale}"


def ways_to_people(engine: Engine, work: Work, registry: Registry, booking: Booking) -> Ways:
    written: list[Channel] = [Conversations(engine, work), Messages(engine, work)]
    return Ways([*written, Calls(engine, booking), MailAddress(registry), Portal()], engine.clock)


class BotWays:
    """Fits ``WaysToPeople`` of the bot. Times are those of the installation's zone, as in all it says."""

    def __init__(self, ways: Ways, settings: Settings) -> None:
        self._ways = ways
        self._settings = settings

    async def wait(self, locale: str) -> str:
        language = shown_in(locale)
        line = (await self._ways.ranking(language)).line
        if line is None or line.way.wait is None:
            return ""
        said = [wait_words(line.way.wait, language)]
        if line.state is State.LONG and "message" in self._settings.inboxes[0].instead:
            said.append(translate(language, INSTEAD[Kind.MESSAGE]))
        return joined(said, language)

    async def told(self, locale: str) -> Sequence[str]:
        language, zone = shown_in(locale), self._settings.time_zone
        ranking = await self._ways.ranking(language)
        return spoken(ranking, language, lambda at: when(language, at, zone))


class Steady:
    """Fits ``ReachesPeople``: with the database out of reach it says what is known without one.

    The hours and the languages are those of the last time that it could be asked. ``without``: the ways that
    need no database; ``busy``: seconds until something can be kept again, None while it can.
    """

    def __init__(
        self,
        reaching: Reaching,
        *,
        settings: Settings,
        without: Sequence[Channel],
        busy: Callable[[], int | None],
        clock: Clock,
    ) -> None:
        self._reaching = reaching
        self._settings = settings
        self._without = without
        self._busy = busy
        self._clock = clock
        self._last: Reach | None = None
        self.busy: Callable[[], int | None] = lambda: None

    async def now(self, locale: str) -> Reach:
        try:
            async with asyncio.timeout(PATIENCE):
                found = await self._reaching.now(locale)
        except (Unavailable, TimeoutError):
            return await self._lost(locale)
        self._last = found
        return found if self._busy() is None else replace(found, ways=tuple(map(_stored_here, found.ways)))

    async def _lost(self, locale: str) -> Reach:
        at, last = self._clock(), self._last
        inbox = first_inbox(self._settings)
        talk = Way(kind=Kind.CONVERSATION, to=conversation_page(inbox, locale), live=True)
        mine = [talk, Way(kind=Kind.MESSAGE, to=message_page(locale))]
        others = [way for one in self._without if (way := await one.now(locale)) is not None]
        return Reach(
            at=at,
            ways=tuple(replace(way, disturbed=True) for way in mine) + tuple(others),
            openings=tuple(one for one in last.openings if one.ends > at) if last else (),
            languages=last.languages if last else (),
            lost=True,
        )


def _stored_here(way: Way) -> Way:
    """Where nothing can be kept, nothing is taken in; a mailbox is elsewhere."""
    return way if way.kind in (Kind.MAIL, Kind.PORTAL) else replace(way, disturbed=True)


def steady(
    engine: Engine, around: tuple[Work, Staff, Booking], registry: Registry, busy: Callable[[], int | None]
) -> Steady:
    work, staff, booking = around
    situation = Hereabouts(engine, work, staff)
    return Steady(
        Reaching(ways_to_people(engine, work, registry, booking), situation),
        settings=engine.settings,
        without=[MailAddress(registry)],
        busy=busy,
        clock=engine.clock,
    )
