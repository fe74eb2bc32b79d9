"""What is asked before a conversation and in it: looked at here, kept whole or not at all, seen by agents."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.installation import INBOX, Contact, Installation, installation
from walletdesk.platform.settings import InboxSettings, load_text

HASH = "0x8f14e45fceea167a5a36dedd4bea2543c1f0d9b8a7e6f5d4c3b2a190817263fe"
PHRASE = "legal winner thank year wave sausage worth useful legal winner thank yellow"
TITLE = "It has not arrived"
ASKED = f"""
[[inboxes]]
id = "{INBOX}"
name = "Chat"
[[inboxes.forms]]
category = "transfer"
topics = ["incoming-not-received"]
pre_chat = "required"
fields = [
  {{ id = "kind", kind = "choice", required = true, options = [
    {{ id = "own", name = {{ zh-CN = "自己保管助记词", en = "I hold the phrase" }} }},
    {{ id = "account", name = {{ zh-CN = "手机号登录", en = "I sign in by phone" }} }}
  ], name = {{ zh-CN = "哪一种钱包", en = "Which wallet" }} }},
  {{ id = "tx", kind = "tx", required = true, name = {{ zh-CN = "交易哈希", en = "Transaction ID" }} }},
  {{ id = "note", kind = "text", name = {{ en = "Anything else" }} }},
]
[[inboxes.forms]]
category = "app"
topics = ["app-crash"]
fields = [{{ id = "version", kind = "app_version", name = {{ en = "Version" }} }}]
[[inboxes.forms]]
category = "wallet"
topics = ["restore-wallet"]
pre_chat = "off"
fields = [{{ id = "version", kind = "app_version", required = true, name = {{ en = "Version" }} }}]
"""
GOOD = {"kind": "own", "tx": HASH}


def inbox() -> InboxSettings:
    found = load_text(ASKED.encode(), {}).inbox(INBOX)
    assert found is not None
    return found


@pytest.fixture
async def asking(database_url: str, tmp_path: Path) -> AsyncIterator[Installation]:
    async with installation(database_url, tmp_path, inbox=inbox()) as running:
        yield running


async def begins(
    contact: Contact, answers: dict[str, str], *, category: str = "transfer", locale: str = "en"
) -> httpx.Response:
    body = {
        "client_id": "c1",
        "text": TITLE,
        "inbox": INBOX,
        "locale": locale,
        "category": category,
        "answers": answers,
    }
    return await contact.ask("POST", "/api/conversations", body)


async def test_the_widget_is_told_what_to_ask_in_the_readers_language(asking: Installation) -> None:
    contact = await asking.contact("zh-CN")
    told = await contact.get(f"/api/widget/config?inbox={INBOX}")
    assert [(form["category"], form["required"]) for form in told["forms"]] == [
        ("transfer", True),
        ("app", False),
    ]
    kind, tx, _ = told["forms"][0]["fields"]
    assert (tx["kind"], tx["name"], tx["required"]) == ("tx", "交易哈希", True)
    assert [option["text"] for option in kind["options"]] == ["自己保管助记词", "手机号登录"]
    topics = {topic["id"] for topic in told["suggested"]}
    assert "incoming-not-received" in topics


async def test_answers_are_kept_and_agents_see_them_first(asking: Installation) -> None:
    contact, agent = await asking.contact(), await asking.agent()
    begun = (await begins(contact, {**GOOD, "note": "  "})).json()
    assert [item["text"] for item in begun["items"]] == [
        f"{TITLE}\nWhich wallet: I hold the phrase\nTransaction ID: {HASH}"
    ]
    await contact.post(f"/api/conversations/{begun['head']['id']}/messages", person())
    await asking.settle()
    head = (await agent.get(agent.of(begun["head"]["id"])))["head"]
    assert [(one["id"], one["value"]) for one in head["answers"]] == [("kind", "own"), ("tx", HASH)]
    assert head["answers"][0]["words"]["zh-CN"] == "自己保管助记词"
    assert (head["subject"], head["category"]) == (TITLE, "transfer")
    assert list(head["packet"])[:2] == ["version", "answers"]
    assert head["packet"]["answers"] == head["answers"]
    assert head["packet"]["facts"] == {"ids": [HASH]}


def person() -> dict[str, str]:
    return {"client_id": "c2", "text": "I want to talk to a human"}


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({}, {"answers.kind": "这一项要填。", "answers.tx": "这一项要填。"}),
        ({**GOOD, "tx": HASH[:26]}, {"answers.tx": "这串少了一截：哈希是 0x 加 64 位，现在是 24 位。"}),
        ({**GOOD, "kind": "both"}, {"answers.kind": "不在可选的值里。"}),
    ],
    ids=["nothing", "cut off", "no choice"],
)
async def test_what_does_not_fit_is_told_for_each_field_and_nothing_is_written(
    asking: Installation, given: dict[str, str], wrong: dict[str, str]
) -> None:
    contact = await asking.contact("zh-CN")
    refused = await begins(contact, given, locale="zh-CN")
    told = {entry["field"]: entry["detail"] for entry in refused.json()["errors"]}
    assert (refused.status_code, told.keys()) == (422, wrong.keys())
    assert [words for field, words in wrong.items() if words not in told[field]] == []
    assert (await contact.get("/api/conversations"))["items"] == []
    assert (await begins(contact, GOOD, locale="zh-CN")).status_code == 201  # under the same client id


@pytest.mark.parametrize(
    "given",
    [
        {**GOOD, "note": PHRASE},
        {**GOOD, "tx": PHRASE},
        {"kind": "own", "tx": PHRASE[:36], "note": PHRASE[36:]},
    ],
    ids=["in one", "in the wrong one", "in two"],
)
async def test_a_secret_in_a_field_reaches_no_row_and_brings_a_person(
    asking: Installation, given: dict[str, str]
) -> None:
    contact, agent = await asking.contact(), await asking.agent()
    begun = (await begins(contact, given)).json()
    assert [item["event"]["what"] for item in begun["items"]] == ["secret_stopped", "handoff"]
    head = (await agent.get(agent.of(begun["head"]["id"])))["head"]
    assert (head["answers"], head["priority"]) == (None, "security")
    assert "sausage" not in json.dumps([begun, head])


@pytest.mark.parametrize(
    ("category", "given"), [("app", {}), ("wallet", {}), ("", {}), ("other", {"tx": "x"})]
)
async def test_only_what_must_be_answered_stands_in_the_way(
    asking: Installation, category: str, given: dict[str, str]
) -> None:
    begun = await begins(await asking.contact(), given, category=category)
    assert begun.status_code == 201
    assert [item["text"] for item in begun.json()["items"]] == [TITLE]


async def test_a_form_in_the_thread_is_answered_by_a_message_that_fits(asking: Installation) -> None:
    contact, agent = await asking.contact(), await asking.agent()
    id = (await contact.starts())["head"]["id"]
    await contact.post(f"/api/conversations/{id}/agent")
    await asking.settle()
    await agent.post(agent.of(id, "/accept"))
    asks = {"client_id": "a1", "text": "Which one?", "form": {"kind": "tx", "name": "Transaction ID"}}
    await agent.post(agent.of(id, "/messages"), asks)
    items = (await contact.get(f"/api/conversations/{id}"))["items"]
    assert items[-1]["form"] == {"kind": "tx", "name": "Transaction ID"}
    assert (await agent.get(agent.of(id)))["items"][-1]["form"] == items[-1]["form"]

    async def fills_in(text: str, answers: int = items[-1]["seq"]) -> tuple[int, Any]:
        body = {"client_id": "x1", "text": text, "answers": answers}
        answer = await contact.ask("POST", f"/api/conversations/{id}/messages", body)
        return answer.status_code, answer.json()

    status, told = await fills_in(HASH[:30])
    assert (status, told["errors"][0]["field"]) == (422, "text")
    assert "28" in told["errors"][0]["detail"]
    assert (await fills_in(HASH, answers=1))[0] == 404
    assert (await fills_in(PHRASE))[1]["code"] == "secret_stopped"
    assert (await fills_in(f" https://explorer.example/tx/{HASH} "))[0] == 201
    texts = [item["text"] for item in (await contact.get(f"/api/conversations/{id}"))["items"]]
    assert texts[-1] == HASH


async def test_digits_that_may_be_a_key_are_asked_about_in_any_other_field(asking: Installation) -> None:
    contact, agent = await asking.contact(), await asking.agent()
    id = (await contact.starts("nothing has arrived"))["head"]["id"]
    await agent.ask("PUT", "/api/me/availability", {"state": "online"})
    await contact.post(f"/api/conversations/{id}/agent", {"reason": "asked"})
    await asking.settle()
    await agent.post(agent.of(id, "/accept"))
    said = []
    for kind in ("text", "tx"):
        form = {"kind": kind, "name": "What you have"}
        body = {"client_id": kind, "text": "Fill this in.", "form": form}
        await agent.post(agent.of(id, "/messages"), body)
        items = (await contact.get(f"/api/conversations/{id}/items"))["items"]
        answer = {"client_id": f"a-{kind}", "text": HASH, "answers": items[-1]["seq"]}
        said.append(await contact.ask("POST", f"/api/conversations/{id}/messages", answer))
    assert [one.status_code for one in said] == [422, 201]
    assert said[0].json()["code"] == "may_be_secret"


async def test_what_an_agent_asks_for_is_looked_through_and_never_asked_in_a_note(
    asking: Installation,
) -> None:
    contact, agent = await asking.contact(), await asking.agent()
    id = (await contact.starts())["head"]["id"]
    await contact.post(f"/api/conversations/{id}/agent")
    await asking.settle()
    await agent.post(agent.of(id, "/accept"))
    for name in (PHRASE, "x" * 101):
        asks = {"client_id": "a1", "text": "Which one?", "form": {"kind": "text", "name": name}}
        assert (await agent.ask("POST", agent.of(id, "/messages"), asks)).status_code == 422
    noted = {"client_id": "n1", "text": "hm", "mode": "note", "form": {"kind": "text", "name": "Name"}}
    await agent.post(agent.of(id, "/messages"), noted)
    items = (await agent.get(agent.of(id)))["items"]
    assert (items[-1]["text"], items[-1]["form"]) == ("hm", None)
    assert PHRASE not in str(items)
