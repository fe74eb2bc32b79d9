"""Files of a conversation: up by whoever may read it, down as a download and nothing else."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, Any, NoReturn, Protocol

import msgspec
from litestar import Request, get, post
from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.handlers import HTTPRouteHandler
from litestar.params import Body, FromPath
from litestar.response import Response

from walletdesk.channels.webchat.ports import Limits
from walletdesk.conversations import Attaching, Attachment, Kept
from walletdesk.kernel.errors import SecretStopped
from walletdesk.kernel.ids import ConversationId
from walletdesk.kernel.viewers import ContactViewer, Viewer
from walletdesk.platform.blobs import Blobs, Intake, download_headers
from walletdesk.platform.http import Access, access, agent_of, viewer_of, visit_of

PIECE = 64 * 1024
UPLOAD = access(Access.CONTACT, upload=True)
AGENT_UPLOAD = access(Access.AGENT, upload=True)


class Given(Protocol):
    """A file as it came. Its name was chosen by whoever sent it."""

    @property
    def filename(self) -> str: ...
    async def read(self, size: int = -1) -> bytes: ...


class Upload(msgspec.Struct):
    """A form with one field, ``file``."""

    file: UploadFile


Form = Annotated[Upload, Body(media_type=RequestEncodingType.MULTI_PART)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    attaching: Attaching
    intake: Intake
    blobs: Blobs
    limits: Limits
    stop_secret: Callable[[ConversationId, str], Awaitable[NoReturn]]

    async def take(self, viewer: Viewer, id: ConversationId, file: Given, address: str) -> Attachment:
        """Raises Refused. ``address`` is where it came from, and only counted."""
        await self.attaching.may_add(viewer, id)  # before a byte is looked at
        if isinstance(viewer, ContactViewer):
            await self.limits.may_upload(viewer.contact, address)
        try:
            taken = await self.intake.take(file.filename, _pieces(file))
        except SecretStopped as stopped:
            if isinstance(viewer, ContactViewer):  # brings a person at once; an agent is only refused
                await self.stop_secret(id, str(stopped.values["secret"]))
            raise
        kept = Kept(
            blob=taken.stored.id,
            name=taken.name,
            type=taken.type,
            size=taken.stored.size,
            width=taken.width,
            height=taken.height,
        )
        return await self.attaching.add(viewer, id, kept)


def file_routes(files: Files) -> list[HTTPRouteHandler]:
    @post("/api/conversations/{conversation:str}/attachments", opt=UPLOAD)
    async def upload(request: Request[Any, Any, Any], conversation: FromPath[str], data: Form) -> Attachment:
        visit = visit_of(request.scope)
        return await files.take(visit.viewer, ConversationId(conversation), data.file, visit.address)

    @post("/api/workspace/conversations/{conversation:str}/attachments", opt=AGENT_UPLOAD)
    async def upload_as_agent(
        request: Request[Any, Any, Any], conversation: FromPath[str], data: Form
    ) -> Attachment:
        visit = visit_of(request.scope)
        return await files.take(visit.viewer, ConversationId(conversation), data.file, visit.address)

    @get("/api/attachments/{attachment:str}", opt=access(Access.CONTACT_OR_AGENT, answers=["*/*"]))
    async def download(request: Request[Any, Any, Any], attachment: FromPath[str]) -> Response[bytes]:
        found = await files.attaching.seen_by(viewer_of(request), attachment)
        headers = download_headers(found.attachment.name, found.attachment.type)
        return Response(await files.blobs.read(found.blob), headers=headers, media_type=found.attachment.type)

    @post(
        "/api/workspace/attachments/{attachment:str}/acknowledge", opt=access(Access.AGENT), status_code=204
    )
    async def acknowledge(request: Request[Any, Any, Any], attachment: FromPath[str]) -> None:
        """The agent knows that this picture was not checked, and wants to see it."""
        await files.attaching.acknowledge(agent_of(request), attachment)

    return [upload, upload_as_agent, download, acknowledge]


async def _pieces(file: Given) -> AsyncIterator[bytes]:
    while piece := await file.read(PIECE):
        yield piece
