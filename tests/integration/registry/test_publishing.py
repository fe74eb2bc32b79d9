"""The list is kept, signed and published on both engines; every publication holds for whoever verifies it."""

import os
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from tests.support.installation import Installation, installation
from tests.support.kept import events_of
from tests.support.memory import Hands
from tests.support.registry import publish_sample
from tests.support.until import until
from walletdesk.app.wiring.registry import OfficialChannels, online_key_file
from walletdesk.kernel.errors import Conflict, NotFound
from walletdesk.registry import (
    Draft,
    Kind,
    Listed,
    Registry,
    RegistryExpiring,
    Watch,
    answer,
    checked,
    watching,
)
from walletdesk.registry.key_files import make_key
from walletdesk.registry.store import SqlArchive
from walletdesk.registry.verifier import NotBelieved, Verified, verify

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def clock() -> Hands:
    return Hands(NOW)


@pytest.fixture
async def house(database_url: str, tmp_path: Path, clock: Hands):  # type: ignore[no-untyped-def]  # noqa: ANN201
    async with installation(database_url, tmp_path, clock=clock) as running:
        yield running


@pytest.fixture
def channels(house: Installation) -> OfficialChannels:
    return house.system.channels


async def add(channels: OfficialChannels, kind: str, value: str, name: str = "") -> Listed:
    return await channels.publishing.add(checked(Draft(kind=kind, value=value, name=name)), by="agt_1")


async def served(channels: OfficialChannels) -> str:
    newest = await channels.publishing.archive.newest()
    assert newest is not None
    return newest.text


async def believed(
    channels: OfficialChannels, root: str, clock: Hands, known: tuple[int, int] = (0, 0)
) -> Verified:
    return verify(await served(channels), roots=[root], now=clock(), known=known)


async def test_what_is_published_can_be_verified_and_is_asked_at_once(
    channels: OfficialChannels, tmp_path: Path, clock: Hands
) -> None:
    assert channels.registry.official("site", "wallet.example") is None
    root = await publish_sample(channels, tmp_path)
    verified = await believed(channels, root, clock)
    values = [entry["value"] for entry in verified.document["entries"]]
    assert values == ["security@wallet.example", "wallet.example"]
    assert verified.document["hours"]["zone"] == "Asia/Shanghai"
    assert verified.document["hours"]["week"][0] == {"day": "mon", "start": "00:00", "end": "24:00"}
    assert channels.registry.official("site", "https://wallet.example/x") is not None


async def test_each_publication_names_the_one_before_and_rises(
    channels: OfficialChannels, tmp_path: Path, clock: Hands
) -> None:
    root = await publish_sample(channels, tmp_path)
    first = await channels.publishing.archive.newest()
    assert first is not None
    added = await add(channels, "phone", "+86 400 123 4567")
    await channels.publishing.publish(by="agt_1")
    second = await believed(channels, root, clock, known=(1, 1))
    assert (second.mark, second.document["prev"]) == ((1, 2), first.digest)
    with pytest.raises(NotBelieved, match="rolled_back"):
        verify(first.text, roots=[root], now=clock(), known=second.mark)
    await channels.publishing.remove(added.id, by="agt_1")
    await channels.publishing.publish(by="agt_1")
    log = await channels.publishing.archive.log(10)
    said = [([e.value for e in one.added], [e.value for e in one.removed]) for one in log]
    assert said[:2] == [([], ["+864001234567"]), (["+864001234567"], [])]


async def test_the_same_channel_or_name_is_listed_once(channels: OfficialChannels) -> None:
    first = await add(channels, "site", "wallet.example", "official_site")
    for kind, value, name in (
        ("site", "WALLET.example.", ""),
        ("page", "https://x.example/y", "official_site"),
    ):
        with pytest.raises(Conflict):
            await add(channels, kind, value, name)
    await channels.publishing.remove(first.id, by="agt_1")
    with pytest.raises(NotFound):
        await channels.publishing.remove(first.id, by="agt_1")
    await add(channels, "site", "wallet.example", "official_site")


async def test_without_keys_or_mandate_nothing_is_published(
    channels: OfficialChannels, tmp_path: Path, clock: Hands
) -> None:
    with pytest.raises(Conflict, match="registry init"):
        await channels.publishing.publish(by="agt_1")
    await channels.authority.begin(tmp_path / "root.key", days=5)
    with pytest.raises(Conflict):
        await channels.authority.begin(tmp_path / "root.key")
    await channels.publishing.publish(by="agt_1")
    clock.at += 6 * DAY
    with pytest.raises(Conflict, match="registry sign"):
        await channels.publishing.publish(by="agt_1")
    await channels.authority.mandate(tmp_path / "root.key")
    await channels.publishing.publish(by="agt_1")


