"""Who has a conversation open stands in the lists of those who may read it, and of nobody else."""

from tests.support.installation import Agent, Frames, Installation
from walletdesk.kernel.ids import ConversationId
from walletdesk.kernel.viewers import AgentViewer, Role


async def present(house: Installation, agent: Agent) -> tuple[AgentViewer, Frames]:
    session = await house.system.staff.authenticator.session(agent.session)
    assert session is not None
    house.system.faces.presence.arrive(session.viewer, session.agent.name)
    return session.viewer, house.listen(f"agent:{agent.id}")


async def test_a_look_is_told_to_all_who_may_read_and_stands_in_their_lists(house: Installation) -> None:
    desk, elsewhere = await house.team("Desk"), await house.team("Elsewhere")
    looker, colleague = await house.agent(teams=[desk]), await house.agent(teams=[desk])
    stranger, lead = await house.agent(teams=[elsewhere]), await house.agent(Role.LEAD)
    contact = await house.contact()
    id = ConversationId((await contact.starts("hello"))["head"]["id"])
    await contact.post(f"/api/conversations/{id}/agent", {"reason": "asked"})
    await house.settle()
    await lead.post(lead.of(id, "/transfer"), {"team": desk})
    await house.settle()
    frames = {one.id: (await present(house, one))[1] for one in (looker, colleague, stranger, lead)}
    presence, pushes = house.system.faces.presence, house.system.faces.agent_pushes

    presence.look(looker.id, id, before=None)
    pushes.viewers_changed(id)
    await house.settle()
    named = [{"id": looker.id, "name": "Agent-1"}]
    assert [one["viewers"] for one in frames[colleague.id].of("looks")] == [{id: named}]
    assert [one["viewers"] for one in frames[lead.id].of("looks")] == [{id: named}]
    assert frames[stranger.id].of("looks") == []
    assert (await colleague.get("/api/workspace/conversations?group=all"))["viewers"] == {id: named}
    assert (await stranger.get("/api/workspace/conversations?group=all"))["viewers"] == {}

    presence.look(looker.id, None, before=id)
    pushes.viewers_changed(id)
    await house.settle()
    assert frames[colleague.id].of("looks")[-1]["viewers"] == {id: []}
    assert (await colleague.get("/api/workspace/conversations?group=all"))["viewers"] == {}
