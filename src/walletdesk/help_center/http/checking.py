"""The check page and its API: what somebody was sent goes in, what can be said of it comes out.

It comes in a body and not in an address, since addresses are kept by browsers and servers on the way.
"""

from collections.abc import AsyncIterable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Final

import msgspec
from litestar import Request, Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import JSONBody, URLEncodedBody

from walletdesk.help_center.checking import Checked, Checking, LetterChecking, PictureChecking
from walletdesk.help_center.http.center import (
    HTML,
    NOT_KEPT,
    PUBLIC_FORM,
    PUBLIC_PAGE,
    Anyone,
    HelpCenter,
    language,
)
from walletdesk.help_center.http.portal import COOKIE
from walletdesk.help_center.http.saying import Said, said
from walletdesk.help_center.model import chosen_by_query
from walletdesk.help_center.ports import Entrance
from walletdesk.kernel.errors import NotFound, Refused, SecretStopped
from walletdesk.kernel.viewers import Viewer
from walletdesk.platform.http import Access, access, answer_to, cookie, viewer_of, visit_of
from walletdesk.platform.i18n import LOCALES, Locale, when

PATH: Final = "/verify"
SHOWN_AGAIN: Final = 400  # of a whole message, only the answer matters


class Pasted(msgspec.Struct):
    """``what``: ``code`` in the field for codes. It may hold a secret, so it never prints itself."""

    q: Annotated[str, msgspec.Meta(max_length=50_000)] = ""
    what: Annotated[str, msgspec.Meta(max_length=10)] = ""

    def __repr__(self) -> str:
        return type(self).__name__


class Asked(Pasted, forbid_unknown_fields=True, kw_only=True):
    locale: Annotated[str, msgspec.Meta(max_length=16)]


class Stopped(msgspec.Struct):
    """A secret in a picture, by kind. ``wallet``: what it opens has to be moved at once."""

    kind: str
    words: str
    wallet: bool


class Answers(msgspec.Struct, omit_defaults=True):
    """``stopped``: it looked like a secret, and was neither looked at further nor kept."""

    answers: list[Said]
    stopped: bool
    secret: Stopped | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPage:
    help_center: HelpCenter
    checking: Checking
    pictures: PictureChecking
    letters: LetterChecking
    entrance: Entrance
    is_published: Callable[[], bool]  # whether there is a list of official channels to read

    async def answers(self, request: Anyone, pasted: Pasted, locale: Locale) -> list[Said]:
        checked = await self.checking.check(
            pasted.q, self._viewer(request), visit_of(request.scope).address, is_code=pasted.what == "code"
        )
        return self._worded(checked, locale)

    async def shown(self, request: Anyone, picture: AsyncIterable[bytes], locale: Locale) -> list[Said]:
        address = visit_of(request.scope).address
        return self._worded(await self.pictures.check(picture, self._viewer(request), address), locale)

    async def read(self, request: Anyone, mail: AsyncIterable[bytes], locale: Locale) -> list[Said]:
        address = visit_of(request.scope).address
        return self._worded(await self.letters.check(mail, self._viewer(request), address), locale)

    def page(self, locale: Locale, status: int = 200, **values: object) -> Response[str]:
        whole = {
            "answers": [],
            "asked": "",
            "stopped": False,
            "secret": None,
            "from_picture": False,
            "from_mail": False,
            "detail": "",
            "can_read": self.pictures.pictures.can_read(),
            "is_published": self.is_published(),
            "alternates": chosen_by_query(LOCALES, PATH),
            **values,
        }
        answer = self.help_center.answer("verify", locale, f"{PATH}?locale={locale}", whole, NOT_KEPT)
        answer.status_code = status
        return answer

    def _worded(self, checked: Iterable[Checked], locale: Locale) -> list[Said]:
        def moment(at: datetime) -> str:
            return when(locale, at, self.help_center.time_zone)

        return [said(one, locale, moment) for one in checked]

    def _viewer(self, request: Anyone) -> Viewer:
        """The contact who came in by their private link, or by the widget."""
        token = cookie(request.scope, COOKIE)
        found = self.entrance.by_token(token) if token else None
        return found.viewer if found else viewer_of(request)


def paste_routes(page: CheckPage) -> Sequence[HTTPRouteHandler]:
    @get(PATH, opt=PUBLIC_PAGE, media_type=HTML, include_in_schema=False, sync_to_thread=False)
    def show_check(request: Anyone) -> Response[str]:
        return page.page(visit_of(request.scope).locale)

    @post(PATH, opt=PUBLIC_FORM, media_type=HTML, include_in_schema=False, status_code=200)
    async def take_check(request: Anyone, data: URLEncodedBody[Pasted]) -> Response[str]:
        locale = visit_of(request.scope).locale
        try:
            answers = await page.answers(request, data, locale)
        except SecretStopped:
            return page.page(locale, 422, stopped=True)
        except Refused as refusal:
            problem = answer_to(refusal, locale).problem
            return page.page(locale, problem.status, detail=problem.detail)
        return page.page(locale, answers=answers, asked=data.q if len(data.q) <= SHOWN_AGAIN else "")

    @post("/api/verify", opt=access(Access.PUBLIC), status_code=200)
    async def verify(request: Request[Any, Any, Any], data: JSONBody[Asked]) -> Answers:
        """Whether what somebody was sent is ours. What is asked is compared: not opened, not kept."""
        locale = language(data.locale)
        if locale is None:
            raise NotFound
        try:
            return Answers(await page.answers(request, data, locale), stopped=False)
        except SecretStopped:
            return Answers([], stopped=True)

    return [show_check, take_check, verify]
