"""What leads and administrators may know of the installation: what its file says, and what is still to do."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import msgspec
from litestar import get
from litestar.handlers import HTTPRouteHandler

from walletdesk.kernel.errors import NotFound
from walletdesk.platform.http import Access, access
from walletdesk.platform.i18n import LOCALES
from walletdesk.platform.settings import InboxSettings, Settings

BASE = "/api/workspace"


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """What of the first steps was done; each is a fact that can be looked up, none is a box to tick."""

    hours: bool
    team: bool
    talk: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class InstallationNeeds:
    settings: Settings
    pictures: str
    steps: Callable[[], Awaitable[Steps]]


class InboxView(msgspec.Struct):
    """``asking``: required, optional or off; ``forms``: the categories with questions of their own.

    ``page``: the widget by itself, to look at; ``snippet``: what a site of the wallet holds.
    """

    id: str
    name: str
    allowed_sites: list[str]
    asking: str
    forms: list[str]
    page: str
    snippet: str


class InstallationView(msgspec.Struct):
    """Set by the file alone; ``named``: whether the wallet's name was set at all.

    ``pictures``: checked for secrets, off, or missing what checks them.
    """

    app_name: dict[str, str]
    named: bool
    custody_mode: str
    locales: list[str]
    locale: str
    time_zone: str
    public_url: str
    mail: bool
    pictures: str
    inboxes: list[InboxView]


class StepView(msgspec.Struct):
    id: str
    done: bool


class FirstSteps(msgspec.Struct):
    items: list[StepView]


def installation_routes(needs: InstallationNeeds) -> Sequence[HTTPRouteHandler]:
    settings = needs.settings

    @get(f"{BASE}/installation", opt=access(Access.LEAD))
    async def installation() -> InstallationView:
        return _view(settings, needs.pictures)

    @get(f"{BASE}/first-steps", opt=access(Access.ADMIN))
    async def first_steps() -> FirstSteps:
        """Not there any more once all of them were done."""
        found = _steps(settings, await needs.steps())
        if all(step.done for step in found):
            raise NotFound
        return FirstSteps(found)

    return [installation, first_steps]


def _steps(settings: Settings, steps: Steps) -> list[StepView]:
    return [
        StepView("wallet", _is_named(settings)),
        StepView("hours", steps.hours),
        StepView("inbox", any(inbox.allowed_sites for inbox in settings.inboxes)),
        StepView("team", steps.team),
        StepView("talk", steps.talk),
    ]


def _view(settings: Settings, pictures: str) -> InstallationView:
    return InstallationView(
        app_name={str(locale): name for locale, name in settings.app_name.items()},
        named=_is_named(settings),
        custody_mode=settings.custody_mode,
        locales=list(LOCALES),
        locale=settings.locale,
        time_zone=settings.time_zone,
        public_url=settings.public_url,
        mail=bool(settings.mail.host),
        pictures=pictures,
        inboxes=[_inbox(settings, inbox) for inbox in settings.inboxes],
    )


def _inbox(settings: Settings, inbox: InboxSettings) -> InboxView:
    url = settings.public_url
    return InboxView(
        id=inbox.id,
        name=inbox.name,
        allowed_sites=list(inbox.allowed_sites),
        asking=inbox.pre_chat,
        forms=[form.category for form in inbox.forms],
        page=f"{url}/w?inbox={inbox.id}",
        snippet=f'<script src="{url}/widget.js" data-inbox="{inbox.id}" async></script>',
    )


def _is_named(settings: Settings) -> bool:
    return settings.app_name != Settings().app_name
