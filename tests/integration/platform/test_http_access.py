"""Who may call what: closed doors look like no doors, and a browser's cookie alone changes nothing."""

from collections.abc import AsyncIterator

import httpx
import pytest
from litestar import Request, get, post
from litestar.handlers import HTTPRouteHandler

from tests.support.web import CONTACT, CSRF, SAME_SITE, as_agent, client, web_app
from walletdesk.platform.http import (
    SESSION_COOKIE,
    Access,
    RouteInfo,
    UnguardedRouteError,
    access,
    agent_of,
    contact_of,
)


def routes(done: list[str]) -> list[HTTPRouteHandler]:
    def reading(required: Access) -> HTTPRouteHandler:
        @get(f"/api/{required.value}", opt=access(required))
        async def read() -> str:
            return required.value

        return read

    def writing(required: Access) -> HTTPRouteHandler:
        @post(f"/api/{required.value}", opt=access(required))
        async def write() -> None:
            done.append(required.value)

        return write

    @get("/api/my-contact", opt=access(Access.PUBLIC))
    async def my_contact(request: Request) -> str:  # type: ignore[type-arg]
        return contact_of(request).contact

    @get("/api/my-agent", opt=access(Access.PUBLIC))
    async def my_agent(request: Request) -> str:  # type: ignore[type-arg]
        return agent_of(request).agent

    both = [make(required) for required in Access for make in (reading, writing)]
    return [*both, my_contact, my_agent]


@pytest.fixture
def done() -> list[str]:
    return []


@pytest.fixture
async def web(done: list[str]) -> AsyncIterator[httpx.AsyncClient]:
    async with client(web_app(routes(done))) as opened:
        yield opened


WHO = {
    "nobody": {},
    "contact": CONTACT,
    "agent": as_agent("agent"),
    "lead": as_agent("lead"),
    "admin": as_agent("admin"),
}
MAY = {
    "nobody": {"public"},
    "contact": {"public", "contact", "contact_or_agent"},
    "agent": {"public", "agent", "contact_or_agent"},
    "lead": {"public", "agent", "contact_or_agent", "lead"},
    "admin": {"public", "agent", "contact_or_agent", "lead", "admin"},
}


@pytest.mark.parametrize("required", Access)
@pytest.mark.parametrize("who", WHO)
async def test_only_who_may_enters_and_nobody_else_learns_that_there_is_a_door(
    web: httpx.AsyncClient, done: list[str], who: str, required: Access
) -> None:
    allowed = required.value in MAY[who]
    read = await web.get(f"/api/{required.value}", headers=WHO[who])
    written = await web.post(f"/api/{required.value}", headers=WHO[who])
    assert (read.status_code, written.status_code) == ((200, 201) if allowed else (404, 404))
    assert done == [required.value] * allowed


async def test_a_closed_door_and_a_wrong_address_answer_alike(web: httpx.AsyncClient) -> None:
    closed = await web.get("/api/admin", headers=as_agent("agent"))
    nowhere = await web.get("/api/nowhere", headers=as_agent("agent"))
    differing = {"x-request-id"}
    assert closed.content == nowhere.content
    assert {k: v for k, v in closed.headers.items() if k not in differing} == {
        k: v for k, v in nowhere.headers.items() if k not in differing
    }


@pytest.mark.parametrize(
    "stale", [{"authorization": "Bearer old"}, {"cookie": f"{SESSION_COOKIE}=old", **SAME_SITE}]
)
async def test_a_session_that_ended_is_told_so_but_may_still_see_what_is_public(
    web: httpx.AsyncClient, stale: dict[str, str]
) -> None:
    closed = await web.get("/api/agent", headers=stale)
    assert (closed.status_code, closed.json()["code"]) == (401, "signed_out")
    assert (await web.get("/api/public", headers=stale)).status_code == 200


async def test_a_token_wins_over_the_cookie_that_a_browser_adds_by_itself(web: httpx.AsyncClient) -> None:
    both = {**as_agent("agent"), **CONTACT}
    assert (await web.get("/api/my-contact", headers=both)).text == "con_1"
    assert (await web.get("/api/agent", headers=both)).status_code == 404


async def test_a_handler_that_asks_for_somebody_else_finds_nobody(web: httpx.AsyncClient) -> None:
    assert (await web.get("/api/my-contact", headers=as_agent())).status_code == 404
    assert (await web.get("/api/my-agent", headers=CONTACT)).status_code == 404
    assert (await web.get("/api/my-agent", headers=as_agent())).text == "agt_1"


COOKIE = {"cookie": f"{SESSION_COOKIE}=agent"}
HERE = "http://127.0.0.1:8080"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"x-csrf-token": CSRF},
        {"sec-fetch-site": "same-origin"},
        {"sec-fetch-site": "same-origin", "x-csrf-token": "guess"},
        {"sec-fetch-site": "same-origin", "x-csrf-token": ""},
        {"sec-fetch-site": "same-site", "x-csrf-token": CSRF},
        {"sec-fetch-site": "cross-site", "x-csrf-token": CSRF},
        {"origin": "https://evil.example", "x-csrf-token": CSRF},
        {"origin": "null", "x-csrf-token": CSRF},
        {"origin": "https://127.0.0.1:8080", "x-csrf-token": CSRF},
        {"origin": HERE, "sec-fetch-site": "cross-site", "x-csrf-token": CSRF},
        {"origin": HERE, "sec-fetch-site": "same-origin", "x-csrf-token": "ü"},
    ],
    ids=repr,
)
async def test_a_change_that_our_own_page_did_not_ask_for_is_refused(
    web: httpx.AsyncClient, done: list[str], headers: dict[str, str]
) -> None:
    sent = {name.encode(): value.encode() for name, value in {**COOKIE, **headers}.items()}
    answer = await web.post("/api/agent", headers=sent)
    assert (answer.status_code, answer.json()["code"], done) == (403, "forbidden", [])


@pytest.mark.parametrize(
    "headers",
    [{"sec-fetch-site": "same-origin"}, {"origin": HERE}, {"origin": "http://localhost:8080"}],
    ids=repr,
)
async def test_a_change_from_our_own_page_with_the_sessions_token_is_done(
    web: httpx.AsyncClient, done: list[str], headers: dict[str, str]
) -> None:
    answer = await web.post("/api/agent", headers={**COOKIE, **headers, "x-csrf-token": CSRF})
    assert (answer.status_code, done) == (201, ["agent"])


@pytest.mark.parametrize(
    "headers", [{"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}], ids=repr
)
async def test_another_site_cannot_even_sign_somebody_in(
    web: httpx.AsyncClient, done: list[str], headers: dict[str, str]
) -> None:
    assert (await web.post("/api/public", headers=headers)).status_code == 403
    assert (await web.post("/api/contact", headers={**CONTACT, **headers})).status_code == 403
    assert done == []


async def test_reading_needs_no_token(web: httpx.AsyncClient) -> None:
    assert (
        await web.get("/api/agent", headers={**COOKIE, "sec-fetch-site": "cross-site"})
    ).status_code == 200


def test_a_route_that_does_not_say_who_may_call_it_stops_the_start() -> None:
    @get("/api/forgotten")
    async def forgotten() -> None: ...

    with pytest.raises(UnguardedRouteError, match="/api/forgotten"):
        web_app([forgotten])


def test_the_application_lists_every_route_with_its_right() -> None:
    listed = web_app(routes([])).routes
    assert RouteInfo("POST", "/api/lead", Access.LEAD) in listed
    assert RouteInfo("GET", "/readyz", Access.PUBLIC) in listed
    assert len(listed) == len(set(listed)) == 12 + 2 + 5
