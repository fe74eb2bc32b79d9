"""Calls by the browser over HTTP: the same doors for the contact and for the agent, each to their own.

What the pages say to each other is checked for its form and size, and passed on as it is: it is shown to
nobody, stored nowhere and never logged.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal

import msgspec
from litestar import Request, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, QueryParameter

from walletdesk.channels.voice.webrtc.model import Call, Why
from walletdesk.channels.voice.webrtc.ports import Got, Sent
from walletdesk.channels.voice.webrtc.service import Talking
from walletdesk.channels.voice.webrtc.turn import Relays
from walletdesk.kernel.clock import Clock, millis
from walletdesk.kernel.ids import AgentId, CallId, ConversationId
from walletdesk.kernel.viewers import AgentViewer, Viewer
from walletdesk.platform.http import Access, access, agent_of, contact_of, viewer_of, visit_of
from walletdesk.platform.i18n import Locale

OWN: Final = "/api/conversations/{conversation:str}/calls"
OF_AGENTS: Final = "/api/workspace/conversations/{conversation:str}/calls"
MINE: Final = "/api/workspace/calls"
LARGEST_SDP: Final = 64_000
Leg = Annotated[str, msgspec.Meta(min_length=8, max_length=40, pattern=r"^[A-Za-z0-9_-]+$")]
Anyone = Request[Any, Any, Any]


class CallView(msgspec.Struct):
    """``agent``: the name that is shown. ``mine``: this agent is in it. Times in ms UTC.

    ``callback``: where another way of talking can be booked; empty where there is none. ``voicemail``: a
    spoken message can be left.
    """

    id: str
    conversation: str
    state: str
    by: str
    agent: str
    mine: bool
    began_at: int
    connected_at: int | None
    ended_at: int | None
    ended_by: str | None
    seconds: int
    reason: str
    quality: str
    callback: str
    voicemail: bool


class CallsView(msgspec.Struct):
    """The call that is live, if there is one, and whether one may be begun."""

    live: CallView | None
    may_start: bool


class Ice(msgspec.Struct, omit_defaults=True):
    urls: list[str]
    username: str = ""
    credential: str = ""


class Joined(msgspec.Struct):
    """``relay``: only through the relay. ``n`` and ``epoch``: from where to listen."""

    call: CallView
    ice: list[Ice]
    relay: bool
    epoch: str
    n: int


class Join(msgspec.Struct, forbid_unknown_fields=True):
    leg: Leg


class End(msgspec.Struct, forbid_unknown_fields=True):
    why: Literal["hung_up", "microphone", "no_connection", "not_heard"] = "hung_up"


class Here(msgspec.Struct, forbid_unknown_fields=True):
    leg: Leg
    connected: bool = False
    quality: Literal["", "good", "fair", "poor"] = ""


class Described(msgspec.Struct, tag="sdp", tag_field="k", forbid_unknown_fields=True):
    type: Literal["offer", "answer", "rollback"]
    sdp: Annotated[str, msgspec.Meta(max_length=LARGEST_SDP)] = ""

    def __repr__(self) -> str:
        return type(self).__name__


class Candidate(msgspec.Struct, tag="ice", tag_field="k", forbid_unknown_fields=True):
    """One way to reach a page; empty: there are no more."""

    candidate: Annotated[str, msgspec.Meta(max_length=1_000)] = ""
    mid: Annotated[str, msgspec.Meta(max_length=32)] | None = None
    line: Annotated[int, msgspec.Meta(ge=0, le=16)] | None = None
    fragment: Annotated[str, msgspec.Meta(max_length=256)] | None = None

    def __repr__(self) -> str:
        return type(self).__name__


class Hold(msgspec.Struct, tag="hold", tag_field="k", forbid_unknown_fields=True):
    on: bool


class Say(msgspec.Struct, forbid_unknown_fields=True):
    leg: Leg
    signals: Annotated[list[Described | Candidate | Hold], msgspec.Meta(min_length=1, max_length=40)]

    def __repr__(self) -> str:
        return type(self).__name__


class Signals(msgspec.Struct):
    epoch: str
    n: int
    signals: list[msgspec.Raw]


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    talking: Talking
    relays: Relays
    shown_as: Callable[[AgentId], str]
    book: Callable[[ConversationId, Locale], Awaitable[str]]
    takes_voicemail: Callable[[ConversationId], Awaitable[bool]]
    clock: Clock


def routes(needs: Needs) -> Sequence[HTTPRouteHandler]:
    return [*_own(needs), *_in_own(needs), *_of_agents(needs), *_in_it(needs), _mine(needs)]


def _mine(needs: Needs) -> HTTPRouteHandler:
    @get(MINE, opt=access(Access.AGENT))
    async def find_my_call(request: Anyone) -> CallsView:
        """For a screen that was away when it rang."""
        found = await needs.talking.archive.live_with(agent_of(request).agent)
        return CallsView(await _view(needs, request, found) if found else None, may_start=False)

    return find_my_call


def _own(needs: Needs) -> list[HTTPRouteHandler]:
    opt = access(Access.CONTACT)

    @get(OWN, opt=opt)
    async def list_own_calls(request: Anyone, conversation: FromPath[str]) -> CallsView:
        return await _calls(needs, request, contact_of(request), ConversationId(conversation))

    @post(OWN, opt=opt, status_code=200)
    async def start_own_call(request: Anyone, conversation: FromPath[str]) -> CallView:
        """The screen of the agent who has this conversation rings."""
        return await _start(needs, request, conversation)

    @get(OWN + "/{call:str}", opt=opt)
    async def read_own_call(request: Anyone, conversation: FromPath[str], call: FromPath[str]) -> CallView:
        return await _read(needs, request, conversation, call)

    return [list_own_calls, start_own_call, read_own_call]


def _in_own(needs: Needs) -> list[HTTPRouteHandler]:
    opt = access(Access.CONTACT)

    @post(OWN + "/{call:str}/join", opt=opt, status_code=200)
    async def join_own_call(
        request: Anyone, conversation: FromPath[str], call: FromPath[str], data: JSONBody[Join]
    ) -> Joined:
        return await _join(needs, request, (conversation, call), data)

    @post(OWN + "/{call:str}/end", opt=opt, status_code=200)
    async def end_own_call(
        request: Anyone, conversation: FromPath[str], call: FromPath[str], data: JSONBody[End]
    ) -> CallView:
        return await _end(needs, request, (conversation, call), data)

    @post(OWN + "/{call:str}/here", opt=opt, status_code=200)
    async def stay_in_own_call(
        request: Anyone, conversation: FromPath[str], call: FromPath[str], data: JSONBody[Here]
    ) -> CallView:
        return await _here(needs, request, (conversation, call), data)

    @post(OWN + "/{call:str}/signals", opt=opt, status_code=204)
    async def signal_own_call(
        request: Anyone, conversation: FromPath[str], call: FromPath[str], data: JSONBody[Say]
    ) -> None:
        await _say(needs, request, (conversation, call), data)

    @get(OWN + "/{call:str}/signals", opt=opt)
    async def hear_own_call(
        request: Anyone,
        conversation: FromPath[str],
        call: FromPath[str],
        leg: Annotated[str, QueryParameter(max_length=40)],
        epoch: Annotated[str, QueryParameter(max_length=32)] = "",
        n: Annotated[int, QueryParameter(ge=0, le=2**53)] = 0,
    ) -> Signals:
        return await _listen(needs, request, (conversation, call), (leg, epoch, n))

    return [join_own_call, end_own_call, stay_in_own_call, signal_own_call, hear_own_call]


def _of_agents(needs: Needs) -> list[HTTPRouteHandler]:
    opt = access(Access.AGENT)

    @get(OF_AGENTS, opt=opt)
    async def list_calls(request: Anyone, conversation: FromPath[str]) -> CallsView:
        return await _calls(needs, request, agent_of(request), ConversationId(conversation))

    @post(OF_AGENTS, opt=opt, status_code=200)
    async def start_call(request: Anyone, conversation: FromPath[str]) -> CallView:
        """The contact's screen rings, where they are."""
        return await _start(needs, request, conversation)

    @get(OF_AGENTS + "/{call:str}", opt=opt)
    async def read_call(request: Anyone, conversation: FromPath[str], call: FromPath[str]) -> CallView:
        return await _read(needs, request, conversation, call)

    return [list_calls, start_call, read_call]


