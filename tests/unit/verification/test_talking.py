"""What is open between a contact and us."""

import json
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from tests.support.memory import Hands
from tests.support.verification import ASKER, NOW, OTHER, STRANGER, TALK, Numbers, People, Talks
from walletdesk.conversations import Status
from walletdesk.kernel.clock import millis
from walletdesk.kernel.ids import ContactId
from walletdesk.kernel.viewers import ContactViewer
from walletdesk.verification import Badges, Now, Promised, Talking


class Glance(NamedTuple):
    number: str
    state: str
    state_words: str
    changed_at: datetime


class Tickets:
    async def of_contact(self, contact: ContactId) -> list[Glance]:
        mine = [Glance("T-7", "open", "Open (ticket)", NOW), Glance("T-6", "closed", "Closed", NOW)]
        return mine if contact == ASKER.contact else []


class Calls:
    """One is booked by the contact of the conversation."""

    def __init__(self) -> None:
        self.booked: list[Promised] = []

    async def of_contact(self, contact: ContactId) -> list[Promised]:
        return self.booked if contact == ASKER.contact else []


class House:
    def __init__(self) -> None:
        self.talks, self.clock = Talks(), Hands(NOW)
        badges = Badges(talks=self.talks, people=People(), numbers=Numbers())
        self.calls = Calls()
        self.talking = Talking(
            talks=self.talks, tickets=Tickets(), calls=self.calls, badges=badges, clock=self.clock
        )

    def wishes_a_call(self) -> None:
        after, until = millis(NOW + timedelta(hours=1)), millis(NOW + timedelta(hours=2))
        self.talks.all[TALK].callback = json.dumps({"reach": "+1 555 0100", "after": after, "until": until})


async def test_open_talks_are_listed_with_who_of_us_is_in_them() -> None:
    house = House()
    found = await house.talking.now(ASKER)
    assert [(one.id, one.badge.agent if one.badge else "") for one in found.talks] == [(TALK, "Ann")]
    assert [one.number for one in found.tickets] == ["T-7"]
    assert found.is_anything


async def test_each_contact_sees_their_own() -> None:
    assert [one.id for one in (await House().talking.now(STRANGER)).talks] == [OTHER]
    assert await House().talking.now(ContactViewer(contact=ContactId("con_9"))) == Now()


async def test_what_is_over_is_not_us_any_more() -> None:
    house = House()
    house.wishes_a_call()
    house.talks.all[TALK].status = Status.RESOLVED
    found = await house.talking.now(ASKER)
    assert (found.talks, found.calls) == ((), ())


async def test_while_nobody_of_us_is_in_it_nobody_is_named() -> None:
    house = House()
    house.talks.all[TALK].status = Status.WAITING_FOR_AGENT
    assert [one.badge for one in (await house.talking.now(ASKER)).talks] == [None]


async def test_a_call_is_promised_until_its_time_has_passed() -> None:
    house = House()
    house.wishes_a_call()
    [call] = (await house.talking.now(ASKER)).calls
    assert (call.after, call.until) == (NOW + timedelta(hours=1), NOW + timedelta(hours=2))
    house.clock.at = datetime(2026, 11, 20, 14, tzinfo=UTC)
    assert (await house.talking.now(ASKER)).calls == ()


async def test_a_call_that_is_booked_stands_beside_what_was_only_wished_for() -> None:
    house = House()
    house.wishes_a_call()
    house.calls.booked = [Promised(conversation=TALK, after=NOW, until=None, booked=True)]
    assert [one.booked for one in (await house.talking.now(ASKER)).calls] == [True, False]
    assert (await house.talking.now(STRANGER)).calls == ()
