"""The first administrator: by the printed link, once; a stranger who comes first finds nothing."""

import httpx
import pytest

from tests.support.installation import PASSWORD, Installation
from walletdesk.app.serving import tell_the_first
from walletdesk.kernel.viewers import Role

CHOICE = {"login": "root", "name": "Admin 1", "password": PASSWORD, "again": PASSWORD}


async def printed(house: Installation, capsys: pytest.CaptureFixture[str]) -> str:
    """The token of the link that a start prints; nothing once there is an administrator."""
    capsys.readouterr()
    await tell_the_first(house.system)
    return capsys.readouterr().out.rpartition("?t=")[2].strip()


async def post(house: Installation, **form: str) -> httpx.Response:
    return await house.http.post("/setup", data=form)


async def test_whoever_sees_the_start_becomes_the_administrator_once(
    house: Installation, capsys: pytest.CaptureFixture[str]
) -> None:
    token = await printed(house, capsys)
    page = await house.http.get("/setup", params={"t": token})
    assert page.status_code == 200
    assert "no-store" in page.headers["cache-control"]
    assert page.headers["referrer-policy"] == "strict-origin"  # the token stands in the address
    assert (await post(house, t=token, **CHOICE)).status_code == 200
    [agent] = await house.system.staff.personnel.list()
    assert (agent.login, agent.role, agent.skills) == ("root", Role.ADMIN, {"general": 1})
    signed_in = await house.http.post("/api/sign-in", json={"login": "root", "password": PASSWORD})
    assert signed_in.status_code == 200
    assert (await house.http.get("/setup", params={"t": token})).status_code == 404
    assert (await post(house, t=token, **{**CHOICE, "login": "second"})).status_code == 404
    assert await printed(house, capsys) == ""


@pytest.mark.parametrize("token", ["", "x", "u1_" + "A" * 43, "ü" * 10])
async def test_a_stranger_finds_nothing(token: str, house: Installation) -> None:
    assert (await house.http.get("/setup", params={"t": token})).status_code == 404
    assert (await post(house, t=token, **CHOICE)).status_code == 404
    assert list(await house.system.staff.personnel.list()) == []


async def test_guessing_is_counted(house: Installation) -> None:
    answers = [(await house.http.get("/setup", params={"t": f"u1_{n}"})).status_code for n in range(40)]
    assert answers[0] == 404
    assert answers[-1] == 429


async def test_strangers_who_guess_from_everywhere_do_not_shut_the_founder_out(
    house: Installation, capsys: pytest.CaptureFixture[str]
) -> None:
    founding = house.system.staff.services("").founding
    for number in range(400):
        assert not await founding.is_open(f"u1_{number}", ip=f"198.51.{number % 4}.{number % 250}")
    token = await printed(house, capsys)
    assert (await house.http.get("/setup", params={"t": token})).status_code == 200


async def test_what_does_not_fit_is_said_and_what_was_typed_stays(
    house: Installation, capsys: pytest.CaptureFixture[str]
) -> None:
    token = await printed(house, capsys)
    for wrong in (
        {"password": "short", "again": "short"},
        {"again": "another one, really"},
        {"login": "a b"},
    ):
        answer = await post(house, t=token, **{**CHOICE, **wrong})
        assert answer.status_code == 422
        assert 'role="alert"' in answer.text
        assert "Admin 1" in answer.text
        assert PASSWORD not in answer.text
    assert list(await house.system.staff.personnel.list()) == []


async def test_the_first_steps_are_facts_and_go_when_they_are_done(house: Installation) -> None:
    admin = await house.agent(Role.ADMIN)
    steps = {one["id"]: one["done"] for one in (await admin.get("/api/workspace/first-steps"))["items"]}
    assert steps == {"wallet": False, "hours": False, "inbox": False, "team": False, "talk": False}
    [calendar] = (await admin.get("/api/calendars"))["items"]
    path = f"/api/calendars/{calendar.pop('id')}"
    await admin.ask("PUT", path, calendar)
    await house.agent()
    await (await house.contact()).starts()
    steps = {one["id"]: one["done"] for one in (await admin.get("/api/workspace/first-steps"))["items"]}
    assert steps == {"wallet": False, "hours": True, "inbox": False, "team": True, "talk": True}


async def test_what_the_file_says_is_told_to_those_who_lead(house: Installation) -> None:
    lead = await house.agent(Role.LEAD)
    told = await lead.get("/api/workspace/installation")
    assert told["custody_mode"] == house.system.engine.settings.custody_mode
    [inbox] = told["inboxes"]
    assert inbox["snippet"].count(inbox["id"]) == 1
    assert (await house.http.get(inbox["page"])).status_code == 200
