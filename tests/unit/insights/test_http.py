"""Alerts on the wire, on fakes."""

from collections.abc import AsyncIterator

import httpx
import pytest

from tests.support.insights import AlertRig, MemoryArchive, MemoryInsights, rated
from tests.support.memory import opening
from tests.support.web import CONTACT, as_agent, client, web_app
from walletdesk.insights.http import routes

ALERTS = "/api/workspace/alerts"


@pytest.fixture
async def rig() -> AlertRig:
    memory = MemoryInsights()
    return await AlertRig(opening(memory), MemoryArchive(memory), memory.events).open()


@pytest.fixture
async def web(rig: AlertRig) -> AsyncIterator[httpx.AsyncClient]:
    async with client(web_app(routes(rig.work))) as asking:
        yield asking


async def test_a_lead_sees_what_is_open_and_says_that_it_was_seen(
    web: httpx.AsyncClient, rig: AlertRig
) -> None:
    await rig.react.on_review_opened(rated(1))
    lead = as_agent("lead")
    [alert] = (await web.get(ALERTS, headers=lead)).json()["items"]
    assert (alert["what"], alert["severity"], alert["detail"]) == ("low_score", "warning", {"overall": 1})
    seen = await web.post(f"{ALERTS}/{alert['id']}/acknowledge", headers=lead)
    assert (seen.status_code, seen.json()["acknowledged_by"]) == (200, "agt_1")
    assert (await web.get(ALERTS, headers=lead)).json() == {"items": [], "next": None}
    again = (await web.get(ALERTS, headers=lead, params={"open": "false"})).json()
    assert [one["id"] for one in again["items"]] == [alert["id"]]


async def test_pages_of_alerts(web: httpx.AsyncClient, rig: AlertRig) -> None:
    for n in range(3):
        await rig.breach(n)
    lead = as_agent("lead")
    first = (await web.get(ALERTS, headers=lead, params={"limit": 2})).json()
    rest = (await web.get(ALERTS, headers=lead, params={"limit": 2, "cursor": first["next"]})).json()
    assert len({one["id"] for one in first["items"] + rest["items"]}) == 3
    assert (await web.get(ALERTS, headers=lead, params={"cursor": "x"})).status_code == 422


@pytest.mark.parametrize("headers", [{}, CONTACT, as_agent("agent")], ids=["nobody", "contact", "agent"])
async def test_for_everybody_else_there_is_nothing_here(
    web: httpx.AsyncClient, rig: AlertRig, headers: dict[str, str]
) -> None:
    await rig.react.on_review_opened(rated(1))
    [alert] = await rig.listed()
    assert (await web.get(ALERTS, headers=headers)).status_code == 404
    assert (await web.post(f"{ALERTS}/{alert.id}/acknowledge", headers=headers)).status_code == 404
    assert await rig.listed() == [alert]
