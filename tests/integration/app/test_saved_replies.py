"""Saved replies over HTTP: their fields, what is told live, and that none goes out half filled."""

from tests.support.installation import Agent, Installation, Json
from walletdesk.kernel.viewers import Role

WORDS = {"en": {"title": "Hello", "text": "I am {agent}. {cursor}"}}


async def waiting(house: Installation, agent: Agent) -> str:
    """A conversation with this agent whose contact speaks Chinese."""
    contact = await house.contact("zh-CN")
    started = await contact.starts("币没到账", locale="zh-CN")
    conversation: str = started["head"]["id"]
    await contact.post(f"/api/conversations/{conversation}/agent", {"reason": "asked"})
    await house.settle()
    await agent.ask("PUT", "/api/me/availability", {"state": "online"})
    await agent.post(agent.of(conversation, "/accept"))
    await house.settle()
    return conversation


async def test_every_installation_begins_with_a_set_in_both_languages(house: Installation) -> None:
    agent = await house.agent()
    found = await agent.get("/api/workspace/replies")
    assert found["may_change_team"] is False
    assert len(found["items"]) >= 15
    assert all(one["team"] and {*one["wordings"]} == {"zh-CN", "en"} for one in found["items"])


async def test_fields_hold_what_the_conversation_knows_in_the_language_of_the_text(
    house: Installation,
) -> None:
    agent = await house.agent()
    conversation = await waiting(house, agent)
    names = "agent,app,reply_by,ticket,wait_range,link:verify,article:tx-pending,article:none,nonsense"
    answer: Json = await agent.get(agent.of(conversation, f"/values?names={names}&locale=zh-CN"))
    values = answer["values"]
    assert (values["agent"], values["app"]) == ("Agent-1", "示例钱包")
    assert "（北京时间）" in values["reply_by"]
    assert values["article:tx-pending"].endswith("/help/zh-CN/tx-pending")
    assert "/verify?" in values["link:verify"]
    assert {*values} == {"agent", "app", "reply_by", "link:verify", "article:tx-pending"}
    english = await agent.get(agent.of(conversation, "/values?names=app,reply_by&locale=en"))
    assert english["values"]["app"] == "Sample Wallet"
    assert "(Beijing time)" in english["values"]["reply_by"]


async def test_a_reply_with_an_empty_field_is_not_sent_and_says_which(house: Installation) -> None:
    agent = await house.agent()
    conversation = await waiting(house, agent)
    body = {"client_id": "c1", "text": "In short: {summary}. By {reply_by}."}
    refused = await agent.ask("POST", agent.of(conversation, "/messages"), body)
    assert (refused.status_code, refused.json()["code"]) == (422, "open_fields")
    assert refused.json()["detail"].endswith("{summary}, {reply_by}")
    await agent.writes(
        conversation, "A field is written {summary}.", "c2", "note"
    )  # colleagues may speak of it
    await agent.writes(conversation, 'The answer was {"error": 1} {oops}', "c3")


async def test_a_change_is_told_to_those_whom_it_concerns(house: Installation) -> None:
    agent, lead = await house.agent(), await house.agent(Role.LEAD)
    presence, frames = house.system.faces.presence, {}
    for one in (agent, lead):
        viewer = await house.system.staff.authenticator.session(one.session)
        assert viewer is not None
        presence.arrive(viewer.viewer, "")
        frames[one.id] = house.listen(f"agent:{one.id}")
    added = await agent.post("/api/workspace/replies", {"shortcode": "mine", "wordings": WORDS})
    await house.settle()
    assert [len(frames[one.id].of("replies")) for one in (agent, lead)] == [1, 0]
    await lead.post("/api/workspace/replies", {"shortcode": "ours", "wordings": WORDS, "team": True})
    await house.settle()
    assert [len(frames[one.id].of("replies")) for one in (agent, lead)] == [2, 1]
    listed = (await agent.get("/api/workspace/replies"))["items"]
    assert listed[0] == {**added, "version": 1}
    assert listed[-1]["shortcode"] == "ours"


async def test_one_that_asks_for_a_secret_is_refused_in_the_agents_language(house: Installation) -> None:
    agent = await house.agent()
    body = {"shortcode": "x", "wordings": {"zh-CN": {"title": "核实", "text": "请把助记词发给我核实。"}}}
    refused = await agent.ask("POST", "/api/workspace/replies", body, headers={"accept-language": "zh-CN"})
    assert (refused.status_code, refused.json()["code"]) == (422, "asks_for_secret")
    assert "我们从不要这些" in refused.json()["detail"]


async def test_a_phrase_spread_over_title_and_text_is_not_kept(house: Installation) -> None:
    agent = await house.agent()
    wording = {
        "title": "legal winner thank year wave sausage",
        "text": "worth useful legal winner thank yellow",
    }
    answer = await agent.ask(
        "POST", "/api/workspace/replies", {"shortcode": "x", "wordings": {"en": wording}}
    )
    assert (answer.status_code, answer.json()["code"]) == (422, "secret_stopped")
