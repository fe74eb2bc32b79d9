"""Who counts as being there: a line lives as long as its token, and polling is a line too."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.support.installation import HOME, Contact, Installation, installation
from tests.support.kept import jobs_of
from tests.support.live_line import Socket
from tests.support.memory import Hands
from tests.support.until import until
from walletdesk.kernel.clock import utc_now
from walletdesk.kernel.viewers import Role
from walletdesk.platform.feed import TOKEN_REFUSED
from walletdesk.routing.service.placing import CONTACT_GONE
from walletdesk.routing.service.presence import AGENT_GONE


@pytest.fixture
def clock() -> Hands:
    return Hands(utc_now())


@pytest.fixture
async def house(database_url: str, tmp_path: Path, clock: Hands) -> AsyncIterator[Installation]:
    async with installation(database_url, tmp_path, clock=clock) as running:
        yield running


def token_of(contact: Contact) -> str:
    return contact.headers["authorization"].removeprefix("Bearer ")


async def on_a_line(house: Installation, contact: Contact) -> Socket:
    socket = Socket(house.system.web, "/feed/contact", origin=HOME, host="127.0.0.1:8080")
    socket.say({"t": "hello", "token": token_of(contact)})
    await until(lambda: bool(socket.frames))
    return socket


async def test_a_contacts_line_ends_with_its_token_and_a_new_token_opens_one(
    house: Installation, clock: Hands
) -> None:
    expiry = house.system.faces.contact_face.edge.expiry
    contact = await house.contact()
    old = await on_a_line(house, contact)
    clock.at += timedelta(minutes=40)
    contact.headers = (await house.contact()).headers
    young = await on_a_line(house, contact)
    clock.at += timedelta(minutes=25)
    expiry.look()
    await until(lambda: old.closed is not None)
    assert (old.closed, young.closed) == (TOKEN_REFUSED, None)
    for socket in (old, young):
        socket.hang_up()
        await socket.served
    assert len(expiry) == 0, "what has left is looked after no more"


class TestWithoutSockets:
    """Polling is being there, for a contact in the queue and for an agent."""

    @pytest.fixture
    async def waiting(self, house: Installation) -> tuple[Contact, str]:
        """A contact in the queue."""
        contact = await house.contact()
        id = (await contact.starts())["head"]["id"]
        await contact.post(f"/api/conversations/{id}/agent")
        await house.settle()
        return contact, id

    async def test_a_contact_who_polls_keeps_the_place_and_one_who_stops_is_seen_to_go(
        self, house: Installation, waiting: tuple[Contact, str]
    ) -> None:
        contact, id = waiting
        await contact.get("/api/feed/contact")
        while_there = await _is_awaited(house, CONTACT_GONE, id)
        await house.system.faces.polling.end()
        after = await _is_awaited(house, CONTACT_GONE, id)
        await contact.get("/api/feed/contact")
        back = await _is_awaited(house, CONTACT_GONE, id)
        assert (while_there, after, back) == (False, True, False)

    async def test_a_contact_with_a_second_page_on_a_socket_does_not_go_with_the_last_poll(
        self, house: Installation, waiting: tuple[Contact, str]
    ) -> None:
        contact, id = waiting
        socket = await on_a_line(house, contact)
        await contact.get("/api/feed/contact")
        await house.system.faces.polling.end()
        with_socket = await _is_awaited(house, CONTACT_GONE, id)
        socket.hang_up()
        await socket.served
        assert (with_socket, await _is_awaited(house, CONTACT_GONE, id)) == (False, True)

    async def test_an_agent_who_polls_is_there_and_is_told_who_waits(
        self, house: Installation, waiting: tuple[Contact, str]
    ) -> None:
        agent = await house.agent(Role.LEAD)
        await house.settle()  # its own coming has been told
        here = await agent.get("/api/feed/workspace")
        while_there = await _is_awaited(house, AGENT_GONE, agent.id)
        other = await house.contact()
        id = (await other.starts())["head"]["id"]
        await other.post(f"/api/conversations/{id}/agent")
        await house.settle()
        told = await agent.get(f"/api/feed/workspace?epoch={here['epoch']}&n={here['n']}")
        assert {frame["t"] for frame in told["frames"]} == {"head", "counts"}
        assert id in [frame["head"]["id"] for frame in told["frames"] if frame["t"] == "head"]
        await house.system.faces.polling.end()
        assert (while_there, await _is_awaited(house, AGENT_GONE, agent.id)) == (False, True)

    async def test_an_agent_whose_rights_change_between_two_polls_comes_back_with_the_new_ones(
        self, house: Installation
    ) -> None:
        desk = await house.team("Desk")
        agent, admin = await house.agent(teams=[desk]), await house.agent(Role.ADMIN)
        presence = house.system.faces.presence
        await agent.get("/api/feed/workspace")
        before = [present.viewer.teams for present in presence.all()]
        await admin.ask("PUT", f"/api/staff/agents/{agent.id}/teams", {"teams": []})
        await house.settle()
        await until(lambda: not presence.all())
        await agent.get("/api/feed/workspace")
        after = [present.viewer.teams for present in presence.all()]
        assert (before, after) == ([frozenset({desk})], [frozenset()])


async def _is_awaited(house: Installation, kind: str, key: str) -> bool:
    """Whether routing has begun to count the grace of somebody who went."""
    return (kind, key) in await jobs_of(house.system.engine.db)
