"""One person on several channels, on both engines: what links them, who cannot, and the way back."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from tests.support.counting import CountingLimiter
from tests.support.kept import events_of
from walletdesk.contacts import Contact, Identity, Level
from walletdesk.contacts.linking import IdentityLinked, IdentityUnlinked, Link, Linking
from walletdesk.contacts.linking.store import SqlLinkReading, open_work
from walletdesk.contacts.store import SqlReading
from walletdesk.contacts.tokens import sealed
from walletdesk.kernel.errors import Conflict, NotFound
from walletdesk.kernel.ids import ContactId
from walletdesk.platform.db import Database

HOME, THERE, STRANGER = ContactId("con_home"), ContactId("con_there"), ContactId("con_stranger")
ON_WECHAT = Identity("wechat:inb_one", "openid-of-somebody")


class Rig:
    def __init__(self, db: Database) -> None:
        self.db, self.at = db, datetime(2026, 11, 23, 9, tzinfo=UTC)
        self.events = events_of(db)
        self.reading = SqlReading(db)
        self.linking = Linking(
            open_work=open_work(db),
            reading=SqlLinkReading(db),
            hashed=lambda text: sealed(b"k" * 32, text),
            limiter=CountingLimiter(),
            clock=lambda: self.at,
        )

    async def person(self, id: ContactId, *identities: Identity, level: Level = Level.ANONYMOUS) -> None:
        async with open_work(self.db)() as work:
            await work.contacts.add(Contact(id=id, created_at=self.at, level=level))
            for identity in identities:
                await work.identities.give(identity, id, self.at)

    async def number(self, contact: ContactId = HOME, say: Callable[[str], str] = str) -> str:
        heard = await self.linking.hear(ON_WECHAT, say(await self.linking.begin(contact)))
        assert heard is not None
        return heard.number

    async def link(self) -> Link:
        return await self.linking.confirm(HOME, await self.number())

    async def owner(self) -> ContactId | None:
        return await self.reading.owner_of(ON_WECHAT)


@pytest.fixture
async def rig(db: Database) -> Rig:
    rig = Rig(db)
    await rig.person(HOME)
    await rig.person(THERE, ON_WECHAT)
    await rig.person(STRANGER)
    return rig


@pytest.mark.parametrize("say", [str, str.lower, lambda code: f" {code.replace('-', ' ')}\n"])
async def test_said_there_and_read_back_here_it_is_linked(rig: Rig, say: Callable[[str], str]) -> None:
    link = await rig.linking.confirm(HOME, await rig.number(say=say))
    assert (link.contact, link.absorbed) == (HOME, THERE)
    assert await rig.owner() == HOME
    assert list(await rig.linking.linked(HOME)) == [link]
    there = await rig.reading.find(THERE)
    assert there is not None
    assert there.merged_into == HOME
    assert rig.events == [IdentityLinked(at=rig.at, contact=HOME, channel=ON_WECHAT.channel, absorbed=THERE)]


async def test_unlinked_it_is_who_it_was(rig: Rig) -> None:
    linked = await rig.link()
    with pytest.raises(NotFound):
        await rig.linking.unlink(STRANGER, ON_WECHAT)
    rig.at += timedelta(days=1)
    await rig.linking.unlink(HOME, ON_WECHAT)
    there = await rig.reading.find(THERE)
    assert there is not None
    assert (await rig.owner(), there.merged_into, list(await rig.linking.linked(HOME))) == (THERE, None, [])
    [_, told] = rig.events
    assert isinstance(told, IdentityUnlinked)
    assert (told.restored, told.linked_at) == (THERE, linked.at)
    await rig.link()  # and again
    assert await rig.owner() == HOME


async def test_a_code_that_a_fake_had_somebody_send_links_nothing_without_the_number(rig: Rig) -> None:
    await rig.number(STRANGER)  # the code of a fake, said by a frightened person
    for guess in ("000000", "123456", "999999"):
        with pytest.raises(Conflict):
            await rig.linking.confirm(STRANGER, guess)
    assert not await rig.linking.waits_for_number(STRANGER)
    assert await rig.owner() == THERE


async def test_a_right_number_is_too_late_after_three_wrong_ones_or_ten_minutes(rig: Rig) -> None:
    number = await rig.number()
    wrong = "111111" if number != "111111" else "222222"
    for _ in range(3):
        with pytest.raises(Conflict):
            await rig.linking.confirm(HOME, wrong)
    with pytest.raises(Conflict):
        await rig.linking.confirm(HOME, number)
    number = await rig.number()
    rig.at += timedelta(minutes=10)
    with pytest.raises(Conflict):
        await rig.linking.confirm(HOME, number)
    assert await rig.owner() == THERE


async def test_a_code_is_of_one_channel_and_old_ones_open_nothing(rig: Rig) -> None:
    first = await rig.linking.begin(HOME)
    second = await rig.linking.begin(HOME)
    assert (await rig.linking.hear(ON_WECHAT, first)) != await rig.linking.hear(ON_WECHAT, "hello")
    old, new = await rig.linking.hear(ON_WECHAT, first), await rig.linking.hear(ON_WECHAT, second)
    assert old is not None
    assert new is not None
    assert (old.number, len(new.number)) == ("", 6)
    elsewhere = await rig.linking.hear(Identity("line:inb_two", "somebody else"), second)
    assert elsewhere is not None
    assert elsewhere.number == ""
    assert await rig.linking.hear(ON_WECHAT, "my code is LINK-2345-6789") is None


async def test_who_is_known_there_by_more_than_the_channel_is_not_taken_over(rig: Rig) -> None:
    async with open_work(rig.db)() as work:
        await work.identities.give(Identity("line:inb_two", "the same person"), THERE, rig.at)
    with pytest.raises(Conflict):
        await rig.link()
    assert await rig.owner() == THERE


async def test_somebody_identified_by_the_wallet_is_not_taken_over(db: Database) -> None:
    rig = Rig(db)
    await rig.person(HOME)
    await rig.person(THERE, ON_WECHAT, level=Level.IDENTIFIED)
    with pytest.raises(Conflict):
        await rig.link()
    assert await rig.owner() == THERE


async def test_a_channel_met_for_the_first_time_is_linked_and_parted_into_somebody_new(db: Database) -> None:
    rig = Rig(db)
    await rig.person(HOME)
    assert (await rig.link()).absorbed is None
    await rig.linking.unlink(HOME, ON_WECHAT)
    assert await rig.owner() not in {None, HOME}
