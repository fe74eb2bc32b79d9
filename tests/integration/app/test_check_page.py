"""The check page in a whole installation: real codes, own tickets, and nothing of a paste is kept."""

import logging
from datetime import date

import pytest
import sqlalchemy as sa

from tests.integration.app.test_message_form import SAME, Browser, found, link_in
from tests.integration.app.test_proof import Pair
from tests.support.installation import Installation, Json
from walletdesk.app.migrations.shape import metadata
from walletdesk.app.wiring.checking import block_lists
from walletdesk.kernel.viewers import Role
from walletdesk.platform.db import statement
from walletdesk.safety import BlockList

pytestmark = pytest.mark.anyio
PASTED = "https://only-pasted-here-4711.example/login?from=me"


async def ask(house: Installation, q: str, **headers: str) -> Json:
    body = {"q": q, "what": "", "locale": "en"}
    answer = await house.http.post("/api/verify", json=body, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json()["answers"][0]


@pytest.fixture
async def pair(house: Installation) -> Pair:
    desk = await house.team("Funds")
    contact, agent = await house.contact(), await house.agent(teams=[desk])
    id = (await contact.starts())["head"]["id"]
    await contact.post(f"/api/conversations/{id}/agent")
    await agent.ask("PUT", "/api/me/availability", {"state": "away"})
    await agent.post("/api/workspace/take")
    return Pair(contact, agent, id)


async def test_a_stranger_hears_that_a_code_is_ours_and_not_whose(house: Installation, pair: Pair) -> None:
    code = await pair.shown()
    said = await ask(house, code)
    assert said["answer"] == "official"
    assert said["says"][0].startswith("Yes: one of our agents was given it at")
    assert (await ask(house, code))["answer"] == "not_ours"


async def test_the_contact_hears_which_agent_it_is(house: Installation, pair: Pair) -> None:
    opened = await pair.contact.get(pair.talk)
    answer = await pair.contact.ask(
        "POST", "/api/verify", {"q": await pair.shown(), "what": "code", "locale": "en"}
    )
    (said,) = answer.json()["answers"]
    assert said["says"][0].startswith(
        f"Yes: {opened['head']['agent']['name']}, in conversation with you since"
    )


async def test_a_ticket_is_told_to_its_owner_alone(house: Installation) -> None:
    owner, other = Browser(house), Browser(house)
    kept = [(await who.writes()).text for who in (owner, other)]
    for who, page in zip((owner, other), kept, strict=True):
        await who.get(link_in(page))
    number = found(r"WD-(\d+)", kept[0])
    pages = [(await who.post("/verify?locale=en", q=f"WD-{number}")).text for who in (owner, other)]
    assert "This ticket is yours, and it is with us." in pages[0]
    untold = "Whose ticket this is cannot be told here."
    assert untold in pages[1]  # they may have written from another device
    told = [await ask(house, ticket) for ticket in (f"WD-{number}", "WD-999999", "WD-7", "WD-1234567890")]
    assert [one["answer"] for one in told] == ["untold", "untold", "not_ours", "not_ours"]
    assert told[0]["says"] == told[1]["says"]
    assert told[0]["says"][0].startswith(untold)
    free = (await other.post("/verify?locale=en", q="WD-999999")).text
    assert pages[1].replace(f"WD-{number}", "WD-999999") == free


async def test_an_imported_list_answers_at_once(house: Installation) -> None:
    assert (await ask(house, "fake.example"))["answer"] == "untold"  # no list of channels is published here
    made = BlockList(source="A list", licence="MIT", of=date(2026, 2, 3))
    await block_lists(house.system.engine.db).take_in(made, ["fake.example"])
    assert (await ask(house, "https://claim.fake.example/x"))["answer"] == "known_bad"


async def test_a_fake_is_known_once_a_lead_confirmed_it_and_not_before(house: Installation) -> None:
    told = {"value": "@wallet_helper_77", "kind": "handle", "said": "", "locale": "en"}
    lead = await house.agent(Role.LEAD, teams=[await house.team("Desk")])
    assert (await house.http.post("/api/fakes/reports", json=told)).status_code < 300
    assert (await ask(house, "@wallet_helper_77"))["answer"] == "untold"
    (fake,) = (await lead.get("/api/workspace/fakes"))["items"]
    decision = {"state": "confirmed", "version": fake["version"]}
    await lead.post(f"/api/workspace/fakes/{fake['id']}/decision", decision)
    assert (await ask(house, "@wallet_helper_77"))["answer"] == "known_bad"


async def test_the_own_address_is_ours_and_the_name_of_the_wallet_is_guarded(house: Installation) -> None:
    assert (await ask(house, house.system.engine.settings.public_url))["answer"] == "official"
    said = await ask(house, "sample-wallet-support.com")
    assert (said["answer"], said["lookalike"]) == ("not_ours", True)


async def test_nothing_of_a_paste_is_kept_or_written_to_a_log(
    house: Installation, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        await ask(house, PASTED)
        await house.http.post("/verify?locale=en", data={"q": PASTED}, headers=SAME)
    assert "only-pasted-here" not in caplog.text
    db = house.system.engine.db
    rows = [row for table in metadata.sorted_tables for row in await db.all(statement(sa.select(table)))]
    assert [row for row in rows if "only-pasted-here" in str(row)] == []
