"""Reporting a fake without a script, what became of a report, and the fakes that we have confirmed."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, Any, Final

import msgspec
from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, URLEncodedBody

from walletdesk.help_center.http.center import (
    HTML,
    NOT_KEPT,
    PUBLIC_FORM,
    PUBLIC_PAGE,
    UNTOLD,
    Anyone,
    HelpCenter,
)
from walletdesk.help_center.http.portal import pass_of
from walletdesk.help_center.model import chosen_by_query
from walletdesk.help_center.ports import Entrance
from walletdesk.impersonation import Campaigns, Reporting, shown
from walletdesk.kernel.errors import NotFound, Refused, SecretStopped
from walletdesk.platform.http import answer_to, visit_of
from walletdesk.platform.i18n import LOCALES, Locale

Limited = Callable[[str], Awaitable[None]]  # by address; raises TooMany
REPORT: Final = "/report"
FAKES: Final = "/fakes"


class Told(msgspec.Struct):
    """It may hold a secret, so it never prints itself."""

    value: Annotated[str, msgspec.Meta(max_length=5_000)] = ""
    said: Annotated[str, msgspec.Meta(max_length=20_000)] = ""

    def __repr__(self) -> str:
        return type(self).__name__


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    help_center: HelpCenter
    entrance: Entrance
    reporting: Reporting
    campaigns: Campaigns
    limited: Limited
    drafts_limited: Limited

    def form(self, locale: Locale, told: Told, *, status: int = 200, **values: object) -> Response[str]:
        whole = {
            "told": told,
            "stopped": False,
            "ours": False,
            "detail": "",
            "in_words": False,
            "alternates": chosen_by_query(LOCALES, REPORT),
            **values,
        }
        answer = self.help_center.answer("report", locale, f"{REPORT}?locale={locale}", whole, NOT_KEPT)
        answer.status_code = status
        return answer

    def refused(self, locale: Locale, told: Told, refusal: Refused) -> Response[str]:
        """With what they wrote still in the form, unless it holds a secret: then nothing of it comes back."""
        if self.help_center.holds_secret(f"{told.value}\n{told.said}"):
            return self.form(locale, Told(), status=422, stopped=True)
        problem = answer_to(refusal, locale).problem
        again, in_words = self.shown_again(told, locale), self.help_center.without_digits(told.said, locale)
        fault = {"detail": problem.detail, "in_words": in_words is not None}
        return self.form(locale, again, status=problem.status, **fault)

    def shown_again(self, told: Told, locale: Locale) -> Told:
        """Bare digits are on no page: words that would name them stand in their place."""
        unnamed = self.help_center.without_digits
        value, said = unnamed(told.value, locale), unnamed(told.said, locale)
        return Told(told.value if value is None else value, told.said if said is None else said)

    async def result(self, locale: Locale, id: str) -> Response[str]:
        report, campaign = await self.reporting.result(id)
        path = f"{REPORT}/{report.id}"
        values = {
            "shown": shown,
            "campaign": campaign,
            "address": f"{self.help_center.public_url}{path}",
            "alternates": [(each, f"{path}?locale={each}") for each in LOCALES],
        }
        return self.help_center.answer("report_kept", locale, path, values, UNTOLD)


def report_routes(page: ReportPage) -> list[HTTPRouteHandler]:
    return [*_telling(page), *_drafting(page), *_reading(page)]


def _telling(page: ReportPage) -> list[HTTPRouteHandler]:
    @get(REPORT, opt=PUBLIC_PAGE, media_type=HTML, include_in_schema=False, sync_to_thread=False)
    def show_report(request: Anyone) -> Response[str]:
        return page.form(visit_of(request.scope).locale, Told())

    @post(REPORT, opt=PUBLIC_FORM, media_type=HTML, include_in_schema=False, status_code=200)
    async def take_report(request: Anyone, data: URLEncodedBody[Told]) -> Response[Any]:
        visit = visit_of(request.scope)
        found = pass_of(page.entrance, request)
        try:
            await page.limited(visit.address)
            receipt = await page.reporting.report(
                data.value, said=data.said, locale=visit.locale, viewer=found.viewer if found else None
            )
        except SecretStopped:
            return page.form(visit.locale, Told(), status=422, stopped=True)
        except Refused as refusal:
            return page.refused(visit.locale, data, refusal)
        if receipt.report is None:
            return page.form(visit.locale, Told(), ours=True)
        return await page.result(visit.locale, receipt.report.id)

    return [show_report, take_report]


def _drafting(page: ReportPage) -> list[HTTPRouteHandler]:
    @post(
        f"{REPORT}/draft",
        opt=PUBLIC_FORM,
        media_type=HTML,
        include_in_schema=False,
        status_code=200,
    )
    async def begin_report(request: Anyone, data: URLEncodedBody[Told]) -> Response[str]:
        """From an answer of the check page: what was checked stands in the field already."""
        visit = visit_of(request.scope)
        locale = visit.locale
        try:
            await page.drafts_limited(visit.address)
        except Refused as refusal:
            return page.refused(locale, data, refusal)
        if page.help_center.holds_secret(f"{data.value}\n{data.said}"):
            return page.form(locale, Told(), status=422, stopped=True)
        return page.form(locale, page.shown_again(data, locale))

    return [begin_report]


def _reading(page: ReportPage) -> list[HTTPRouteHandler]:
    @get(f"{REPORT}/{{report:str}}", opt=PUBLIC_PAGE, media_type=HTML, include_in_schema=False)
    async def show_result(request: Anyone, report: FromPath[str]) -> Response[str]:
        locale = visit_of(request.scope).locale
        try:
            return await page.result(locale, report)
        except NotFound:
            return page.help_center.missing(locale)

    @get(FAKES, opt=PUBLIC_PAGE, media_type=HTML, include_in_schema=False)
    async def show_fakes(request: Anyone) -> Response[str]:
        """Confirmed by a person of ours. Nothing on this page can be followed."""
        locale = visit_of(request.scope).locale
        values = {
            "shown": shown,
            "campaigns": await page.campaigns.public(),
            "alternates": chosen_by_query(LOCALES, FAKES),
        }
        return page.help_center.answer("fakes", locale, f"{FAKES}?locale={locale}", values, NOT_KEPT)

    return [show_result, show_fakes]
