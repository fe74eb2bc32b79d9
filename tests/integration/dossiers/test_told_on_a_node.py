"""What people tell of a transaction, by all ways that there are, on a real node and on both engines."""

from pathlib import Path

import pytest

from tests.support import dossier_rig
from tests.support.anvil import Anvil
from tests.support.dossier_rig import HOME, Moving, asking_a_node, looked, said
from tests.support.installation import Agent, Contact, Installation, Json
from walletdesk.kernel.ids import TeamId
from walletdesk.tickets.desks import Desk, DeskKind

pytestmark = pytest.mark.anyio

BOB, DOUBLE = "0xb0b0" + "1" * 32 + "b0b0", "0xb0b0" + "2" * 32 + "b0b0"
EXCHANGE = "0xe5" + "3" * 38
PARTY = f"""
[[party]]
address = "{EXCHANGE}"
kind = "exchange"
name = "Sample Exchange"
"""


@pytest.mark.usefixtures("patient")
async def test_what_people_tell_comes_out_in_the_card(
    database_url: str, tmp_path: Path, node: Anvil, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dossier_rig, "HOME", HOME + PARTY)
    clock = Moving()
    async with asking_a_node(database_url, tmp_path, node.url, clock, custody_mode="hybrid") as house:
        await was_meant_for_another(house, node)
        await looks_like_whom_they_paid_before(house, node)
        await is_held(house)


async def card(who: Contact | Agent, talk: str, at: int = 0) -> Json:
    root = "/api/workspace/conversations" if isinstance(who, Agent) else "/api/conversations"
    return (await who.get(f"{root}/{talk}/dossiers"))["dossiers"][at]


async def was_meant_for_another(house: Installation, node: Anvil) -> None:
    contact, agent = await house.contact("en"), await house.agent()
    tx = node.mined(node.accounts()[0], EXCHANGE, value=3)
    talk = (await contact.starts(f"where is my transfer {tx}"))["head"]["id"]
    await looked(house)
    it = await card(contact, talk)
    assert (it["code"], it["may_tell"], it["reasons"], it["hold"]) == (
        "exchange_not_credited",
        True,
        [],
        None,
    )
    own, theirs = (f"{root}/{talk}/dossiers/{it['id']}" for root in ("/api/conversations", agent_root()))
    await agent.post(theirs, {"chain": "polygon"})
    await looked(house)
    assert "not on Polygon" in (await card(contact, talk))["meaning"]
    assert (await card(contact, talk))["code"] == "wrong_network"
    refused = await contact.ask("POST", own, {"meant": "Bob"})
    assert refused.status_code == 422
    await contact.post(own, {"meant": BOB})
    await looked(house)
    it = await card(contact, talk)
    assert (it["code"], {"name": "Was to go to", "value": BOB} in it["findings"]) == ("wrong_address", True)
    assert "It went to another address than the one you meant" in said(await thread(contact, talk), "bot")[-1]
    assert (await (await house.contact("en")).ask("POST", own, {"meant": BOB})).status_code == 404


async def looks_like_whom_they_paid_before(house: Installation, node: Anvil) -> None:
    """The payment that is missing is named first, the one before it only then."""
    contact, people = await house.contact("en"), node.accounts()
    earlier, later = node.mined(people[1], BOB, value=3), node.mined(people[1], DOUBLE, value=3)
    talk = (await contact.starts(f"where is my transfer {later}"))["head"]["id"]
    await looked(house)
    assert (await card(contact, talk))["code"] == "confirmed"
    await contact.says(talk, f"I paid the same address before, transfer {earlier}", "before")
    for _ in range(2):
        await looked(house)
    assert [(await card(contact, talk, at))["code"] for at in (0, 1)] == ["address_poisoning", "confirmed"]
    assert "News of transaction" in said(await thread(contact, talk), "bot")[-1]


async def is_held(house: Installation) -> None:
    team = TeamId(await house.team("Risk"))
    await house.system.specialists.keeping.keep(Desk(kind=DeskKind.RISK, team=team), by="")
    contact, front, desk = await house.contact("en"), await house.agent(), await house.agent(teams=[team])
    talk = (await contact.starts(f"where is my withdrawal, transaction 0x{'7c' * 32}"))["head"]["id"]
    await looked(house)
    it = await card(desk, talk)
    assert len(it["reasons"]) == 5
    assert (await card(front, talk))["reasons"] == []
    hold = f"{agent_root()}/{talk}/dossiers/{it['id']}/hold"
    assert (await front.ask("POST", hold, {"why": "review"})).status_code == 404
    await desk.post(hold, {"why": "review"})
    await looked(house)
    seen, theirs = await card(desk, talk), await card(contact, talk)
    assert (theirs["code"], theirs["badge"]) == ("withdrawal_held", "Held by us")
    assert theirs["meaning"].endswith("A security check is under way.")
    assert (theirs["hold"]["by"], bool(seen["hold"]["by"])) == (None, True)
    assert "A security check is under way." in said(await thread(contact, talk), "bot")[-1]


def agent_root() -> str:
    return "/api/workspace/conversations"


async def thread(contact: Contact, talk: str) -> Json:
    return await contact.get(f"/api/conversations/{talk}")
