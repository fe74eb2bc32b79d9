"""Calls that come in over HTTP: the code for a contact, the log for agents and leads, the simulated phone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal

import msgspec
from litestar import Request, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from walletdesk.channels.voice.hotline.codes import Codes
from walletdesk.channels.voice.hotline.model import Call, Turn
from walletdesk.channels.voice.hotline.service import Answering, Caller, Dialled
from walletdesk.kernel.clock import millis
from walletdesk.kernel.ids import AgentId, ConversationId
from walletdesk.platform.http import Access, Face, access, agent_of, contact_of, visit_of

CODE: Final = "/api/conversations/{conversation:str}/caller-code"
OF: Final = "/api/workspace/conversations/{conversation:str}/phone-calls"
LOG: Final = "/api/phone-calls"
SIMULATED: Final = "/api/phone/simulator"
PLAYED: Final = "simulator"
PER_ADDRESS: Final = (600, 3_600)  # what one machine may tell of its played phones
Anyone = Request[Any, Any, Any]


class CodeView(msgspec.Struct):
    """``until`` in milliseconds UTC. ``number``: ours, empty where none is set."""

    code: str
    until: int
    number: str


class PhoneCallView(msgspec.Struct):
    """``direction``: in or out. ``digits``: the last of the number that was shown, which proves nothing.

    ``state``: ringing, menu, talking, ended, missed. Times in milliseconds UTC, ``seconds`` talked.
    ``recording``: an address at the provider, only where recording is on and was consented to.
    """

    id: str
    direction: str
    state: str
    began_at: int
    ended_at: int | None
    seconds: int
    digits: str
    verified: bool
    language: str
    about: str
    reason: str
    conversation: str | None
    agent: str
    recording: str


class PhoneCalls(msgspec.Struct):
    calls: list[PhoneCallView]


class Played(msgspec.Struct, forbid_unknown_fields=True):
    """What a played phone tells. ``n``: of the turn that is answered."""

    call: Annotated[str, msgspec.Meta(pattern="^[A-Za-z0-9_-]{1,40}$")]
    what: Literal["came", "pressed", "waited", "talks", "talked", "missed", "hung_up"]
    number: Annotated[str, msgspec.Meta(pattern=r"^(\+[1-9][0-9]{6,14})?$")] = ""
    n: Annotated[int, msgspec.Meta(ge=0, le=1_000)] = 0
    digits: Annotated[str, msgspec.Meta(pattern="^[0-9*#]{0,10}$")] = ""


class Sentence(msgspec.Struct):
    locale: str
    text: str


class HeardView(msgspec.Struct):
    """What the played phone hears, and what it does next. ``dials``: a phone of ours rings."""

    n: int
    says: list[Sentence]
    gathers: int
    waits: int
    dials: bool
    ends: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    answering: Answering
    codes: Codes
    number: str
    shown_as: Callable[[AgentId], str]
    plays: bool


def routes(needs: Needs) -> Sequence[HTTPRouteHandler]:
    @post(CODE, opt=access(Access.CONTACT), status_code=200)
    async def caller_code(request: Anyone, conversation: FromPath[str]) -> CodeView:
        """To be typed by keys when they call us, so that we know who calls. In place of an earlier one."""
        code = await needs.codes.show(contact_of(request), ConversationId(conversation))
        return CodeView(code.digits, millis(code.until), needs.number)

    @get(OF, opt=access(Access.AGENT))
    async def calls_of(request: Anyone, conversation: FromPath[str]) -> PhoneCalls:
        found = await needs.answering.seen_by(agent_of(request), ConversationId(conversation))
        return PhoneCalls([_view(needs, one) for one in found])

    @get(LOG, opt=access(Access.LEAD))
    async def phone_calls() -> PhoneCalls:
        """The latest calls that came in."""
        return PhoneCalls([_view(needs, one) for one in await needs.answering.latest()])

    return [caller_code, calls_of, phone_calls, *(_played(needs) if needs.plays else ())]


def _played(needs: Needs) -> Sequence[HTTPRouteHandler]:
    @post(SIMULATED, opt=access(Access.PUBLIC, face=Face.PAGES), status_code=200, include_in_schema=False)
    async def simulated(request: Anyone, data: JSONBody[Played]) -> HeardView:
        """Only where the simulated exchange is set: a phone that is played, and rings nobody."""
        address = visit_of(request.scope).address
        await needs.answering.limiter.hit(f"phone:played:{address}", *PER_ADDRESS)
        return _heard(await _tell(needs.answering, data))

    return [simulated]


async def _tell(answering: Answering, told: Played) -> Turn:
    caller = Caller(PLAYED, told.call, told.number)
    match told.what:
        case "came":
            return await answering.came(caller)
        case "pressed":
            return await answering.pressed(caller, told.n, told.digits.rstrip("#"))
        case "waited":
            return await answering.waited(caller)
        case "hung_up":
            await answering.hung_up(caller)
            return await answering.waited(caller)
    return await answering.dialled(caller, told.n, Dialled(told.what))


def _heard(turn: Turn) -> HeardView:
    return HeardView(
        n=turn.n,
        says=[Sentence(locale, text) for locale, text in turn.says],
        gathers=turn.gathers,
        waits=turn.waits,
        dials=bool(turn.dials),
        ends=turn.ends,
    )


def _view(needs: Needs, one: Call) -> PhoneCallView:
    return PhoneCallView(
        id=one.id,
        direction="in",
        state=one.state.value,
        began_at=millis(one.began_at),
        ended_at=millis(one.ended_at) if one.ended_at else None,
        seconds=one.seconds,
        digits=one.digits,
        verified=one.verified,
        language=one.locale,
        about=one.about,
        reason=one.reason,
        conversation=one.conversation,
        agent=needs.shown_as(one.agent) if one.agent else "",
        recording=one.recording,
    )
