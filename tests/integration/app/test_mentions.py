"""Mentions over the whole: listed for whom they are, told live, cleared by reading, no way around rights."""

from tests.support.installation import Agent, Frames, Installation, Json
from walletdesk.kernel.ids import TeamId
from walletdesk.kernel.viewers import Role


async def talk_of(house: Installation, team: TeamId | None = None) -> str:
    contact = await house.contact()
    started = await contact.starts("hello")
    conversation: str = started["head"]["id"]
    if team is not None:
        lead = await house.agent(Role.LEAD)
        await contact.post(f"/api/conversations/{conversation}/agent", {"reason": "asked"})
        await house.settle()
        await lead.post(lead.of(conversation, "/transfer"), {"team": team})
    await house.settle()
    return conversation


async def present(house: Installation, agent: Agent) -> Frames:
    session = await house.system.staff.authenticator.session(agent.session)
    assert session is not None
    house.system.faces.presence.arrive(session.viewer, "")
    return house.listen(f"agent:{agent.id}")


async def listed(agent: Agent) -> Json:
    return await agent.get("/api/workspace/mentions")


async def test_a_mention_is_kept_listed_told_and_cleared_by_reading(house: Installation) -> None:
    author, meant, other = [await house.agent() for _ in range(3)]
    conversation = await talk_of(house)
    frames, others = await present(house, meant), await present(house, other)
    stored = await author.writes(conversation, "@Agent-2 please look at the address", "c1", "note")
    await house.settle()

    [frame] = frames.of("mention")
    assert (frame["conversation"], frame["seq"], frame["by"]) == (conversation, stored["seq"], "Agent-1")
    assert [one["head"]["id"] for one in frames.of("head")][-1] == conversation
    assert others.of("mention") == []
    found = await listed(meant)
    [one] = found["items"]
    assert (one["head"]["id"], one["seq"], one["by"], one["unread"]) == (
        conversation,
        stored["seq"],
        "Agent-1",
        True,
    )
    assert (one["text"], found["unread"]) == ("@Agent-2 please look at the address", 1)
    assert (await listed(other))["items"] == (await listed(author))["items"] == []
    items = (await other.get(other.of(conversation, "/items")))["items"]
    assert items[-1]["mentions"] == [{"id": meant.id, "name": "Agent-2"}]

    await meant.post(meant.of(conversation, "/mention-read"), {"seq": stored["seq"] - 1})
    assert (await listed(meant))["unread"] == 1
    await meant.post(meant.of(conversation, "/mention-read"), {"seq": stored["seq"]})
    await meant.post(meant.of(conversation, "/mention-read"), {"seq": stored["seq"]})
    assert len(frames.of("mention_read")) == 1
    found = await listed(meant)
    assert (found["unread"], found["items"][0]["unread"]) == (0, False)

    again = await author.writes(conversation, "And once more @agent-2", "c2", "note")
    found = await listed(meant)
    assert (found["unread"], [one["seq"] for one in found["items"]]) == (1, [again["seq"]])


async def test_who_may_not_read_it_cannot_be_mentioned_and_the_author_hears_so(house: Installation) -> None:
    desk, elsewhere = await house.team("Desk"), await house.team("Elsewhere")
    author, outside = await house.agent(teams=[desk]), await house.agent(teams=[elsewhere])
    conversation = await talk_of(house, desk)
    frames = await present(house, outside)
    body = {"client_id": "c1", "text": "@Agent-2 look", "mode": "note"}
    refused = await author.ask("POST", author.of(conversation, "/messages"), body)
    assert (refused.status_code, refused.json()["code"]) == (409, "cannot_read")
    assert "Agent-2" in refused.json()["detail"]
    await house.settle()
    assert frames.taken == []
    assert (await listed(outside)) == {"items": [], "unread": 0, "next": None}
    colleagues = (await author.get(author.of(conversation, "/colleagues")))["items"]
    assert {one["name"]: one["may_read"] for one in colleagues} == {"Agent-2": False, "Lead-3": True}


async def test_what_went_to_another_team_leaves_the_list(house: Installation) -> None:
    desk = await house.team("Desk")
    author, meant, lead = await house.agent(), await house.agent(), await house.agent(Role.LEAD)
    conversation = await talk_of(house)
    await author.writes(conversation, "@Agent-2 look", "c1", "note")
    assert (await listed(meant))["unread"] == 1
    await lead.post(lead.of(conversation, "/accept"))
    await lead.post(lead.of(conversation, "/transfer"), {"team": desk})
    await house.settle()
    found = await listed(meant)
    assert (found["items"], found["unread"]) == ([], 0)
    refused = await meant.ask("POST", meant.of(conversation, "/mention-read"), {"seq": 9})
    assert refused.status_code == 404


async def test_pages_of_mentions_go_on_where_the_last_one_ended(house: Installation) -> None:
    author, meant = await house.agent(), await house.agent()
    talks = [await talk_of(house) for _ in range(3)]
    for number, conversation in enumerate(talks):
        await author.writes(conversation, "@Agent-2 look", f"c{number}", "note")
    first = await meant.get("/api/workspace/mentions?limit=2")
    rest = await meant.get(f"/api/workspace/mentions?limit=2&cursor={first['next']}")
    assert [one["head"]["id"] for one in [*first["items"], *rest["items"]]] == talks[::-1]
    assert (first["unread"], rest["next"]) == (3, None)


async def test_a_reply_mentions_nobody(house: Installation) -> None:
    author, meant = await house.agent(), await house.agent()
    conversation = await talk_of(house)
    await author.post(author.of(conversation, "/accept"))
    said = {"client_id": "c1", "text": "Write to us @Agent-2", "mode": "reply"}
    refused = await author.ask("POST", author.of(conversation, "/messages"), said)
    assert (refused.status_code, refused.json()["code"]) == (422, "not_sent")  # no handle of ours is listed
    assert (await listed(meant))["items"] == []
