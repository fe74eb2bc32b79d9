"""A picture in, by those who write; a picture out, to whoever may read an article that shows it."""

from collections.abc import AsyncIterator, Sequence
from typing import Annotated, Any

import msgspec
from litestar import Request, Response, get, post
from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.handlers import HTTPRouteHandler
from litestar.params import Body, FromPath

from walletdesk.knowledge.pictures.service import Illustrating
from walletdesk.knowledge.wording import PICTURES
from walletdesk.platform.http import Access, access, agent_of, viewer_of

PIECE = 64 * 1024
FOR_READERS = "public, max-age=3600"  # what is taken back is gone from what others keep within the hour
FOR_STAFF = "private, max-age=3600"
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Disposition": "inline",
}


class NewPicture(msgspec.Struct):
    """A form with one field, ``file``."""

    file: UploadFile


class Added(msgspec.Struct):
    """``name``: to be shown as ``![what it shows](picture:name)``."""

    name: str


Form = Annotated[NewPicture, Body(media_type=RequestEncodingType.MULTI_PART)]


def routes(illustrating: Illustrating) -> Sequence[HTTPRouteHandler]:
    @post("/api/workspace/pictures", opt=access(Access.LEAD, upload=True))
    async def add_picture(request: Request[Any, Any, Any], data: Form) -> Added:
        """Drawn anew without what a camera wrote into it; the same picture has the same name."""
        try:
            return Added(await illustrating.add(agent_of(request), _pieces(data.file)))
        finally:
            await data.file.close()

    @get(
        f"{PICTURES}/{{picture:str}}",
        opt=access(Access.PUBLIC, answers=["image/*"]),
        include_in_schema=False,
    )
    async def show_picture(request: Request[Any, Any, Any], picture: FromPath[str]) -> Response[bytes]:
        seen = await illustrating.seen_by(viewer_of(request), picture)
        kept = {"Cache-Control": FOR_READERS if seen.everybody else FOR_STAFF}
        return Response(seen.content, headers={**_HEADERS, **kept}, media_type=seen.type)

    return [add_picture, show_picture]


async def _pieces(file: UploadFile) -> AsyncIterator[bytes]:
    while piece := await file.read(PIECE):
        yield piece
