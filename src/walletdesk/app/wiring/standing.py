"""The copy of the contact page that stands without our server: what it is made of, in each language."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from walletdesk.app.wiring.answers import help_center
from walletdesk.app.wiring.reaching import DAYS, MailAddress, first_inbox, steady
from walletdesk.app.wiring.system import System
from walletdesk.help_center import TEMPLATES, Copy, Standing, standing
from walletdesk.help_center.reaching import Reach, holds_until, hours_of
from walletdesk.hours import Place
from walletdesk.platform.http import Assets, Pages
from walletdesk.platform.i18n import LOCALES, Locale
from walletdesk.registry import Published


async def copied(system: System, hold: timedelta) -> Standing:
    """``hold``: for how long it is good, unless something that it says ends sooner."""
    settings, at = system.engine.settings, system.engine.clock()
    await system.channels.watch.refresh()
    assets = Assets(packed=settings.http.packed)
    pages = Pages([TEMPLATES], settings=settings, assets=assets)
    around = system.work, system.staff, system.callbacks.booking
    reaching = steady(system.engine, around, system.channels.registry, lambda: None)
    public = help_center(system.engine, system.answers, reaching, system.limiter, pages)
    copies = {locale: await _copy(system, locale, at, hold) for locale in _in_order(settings.locale)}
    return standing(public, assets, copies)


def _in_order(first: Locale) -> Sequence[Locale]:
    return [first, *(locale for locale in LOCALES if locale != first)]


async def _copy(system: System, locale: Locale, at: datetime, hold: timedelta) -> Copy:
    place = Place(inbox=first_inbox(system.engine.settings), language=locale)
    timetable = await system.work.timetables.at(place)
    channels = _good(system.channels.watch.published, at)
    special = timetable.surge_at(at)
    mail = await MailAddress(system.channels.registry).now(locale) if channels else None
    until = holds_until(timetable, at, hold)
    return Copy(
        at=at,
        until=min(until, channels.expires) if channels else until,
        hours=hours_of(timetable, at, days=DAYS + hold.days),
        around_the_clock=timetable.is_open(at) and timetable.closes(at) is None,
        note=Reach(at=at, note=dict(special.note)).note_in(locale) if special else "",
        mail=mail.to if mail else "",
        channels=channels,
    )


def _good(published: Published | None, at: datetime) -> Published | None:
    """A list that ran out proves nothing."""
    return published if published and published.expires > at else None
