"""Proof codes over HTTP: the agent's side, the contact's side."""

from collections.abc import Sequence
from typing import Annotated, Any

import msgspec
from litestar import Request, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from walletdesk.kernel.clock import millis
from walletdesk.kernel.ids import ConversationId
from walletdesk.platform.http import Access, access, agent_of, contact_of, visit_of
from walletdesk.platform.i18n import negotiate, translate
from walletdesk.verification.model import Badge, CodeCheck
from walletdesk.verification.service import Badges, Fresh, Proving


class Typed(msgspec.Struct, forbid_unknown_fields=True):
    code: Annotated[str, msgspec.Meta(max_length=40)]

    def __repr__(self) -> str:
        return type(self).__name__


class CodeView(msgspec.Struct):
    """``code``: in two halves, as it is read aloud. Good until ``expires_at``, and once."""

    code: str
    expires_at: int


class ShownView(CodeView):
    """``words``: what the agent may say with it, in the contact's language."""

    words: str


class BadgeView(msgspec.Struct):
    """``since``: in this conversation; None where it is not known."""

    agent: str
    team: str
    since: int | None


class BadgeState(msgspec.Struct):
    """None while none of us is in the conversation."""

    badge: BadgeView | None


class CheckView(msgspec.Struct):
    """``ours`` false: wrong, used, too old or shown to somebody else. Which of these is not told."""

    ours: bool
    at: int | None
    badge: BadgeView | None
    working_on: str


class Said(msgspec.Struct):
    ours: bool


class StandingView(msgspec.Struct):
    """``state``: waiting, confirmed (by ``agent``), wrong, over."""

    state: str
    agent: str


def code_routes(proving: Proving, badges: Badges) -> Sequence[HTTPRouteHandler]:
    return [*_for_agents(proving), *_for_contacts(proving, badges), *_asking(proving)]


def _for_agents(proving: Proving) -> list[HTTPRouteHandler]:
    @post("/api/workspace/conversations/{conversation:str}/proof", opt=access(Access.AGENT))
    async def show_proof(request: Request[Any, Any, Any], conversation: FromPath[str]) -> ShownView:
        """A code for the contact of this conversation. The one before is no longer good."""
        return _shown(await proving.show(agent_of(request), ConversationId(conversation)))

    @post(
        "/api/workspace/conversations/{conversation:str}/proof/said",
        opt=access(Access.AGENT),
        status_code=200,
    )
    async def say_proof(
        request: Request[Any, Any, Any], conversation: FromPath[str], data: JSONBody[Typed]
    ) -> Said:
        """The number that the contact sees and has told. The contact learns at once whether it is right."""
        return Said(await proving.say(agent_of(request), ConversationId(conversation), data.code))

    return [show_proof, say_proof]


def _for_contacts(proving: Proving, badges: Badges) -> list[HTTPRouteHandler]:
    @get("/api/conversations/{conversation:str}/badge", opt=access(Access.CONTACT))
    async def read_badge(request: Request[Any, Any, Any], conversation: FromPath[str]) -> BadgeState:
        badge = await badges.seen_by(contact_of(request), ConversationId(conversation))
        return BadgeState(badge_view(badge))

    @post("/api/conversations/{conversation:str}/proof/check", opt=access(Access.CONTACT), status_code=200)
    async def check_proof(
        request: Request[Any, Any, Any], conversation: FromPath[str], data: JSONBody[Typed]
    ) -> CheckView:
        checked = await proving.check_code(
            data.code,
            viewer=contact_of(request),
            address=visit_of(request.scope).address,
            conversation=ConversationId(conversation),
        )
        return _check(checked)

    return [read_badge, check_proof]


def _asking(proving: Proving) -> list[HTTPRouteHandler]:
    @post("/api/conversations/{conversation:str}/proof", opt=access(Access.CONTACT))
    async def ask_proof(request: Request[Any, Any, Any], conversation: FromPath[str]) -> CodeView:
        """A number that only our agent in this conversation can type."""
        return _code(await proving.ask(contact_of(request), ConversationId(conversation)))

    @get("/api/conversations/{conversation:str}/proof", opt=access(Access.CONTACT))
    async def read_proof(request: Request[Any, Any, Any], conversation: FromPath[str]) -> StandingView:
        standing = await proving.standing(contact_of(request), ConversationId(conversation))
        return StandingView(standing.state.value, standing.agent)

    return [ask_proof, read_proof]


def _shown(fresh: Fresh) -> ShownView:
    words = translate(
        negotiate(fresh.locale),
        "I'm {agent}. To check that I'm really support, tap my name here and enter {code}.",
        agent=fresh.agent,
        code=fresh.code,
    )
    return ShownView(fresh.code, millis(fresh.expires_at), words)


def _code(fresh: Fresh) -> CodeView:
    return CodeView(fresh.code, millis(fresh.expires_at))


def badge_view(badge: Badge | None) -> BadgeView | None:
    return BadgeView(badge.agent, badge.team, millis(badge.since) if badge.since else None) if badge else None


def _check(checked: CodeCheck) -> CheckView:
    at = millis(checked.at) if checked.at else None
    return CheckView(checked.ours, at, badge_view(checked.badge), checked.working_on)
