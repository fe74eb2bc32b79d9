"""64 digits that nobody named, by every way in that people have: asked about, and kept nowhere."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.canaries import KEY as DIGITS
from tests.support.canaries import in_database, in_files
from tests.support.installation import HOME, Agent, Contact, Installation
from walletdesk.kernel.viewers import Role

NAMED = f"transaction ID: {DIGITS}"
REPLIES, TICKETS = "/api/workspace/replies", "/api/workspace/tickets"
FAKE = "https://login.evil-wallet.com/claim"


def _reply(text: str) -> dict[str, Any]:
    return {"shortcode": "x", "team": False, "wordings": {"en": {"title": "Where it is", "text": text}}}


@pytest.mark.parametrize(
    ("named", "text"),
    [("note.txt", f"look\n{DIGITS}\n"), (f"{DIGITS}.txt", "look\n")],
    ids=["in the file", "in its name"],
)
async def test_a_file_with_bare_digits_is_asked_about(
    house: Installation, tmp_path: Path, named: str, text: str
) -> None:
    contact, id = await _talking(house)
    answer = await _sends(contact, id, named, text)
    assert (answer.status_code, answer.json()["code"]) == (422, "may_be_secret")
    assert (await in_database(house.system.engine.db), in_files(tmp_path)) == ([], [])


async def test_a_file_that_names_them_is_taken(house: Installation) -> None:
    contact, id = await _talking(house)
    answer = await _sends(contact, id, "note.txt", f"transaction ID: {DIGITS}\n")
    assert answer.status_code == 201


async def test_bare_digits_beside_a_message_are_asked_about(house: Installation, tmp_path: Path) -> None:
    contact, id = await _talking(house)
    marks = {"overall": 5, "comment": DIGITS}
    answer = await contact.ask("POST", f"/api/conversations/{id}/survey", marks)
    assert (answer.status_code, answer.json()["code"]) == (422, "may_be_secret")
    assert (await in_database(house.system.engine.db), in_files(tmp_path)) == ([], [])


@pytest.mark.parametrize(
    ("path", "body"),
    [
        (REPLIES, _reply),
        (TICKETS, lambda text: {"subject": text}),
        (f"{TICKETS}/{{ticket}}/notes", lambda text: {"text": text}),
    ],
    ids=["a saved reply", "a ticket", "a note on a ticket"],
)
async def test_what_agents_write_down_is_asked_about(
    house: Installation, tmp_path: Path, path: str, body: Callable[[str], dict[str, Any]]
) -> None:
    agent = await house.agent(Role.LEAD)
    ticket = await agent.post(TICKETS, {"subject": "Not there yet"})
    path = path.format(ticket=ticket["id"])
    answer = await agent.ask("POST", path, body(DIGITS))
    assert (answer.status_code, answer.json()["code"]) == (422, "may_be_secret")
    assert (await in_database(house.system.engine.db), in_files(tmp_path)) == ([], [])
    await agent.post(path, body(NAMED))


async def test_a_ticket_is_not_renamed_to_bare_digits(house: Installation, tmp_path: Path) -> None:
    agent = await house.agent()
    ticket = await agent.post(TICKETS, {"subject": "Not there yet"})
    answer = await agent.ask("PATCH", f"{TICKETS}/{ticket['id']}", {"subject": DIGITS})
    assert (answer.status_code, answer.json()["code"]) == (422, "may_be_secret")
    assert (await in_database(house.system.engine.db), in_files(tmp_path)) == ([], [])


@pytest.mark.parametrize(
    ("path", "form", "field"),
    [
        ("/help/en/forgot-password/opinion", {}, "missing"),
        ("/report?locale=en", {"value": FAKE}, "said"),
        ("/report?locale=en", {}, "value"),
    ],
    ids=["an opinion", "words of a report", "a report"],
)
async def test_a_page_without_a_script_asks_and_does_not_show_them_again(
    house: Installation, tmp_path: Path, path: str, form: dict[str, str], field: str
) -> None:
    headers = {"origin": HOME, "sec-fetch-site": "same-origin", "accept": "text/html"}
    answer = await house.http.post(path, data={**form, field: DIGITS}, headers=headers)
    assert answer.status_code == 422
    assert f'id="{field}"' in answer.text
    fault = "This can be a transaction ID or a private key. It was not kept."
    assert fault in answer.text.partition(f'id="{field}"')[2]
    assert DIGITS not in answer.text
    assert (await in_database(house.system.engine.db), in_files(tmp_path)) == ([], [])


async def test_a_report_that_begins_with_bare_digits_does_not_show_them(house: Installation) -> None:
    answer = await house.http.post("/report/draft?locale=en", data={"value": FAKE, "said": DIGITS})
    assert (answer.status_code, DIGITS in answer.text) == (200, False)


async def test_a_note_on_a_takedown_is_asked_about(house: Installation, tmp_path: Path) -> None:
    lead = await house.agent(Role.LEAD)
    await house.http.post("/report?locale=en", data={"value": FAKE})
    (fake,) = (await lead.get("/api/workspace/fakes"))["items"]
    path = f"/api/workspace/fakes/{fake['id']}/takedowns/registrar"
    answer = await lead.ask("PUT", path, {"state": "sent", "note": DIGITS})
    assert (answer.status_code, answer.json()["code"]) == (422, "may_be_secret")
    assert (await in_database(house.system.engine.db), in_files(tmp_path)) == ([], [])


@pytest.mark.parametrize("mode", ["reply", "note"])
async def test_an_agents_reply_and_note_are_asked_about_until_somebody_has_named_them(
    house: Installation, tmp_path: Path, mode: str
) -> None:
    contact, agent, id = await _answering(house)
    body = {"client_id": "a1", "text": f"Is it {DIGITS}", "mode": mode}
    answer = await agent.ask("POST", agent.of(id, "/messages"), body)
    assert (answer.status_code, answer.json()["code"]) == (422, "may_be_secret")
    assert (await in_database(house.system.engine.db), in_files(tmp_path)) == ([], [])
    await agent.writes(id, NAMED, "a2", mode)
    await contact.says(id, NAMED.upper(), "c2")
    await agent.writes(id, f"Is it {DIGITS.removeprefix('0x')}", "a3", mode)


@pytest.mark.parametrize("mode", ["reply", "note"])
async def test_a_draft_is_not_kept_before_its_digits_are_named(
    house: Installation, tmp_path: Path, mode: str
) -> None:
    _, agent, id = await _answering(house)
    path = agent.of(id, f"/drafts/{mode}")
    kept = await agent.ask("PUT", path, {"version": 0, "text": "Is it"})
    answer = await agent.ask("PUT", path, {"version": 1, "text": f"Is it {DIGITS}"})
    assert (answer.status_code, answer.json()["code"]) == (422, "may_be_secret")
    assert (await in_database(house.system.engine.db), in_files(tmp_path)) == ([], [])
    named = await agent.ask("PUT", path, {"version": 1, "text": NAMED})
    assert [one.json()["version"] for one in (kept, named)] == [1, 2]


async def test_what_waits_for_a_second_person_is_asked_about_and_so_is_their_reason(
    house: Installation, tmp_path: Path
) -> None:
    _, agent, id = await _answering(house)
    held = {"client_id": "h1", "text": f"A test transfer would tell us more.{' So we look.' * 20}"}
    far = f"{held['text']} {DIGITS}"  # from the word that would name them
    asked = await agent.ask("POST", agent.of(id, "/held"), {**held, "text": far})
    waiting = await agent.post(agent.of(id, "/held"), held)
    other = await house.agent()
    path = f"/api/workspace/held/{waiting['id']}/refuse"
    reason = await other.ask("POST", path, {"reason": DIGITS})
    assert [one.json()["code"] for one in (asked, reason)] == ["may_be_secret"] * 2
    assert (await in_database(house.system.engine.db), in_files(tmp_path)) == ([], [])


async def _answering(house: Installation) -> tuple[Contact, Agent, str]:
    (contact, id), agent = await _talking(house), await house.agent()
    await contact.post(f"/api/conversations/{id}/agent", {"reason": "asked"})
    await house.settle()
    await agent.ask("PUT", "/api/me/availability", {"state": "online"})
    await agent.post(agent.of(id, "/accept"))
    await house.settle()
    return contact, agent, id


async def _talking(house: Installation) -> tuple[Contact, str]:
    contact = await house.contact()
    return contact, (await contact.starts())["head"]["id"]


async def _sends(contact: Contact, id: str, name: str, text: str) -> httpx.Response:
    files = {"file": (name, text.encode(), "text/plain")}
    return await contact.ask("POST", f"/api/conversations/{id}/attachments", files=files)
