"""Who counts as being there: a live line lives as long as its token."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.support.installation import HOME, Contact, Installation, installation
from tests.support.live_line import Socket
from tests.support.memory import Hands
from tests.support.until import until
from walletdesk.kernel.clock import utc_now
from walletdesk.platform.feed import TOKEN_REFUSED


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
