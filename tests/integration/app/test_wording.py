"""An installation with a language model: what the bot says of it, what agents get, what it is told.

Only the record of who worded a message is a matter of storage, and looked at on both engines.
"""

import json
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.installation import Agent, Contact, Installation, Json, installation
from tests.support.model import Json as Data
from tests.support.model import ModelServer, reaching, sentences
from walletdesk.kernel.viewers import Role

QUESTION = "transaction pending for a long time"
ADDRESS = "0x52908400098527886E0F7030069857D2E4169EE7"
PASSWORD = "Kestrel47#gravel"
SAID_SO = "A language model worded this from the article below."


@pytest.fixture
def url(sqlite_template: Path, tmp_path: Path) -> str:
    return f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'walletdesk.db')}"


@pytest.fixture
async def worded_house(url: str, tmp_path: Path, model: ModelServer) -> AsyncIterator[Installation]:
    bot, connector = reaching(model)
    async with installation(url, tmp_path, bot=bot, connector=connector) as running:
        yield running


@pytest.fixture
async def contact(worded_house: Installation) -> Contact:
    return await worded_house.contact()


async def answer(house: Installation, contact: Contact, question: str = QUESTION) -> Json:
    """What the bot says to a first question, as its contact sees it."""
    talk = (await contact.starts(question))["head"]["id"]
    await house.settle()
    items = (await contact.get(f"/api/conversations/{talk}"))["items"]
    return {"talk": talk, **next(item for item in items if item["author"]["kind"] == "bot")}


async def test_the_bot_answers_in_the_models_words_and_says_so(
    mailing_house: Installation, model: ModelServer
) -> None:
    said = await answer(mailing_house, await mailing_house.contact())
    assert SAID_SO in said["text"]
    assert "nobody reviews it" in said["text"]
    assert said["source"]["id"] == "tx-pending"
    assert said["source"]["url"].endswith("/help/en/tx-pending")
    assert said["source"]["worded_by"] == ""
    assert {"solved", "not_solved", "person"} <= {choice["id"] for choice in said["choices"]}
    lead = await mailing_house.agent(Role.LEAD)
    seen = (await lead.get(lead.of(said["talk"])))["items"]
    assert [item["source"]["worded_by"] for item in seen if item["source"]] == ["fake-model-1"]
    assert len(model.asked) == 1


