"""What to do about an app that does not work, as a page that needs no script. Nothing of it is kept.

First what costs nothing; then whether every phrase is written down and checked; what could cost a wallet only
after a yes.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final

import msgspec
from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import URLEncodedBody

from walletdesk.help_center.http.center import (
    HTML,
    NOT_KEPT,
    PUBLIC_FORM,
    PUBLIC_PAGE,
    Anyone,
    HelpCenter,
)
from walletdesk.help_center.http.emergency import Place
from walletdesk.help_center.model import chosen_by_query
from walletdesk.kernel.errors import Refused, SecretStopped
from walletdesk.platform.http import answer_to, visit_of
from walletdesk.platform.i18n import LOCALES, Locale
from walletdesk.releases import AppProblems, Platform, Step, Steps, Told, Trouble

APP_PROBLEM: Final = "/app-problem"
PLATFORMS: Final = ("android", "ios", "desktop", "")
YES: Final = "yes"


class Described(msgspec.Struct):
    """It may hold a secret, so it never prints itself. ``backed_up``: yes, no, or not asked yet."""

    version: Annotated[str, msgspec.Meta(max_length=200)] = ""
    platform: Annotated[str, msgspec.Meta(max_length=20)] = ""
    trouble: Annotated[str, msgspec.Meta(max_length=20)] = ""
    device: Annotated[str, msgspec.Meta(max_length=200)] = ""
    network: Annotated[str, msgspec.Meta(max_length=20)] = ""
    backed_up: Annotated[str, msgspec.Meta(max_length=10)] = ""

    def __repr__(self) -> str:
        return type(self).__name__


@dataclass(frozen=True, slots=True, kw_only=True)
class AppProblemPage:
    """``places``: where the app is really had, of the channel registry; empty before that was published."""

    help_center: HelpCenter
    problems: AppProblems
    words: Callable[[Steps, Locale], Sequence[tuple[Step, str]]]
    limited: Callable[[str], Awaitable[None]]  # by address; raises TooMany
    places: Callable[[Locale], Sequence[Place]]

    def shown(self, locale: Locale, told: Described, status: int = 200, **values: object) -> Response[Any]:
        whole = {
            "told": told,
            "stopped": False,
            "detail": "",
            "checked": None,
            "steps": [],
            "places": self.places(locale),
            "troubles": [one.value for one in Trouble],
            "platforms": PLATFORMS,
            "alternates": chosen_by_query(LOCALES, APP_PROBLEM),
            **values,
        }
        path = f"{APP_PROBLEM}?locale={locale}"
        answer = self.help_center.answer("app_problem", locale, path, whole, NOT_KEPT)
        answer.status_code = status
        return answer


def app_problem_routes(page: AppProblemPage) -> list[HTTPRouteHandler]:
    @get(APP_PROBLEM, opt=PUBLIC_PAGE, media_type=HTML, include_in_schema=False, sync_to_thread=False)
    def describe(request: Anyone) -> Response[Any]:
        return page.shown(visit_of(request.scope).locale, Described())

    @post(APP_PROBLEM, opt=PUBLIC_FORM, media_type=HTML, include_in_schema=False, status_code=200)
    async def show_steps(request: Anyone, data: URLEncodedBody[Described]) -> Response[Any]:
        visit = visit_of(request.scope)
        locale = visit.locale
        try:
            await page.limited(visit.address)
            checked = await page.problems.check(_told(data), device=data.device, network=data.network)
        except SecretStopped:
            return page.shown(locale, Described(), 422, stopped=True)
        except Refused as refusal:
            problem = answer_to(refusal, locale).problem
            return page.shown(locale, Described(), problem.status, detail=problem.detail)
        return page.shown(locale, data, checked=checked, steps=page.words(checked, locale))

    return [describe, show_steps]


def _told(data: Described) -> Told:
    """What a page did not offer to choose was not chosen."""
    trouble = Trouble(data.trouble) if data.trouble in set(Trouble) else Trouble.OTHER
    platform = data.platform if data.platform in PLATFORMS else ""
    return Told(
        version=data.version,
        platform=Platform(platform),
        trouble=trouble,
        backed_up=data.backed_up == YES,
    )
