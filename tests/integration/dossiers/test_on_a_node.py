"""From a pasted id to what its contact is told, on a real node and on both engines."""

import json
import time
from pathlib import Path

import pytest

from tests.support.anvil import GWEI, PROBE, Anvil
from tests.support.dossier_rig import Moving, asking_a_node, hanging, happened, looked, said
from tests.support.installation import Agent, Contact, Installation, Json
from tests.support.until import until
from walletdesk.dossiers.model.pace import SOON
from walletdesk.kernel.ids import ConversationId, TeamId
from walletdesk.kernel.viewers import Role
from walletdesk.tickets.desks import Desk, DeskKind

pytestmark = pytest.mark.anyio


async def one_of(who: Contact | Agent, talk: str) -> Json:
    """The only dossier of a conversation, as somebody sees it."""
    root = "/api/workspace/conversations" if isinstance(who, Agent) else "/api/conversations"
    found = await who.get(f"{root}/{talk}/dossiers")
    assert len(found["dossiers"]) == 1
    return found["dossiers"][0]


async def thread(contact: Contact, talk: str) -> Json:
    return await contact.get(f"/api/conversations/{talk}")


async def later(house: Installation, clock: Moving) -> None:
    clock.ahead += SOON
    await looked(house)


@pytest.mark.usefixtures("patient")
async def test_what_became_of_a_pasted_transaction_is_told_and_watched(
    database_url: str, tmp_path: Path, node: Anvil
) -> None:
    clock = Moving()
    async with asking_a_node(database_url, tmp_path, node.url, clock) as house:
        await fails_in_chinese(house, node)
        await waits_and_arrives(house, clock, node)
        await is_dropped_in_the_queue(house, clock, node)


async def fails_in_chinese(house: Installation, node: Anvil) -> None:
    people = node.accounts()
    probe = node.deploy(people[0], PROBE)
    call = node.call("transfer(address,uint256)", people[1], 10**18)
    tx = node.mined(people[0], probe, data=call)
    contact, agent = await house.contact("zh-CN"), await house.agent()
    talk = (await contact.starts(f"我这笔转账失败了怎么办？{tx}", locale="zh-CN"))["head"]["id"]
    await looked(house)
    told = await thread(contact, talk)
    card, seen = await one_of(contact, talk), await one_of(agent, talk)
    assert [one["what"] for one in happened(told)] == ["dossier", "dossier_changed"]
    assert {one["value"] for one in happened(told)} == {card["id"]}
    (words,) = said(told, "bot")
    assert card["name"] in words
    assert "失败了：合约拒绝了" in words
    assert "ERC20" not in words
    assert [one["text"] for one in told["items"][-1]["choices"]][-2:] == ["这笔交易找人工", "有帮助"]
    assert told["items"][-1]["source"]["title"]
    assert (card["code"], card["tone"], card["chain"]["name"]) == ("reverted", "failed", "家园链")
    assert card["reason"] == "ERC20: transfer amount exceeds balance"
    assert card["explorer"] == {"host": "scan.home.example", "url": f"https://scan.home.example/tx/{tx}"}
    assert card["article"]["url"].endswith("/help/zh-CN/tx-failed-gas")
    assert [one["state"] for one in card["timeline"]] == ["done", "done", "done", "missing"]
    assert (seen["title"], seen["code"]) == ("It failed: the contract refused", "reverted")
    assert len(seen["findings"]) > len(card["findings"])  # agents see all that it rests on
    await goes_along(house, contact, talk, card)


async def goes_along(house: Installation, contact: Contact, talk: str, card: Json) -> None:
    """Whoever takes over reads in the packet what was looked up."""
    await contact.says(talk, "这笔交易找人工", "person")
    await house.settle()
    found = await house.system.heart.reading.find(ConversationId(talk))
    assert found is not None
    assert found.status == "waiting_for_agent"
    known = {"name": card["name"], "tx": card["tx"], "chain": "home", "code": "reverted"}
    assert json.loads(found.packet or "")["dossiers"] == [known]
    await reaches_the_funds_desk(house, talk, card)


