"""Webhooks of messaging providers, and what an agent's screen asks about a conversation of theirs."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import msgspec
from litestar import Request, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath
from litestar.response import Response

from walletdesk.channels.messaging.model import Accepted, Hook
from walletdesk.channels.messaging.ports import Accounts, Keeping, Provider
from walletdesk.channels.messaging.service import Bounds, Told
from walletdesk.kernel.clock import Clock, millis
from walletdesk.kernel.errors import NotFound
from walletdesk.kernel.ids import ConversationId, InboxId
from walletdesk.kernel.viewers import Viewer
from walletdesk.platform.http import ANY_TYPE, Access, access, viewer_of

# Discord tries forged signatures on every address, and drops those that answer anything else
REFUSED_BY: Final = {"discord": 401}
MOST_MB: Final = 4  # WhatsApp tells of up to 3 MB at once
HOOK: Final = "/hooks/{kind:str}/{inbox:str}"
Anyone = Request[Any, Any, Any]


class MessageState(msgspec.Struct):
    """``state``: one of waiting, sending, sent, delivered, read, refused, failed, unknown."""

    seq: int
    state: str
    reason: str = ""


class FileLimit(msgspec.Struct):
    """``type``: how a file's type begins; what begins with none of them is not taken."""

    type: str
    bytes: int


class ChannelView(msgspec.Struct):
    """What can still be sent, and what became of what was. Times in milliseconds UTC.

    ``left``: messages, null for any number; ``longest`` is counted in ``unit``s, and what is longer goes as
    several, ``most_parts`` at most; ``added`` goes out with the next one; ``gone``: why none can be.
    """

    kind: str
    title: str
    reply_until: int | None
    left: int | None
    gone: str
    longest: int
    unit: str
    most_parts: int
    added: str
    files: list[FileLimit]
    messages: list[MessageState]


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    providers: Mapping[str, Provider]
    accounts: Accounts
    keeping: Keeping
    bounds: Bounds
    may_read: Callable[[Viewer, ConversationId], Awaitable[object]]  # raises NotFound
    clock: Clock


def routes(needs: Needs) -> Sequence[HTTPRouteHandler]:
    opened = access(Access.PUBLIC, takes=ANY_TYPE, most_mb=MOST_MB)

    @get(HOOK, opt=opened, include_in_schema=False)
    async def hook_checked(request: Anyone, kind: FromPath[str], inbox: FromPath[str]) -> Response[bytes]:
        return await _taken(needs, request, kind, InboxId(inbox))

    @post(HOOK, opt=opened, include_in_schema=False, status_code=200)
    async def hook(request: Anyone, kind: FromPath[str], inbox: FromPath[str]) -> Response[bytes]:
        return await _taken(needs, request, kind, InboxId(inbox))

    @get("/api/workspace/conversations/{conversation:str}/channel", opt=access(Access.AGENT))
    async def channel(request: Anyone, conversation: FromPath[str]) -> ChannelView:
        await needs.may_read(viewer_of(request), ConversationId(conversation))
        told = await needs.bounds.told(ConversationId(conversation))
        if told is None:
            raise NotFound
        return _view(told)

    return [hook_checked, hook, channel]


async def _taken(needs: Needs, request: Anyone, kind: str, inbox: InboxId) -> Response[bytes]:
    """An unknown inbox, another kind and a wrong signature look alike: none of them is told which."""
    known = await needs.accounts.of(inbox)
    provider = needs.providers.get(kind)
    if known is None or provider is None or known[1] != kind:
        return _refused(kind)
    hook = Hook(
        method=request.method,
        query=dict(request.query_params),
        headers={name.lower(): value for name, value in request.headers.items()},
        body=await request.body(),
        at=needs.clock(),
    )
    accepted: Accepted | None = provider.accept(hook, known[0])
    if accepted is None:
        return _refused(kind)
    if accepted.pieces:
        await needs.keeping.keep(inbox, kind, accepted.pieces)
    return Response(accepted.answer, media_type=accepted.type, headers={"Cache-Control": "no-store"})


def _refused(kind: str) -> Response[bytes]:
    """The same for all that is not surely from the provider. Raises NotFound."""
    if kind not in REFUSED_BY:
        raise NotFound
    said = b'{"detail":"invalid request signature"}'
    return Response(said, status_code=REFUSED_BY[kind], media_type="application/json")


def _view(told: Told) -> ChannelView:
    return ChannelView(
        kind=told.kind,
        title=told.title,
        reply_until=millis(told.room.until) if told.room.until else None,
        left=told.room.left,
        gone=told.room.gone,
        longest=told.longest,
        unit=told.unit,
        most_parts=told.most_parts,
        added=told.added,
        files=[FileLimit(type, most) for type, most in told.files.items()],
        messages=[MessageState(seq, state.value, reason) for seq, (state, reason) in told.states.items()],
    )
