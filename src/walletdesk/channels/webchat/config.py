"""What the widget must know before it shows anything: who we are, whether people are there, what to ask."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Protocol

import msgspec
from litestar import Request, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import QueryParameter

from walletdesk.channels.webchat.forms import FormView, forms_of
from walletdesk.channels.webchat.wire import Said, saying
from walletdesk.kernel.clock import millis
from walletdesk.kernel.errors import NotFound
from walletdesk.platform.http import Access, access, visit_of
from walletdesk.platform.i18n import translate
from walletdesk.platform.settings import InboxSettings, Settings

BOOK = "Choose a time on a page of ours. Your place is kept."


class Prospect(Protocol):
    """What somebody who asks now would be told. ``by`` None: we cannot say."""

    @property
    def by(self) -> datetime | None: ...
    @property
    def open(self) -> bool: ...
    @property
    def next_open(self) -> datetime | None: ...
    @property
    def there(self) -> bool: ...


Prospects = Callable[[str, str], Awaitable[Prospect]]
"""Of an inbox, in a language."""


class Open(msgspec.Struct):
    """``next_open`` in ms UTC; None when no opening is known."""

    open: bool
    next_open: int | None


class Promise(msgspec.Struct):
    """What a person who asks now is promised. ``by`` None: we do not know, and say so."""

    by: int | None
    open: bool
    next_open: int | None
    there: bool
    say: Said


class Topic(msgspec.Struct):
    """A question that many ask: an article's id and title."""

    id: str
    text: str


class WidgetConfig(msgspec.Struct):
    name: str
    inbox: str
    locale: str
    custody: str
    hours: Open
    promise: Promise
    suggested: list[Topic]
    forms: list[FormView]
    instead: list[str]
    book: str  # of the way "callback": what is said where calls are booked on a page; empty: wishes are taken
    time_zone: str
    upload_mb: int
    voice: str  # who may begin a call: agents or both; empty: nobody


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    settings: Settings
    prospect: Prospects
    suggested: Callable[[str], Awaitable[Sequence[tuple[str, str]]]]
    calls: Callable[[], Awaitable[bool]]  # whether they can be booked


def _promise(seen: Prospect, next_open: int | None) -> Promise:
    by = None if seen.by is None else millis(seen.by)
    say = saying(there=seen.there, by=by is not None, opens=next_open is not None)
    return Promise(by, seen.open, next_open, seen.there, say)


def config_routes(shown: Shown) -> list[HTTPRouteHandler]:
    @get("/api/widget/config", opt=access(Access.PUBLIC))
    async def widget_config(
        request: Request[Any, Any, Any], inbox: Annotated[str, QueryParameter(max_length=50)]
    ) -> WidgetConfig:
        settings, locale = shown.settings, visit_of(request.scope).locale
        shows = settings.inbox(inbox)
        if shows is None:
            raise NotFound
        seen = await shown.prospect(inbox, locale)
        next_open = None if seen.next_open is None else millis(seen.next_open)
        calls = await shown.calls()
        return WidgetConfig(
            name=settings.name_of_app(locale),
            inbox=inbox,
            locale=locale,
            custody=settings.custody_mode,
            hours=Open(seen.open, next_open),
            promise=_promise(seen, next_open),
            suggested=[Topic(id, title) for id, title in await shown.suggested(locale)],
            forms=forms_of(shows, locale),
            instead=_ways(shows, settings, calls=calls),
            book=translate(locale, BOOK) if calls else "",
            time_zone=settings.time_zone,
            upload_mb=settings.limits.upload_mb,
            voice=shows.voice if shows.voice != "off" else "",
        )

    return [widget_config]


def _ways(shows: InboxSettings, settings: Settings, *, calls: bool) -> list[str]:
    """Instead of waiting. Where calls can be booked, one is offered too, unless the inbox offers nothing."""
    named: list[str] = [way for way in shows.instead if way != "mail" or settings.mail.host]
    return [*named, "callback"] if calls and shows.instead and "callback" not in named else named