async def reaches_the_funds_desk(house: Installation, talk: str, card: Json) -> None:
    """What was looked up fills the packet, and is enough for the desk to begin."""
    team = TeamId(await house.team("Funds"))
    await house.system.specialists.keeping.keep(Desk(kind=DeskKind.FUNDS, team=team), by="")
    front, desk = await house.agent(Role.LEAD), await house.agent(teams=[team])
    (known,) = (await front.get(f"/api/workspace/conversations/{talk}/escalation"))["transactions"]
    assert (known["chain"], known["tx_id"]) == ("home", card["tx"])
    assert "at" not in known  # when it was named here is not when it was sent
    filled = {
        "chain": known["chain"],
        "tx_id": known["tx_id"],
        "address": known["address"],
        "at": house.system.engine.clock().isoformat(),
        "what": "The contract refused a payment.",
    }
    packet = {id: {"value": value, "lacks": ""} for id, value in filled.items()}
    asked = {"desk": "funds", "conversation": talk, "packet": {}, "review": True}
    refused = await front.ask("POST", "/api/workspace/escalations", asked)
    assert refused.status_code == 422
    sent = await front.post("/api/workspace/escalations", {**asked, "packet": packet})
    received = await desk.get(f"/api/workspace/tickets/{sent['id']}/desk")
    assert received["standing"]["packet"]["tx_id"]["value"] == card["tx"]
    assert received["standing"]["stage"] == "review"


async def waits_and_arrives(house: Installation, clock: Moving, node: Anvil) -> None:
    node("evm_setAutomine", False)
    people = node.accounts()
    tx = node.send(people[2], people[3], value=10**18 + 1, maxFeePerGas=50 * GWEI)
    contact = await house.contact("en")
    talk = (await contact.starts(f"My transfer {tx} is stuck"))["head"]["id"]
    await looked(house)
    card = await one_of(contact, talk)
    assert (card["code"], card["tone"], card["state"]) == ("pending", "waiting", "watching")
    assert card["amount"] == {"value": "1.000000000000000001", "symbol": "HOM", "claimed": False}
    await later(house, clock)
    assert len(said(await thread(contact, talk), "bot")) == 1
    node("evm_mine")
    node("evm_setAutomine", True)
    for _ in range(3):
        await later(house, clock)
    told = await thread(contact, talk)
    first, news = said(told, "bot")
    assert "It waits for the next block" in first
    assert "News of transaction" in news
    assert "(1.000000000000000001 HOM): It was carried out." in news
    assert [one["reason"] for one in happened(told)] == ["", "pending", "confirmed"]
    assert (await one_of(contact, talk))["tone"] == "done"


async def is_dropped_in_the_queue(house: Installation, clock: Moving, node: Anvil) -> None:
    """Told by the bot's voice although a person was asked for; and an agent sees it in their thread."""
    node("evm_setAutomine", False)
    people = node.accounts()
    tx = node.send(people[4], people[5], value=7, maxFeePerGas=50 * GWEI)
    contact = await house.contact("en")
    talk = (await contact.starts(f"My transfer {tx} hangs"))["head"]["id"]
    await looked(house)
    await contact.says(talk, "Ask a person about this", "person")
    await house.settle()
    node("anvil_dropTransaction", tx)
    for _ in range(4):
        await later(house, clock)
    told = await thread(contact, talk)
    node("evm_setAutomine", True)
    assert told["head"]["status"] == "waiting_for_agent"
    assert len([one for one in said(told, "bot") if "It was not carried out and no longer waits" in one]) == 1
    assert told["items"][-1]["choices"] == []


async def test_a_chain_that_hangs_holds_up_nobody_and_nobody_is_blamed(
    database_url: str, tmp_path: Path
) -> None:
    async with hanging() as url, asking_a_node(database_url, tmp_path, url, Moving()) as house:
        contact = await house.contact("en")
        begun = time.monotonic()
        talk = (await contact.starts("Where is my transfer 0x" + "ab" * 32))["head"]["id"]
        await contact.says(talk, "I want to talk to a person", "person")
        await house.settle()
        assert time.monotonic() - begun < 5
        told = await thread(contact, talk)
        assert told["head"]["status"] == "waiting_for_agent"
        card = await one_of(contact, talk)
        assert (card["state"], card["title"], card["code"]) == ("checking", "Being looked up", "")
        other = await house.contact("en")
        own = (await other.starts("Where is my transfer 0x" + "cd" * 32))["head"]["id"]
        await house.settle()
        await until(lambda: house.system.dossiers.jobs.is_idle, 30)
        await looked(house)
        (words,) = said(await thread(other, own), "bot")
        assert "That lies with us, not with you" in words
        assert "Tell us the network and the sending address" in words
        card = await one_of(contact, talk)
        assert (card["state"], card["code"]) == ("watching", "unknown")
        assert card["timeline"][1]["text"] == "No answer from: Home Chain"
