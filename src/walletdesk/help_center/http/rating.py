"""How it was, as pages that need no script: the survey after a matter, and the periodic one.

Whoever comes by a link may answer its one question, and say that we shall go on; nothing that was said before
is shown. A wrong link and one of somebody else look alike.
"""

from dataclasses import dataclass
from typing import Annotated, Final

import msgspec
from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import QueryParameter, URLEncodedBody

from walletdesk.help_center.http.center import (
    HTML,
    PRIVATE,
    PUBLIC_FORM,
    PUBLIC_PAGE,
    Anyone,
    HelpCenter,
    go_to,
)
from walletdesk.help_center.ports import Limited
from walletdesk.kernel.errors import Invalid, NotFound, Refused
from walletdesk.kernel.ids import SurveyId
from walletdesk.platform.http import answer_to, visit_of
from walletdesk.platform.i18n import LOCALES, Locale
from walletdesk.surveys import COMMENT, PulseId, Pulsing, QuestionTokens, Surveying

SURVEY: Final = "/survey"
PULSE: Final = "/pulse"
Token = Annotated[str, msgspec.Meta(max_length=100)]
Mark = Annotated[str, msgspec.Meta(pattern="^[1-5]?$")]


class Rated(msgspec.Struct):
    """What the form sends. It may hold a secret, so it never prints itself."""

    t: Token = ""
    overall: Mark = ""
    speed: Mark = ""
    manner: Mark = ""
    professionalism: Mark = ""
    solved: Mark = ""
    comment: Annotated[str, msgspec.Meta(max_length=20_000)] = ""

    def __repr__(self) -> str:
        return type(self).__name__


class Recommended(msgspec.Struct):
    """It may hold a secret, so it never prints itself."""

    t: Token = ""
    score: Annotated[str, msgspec.Meta(pattern="^(?:[0-9]|10)?$")] = ""
    comment: Annotated[str, msgspec.Meta(max_length=20_000)] = ""

    def __repr__(self) -> str:
        return type(self).__name__


