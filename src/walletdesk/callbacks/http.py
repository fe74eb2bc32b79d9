"""Callbacks over HTTP: what agents see of one and may do, what leads decide. Contacts have pages."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any, Final

import msgspec
from litestar import Request, get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from walletdesk.callbacks.model import LENGTH, Call, Callback, Rules, State
from walletdesk.callbacks.model.rules import LONGEST_PAUSE, MOST_SEATS, MOST_TRIES, SHORTEST_PAUSE
from walletdesk.callbacks.numbers import masked
from walletdesk.callbacks.ports import Archive, Spoken, Talks
from walletdesk.callbacks.service import Booking, Calling
from walletdesk.kernel.clock import millis
from walletdesk.kernel.ids import AgentId, ConversationId
from walletdesk.kernel.viewers import AgentViewer
from walletdesk.platform.http import Access, access, agent_of

OF: Final = "/api/workspace/conversations/{conversation:str}/callback"
RULES: Final = "/api/callback-rules"
Anyone = Request[Any, Any, Any]


class CallbackView(msgspec.Struct):
    """The latest of a conversation. ``number``: country and two digits. ``says``: what the agent says first.

    It is empty for all but the agent who has the conversation. ``slot``, ``ends`` and ``due_at`` in ms UTC.
    ``late``: the contact was told that the half hour was not kept.
    """

    state: str
    slot: int | None
    ends: int | None
    due_at: int
    number: str
    says: str
    tries: int
    may_call: bool
    late: bool = False


class CallView(msgspec.Struct):
    """``result`` None while it runs; ``leg``: whose phone rings then. ``name``: of the agent who was rung."""

    agent: str
    began_at: int
    seconds: int
    result: str | None
    leg: str = ""
    name: str = ""


class CallbackState(msgspec.Struct):
    conversation: str
    callback: CallbackView | None
    calls: list[CallView]


class SetRules(msgspec.Struct, forbid_unknown_fields=True):
    """``version``: the one that was read; another in the meantime is a conflict."""

    on: bool
    seats: Annotated[int, msgspec.Meta(ge=1, le=MOST_SEATS)]
    tries: Annotated[int, msgspec.Meta(ge=1, le=MOST_TRIES)]
    pause: Annotated[int, msgspec.Meta(ge=SHORTEST_PAUSE, le=LONGEST_PAUSE)]
    version: Annotated[int, msgspec.Meta(ge=0, le=2**53)]


class RulesView(SetRules):
    """``dials``: whether this installation has somebody who dials at all."""

    dials: bool = False


class Needs(msgspec.Struct, frozen=True):
    booking: Booking
    calling: Calling
    archive: Archive
    talks: Talks
    spoken: Spoken
    shown_as: Callable[[AgentId], str]


def routes(needs: Needs) -> Sequence[HTTPRouteHandler]:
    @get(OF, opt=access(Access.AGENT))
    async def read_callback(request: Anyone, conversation: FromPath[str]) -> CallbackState:
        return await _state(needs, agent_of(request), ConversationId(conversation))

    @post(f"{OF}/call", opt=access(Access.AGENT), status_code=200)
    async def call_now(request: Anyone, conversation: FromPath[str]) -> CallbackState:
        """Before the next try is due; never before the time that the contact chose."""
        viewer, id = agent_of(request), ConversationId(conversation)
        await needs.calling.call_now(viewer, id)
        return await _state(needs, viewer, id)

    @get(RULES, opt=access(Access.LEAD))
    async def read_rules() -> RulesView:
        return _rules(needs, await needs.booking.rules())

    @put(RULES, opt=access(Access.LEAD))
    async def set_rules(request: Anyone, data: JSONBody[SetRules]) -> RulesView:
        """What is booked stays booked."""
        wanted = Rules(on=data.on, seats=data.seats, tries=data.tries, pause=data.pause, version=data.version)
        return _rules(needs, await needs.booking.settle(agent_of(request), wanted))

    return [read_callback, call_now, read_rules, set_rules]


async def _state(needs: Needs, viewer: AgentViewer, id: ConversationId) -> CallbackState:
    talk = await needs.talks.seen_by(viewer, id)
    found = await needs.archive.of_conversation(id)
    calls = await needs.archive.calls_of(id) if found else []
    mine = talk.assignee == viewer.agent
    return CallbackState(
        id, _callback(needs, found[0], mine=mine) if found else None, [_call(needs, one) for one in calls]
    )


def _callback(needs: Needs, one: Callback, *, mine: bool) -> CallbackView:
    return CallbackView(
        state=one.state.value,
        slot=millis(one.slot) if one.slot else None,
        ends=millis(one.slot + LENGTH) if one.slot else None,
        due_at=millis(one.due_at),
        number=masked(one.number),
        says=needs.spoken(one.id, one.ring) if mine and not one.is_over else "",
        tries=one.tries,
        may_call=mine and one.state is State.AGAIN,
        late=one.late_at is not None and not one.is_over,
    )


def _call(needs: Needs, one: Call) -> CallView:
    return CallView(
        agent=one.agent,
        began_at=millis(one.began_at),
        seconds=one.seconds,
        result=one.result.value if one.result else None,
        leg=one.leg.value,
        name=needs.shown_as(one.agent),
    )


def _rules(needs: Needs, rules: Rules) -> RulesView:
    return RulesView(
        on=rules.on,
        seats=rules.seats,
        tries=rules.tries,
        pause=rules.pause,
        version=rules.version,
        dials=needs.booking.provider is not None,
    )
