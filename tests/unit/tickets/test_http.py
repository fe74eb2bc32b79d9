"""Tickets on the wire, on fakes: what an agent sends, and what comes back."""

from collections.abc import AsyncIterator

import httpx
import pytest

from tests.support.memory import opening
from tests.support.tickets import (
    LEAD,
    RISK,
    TALK,
    MemoryArchive,
    MemoryTicketsWork,
    TicketRig,
)
from tests.support.web import CONTACT, as_agent, client, web_app
from walletdesk.tickets import NewTicket, TicketType
from walletdesk.tickets.http import routes

TICKETS = "/api/workspace/tickets"


@pytest.fixture
def rig() -> TicketRig:
    memory = MemoryTicketsWork()
    return TicketRig(opening(memory), MemoryArchive(memory), memory.events)


@pytest.fixture
async def web(rig: TicketRig) -> AsyncIterator[httpx.AsyncClient]:
    async with client(web_app(routes(rig.work)), headers=as_agent("lead")) as asking:
        yield asking


async def test_a_ticket_is_opened_changed_and_read_with_its_history(web: httpx.AsyncClient) -> None:
    made = (await web.post(TICKETS, json={"conversation": TALK})).json()
    assert (made["number"], made["state"], made["conversations"]) == ("WD-10001", "open", [TALK])
    at = f"{TICKETS}/{made['id']}"
    changed = (await web.patch(at, json={"state": "resolved", "owner": "agt_ben", "seen": 2})).json()
    assert (changed["owner"], changed["state"], changed["seq"]) == ("agt_ben", "resolved", 4)
    assert (await web.patch(at, json={"owner": None})).json()["owner"] is None
    assert (await web.post(f"{at}/notes", json={"text": "done"})).json()["seq"] == 6
    assert (await web.delete(f"{at}/links/{TALK}")).json()["conversations"] == []
    assert (await web.post(f"{at}/links", json={"conversation": TALK})).json()["conversations"] == [TALK]
    shown = (await web.get(at)).json()
    assert [line["what"] for line in shown["history"]] == [
        *["opened", "linked", "owner", "state", "owner", "note", "unlinked", "linked"]
    ]
    assert shown["history"][2] == {
        "seq": 3,
        "at": made["opened_at"],
        "by": {"kind": "agent", "id": "agt_1"},
        "what": "owner",
        "before": "",
        "after": "agt_ben",
    }


async def test_a_list_goes_on_page_by_page(web: httpx.AsyncClient, rig: TicketRig) -> None:
    for n in range(3):
        rig.clock.forward(minutes=1)
        await rig.work.open(LEAD, NewTicket(type=TicketType.PROBLEM, subject=f"Case {n}"))
    first = (await web.get(TICKETS, params={"limit": 2})).json()
    rest = (await web.get(TICKETS, params={"limit": 2, "cursor": first["next"]})).json()
    assert [t["subject"] for t in first["items"] + rest["items"]] == ["Case 2", "Case 1", "Case 0"]
    assert rest["next"] is None
    mine = (await web.get(TICKETS, params={"owner": "me", "state": "open"})).json()
    assert mine["items"] == []
    assert (await web.get(TICKETS, params={"cursor": "abc"})).status_code == 422


async def test_what_does_not_fit_is_refused_with_a_reason(web: httpx.AsyncClient) -> None:
    made = (await web.post(TICKETS, json={"type": "problem", "subject": "Fake app"})).json()
    at = f"{TICKETS}/{made['id']}"
    refused = await web.patch(at, json={"state": "closed"})
    assert (refused.status_code, refused.json()["code"]) == (409, "bad_transition")
    assert (await web.patch(at, json={"state": "closed", "role": "admin"})).status_code == 422
    assert (await web.post(TICKETS, json={"subject": "  "})).status_code == 422
    assert (await web.patch(at, json={"owner": "agt_none"})).status_code == 422


async def test_contacts_strangers_and_agents_of_another_team_find_nothing(
    web: httpx.AsyncClient, rig: TicketRig
) -> None:
    made = await rig.work.open(LEAD, NewTicket(type=TicketType.PROBLEM, subject="x", team=RISK))
    at = f"{TICKETS}/{made.id}"
    assert (await web.get(at)).status_code == 200
    answers = [
        await web.request("GET", at, headers=headers) for headers in (as_agent("agent"), {"cookie": ""})
    ]
    assert [answer.status_code for answer in answers] == [404, 404]
    async with client(web_app(routes(rig.work))) as outside:
        assert (await outside.get(at, headers=CONTACT)).status_code == 404
        assert (await outside.get(TICKETS)).status_code == 404
