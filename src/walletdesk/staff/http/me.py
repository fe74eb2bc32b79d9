"""Signing in and out, and what an agent sees and sets of their own."""

from typing import Any

from litestar import Request, Response, delete, get, post, put
from litestar.datastructures import Cookie
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from walletdesk.kernel.clock import millis
from walletdesk.kernel.errors import NotFound
from walletdesk.kernel.ids import SessionId
from walletdesk.platform.http import SESSION_COOKIE, Access, access, agent_of, cookie, visit_of
from walletdesk.staff.http.services import StaffServices
from walletdesk.staff.http.views import (
    AvailabilityView,
    ChangePassword,
    Here,
    Me,
    PauseName,
    Sessions,
    SetAvailability,
    SignInBody,
    availability_view,
    my_view,
    session_view,
)
from walletdesk.staff.model import SignedIn, State
from walletdesk.staff.service import Attempt, NewSession

Asked = Request[Any, Any, Any]


def me_routes(staff: StaffServices) -> list[HTTPRouteHandler]:
    return [*_signing(staff), *_mine(staff), *_my_sessions(staff)]


def _signing(staff: StaffServices) -> list[HTTPRouteHandler]:
    @post("/api/sign-in", opt=access(Access.PUBLIC), status_code=200)
    async def sign_in(request: Asked, data: JSONBody[SignInBody]) -> Response[Me]:
        attempt = Attempt(
            login=data.login,
            password=data.password,
            ip=visit_of(request.scope).address,
            browser=request.headers.get("user-agent", ""),
            old_secret=_secret(request),
        )
        return await _entered(staff, request, await staff.sign_in.sign_in(attempt))

    @get("/api/session", opt=access(Access.PUBLIC))
    async def who_is_here(request: Asked) -> Here:
        """Asked by each page of the staff at its start: nobody is no error there."""
        here = await staff.authenticator.session(_secret(request))
        return Here(await _me(staff, request, here) if here else None)

    @post("/api/sign-out", opt=access(Access.AGENT), status_code=204)
    async def sign_out(request: Asked) -> Response[None]:
        await staff.sign_in.sign_out(_secret(request))
        return Response(None, cookies=[_cookie("", max_age=0)], headers={"Clear-Site-Data": '"cache"'})

    return [sign_in, who_is_here, sign_out]


def _mine(staff: StaffServices) -> list[HTTPRouteHandler]:
    @get("/api/me", opt=access(Access.AGENT))
    async def me(request: Asked) -> Me:
        return await _me(staff, request, await _present(staff, request))

    @put("/api/me/availability", opt=access(Access.AGENT))
    async def set_my_availability(request: Asked, data: JSONBody[SetAvailability]) -> AvailabilityView:
        viewer = agent_of(request)
        await staff.availabilities.set(viewer, viewer.agent, State(data.state), reason=data.reason)
        return availability_view((await staff.availabilities.all()).get(viewer.agent))

    @put("/api/me/password", opt=access(Access.AGENT))
    async def change_my_password(request: Asked, data: JSONBody[ChangePassword]) -> Response[Me]:
        """Every other sign-in ends; this one gets a new cookie and a new csrf."""
        entered = await staff.sign_in.change_password(
            await _present(staff, request),
            current=data.current,
            new=data.new,
            ip=visit_of(request.scope).address,
            browser=request.headers.get("user-agent", ""),
        )
        return await _entered(staff, request, entered)

    return [me, set_my_availability, change_my_password]


def _my_sessions(staff: StaffServices) -> list[HTTPRouteHandler]:
    @get("/api/me/sessions", opt=access(Access.AGENT))
    async def list_my_sessions(request: Asked) -> Sessions:
        viewer, here = agent_of(request), await _present(staff, request)
        found = await staff.sessions.list(viewer, viewer.agent)
        return Sessions([session_view(one, staff.sessions.rules, here.session) for one in found])

    @delete("/api/me/sessions/{session:str}", opt=access(Access.AGENT))
    async def end_my_session(request: Asked, session: FromPath[str]) -> None:
        viewer = agent_of(request)
        mine = {one.id for one in await staff.sessions.list(viewer, viewer.agent)}
        if session not in mine:
            raise NotFound
        await staff.sessions.revoke(viewer, SessionId(session))

    return [list_my_sessions, end_my_session]


async def _entered(staff: StaffServices, request: Asked, entered: NewSession) -> Response[Me]:
    return Response(await _me(staff, request, entered.signed_in), cookies=[_cookie(entered.secret)])


async def _me(staff: StaffServices, request: Asked, here: SignedIn) -> Me:
    said = (await staff.availabilities.all()).get(here.agent.id)
    locale = visit_of(request.scope).locale
    pauses = [
        PauseName(one.code, one.zh if locale == "zh-CN" else one.en) for one in await staff.pauses.list()
    ]
    return Me(my_view(here.agent, said), here.csrf, locale, millis(here.ends_at), pauses)


async def _present(staff: StaffServices, request: Asked) -> SignedIn:
    if here := await staff.authenticator.session(_secret(request)):
        return here
    raise NotFound


def _secret(request: Asked) -> str:
    return cookie(request.scope, SESSION_COOKIE) or ""


def _cookie(secret: str, max_age: int | None = None) -> Cookie:
    """``__Host-``: this host alone, never read by a script, only over TLS.

    Chromium keeps it over plain HTTP to this machine itself (tried: localhost, 127.0.0.1), for the demo.
    """
    return Cookie(
        key=SESSION_COOKIE,
        value=secret,
        path="/",
        secure=True,
        httponly=True,
        samesite="lax",
        max_age=max_age,
    )
