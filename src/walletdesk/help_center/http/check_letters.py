"""The check page and its API for a whole mail: as a file, or its source pasted. Nothing of it is kept."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

from litestar import Request, Response, post
from litestar.datastructures import UploadFile
from litestar.handlers import HTTPRouteHandler

from walletdesk.help_center.http.center import FORM, HTML, Anyone
from walletdesk.help_center.http.checking import PATH, Answers, CheckPage
from walletdesk.help_center.http.pictures import pieces
from walletdesk.help_center.http.saying import Said
from walletdesk.kernel.errors import Invalid, Refused, SecretStopped
from walletdesk.platform.http import Access, Face, SentForm, access, answer_to, form_of, visit_of

MOST_MB: Final = 11  # of the form: ten of the mail, which its reader counts


class NothingSent(Invalid):
    code = "nothing_sent"
    message = "Choose the mail's file, or paste its source."


def letter_routes(page: CheckPage) -> list[HTTPRouteHandler]:
    async def judged(request: Anyone) -> list[Said]:
        async with _sent(request) as form:
            return await page.read(request, _mail_in(form), visit_of(request.scope).locale)

    @post(
        f"{PATH}/mail",
        opt=access(Access.PUBLIC, face=Face.PAGES, takes=FORM, upload=True, most_mb=MOST_MB),
        media_type=HTML,
        include_in_schema=False,
        status_code=200,
    )
    async def take_mail(request: Anyone) -> Response[str]:
        locale = visit_of(request.scope).locale
        try:
            said = await judged(request)
        except SecretStopped:
            return page.page(locale, 422, stopped=True, from_mail=True)
        except Refused as refusal:
            problem = answer_to(refusal, locale).problem
            return page.page(locale, problem.status, detail=problem.detail, from_mail=True)
        return page.page(locale, answers=said, from_mail=True)

    @post(f"/api{PATH}/mail", opt=access(Access.PUBLIC, upload=True, most_mb=MOST_MB), status_code=200)
    async def verify_mail(request: Request[Any, Any, Any]) -> Answers:
        """Whether a mail is ours: a form with ``file``, or with ``source``. It is read, and not kept."""
        try:
            return Answers(await judged(request), stopped=False)
        except SecretStopped:
            return Answers([], stopped=True)

    return [take_mail, verify_mail]


@asynccontextmanager
async def _sent(request: Anyone) -> AsyncIterator[SentForm]:
    form = await form_of(request)
    try:
        yield form
    finally:
        await form.close()


def _mail_in(form: SentForm) -> AsyncIterator[bytes]:
    """The file, where there is one. What is pasted often begins with an empty line."""
    chosen: UploadFile | None = next(iter(form.files), None)
    if chosen is not None:
        return pieces(chosen)
    source = form.texts.get("source", "").lstrip()
    if not source:
        raise NothingSent
    return _whole(source.encode())


async def _whole(source: bytes) -> AsyncIterator[bytes]:
    yield source
