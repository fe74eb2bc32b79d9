"""Nothing dangerous goes out: not from an agent, not in a saved reply, not in an article, not by the bot."""

import pytest

from tests.support.house import StrictHouse
from tests.support.installation import Agent, Installation, Json
from walletdesk.assistant.model import sentences
from walletdesk.automation.starter import starter_replies
from walletdesk.insights import Kind, Listing
from walletdesk.kernel.viewers import Role
from walletdesk.knowledge.starter import starter_topics
from walletdesk.platform.i18n import translate

PHRASE = "Please send me your recovery phrase."


async def having(house: Installation) -> tuple[Agent, str]:
    """An agent, and a conversation that they have."""
    agent, contact = await house.agent(), await house.contact("en")
    conversation: str = (await contact.starts("My token is not there", locale="en"))["head"]["id"]
    await contact.post(f"/api/conversations/{conversation}/agent", {"reason": "asked"})
    await house.settle()
    await agent.ask("PUT", "/api/me/availability", {"state": "online"})
    await agent.post(agent.of(conversation, "/accept"))
    await house.settle()
    return agent, conversation


async def refused(agent: Agent, conversation: str, text: str, locale: str = "en") -> Json:
    body = {"client_id": "c1", "text": text}
    answer = await agent.ask(
        "POST", agent.of(conversation, "/messages"), body, headers={"accept-language": locale}
    )
    assert answer.status_code == 422, answer.text
    problem: Json = answer.json()
    return problem


async def said(agent: Agent, conversation: str) -> list[str]:
    items = (await agent.get(agent.of(conversation)))["items"]
    return [item["text"] for item in items if item["kind"] == "message" and item["author"]["kind"] == "agent"]


async def told(house: Installation) -> list[object]:
    alerts = await house.system.work.alerting.list(Listing())
    return [(one.conversation, one.values) for one in alerts if one.kind is Kind.SECRET_ASKED]


async def test_who_asks_for_a_phrase_is_refused_with_the_reason_and_the_lead_is_told(
    house: Installation,
) -> None:
    agent, conversation = await having(house)
    problem = await refused(agent, conversation, f"Hello. {PHRASE}")
    assert (problem["code"], problem["values"]["rule"]) == ("asks_for_secret", "secret-asked")
    start, end = problem["values"]["start"], problem["values"]["end"]
    assert f"Hello. {PHRASE}"[start:end] == "send me your recovery phrase"
    assert problem["values"]["instead"] in problem["detail"]
    assert await said(agent, conversation) == []
    await house.settle()
    assert await told(house) == [(conversation, {"name": "Agent-1"})]


async def test_the_reason_comes_in_the_agents_language(house: Installation) -> None:
    agent, conversation = await having(house)
    problem = await refused(agent, conversation, "先卸载重装", "zh-CN")
    assert (problem["code"], problem["values"]["rule"]) == ("not_sent", "destroy-before-backup")
    assert "没有备份就打不开了" in problem["detail"]
    await house.settle()
    assert await told(house) == []


@pytest.mark.parametrize("text", ["See https://wallet-help.example/fix", "Write to helper@mail.example"])
async def test_a_contact_that_is_not_in_the_registry_does_not_go_out(house: Installation, text: str) -> None:
    agent, conversation = await having(house)
    problem = await refused(agent, conversation, text)
    assert (problem["code"], problem["values"]["rule"]) == ("not_sent", "not_listed")


async def test_a_link_to_our_own_pages_and_a_note_go_through(house: Installation) -> None:
    agent, conversation = await having(house)
    own = house.system.engine.settings.public_url
    await agent.writes(conversation, f"The steps are at {own}/help/en/tx-pending", "c1")
    await agent.writes(conversation, "They were sent to https://wallet-help.example", "c2", "note")
    assert await said(agent, conversation) == [f"The steps are at {own}/help/en/tx-pending"]


async def test_a_saved_reply_with_dangerous_advice_is_not_kept(house: Installation) -> None:
    lead = await house.agent(Role.LEAD)
    body = {
        "shortcode": "x",
        "team": True,
        "wordings": {"en": {"title": "Fix", "text": "Reinstall it."}},
    }
    answer = await lead.ask("POST", "/api/workspace/replies", body)
    assert (answer.status_code, answer.json()["values"]["rule"]) == (422, "destroy-before-backup")
    assert all(one["shortcode"] != "x" for one in (await lead.get("/api/workspace/replies"))["items"])


async def test_all_that_the_package_says_passes() -> None:
    house = StrictHouse()
    articles = [
        (topic.id, locale, await house.only_rules(f"# {topic.titles[locale]}\n{body}"))
        for topic in starter_topics()
        for locale, body in topic.bodies.items()
    ]
    assert len(articles) >= 100
    assert [one for one in articles if one[2]] == []
    replies = [(r.id, await house.only_rules(words)) for r in starter_replies() for words in r.words]
    assert [one for one in replies if one[1]] == []
    bot = [value for name, value in vars(sentences).items() if name.isupper() and isinstance(value, str)]
    spoken = [translate(locale, sentence) for sentence in bot for locale in ("en", "zh-CN")]
    assert len(spoken) >= 40
    assert [(text, rules) for text in spoken if (rules := await house.only_rules(text))] == []