async def test_it_is_signed_anew_in_time_without_what_is_not_published_yet(
    channels: OfficialChannels, tmp_path: Path, clock: Hands
) -> None:
    root = await publish_sample(channels, tmp_path)
    await add(channels, "phone", "+86 400 123 4567")
    clock.at += 6 * DAY
    await channels.publishing.look()
    assert (await believed(channels, root, clock)).mark == (1, 1)
    clock.at += 2 * DAY
    await channels.publishing.look()
    verified = await believed(channels, root, clock)
    assert verified.mark == (1, 2)
    assert [entry["kind"] for entry in verified.document["entries"]] == ["mail", "site"]


async def test_whoever_cannot_sign_is_warned_a_week_before(
    house: Installation, channels: OfficialChannels, tmp_path: Path, clock: Hands
) -> None:
    await publish_sample(channels, tmp_path)
    events = events_of(house.system.engine.db)
    online_key_file(house.system.engine.settings).unlink()
    clock.at += 6 * DAY
    await channels.publishing.look()
    assert events == []
    clock.at += 2 * DAY
    await channels.publishing.look()
    assert [(e.what, e.days) for e in events if isinstance(e, RegistryExpiring)] == [("document", 6)]


async def test_the_root_may_lie_elsewhere(channels: OfficialChannels, tmp_path: Path, clock: Hands) -> None:
    """A request goes out, a mandate comes back; one by another root or for another key does not count."""
    root_file = tmp_path / "root.key"
    root = await publish_sample(channels, tmp_path)
    answered = partial(answer, now=clock())
    await channels.authority.follow_online()
    make_key(thief := tmp_path / "thief.key")
    request = await channels.authority.request()
    mandate = answered(root_file, request)
    for wrong in (
        {**mandate, "until": "2030-01-01T00:00:00Z"},
        {"number": 5},
        answered(root_file, {**request, "key": root}),
        answered(root_file, {**request, "number": 1}),
        answered(thief, request),
    ):
        with pytest.raises(Conflict):
            await channels.authority.take(wrong)
    await channels.authority.take(mandate)
    await channels.publishing.publish(by="agt_1")
    assert (await believed(channels, root, clock)).mark == (2, 2)


async def test_a_new_root_is_followed_by_wallets_that_know_the_old_one(
    channels: OfficialChannels, tmp_path: Path, clock: Hands
) -> None:
    root = await publish_sample(channels, tmp_path)
    follower = await channels.authority.follow_root(tmp_path / "root.key", tmp_path / "root2.key")
    await channels.publishing.publish(by="agt_1")
    assert (await believed(channels, root, clock)).roots == (follower,)
    assert (await believed(channels, follower, clock)).mark == (2, 2)
    with pytest.raises(Conflict):
        await channels.authority.mandate(tmp_path / "root.key")


async def test_a_new_root_that_cannot_give_a_mandate_changes_nothing(
    house: Installation, channels: OfficialChannels, tmp_path: Path, clock: Hands
) -> None:
    """Else the list is signed anew under a root that never spoke for the key, and nobody believes it."""
    root = await publish_sample(channels, tmp_path)
    await channels.authority.follow_online()
    waiting = f"{online_key_file(house.system.engine.settings)}.next"
    os.chmod(waiting, 0o644)  # as others can read it, it is not read
    with pytest.raises(Conflict):
        await channels.authority.follow_root(tmp_path / "root.key", tmp_path / "root2.key")
    await channels.publishing.publish(by="agt_1")
    assert (await believed(channels, root, clock)).roots == (root,)


async def test_the_own_process_hears_of_it_by_the_event_another_by_looking(
    house: Installation, channels: OfficialChannels, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "LOOK_EVERY", 0.01)
    other = Watch(Registry(), SqlArchive(house.system.engine.db))
    await other.start()
    await publish_sample(channels, tmp_path)
    await add(channels, "phone", "+86 400 123 4567")
    await channels.publishing.publish(by="agt_1")
    await house.system.engine.relay.drain()
    assert channels.registry.official(Kind.PHONE, "+864001234567") is not None
    await until(lambda: other.registry.official(Kind.PHONE, "+864001234567") is not None)
    await other.stop()
