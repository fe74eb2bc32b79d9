"""The routes of the staff through the whole edge, with real cookies and real rights, on both engines."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from tests.support.staff import KEY, OTHER_PASSWORD, PASSWORD, Staff, staff
from tests.support.web import HOME, client
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import TeamId
from walletdesk.kernel.viewers import Role
from walletdesk.platform.db import Database
from walletdesk.platform.http import SESSION_COOKIE, Assets, Pages, Web, WebApp, build_app
from walletdesk.platform.settings import Settings
from walletdesk.staff import Agent
from walletdesk.staff.http import TEMPLATES, StaffServices, authenticator, routes
from walletdesk.staff.store import SqlReading, open_work

Headers = dict[str, str]


@dataclass(frozen=True)
class Desk:
    staff: Staff
    app: WebApp
    web: httpx.AsyncClient

    async def enter(self, login: str, password: str = PASSWORD, **more: str) -> httpx.Response:
        return await self.web.post("/api/sign-in", json={"login": login, "password": password}, headers=more)

    async def signed_in(self, login: str, password: str = PASSWORD) -> Headers:
        """What a browser sends from our own page after signing in."""
        answer = await self.enter(login, password)
        assert answer.status_code == 200
        cookie = answer.headers["set-cookie"].split(";")[0]
        return {"cookie": cookie, "x-csrf-token": answer.json()["csrf"], "sec-fetch-site": "same-origin"}

    async def hired(self, login: str, role: Role = Role.AGENT, *teams: TeamId) -> tuple[Agent, Headers]:
        agent = await self.staff.hire(login, role, frozenset(teams))
        return agent, await self.signed_in(login)


@pytest.fixture
async def desk(db: Database) -> AsyncIterator[Desk]:
    seen: list[Event] = []
    db.on_kept(lambda kept: seen.extend(emitted.event for emitted in kept.events))
    here = staff(open_work(db, KEY), SqlReading(db), lambda: seen)
    settings, assets = Settings(), Assets()
    services = StaffServices(
        sign_in=here.sign_in,
        sessions=here.sessions,
        personnel=here.personnel,
        inviting=here.inviting,
        founding=here.founding,
        teams=here.teams,
        availabilities=here.availabilities,
        auditing=here.auditing,
        pauses=here.pauses,
        authenticator=here.authenticator,
        public_url=HOME,
    )
    pages = Pages([TEMPLATES], settings=settings, assets=assets)
    web = Web(settings=settings, assets=assets, authenticators=[authenticator(here.authenticator)])
    app = build_app(routes(services, pages), web)
    async with client(app) as asking:
        yield Desk(here, app, asking)


async def test_the_cookie_is_bound_to_this_host_and_no_script_reads_it(desk: Desk) -> None:
    await desk.staff.hire()
    cookie = (await desk.enter("wang")).headers["set-cookie"]
    name, *flags = [part.strip().lower() for part in cookie.split(";")]
    assert name.startswith(f"{SESSION_COOKIE.lower()}=s1_")
    assert sorted(flags) == ["httponly", "path=/", "samesite=lax", "secure"]


async def test_signing_in_says_who_and_every_time_with_a_new_cookie(desk: Desk) -> None:
    agent, first = await desk.hired("wang")
    answer = await desk.enter(
        "wang", cookie=first["cookie"], **{"x-csrf-token": first["x-csrf-token"], "origin": HOME}
    )
    assert answer.json()["agent"] == {
        "id": agent.id,
        "name": "wang",
        "role": "agent",
        "teams": [],
        "languages": [],
        "capacity": 4,
        "availability": "offline",
        "reason": "",
    }
    assert answer.headers["set-cookie"].split(";")[0] != first["cookie"]
    assert (await desk.web.get("/api/me", headers=first)).status_code == 401


async def test_a_cookie_that_was_planted_is_not_taken_over(desk: Desk) -> None:
    await desk.staff.hire()
    planted = f"{SESSION_COOKIE}=s1_{'A' * 43}"
    answer = await desk.enter("wang", cookie=planted)
    assert answer.status_code == 200
    assert answer.headers["set-cookie"].split(";")[0] != planted
    assert (await desk.web.get("/api/me", headers={"cookie": planted})).status_code == 401


async def test_every_wrong_sign_in_looks_the_same(desk: Desk) -> None:
    admin = await desk.staff.hire("admin", Role.ADMIN)
    off = await desk.staff.hire("off")
    await desk.staff.personnel.set_active(admin.viewer, off.id, active=False)
    answers = [
        await desk.enter(login, password)
        for login, password in (("admin", OTHER_PASSWORD), ("nobody", PASSWORD), ("off", PASSWORD), ("", ""))
    ]
    assert {answer.status_code for answer in answers} == {422}
    assert len({answer.text for answer in answers}) == 1
    assert all("set-cookie" not in answer.headers for answer in answers)
    kept = [{k for k in answer.headers if k != "x-request-id"} for answer in answers]
    assert all(names == kept[0] for names in kept)


async def test_brute_force_ends_with_a_time_to_wait(desk: Desk) -> None:
    await desk.staff.hire()
    statuses = [(await desk.enter("wang", OTHER_PASSWORD)).status_code for _ in range(11)]
    assert statuses == [422] * 10 + [429]
    answer = await desk.enter("wang")
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "900")


@pytest.mark.parametrize(
    "body",
    [
        {"login": "wang", "password": {"$ne": ""}},
        {"login": ["wang"], "password": PASSWORD},
        {"login": "wang"},
        {"login": "wang", "password": PASSWORD, "role": "admin"},
        {"login": "wang", "password": "x" * 1001},
        {"login": None, "password": None},
    ],
    ids=lambda body: str(body)[:40],
)
async def test_a_sign_in_is_two_texts_and_nothing_else(desk: Desk, body: object) -> None:
    await desk.staff.hire()
    tried = len(desk.staff.passwords.tried)
    assert (await desk.web.post("/api/sign-in", json=body)).status_code == 422
    assert len(desk.staff.passwords.tried) == tried


async def test_signing_in_from_another_site_is_refused(desk: Desk) -> None:
    await desk.staff.hire()
    for more in (
        {"origin": "https://evil.example"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ):
        assert (await desk.enter("wang", **more)).status_code == 403


async def test_nothing_changes_without_the_token_of_this_session(desk: Desk) -> None:
    _, mine = await desk.hired("wang")
    _, other = await desk.hired("li")
    body = {"state": "online"}
    for bent in (
        {k: v for k, v in mine.items() if k != "x-csrf-token"},
        {**mine, "x-csrf-token": ""},
        {**mine, "x-csrf-token": other["x-csrf-token"]},
        {**mine, "sec-fetch-site": "cross-site"},
        {**mine, "origin": "https://evil.example"},
    ):
        assert (await desk.web.put("/api/me/availability", json=body, headers=bent)).status_code == 403
    assert await desk.staff.availabilities.present() == []
    assert (await desk.web.put("/api/me/availability", json=body, headers=mine)).status_code == 200


async def test_signing_out_ends_the_session_and_takes_the_cookie_away(desk: Desk) -> None:
    _, headers = await desk.hired("wang")
    assert (await desk.web.get("/api/session", headers=headers)).json()["me"]["agent"]["name"] == "wang"
    answer = await desk.web.post("/api/sign-out", headers=headers)
    assert answer.status_code == 204
    assert "max-age=0" in answer.headers["set-cookie"].lower()
    assert (await desk.web.get("/api/me", headers=headers)).status_code == 401
    for shown in (headers, {}):  # to the page of the door nobody is no error
        asked = await desk.web.get("/api/session", headers=shown)
        assert (asked.status_code, asked.json()) == (200, {"me": None})


async def test_a_revoked_session_is_out_at_once(desk: Desk) -> None:
    _, stolen = await desk.hired("wang")
    own = await desk.signed_in("wang")
    listed = (await desk.web.get("/api/me/sessions", headers=own)).json()["items"]
    other = next(one["id"] for one in listed if not one["current"])
    assert (await desk.web.get("/api/me", headers=stolen)).status_code == 200
    assert (await desk.web.delete(f"/api/me/sessions/{other}", headers=own)).status_code == 204
    assert (await desk.web.get("/api/me", headers=stolen)).status_code == 401
    assert (await desk.web.get("/api/me", headers=own)).status_code == 200


async def test_nobody_ends_a_strangers_session_as_their_own(desk: Desk) -> None:
    _, boss = await desk.hired("admin", Role.ADMIN)
    wang, headers = await desk.hired("wang")
    theirs = (await desk.staff.sessions.list(wang.viewer, wang.id))[0].id
    for asking in (boss, (await desk.hired("li"))[1]):
        assert (await desk.web.delete(f"/api/me/sessions/{theirs}", headers=asking)).status_code == 404
    assert (await desk.web.get("/api/me", headers=headers)).status_code == 200


async def test_a_new_password_gives_a_new_cookie_and_ends_the_others(desk: Desk) -> None:
    _, elsewhere = await desk.hired("wang")
    here = await desk.signed_in("wang")
    body = {"current": PASSWORD, "new": OTHER_PASSWORD}
    answer = await desk.web.put("/api/me/password", json=body, headers=here)
    renewed = {"cookie": answer.headers["set-cookie"].split(";")[0]}
    assert answer.json()["csrf"] != here["x-csrf-token"]
    statuses = [(await desk.web.get("/api/me", headers=h)).status_code for h in (elsewhere, here, renewed)]
    assert statuses == [401, 401, 200]


async def test_an_admin_hires_and_the_agent_sets_a_password_by_the_link(desk: Desk) -> None:
    _, boss = await desk.hired("admin", Role.ADMIN)
    team = (await desk.web.post("/api/staff/teams", json={"name": "Front"}, headers=boss)).json()
    new = {
        "login": "li",
        "name": "小李",
        "teams": [team["id"]],
        "skills": {"funds": 2},
        "languages": ["zh-CN"],
    }
    added = (await desk.web.post("/api/staff/agents", json=new, headers=boss)).json()
    link = urlsplit(added["invitation"]["link"])
    page = await desk.web.get(f"{link.path}?{link.query}", headers={"accept-language": "zh-CN"})
    assert "设置密码" in page.text
    assert 'autocomplete="new-password"' in page.text
    token = link.query.removeprefix("t=")
    for password, again, status in (
        ("short", "short", 422),
        (OTHER_PASSWORD, PASSWORD, 422),
        (OTHER_PASSWORD, OTHER_PASSWORD, 200),
        (PASSWORD, PASSWORD, 404),
    ):
        answer = await desk.web.post("/invitation", data={"t": token, "password": password, "again": again})
        assert answer.status_code == status
        assert password not in answer.text
    me = (await desk.web.get("/api/me", headers=await desk.signed_in("li", OTHER_PASSWORD))).json()
    assert (me["agent"]["name"], me["agent"]["teams"]) == ("小李", [team["id"]])


async def test_somebody_signed_in_may_use_an_invitation_too(desk: Desk) -> None:
    admin, boss = await desk.hired("admin", Role.ADMIN)
    invitation = await desk.staff.inviting.invite(admin.viewer, admin.id)
    body = {"t": invitation.token, "password": OTHER_PASSWORD, "again": OTHER_PASSWORD}
    plain = {"cookie": boss["cookie"], "sec-fetch-site": "same-origin", "origin": HOME}
    foreign = {**plain, "sec-fetch-site": "cross-site"}
    assert (await desk.web.post("/invitation", data=body, headers=foreign)).status_code == 403
    assert (await desk.web.post("/invitation", data=body, headers=plain)).status_code == 200


async def test_only_admins_see_logins(desk: Desk) -> None:
    _, boss = await desk.hired("admin", Role.ADMIN)
    _, lead = await desk.hired("lead", Role.LEAD)
    for headers, seen in ((boss, {"admin", "lead"}), (lead, {None})):
        items = (await desk.web.get("/api/staff/agents", headers=headers)).json()["items"]
        assert {item["login"] for item in items} == seen


MASS: list[tuple[str, dict[str, Any]]] = [
    ("/api/me/availability", {"state": "online", "role": "admin"}),
    ("/api/me/availability", {"state": "online", "agent": "agt_1"}),
    ("/api/me/password", {"current": PASSWORD, "new": OTHER_PASSWORD, "login": "boss"}),
    ("/api/staff/agents/{id}/skills", {"skills": {"funds": 1}, "role": "admin"}),
    ("/api/staff/agents/{id}/availability", {"state": "away", "active": False}),
    ("/api/staff/agents/{id}/profile", {"name": "x", "languages": [], "capacity": 1, "role": "admin"}),
    ("/api/staff/agents/{id}/role", {"role": "lead", "active": True}),
    ("/api/staff/agents/{id}/role", {"role": "owner"}),
    ("/api/staff/agents/{id}/teams", {"teams": [], "id": "agt_1"}),
    ("/api/staff/agents/{id}/active", {"active": 1}),
]


@pytest.mark.parametrize(
    ("path", "body"), MASS, ids=[f"{path} {[*body]} {n}" for n, (path, body) in enumerate(MASS)]
)
async def test_nothing_can_be_set_that_the_route_does_not_name(desk: Desk, path: str, body: object) -> None:
    team = await desk.staff.teams.found("Front")
    _, boss = await desk.hired("admin", Role.ADMIN, team.id)
    target = await desk.staff.hire("wang", teams=frozenset({team.id}))
    answer = await desk.web.put(path.replace("{id}", target.id), json=body, headers=boss)
    assert answer.status_code == 422
    assert await desk.staff.personnel.get(target.id) == target


async def test_an_unknown_agent_and_one_out_of_reach_look_alike(desk: Desk) -> None:
    front, back = await desk.staff.teams.found("Front"), await desk.staff.teams.found("Back")
    _, lead = await desk.hired("lead", Role.LEAD, front.id)
    other = await desk.staff.hire("other", teams=frozenset({back.id}))
    answers = [
        await desk.web.put(f"/api/staff/agents/{id}/skills", json={"skills": {}}, headers=lead)
        for id in (other.id, "agt_none", "%25", "x" * 500)
    ]
    assert [answer.status_code for answer in answers] == [404] * 4
    assert len({answer.text for answer in answers}) == 1


LEAST = {
    "/api/audit": {Role.LEAD, Role.ADMIN},
    "/api/me": set(Role),
    "/api/me/sessions": set(Role),
    "/api/staff/agents": set(Role),
    "/api/staff/teams": set(Role),
    "/api/staff/agents/agt_none/sessions": set(),
}


@pytest.mark.parametrize("path", sorted(LEAST))
async def test_each_role_reads_what_it_may_and_nothing_else(desk: Desk, path: str) -> None:
    assert (await desk.web.get(path)).status_code == 404
    signed_in = {role: (await desk.hired(role.value, role))[1] for role in Role}
    answers = {role: await desk.web.get(path, headers=headers) for role, headers in signed_in.items()}
    assert {role for role, answer in answers.items() if answer.status_code == 200} == LEAST[path]
    assert {answer.status_code for answer in answers.values()} <= {200, 404}


async def test_the_audit_is_read_page_by_page(desk: Desk) -> None:
    _, boss = await desk.hired("admin", Role.ADMIN)
    for n in range(3):
        await desk.staff.hire(f"agent-{n}")
    first = (await desk.web.get("/api/audit?limit=3", headers=boss)).json()
    assert [row["number"] for row in first["items"]] == [5, 4, 3]
    rest = (await desk.web.get(f"/api/audit?limit=3&before={first['next']}", headers=boss)).json()
    assert [row["number"] for row in rest["items"]] == [2, 1]
    assert rest["next"] is None
    for bent in ("before=0", "limit=0", "limit=101", "about=" + "x" * 41, "before=x"):
        assert (await desk.web.get(f"/api/audit?{bent}", headers=boss)).status_code == 422
