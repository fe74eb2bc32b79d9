"""The check page and its API for a screenshot: a form with one file, and the words for a secret in it."""

from collections.abc import AsyncIterator
from typing import Annotated, Any, Final

import msgspec
from litestar import Request, Response, post
from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.handlers import HTTPRouteHandler
from litestar.params import Body

from walletdesk.help_center.http.center import HTML, Anyone
from walletdesk.help_center.http.checking import PATH, Answers, CheckPage, Stopped
from walletdesk.kernel.errors import Refused, SecretStopped
from walletdesk.platform.http import Access, Face, access, answer_to, visit_of
from walletdesk.platform.i18n import Locale, translate

PIECE: Final = 64 * 1024
_LESSER: Final = ("password", "otp")  # can be changed or runs out: no wallet to move


class Screenshot(msgspec.Struct):
    """A form with one field, ``file``."""

    file: UploadFile


Form = Annotated[Screenshot, Body(media_type=RequestEncodingType.MULTI_PART)]


def picture_routes(page: CheckPage) -> list[HTTPRouteHandler]:
    async def looked_at(request: Anyone, file: UploadFile, locale: Locale) -> Answers:
        try:
            return Answers(await page.shown(request, pieces(file), locale), stopped=False)
        except SecretStopped as stopped:
            return Answers([], stopped=True, secret=words_for(str(stopped.values["secret"]), locale))
        finally:
            await file.close()

    @post(
        f"{PATH}/picture",
        opt=access(Access.PUBLIC, face=Face.PAGES, upload=True),
        media_type=HTML,
        include_in_schema=False,
        status_code=200,
    )
    async def take_picture(request: Anyone, data: Form) -> Response[str]:
        locale = visit_of(request.scope).locale
        try:
            told = await looked_at(request, data.file, locale)
        except Refused as refusal:
            problem = answer_to(refusal, locale).problem
            return page.page(locale, problem.status, detail=problem.detail)
        if told.secret:
            return page.page(locale, 422, stopped=True, secret=told.secret)
        return page.page(locale, answers=told.answers, from_picture=True)

    @post(f"/api{PATH}/picture", opt=access(Access.PUBLIC, upload=True), status_code=200)
    async def verify_picture(request: Request[Any, Any, Any], data: Form) -> Answers:
        """Whether what a screenshot shows is ours. It is read, and not kept."""
        return await looked_at(request, data.file, visit_of(request.scope).locale)

    return [take_picture, verify_picture]


def words_for(kind: str, locale: Locale) -> Stopped:
    match kind:
        case "mnemonic":
            words = translate(
                locale,
                "Your picture seems to show a recovery phrase. It was not kept, and no agent sees it. "
                "Treat the phrase as leaked.",
            )
        case "keystore":
            words = translate(
                locale,
                "Your picture seems to show a keystore file. It was not kept, and no agent sees it. "
                "Treat the wallet as leaked.",
            )
        case "password":
            words = translate(
                locale,
                "Your picture seems to show a password. It was not kept, and no agent sees it. "
                "Change the password.",
            )
        case "otp":
            words = translate(
                locale,
                "Your picture seems to show a one-time code. It was not kept, and no agent sees it. "
                "Give the code to nobody.",
            )
        case _:
            words = translate(
                locale,
                "Your picture seems to show a private key. It was not kept, and no agent sees it. "
                "Treat the key as leaked.",
            )
    return Stopped(kind, words, wallet=kind not in _LESSER)


async def pieces(file: UploadFile) -> AsyncIterator[bytes]:
    while piece := await file.read(PIECE):
        yield piece