def _in_it(needs: Needs) -> list[HTTPRouteHandler]:
    opt = access(Access.AGENT)

    @post(OF_AGENTS + "/{call:str}/join", opt=opt, status_code=200)
    async def join_call(
        request: Anyone, conversation: FromPath[str], call: FromPath[str], data: JSONBody[Join]
    ) -> Joined:
        return await _join(needs, request, (conversation, call), data)

    @post(OF_AGENTS + "/{call:str}/end", opt=opt, status_code=200)
    async def end_call(
        request: Anyone, conversation: FromPath[str], call: FromPath[str], data: JSONBody[End]
    ) -> CallView:
        return await _end(needs, request, (conversation, call), data)

    @post(OF_AGENTS + "/{call:str}/here", opt=opt, status_code=200)
    async def stay_in_call(
        request: Anyone, conversation: FromPath[str], call: FromPath[str], data: JSONBody[Here]
    ) -> CallView:
        return await _here(needs, request, (conversation, call), data)

    @post(OF_AGENTS + "/{call:str}/signals", opt=opt, status_code=204)
    async def signal_call(
        request: Anyone, conversation: FromPath[str], call: FromPath[str], data: JSONBody[Say]
    ) -> None:
        await _say(needs, request, (conversation, call), data)

    @get(OF_AGENTS + "/{call:str}/signals", opt=opt)
    async def hear_call(
        request: Anyone,
        conversation: FromPath[str],
        call: FromPath[str],
        leg: Annotated[str, QueryParameter(max_length=40)],
        epoch: Annotated[str, QueryParameter(max_length=32)] = "",
        n: Annotated[int, QueryParameter(ge=0, le=2**53)] = 0,
    ) -> Signals:
        return await _listen(needs, request, (conversation, call), (leg, epoch, n))

    return [join_call, end_call, stay_in_call, signal_call, hear_call]


