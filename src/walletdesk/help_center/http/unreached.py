"""Telling "I could not reach you" without a conversation or ticket: a page that needs no script."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final

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
    go_to,
)
from walletdesk.help_center.model import chosen_by_query
from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Refused, SecretStopped
from walletdesk.platform.http import answer_to, visit_of
from walletdesk.platform.i18n import LOCALES, Locale
from walletdesk.surveys import LONGEST, WAYS, Telling, Told

UNREACHED: Final = "/unreached"
_ABOUT = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
Long = Annotated[str, msgspec.Meta(max_length=50_000)]  # beyond what is taken, so that we can say so kindly
Short = Annotated[str, msgspec.Meta(max_length=40)]


class Missed(msgspec.Struct):
    """What the form sends. It may hold a secret, so it never prints itself."""

    way: Short = ""
    on: Short = ""
    about: Short = ""
    said: Long = ""
    email: Long = ""
    once: Annotated[str, msgspec.Meta(max_length=200)] = ""

    def __repr__(self) -> str:
        return type(self).__name__


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreachedPage:
    help_center: HelpCenter
    telling: Telling
    new_once: Callable[[], str]
    sends_mail: bool
    clock: Clock

    def form(self, locale: Locale, draft: Missed, *, status: int = 200, **values: object) -> Response[str]:
        whole = {
            "draft": draft,
            "once": self.new_once(),
            "ways": WAYS,
            "longest": LONGEST,
            "sends_mail": self.sends_mail,
            "faults": dict[str, str](),
            "detail": "",
            "was_stopped": False,
            "alternates": chosen_by_query(LOCALES, UNREACHED),
            **values,
        }
        answer = self.help_center.answer("unreached", locale, f"{UNREACHED}?locale={locale}", whole, NOT_KEPT)
        answer.status_code = status
        return answer

    def kept(self, locale: Locale, mail: str) -> Response[str]:
        path = f"{UNREACHED}/kept"
        more = f"&mail={mail}" if mail else ""
        values = {"mail": mail, "alternates": [(one, f"{path}?locale={one}{more}") for one in LOCALES]}
        return self.help_center.answer("unreached_kept", locale, path, values, NOT_KEPT)

    def faults(self, form: Missed) -> Mapping[str, str]:
        found = dict(_told(form, "").faults(self.clock()))
        if form.on and _day(form.on) is None:
            found["on"] = "bad_day"
        if form.about and not _ABOUT.fullmatch(form.about):
            found["on"] = "bad_day"
        return found


def unreached_routes(page: UnreachedPage) -> list[HTTPRouteHandler]:
    @get(UNREACHED, opt=PUBLIC_PAGE, media_type=HTML, include_in_schema=False, sync_to_thread=False)
    def show_unreached(request: Anyone) -> Response[str]:
        return page.form(visit_of(request.scope).locale, Missed())

    @get(f"{UNREACHED}/kept", opt=PUBLIC_PAGE, media_type=HTML, include_in_schema=False, sync_to_thread=False)
    def show_kept(request: Anyone) -> Response[str]:
        asked = request.query_params.get("mail", "")
        return page.kept(visit_of(request.scope).locale, asked if asked in {"sent", "refused"} else "")

    @post(UNREACHED, opt=PUBLIC_FORM, media_type=HTML, include_in_schema=False, status_code=200)
    async def take_unreached(request: Anyone, data: URLEncodedBody[Missed]) -> Response[str]:
        visit = visit_of(request.scope)
        return await _taken(page, visit.locale, visit.address, data)

    return [show_unreached, show_kept, take_unreached]


async def _taken(page: UnreachedPage, locale: Locale, address: str, form: Missed) -> Response[str]:
    if wrong := _faulty(page, locale, form):
        return wrong
    try:
        mail = await page.telling.tell(_told(form, locale), email=form.email, once=form.once, ip=address)
    except SecretStopped:
        return page.form(locale, Missed(way=form.way), was_stopped=True, status=422)
    except Refused as refusal:
        if refusal.code == "bad_address":
            return page.form(locale, form, faults={"email": "bad_address"}, status=422)
        problem = answer_to(refusal, locale).problem
        return page.form(locale, form, detail=problem.detail, status=problem.status)
    return go_to(f"{UNREACHED}/kept?locale={locale}{f'&mail={mail}' if mail else ''}")


def _faulty(page: UnreachedPage, locale: Locale, form: Missed) -> Response[str] | None:
    """What holds a secret is looked for first, before anything is shown again."""
    if page.help_center.holds_secret(f"{form.said}\n{form.email}\n{form.on}\n{form.about}"):
        return page.form(locale, Missed(way=form.way), was_stopped=True, status=422)
    asked = page.help_center.without_digits(form.said, locale)
    if asked is not None:
        again = msgspec.structs.replace(form, said=asked)
        return page.form(locale, again, faults={"said": "may_be_secret"}, status=422)
    faults = page.faults(form)
    return page.form(locale, form, faults=faults, status=422) if faults else None


def _told(form: Missed, locale: str) -> Told:
    return Told(way=form.way, said=form.said.strip(), on=_day(form.on), about=form.about, locale=locale)


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError:
        return None
