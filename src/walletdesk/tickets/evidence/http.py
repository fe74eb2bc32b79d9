"""Evidence for agents who see the ticket: list, add, open, check, take along. Contacts have no route here."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Annotated, Any

import msgspec
from litestar import Request, get, post
from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.handlers import HTTPRouteHandler
from litestar.params import Body, FromPath, JSONBody, QueryParameter
from litestar.response import Response

from walletdesk.kernel.clock import millis
from walletdesk.kernel.ids import TicketId
from walletdesk.platform.blobs import download_headers
from walletdesk.platform.http import Access, access, agent_of, visit_of
from walletdesk.platform.i18n import Locale, translate
from walletdesk.tickets.evidence.model import NAME, STATEMENT, Evidence, Fault, Form, Source
from walletdesk.tickets.evidence.packing import packed
from walletdesk.tickets.evidence.printing import BREAKS, POLICY, page
from walletdesk.tickets.evidence.service import Keeping

ROOT = "/api/workspace/tickets/{ticket:str}/evidence"
PIECE = 64 * 1024
_READ = access(Access.AGENT)
_WHOLE = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}
_PAGE = {**_WHOLE, "Content-Security-Policy": f"{POLICY}; sandbox allow-modals"}


class NewStatement(msgspec.Struct, forbid_unknown_fields=True):
    """It may hold a secret, so it never prints itself."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=NAME)]
    text: Annotated[str, msgspec.Meta(min_length=1, max_length=STATEMENT)]
    source: Source = Source.CONTACT

    def __repr__(self) -> str:
        return type(self).__name__


class NewFile(msgspec.Struct):
    """A form with one field, ``file``."""

    file: UploadFile


Upload = Annotated[NewFile, Body(media_type=RequestEncodingType.MULTI_PART)]


class EvidenceView(msgspec.Struct):
    """``arrived``: the digest of what came; other than ``sha256`` where a picture was drawn anew.

    ``unread``: a picture that nothing looked at for secrets. ``text``: of a statement.
    """

    seq: int
    form: Form
    source: Source
    name: str
    type: str
    size: int
    sha256: str
    arrived: str
    unread: bool
    at: int
    by: str
    role: str
    hash: str
    text: str


class EvidenceList(msgspec.Struct):
    items: list[EvidenceView]


class FaultView(msgspec.Struct):
    """``words``: in the reader's language."""

    seq: int
    what: str
    words: str


class Checked(msgspec.Struct):
    """``faults`` empty: all of ``count`` are as they were added."""

    count: int
    faults: list[FaultView]


def routes(keeping: Keeping, zone: str) -> Sequence[HTTPRouteHandler]:
    """``zone``: in which an export writes its times."""
    return [*_adding(keeping), *_reading(keeping), *_taking_along(keeping, zone)]


def _adding(keeping: Keeping) -> list[HTTPRouteHandler]:
    @post(ROOT + "/statements", opt=access(Access.AGENT))
    async def add_statement(
        request: Request[Any, Any, Any], ticket: FromPath[str], data: JSONBody[NewStatement]
    ) -> EvidenceView:
        viewer = agent_of(request)
        return _view(await keeping.state(viewer, TicketId(ticket), data.source, data.name, data.text))

    @post(ROOT + "/files", opt=access(Access.AGENT, upload=True))
    async def add_file(
        request: Request[Any, Any, Any],
        ticket: FromPath[str],
        data: Upload,
        source: Annotated[Source, QueryParameter()] = Source.CONTACT,
    ) -> EvidenceView:
        """Looked at like the files of conversations, before it stands in the list."""
        try:
            name, pieces = data.file.filename, _pieces(data.file)
            return _view(await keeping.add(agent_of(request), TicketId(ticket), source, name, pieces))
        finally:
            await data.file.close()

    return [add_statement, add_file]


def _reading(keeping: Keeping) -> list[HTTPRouteHandler]:
    @get(ROOT, opt=_READ)
    async def list_evidence(request: Request[Any, Any, Any], ticket: FromPath[str]) -> EvidenceList:
        found = await keeping.list(agent_of(request), TicketId(ticket))
        return EvidenceList([_view(row) for row in found])

    @get(ROOT + "/{seq:int}/file", opt=access(Access.AGENT, answers=["*/*"]))
    async def open_evidence(
        request: Request[Any, Any, Any],
        ticket: FromPath[str],
        seq: FromPath[int],
        unread: Annotated[bool, QueryParameter()] = False,
    ) -> Response[bytes]:
        """Noted in the audit. ``unread``: the agent knows that nothing has looked at this picture."""
        opened = await keeping.read(agent_of(request), TicketId(ticket), seq, unread=unread)
        name = opened.row.name if opened.row.form is Form.FILE else f"{opened.row.name}.txt"
        headers = download_headers(name, opened.row.type)
        return Response(opened.content, headers=headers, media_type=opened.row.type)

    @get(ROOT + "/check", opt=_READ)
    async def check_evidence(request: Request[Any, Any, Any], ticket: FromPath[str]) -> Checked:
        """Every hash is computed anew from what lies there."""
        viewer, id = agent_of(request), TicketId(ticket)
        broken = await keeping.check(viewer, id)
        locale = visit_of(request.scope).locale
        return Checked(len(await keeping.list(viewer, id)), [_fault(one, locale) for one in broken])

    return [list_evidence, open_evidence, check_evidence]


def _taking_along(keeping: Keeping, zone: str) -> list[HTTPRouteHandler]:
    @get(ROOT + "/export", opt=access(Access.AGENT, answers=["*/*"]))
    async def export_evidence(request: Request[Any, Any, Any], ticket: FromPath[str]) -> Response[bytes]:
        """A zip with all of it, and a signed manifest. Noted in the audit."""
        export = await keeping.export(agent_of(request), TicketId(ticket))
        body = await asyncio.to_thread(packed, export, zone)
        name = f'attachment; filename="{export.ticket.name}-evidence.zip"'
        return Response(body, media_type="application/zip", headers={**_WHOLE, "Content-Disposition": name})

    @get(ROOT + "/printed", opt=access(Access.AGENT, answers=["*/*"]))
    async def print_evidence(request: Request[Any, Any, Any], ticket: FromPath[str]) -> Response[bytes]:
        """The list with all hashes, to be printed. Noted in the audit as an export."""
        export = await keeping.export(agent_of(request), TicketId(ticket))
        body = page(export, visit_of(request.scope).locale, zone)
        return Response(body, media_type="text/html; charset=utf-8", headers=_PAGE)

    return [export_evidence, print_evidence]


async def _pieces(file: UploadFile) -> AsyncIterator[bytes]:
    while piece := await file.read(PIECE):
        yield piece


def _view(row: Evidence) -> EvidenceView:
    return EvidenceView(
        seq=row.seq,
        form=row.form,
        source=row.source,
        name=row.name,
        type=row.type,
        size=row.size,
        sha256=row.sha256,
        arrived=row.arrived,
        unread=row.unread,
        at=millis(row.at),
        by=row.by,
        role=row.role,
        hash=row.hash,
        text=row.text,
    )


def _fault(fault: Fault, locale: Locale) -> FaultView:
    return FaultView(fault.seq, fault.what.value, translate(locale, BREAKS[fault.what], seq=fault.seq))