Which = tuple[str, str]


async def _calls(needs: Needs, request: Anyone, viewer: Viewer, id: ConversationId) -> CallsView:
    may = await needs.talking.may_start(viewer, id)  # NotFound for a stranger
    live = await needs.talking.archive.live_of(id)
    return CallsView(await _view(needs, request, live) if live else None, may_start=may and live is None)


async def _start(needs: Needs, request: Anyone, conversation: str) -> CallView:
    found = await needs.talking.start(viewer_of(request), ConversationId(conversation))
    return await _view(needs, request, found)


async def _read(needs: Needs, request: Anyone, conversation: str, call: str) -> CallView:
    found = await needs.talking.seen_by(viewer_of(request), ConversationId(conversation), CallId(call))
    return await _view(needs, request, found)


async def _join(needs: Needs, request: Anyone, which: Which, data: Join) -> Joined:
    found, got = await needs.talking.join(viewer_of(request), *_ids(which), data.leg)
    ice = [Ice(list(s.urls), s.username, s.credential) for s in needs.relays.servers(found.id, needs.clock())]
    view = await _view(needs, request, found)
    return Joined(view, ice, needs.relays.is_relay_only, got.epoch, got.n)


async def _end(needs: Needs, request: Anyone, which: Which, data: End) -> CallView:
    found = await needs.talking.end(viewer_of(request), *_ids(which), Why(data.why))
    return await _view(needs, request, found)


async def _here(needs: Needs, request: Anyone, which: Which, data: Here) -> CallView:
    found = await needs.talking.hear(
        viewer_of(request), *_ids(which), data.leg, connected=data.connected, quality=data.quality
    )
    return await _view(needs, request, found)


async def _say(needs: Needs, request: Anyone, which: Which, data: Say) -> None:
    sent = [Sent(_kind(one), msgspec.json.encode(one).decode()) for one in data.signals]
    await needs.talking.say(viewer_of(request), *_ids(which), data.leg, sent)


async def _listen(needs: Needs, request: Anyone, which: Which, since: tuple[str, str, int]) -> Signals:
    leg, epoch, n = since
    got: Got = await needs.talking.listen(viewer_of(request), *_ids(which), leg, (epoch, n))
    return Signals(got.epoch, got.n, [msgspec.Raw(body.encode()) for body in got.bodies])


def _kind(one: Described | Candidate | Hold) -> str:
    return str(one.__struct_config__.tag)


def _ids(which: Which) -> tuple[ConversationId, CallId]:
    return ConversationId(which[0]), CallId(which[1])


async def _view(needs: Needs, request: Anyone, one: Call) -> CallView:
    viewer = viewer_of(request)
    return CallView(
        id=one.id,
        conversation=one.conversation,
        state=one.state.value,
        by=one.by.value,
        agent=needs.shown_as(one.agent),
        mine=isinstance(viewer, AgentViewer) and viewer.agent == one.agent,
        began_at=millis(one.began_at),
        connected_at=millis(one.connected_at) if one.connected_at else None,
        ended_at=millis(one.ended_at) if one.ended_at else None,
        ended_by=one.ended_by.value if one.ended_by else None,
        seconds=one.seconds,
        reason=one.reason,
        quality=one.quality,
        callback=await needs.book(one.conversation, visit_of(request.scope).locale),
        voicemail=await needs.takes_voicemail(one.conversation),
    )