class GoOn(msgspec.Struct):
    t: Token = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Marks as numbers."""

    overall: int | None
    speed: int | None
    manner: int | None
    professionalism: int | None
    solved: int | None
    comment: str


@dataclass(frozen=True, slots=True)
class Fault:
    """``code``: stopped, may_be_secret, or what ``detail`` says. ``form``: what was chosen."""

    code: str
    form: Rated | Recommended
    comment: str = ""
    status: int = 422
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingPage:
    help_center: HelpCenter
    tokens: QuestionTokens
    surveying: Surveying
    pulsing: Pulsing
    limited: Limited

    def answer(
        self, template: str, locale: Locale, path: str, token: str, *, status: int = 200, **values: object
    ) -> Response[str]:
        alternates = [(each, f"{path}?t={token}&locale={each}") for each in LOCALES]
        whole = {"token": token, "longest": COMMENT, **values, "alternates": alternates}
        answer = self.help_center.answer(template, locale, path, whole, PRIVATE)
        answer.status_code = status
        return answer

    async def survey_page(self, locale: Locale, token: str, fault: Fault | None = None) -> Response[str]:
        try:
            survey = await self.surveying.find(self.survey_of(token))
        except NotFound:
            return self.help_center.missing(locale)
        return self.answer(
            "survey",
            locale,
            SURVEY,
            token,
            status=fault.status if fault else 200,
            standing=self.surveying.standing(survey),
            may_go_on=await self.surveying.may_go_on(survey),
            fault=fault,
            form=fault.form if fault else Rated(),
        )

    async def pulse_page(self, locale: Locale, token: str, fault: Fault | None = None) -> Response[str]:
        try:
            pulse = await self.pulsing.find(self.pulse_of(token))
        except NotFound:
            return self.help_center.missing(locale)
        return self.answer(
            "pulse",
            locale,
            PULSE,
            token,
            status=fault.status if fault else 200,
            standing=self.pulsing.standing(pulse),
            fault=fault,
            form=fault.form if fault else Recommended(),
        )

    def survey_of(self, token: str) -> SurveyId:
        return SurveyId(self._id(token, "srv_"))

    def pulse_of(self, token: str) -> PulseId:
        return PulseId(self._id(token, "pls_"))

    def _id(self, token: str, kind: str) -> str:
        found = self.tokens.id_of(token)
        if found is None or not found.startswith(kind):
            raise NotFound
        return found

    def fault_of(self, form: Rated | Recommended, locale: Locale) -> Fault | None:
        """Looked at before anything else is: what holds a secret is neither kept nor shown again."""
        if self.help_center.holds_secret(form.comment):
            return Fault("stopped", form)
        asked = self.help_center.without_digits(form.comment, locale)
        return None if asked is None else Fault("may_be_secret", form, asked)


def rating_routes(page: RatingPage) -> list[HTTPRouteHandler]:
    return [*_surveys(page), *_going_on(page), *_pulses(page)]


def _surveys(page: RatingPage) -> list[HTTPRouteHandler]:
    @get(SURVEY, opt=PUBLIC_PAGE, media_type=HTML, include_in_schema=False)
    async def show_survey(
        request: Anyone, t: Annotated[str, QueryParameter(max_length=100)] = ""
    ) -> Response[str]:
        """Looking changes nothing: mail scanners open every link."""
        visit = visit_of(request.scope)
        await page.limited(visit.address)
        return await page.survey_page(visit.locale, t)

    @post(SURVEY, opt=PUBLIC_FORM, media_type=HTML, include_in_schema=False, status_code=200)
    async def take_survey(request: Anyone, data: URLEncodedBody[Rated]) -> Response[str]:
        visit = visit_of(request.scope)
        try:
            await page.limited(visit.address)
            if fault := page.fault_of(data, visit.locale):
                return await page.survey_page(visit.locale, data.t, fault)
            await page.surveying.answer_one(page.survey_of(data.t), _given(data))
        except NotFound:
            return page.help_center.missing(visit.locale)
        except Refused as refusal:
            return await page.survey_page(visit.locale, data.t, _refused(refusal, data, visit.locale))
        return go_to(f"{SURVEY}?t={data.t}&locale={visit.locale}")

    return [show_survey, take_survey]


def _going_on(page: RatingPage) -> list[HTTPRouteHandler]:
    @post(f"{SURVEY}/go-on", opt=PUBLIC_FORM, media_type=HTML, include_in_schema=False, status_code=200)
    async def go_on(request: Anyone, data: URLEncodedBody[GoOn]) -> Response[str]:
        """Not solved: opened again with one press."""
        visit = visit_of(request.scope)
        try:
            await page.limited(visit.address)
            await page.surveying.go_on(page.survey_of(data.t))
        except NotFound:
            return page.help_center.missing(visit.locale)
        except Refused as refusal:
            return await page.survey_page(visit.locale, data.t, _refused(refusal, Rated(), visit.locale))
        return go_to(f"{SURVEY}?t={data.t}&locale={visit.locale}")

    return [go_on]


def _pulses(page: RatingPage) -> list[HTTPRouteHandler]:
    @get(PULSE, opt=PUBLIC_PAGE, media_type=HTML, include_in_schema=False)
    async def show_pulse_page(
        request: Anyone, t: Annotated[str, QueryParameter(max_length=100)] = ""
    ) -> Response[str]:
        visit = visit_of(request.scope)
        await page.limited(visit.address)
        return await page.pulse_page(visit.locale, t)

    @post(PULSE, opt=PUBLIC_FORM, media_type=HTML, include_in_schema=False, status_code=200)
    async def take_pulse(request: Anyone, data: URLEncodedBody[Recommended]) -> Response[str]:
        visit = visit_of(request.scope)
        try:
            await page.limited(visit.address)
            if fault := page.fault_of(data, visit.locale):
                return await page.pulse_page(visit.locale, data.t, fault)
            if not data.score:
                raise Invalid("Please choose a number.")
            await page.pulsing.answer(page.pulse_of(data.t), int(data.score), data.comment)
        except NotFound:
            return page.help_center.missing(visit.locale)
        except Refused as refusal:
            return await page.pulse_page(visit.locale, data.t, _refused(refusal, data, visit.locale))
        return go_to(f"{PULSE}?t={data.t}&locale={visit.locale}")

    return [show_pulse_page, take_pulse]


def _given(form: Rated) -> Given:
    def mark(of: str) -> int | None:
        return int(of) if of else None

    return Given(
        overall=mark(form.overall),
        speed=mark(form.speed),
        manner=mark(form.manner),
        professionalism=mark(form.professionalism),
        solved=mark(form.solved),
        comment=form.comment,
    )


def _refused(refusal: Refused, form: Rated | Recommended, locale: Locale) -> Fault:
    """The comment passed the shield; a link that does not work says so as one that never was."""
    problem = answer_to(refusal, locale).problem
    return Fault(refusal.code, form, form.comment, problem.status, problem.detail)
