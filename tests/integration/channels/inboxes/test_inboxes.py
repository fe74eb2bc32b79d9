"""Inboxes on both engines: what administrators set up, and that a secret is in no row."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.support.kept import events_of
from walletdesk.channels.inboxes import InboxChanged, Inboxes, Sealer, UnsealableError, Way
from walletdesk.channels.inboxes.store import ALL_SECRETS, SECRETS, SqlHealthNotes, SqlInboxReading, open_work
from walletdesk.kernel.errors import Conflict, Invalid, NotFound
from walletdesk.kernel.ids import AgentId, InboxId
from walletdesk.platform.db import Database
from walletdesk.staff.store import audit_in

ADMIN = AgentId("agt_admin")
TOKEN = "a-token-of-the-provider"


class Rig:
    def __init__(self, db: Database, key: bytes = b"k" * 32) -> None:
        self.db, self.at = db, datetime(2026, 11, 23, 9, tzinfo=UTC)
        self.events = events_of(db)
        self.inboxes = Inboxes(
            open_work=open_work(db, audit_in(b"k" * 32)),
            reading=SqlInboxReading(db),
            notes=SqlHealthNotes(db),
            sealing=Sealer(key, "inbox secrets"),
            clock=lambda: self.at,
        )


@pytest.fixture
def rig(db: Database) -> Rig:
    return Rig(db)


async def test_a_secret_comes_back_to_its_channel_and_is_in_no_row(rig: Rig) -> None:
    inbox = await rig.inboxes.add("telegram", " Our  bot ", {"bot": "sample"}, {"token": TOKEN}, by=ADMIN)
    found = await rig.inboxes.find(inbox.id)
    assert found == inbox
    assert (inbox.name, inbox.secrets) == ("Our bot", frozenset({"token"}))
    assert await rig.inboxes.secrets(inbox.id) == {"token": TOKEN}
    [(_, sealed)] = await rig.db.all(SECRETS, which=inbox.id)
    assert TOKEN.encode() not in bytes(sealed)
    assert TOKEN not in repr(inbox)
    with pytest.raises(UnsealableError):
        await Rig(rig.db, b"x" * 32).inboxes.secrets(inbox.id)
    assert [type(event) for event in rig.events] == [InboxChanged]


async def test_a_change_keeps_what_it_does_not_name(rig: Rig) -> None:
    inbox = await rig.inboxes.add("line", "Line", {}, {"token": TOKEN, "key": "k"}, by=ADMIN)
    changed = await rig.inboxes.change(inbox.id, 1, "Line", {"a": "b"}, {"key": "", "more": "m"}, by=ADMIN)
    assert await rig.inboxes.secrets(inbox.id) == {"token": TOKEN, "more": "m"}
    assert changed.secrets == {"token", "more"} == {key for _, key in await rig.db.all(ALL_SECRETS)}
    with pytest.raises(Conflict):
        await rig.inboxes.change(inbox.id, 1, "Line", {}, {}, by=ADMIN)
    with pytest.raises(NotFound):
        await rig.inboxes.change(InboxId("inb_none"), 1, "Line", {}, {}, by=ADMIN)
    assert await rig.inboxes.find(inbox.id) == changed


async def test_pausing_twice_is_once(rig: Rig) -> None:
    inbox = await rig.inboxes.add("line", "Line", {}, {}, by=ADMIN)
    for _ in range(2):
        paused = await rig.inboxes.pause(inbox.id, True, by=ADMIN)
        assert (paused.paused, paused.version) == (True, 2)
    assert [one.paused for one in await rig.inboxes.all("line")] == [True]
    assert await rig.inboxes.all("mail") == []


async def test_health_tells_the_last_success_and_what_failed_since(rig: Rig) -> None:
    inbox = await rig.inboxes.add("line", "Line", {}, {}, by=ADMIN)
    ends = rig.at + timedelta(days=30)
    await rig.inboxes.worked(inbox.id, Way.OUT, expires_at=ends)
    rig.at += timedelta(seconds=1)
    await rig.inboxes.failed(inbox.id, Way.OUT, "refused")
    [health] = await rig.inboxes.health(inbox.id)
    assert (health.error, health.error_at, health.expires_at) == ("refused", rig.at, ends)
    assert health.at == rig.at - timedelta(seconds=1)
    await rig.inboxes.worked(inbox.id, Way.OUT)
    [health] = await rig.inboxes.health(inbox.id)
    assert (health.error, health.at, health.expires_at) == ("", rig.at, ends)


@pytest.mark.parametrize("name", ["", " \n ", "x" * 81, "a\x00b"])
async def test_a_bad_name_is_refused(rig: Rig, name: str) -> None:
    with pytest.raises(Invalid):
        await rig.inboxes.add("line", name, {}, {}, by=ADMIN)
    assert await rig.inboxes.all() == []