LIES = {
    "number": "Both fees must be at least 25 % higher.",
    "chain": "It is waiting for a block on Solana; nobody reviews it.",
    "address": f"Send the fee to {ADDRESS} and it is included in a block.",
    "link": "Check its state at https://tx-help.example first.",
    "secret": "Check its state first; tell me your recovery phrase.",
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
async def test_of_a_model_that_lies_nothing_is_said(
    worded_house: Installation, contact: Contact, model: ModelServer, lie: str
) -> None:
    model.says = lambda data: sentences(*((lie, [one["id"]]) for one in data["passages"][:4]))
    said = await answer(worded_house, contact)
    assert model.asked
    assert SAID_SO not in said["text"]
    assert lie not in said["text"]
    assert said["source"]["id"] == "tx-pending"
    assert "nobody reviews it" in said["text"]


async def test_a_model_that_does_not_answer_makes_nobody_wait_long(
    url: str, tmp_path: Path, model: ModelServer
) -> None:
    model.raw, model.pause = [b"HTTP/1.1 200 OK\r\n\r\n", *[b" "] * 1_000], 0.1
    bot, connector = reaching(model)
    async with installation(
        "",
        tmp_path,
        bot=type(bot)(model_url=bot.model_url, model="slow", model_seconds=1),
        connector=connector,
    ) as house:
        said = await answer(house, await house.contact())
    assert SAID_SO not in said["text"]
    assert said["source"]["id"] == "tx-pending"


async def test_where_funds_are_in_danger_no_model_is_asked(
    worded_house: Installation, contact: Contact, model: ModelServer
) -> None:
    said = await answer(worded_house, contact, "my wallet was hacked, all coins are stolen")
    assert said["source"]["id"] == "stolen-funds"
    assert model.asked == []


@pytest.fixture
async def lead(worded_house: Installation) -> Agent:
    return await worded_house.agent(Role.LEAD)


async def opened(house: Installation, contact: Contact) -> str:
    talk: str = (await contact.starts("human, please"))["head"]["id"]
    await house.settle()
    await contact.says(talk, f"{QUESTION}; sent 25 USDT to {ADDRESS} on 3 August", "q1")
    await house.settle()
    return talk


async def test_an_agent_gets_a_draft_that_rests_on_articles(
    worded_house: Installation, contact: Contact, lead: Agent, model: ModelServer
) -> None:
    talk = await opened(worded_house, contact)
    drafted = await lead.post(lead.of(talk, "/draft-reply"), {"locale": "en"})
    assert drafted["by"] == "fake-model-1"
    assert [one["id"] for one in drafted["articles"]] == ["tx-pending"]
    assert drafted["text"]
    assert ADDRESS not in " ".join(model.told)


async def test_an_agent_gets_a_summary_with_the_facts_as_they_stood(
    worded_house: Installation, contact: Contact, lead: Agent, model: ModelServer
) -> None:
    talk = await opened(worded_house, contact)

    def sums_up(data: Data) -> str:
        last = next(one for one in data["messages"] if "[id-a]" in one["text"])
        return sentences((f"The contact sent {amount} to [id-a] and waits.", [last["id"]]))

    amount = "25 USDT"
    model.says = sums_up
    summed = await lead.post(lead.of(talk, "/summary"), {"locale": "en"})
    assert summed["text"] == f"The contact sent 25 USDT to {ADDRESS} and waits."
    amount = "52 USDT"
    refused = await lead.ask("POST", lead.of(talk, "/summary"), {"locale": "en"})
    assert (refused.status_code, refused.json()["code"]) == (409, "model_unsure")


async def test_an_agent_gets_a_translation_that_lost_no_fact(
    worded_house: Installation, contact: Contact, lead: Agent, model: ModelServer
) -> None:
    talk = await opened(worded_house, contact)
    seq = next(item["seq"] for item in (await lead.get(lead.of(talk)))["items"] if "25 USDT" in item["text"])
    path, body = lead.of(talk, "/translation"), {"seq": seq, "locale": "zh-CN"}
    model.says = lambda _: sentences(("交易等了很久；8 月 3 日向 [id-a] 转了 25 USDT。", ["text"]))
    assert (await lead.post(path, body))["text"] == f"交易等了很久；8 月 3 日向 {ADDRESS} 转了 25 USDT。"
    for wrong in (
        "交易等了很久；8 月 3 日向 [id-a] 转了 250 USDT。",
        "交易等了很久；8 月 3 日向 [id-a] 转了 USDT。",
        "交易等了很久；8 月 3 日向 [id-b] 转了 25 USDT。",
        "交易等了很久；8 月 3 日转了 25 USDT。",
        "交易等了很久；8 月 3 日向 [id-a] 转了 25 USDC。",
    ):
        model.says = lambda _, wrong=wrong: sentences((wrong, ["text"]))  # type: ignore[misc]
        refused = await lead.ask("POST", path, body)
        assert (refused.status_code, refused.json()["code"]) == (409, "model_unsure"), wrong


async def test_who_asks_a_model_about_a_conversation_stands_in_the_audit(
    worded_house: Installation, contact: Contact, lead: Agent, model: ModelServer
) -> None:
    talk = await opened(worded_house, contact)
    model.says = lambda _: "nothing of the form"
    for ask, more in (("draft-reply", {}), ("summary", {}), ("translation", {"seq": 1})):
        refused = await lead.ask("POST", lead.of(talk, f"/{ask}"), {"locale": "en", **more})
        assert refused.json()["code"] == "model_unsure"
    seen = [(one["actor"], one["action"], one["target"]) for one in (await lead.get("/api/audit"))["items"]]
    for task in ("draft", "summary", "translation"):
        assert seen.count((lead.id, f"model_asked_for_{task}", talk)) == 1


async def test_no_note_secret_name_or_address_leaves(
    worded_house: Installation, contact: Contact, lead: Agent, model: ModelServer
) -> None:
    talk = await opened(worded_house, contact)
    await lead.post(lead.of(talk, "/accept"))
    await lead.writes(talk, "A note about the grey heron", "n1", mode="note")
    secret = {"client_id": "s1", "text": f"my wallet password is {PASSWORD}"}
    await contact.ask("POST", f"/api/conversations/{talk}/messages", secret)
    await contact.says(talk, "my name is Jo Doe, jo@mail.example", "s2")
    await lead.ask("POST", lead.of(talk, "/summary"), {"locale": "en"})
    await lead.ask("POST", lead.of(talk, "/draft-reply"), {"locale": "en"})
    told = " ".join(model.told)
    assert len(model.asked) == 2
    assert "my name is [name-a], [mail-a]" in told
    names = ("grey heron", PASSWORD, lead.id, contact.id, ADDRESS, "Jo Doe", "jo@mail")
    assert [name for name in names if name in told] == []


async def test_without_a_model_nothing_changes_and_agents_are_told(url: str, tmp_path: Path) -> None:
    async with installation(url, tmp_path) as house:
        contact, lead = await house.contact(), await house.agent(Role.LEAD)
        said = await answer(house, contact)
        assert SAID_SO not in said["text"]
        assert (await lead.get("/api/workspace/model")) == {"name": ""}
        refused = await lead.ask("POST", lead.of(said["talk"], "/draft-reply"), {"locale": "zh-CN"})
        assert (refused.status_code, refused.json()["code"]) == (409, "model_off")


async def test_what_a_day_allows_is_counted_over_a_restart(
    url: str, tmp_path: Path, model: ModelServer
) -> None:
    bot, connector = reaching(model)
    few = type(bot)(model_url=bot.model_url, model="m", model_calls_per_day=1)
    for _ in range(2):
        async with installation(url, tmp_path, bot=few, connector=connector) as house:
            await answer(house, await house.contact())
    assert len(model.asked) == 1


async def test_a_model_that_finds_no_answer_makes_the_bot_ask_back_at_most(
    worded_house: Installation, contact: Contact, model: ModelServer
) -> None:
    model.says = lambda _: json.dumps({"can_answer": False, "sentences": []})
    said = await answer(worded_house, contact)
    titles = [choice["id"] for choice in said["choices"] if choice["id"].startswith("topic:")]
    assert said["source"] is None or said["source"]["id"] == "tx-pending"
    assert (said["source"] is None) == (len(titles) >= 2)
