"""Block lists in memory, and what both they and the SQL store promise."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from tests.support.memory import MemoryWork, opening
from walletdesk.kernel.errors import Invalid
from walletdesk.safety import BlockList, BlockLists, KnownBad, host_of
from walletdesk.safety.blocking.ports import OpenWork, ReadLists

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
FIRST = BlockList(source="First list", licence="Apache-2.0", of=date(2026, 2, 3))
SECOND = BlockList(source="Second list", licence="MIT", of=date(2026, 5, 1))


class MemoryLists:
    def __init__(self) -> None:
        self.kept: dict[str, tuple[BlockList, frozenset[str]]] = {}

    async def replace(self, made: BlockList, entries: Collection[str], at: datetime) -> None:
        self.kept[made.source] = (made, frozenset(entries))

    async def naming(self, hosts: Sequence[str]) -> Sequence[KnownBad]:
        return [KnownBad(host, made) for made, entries in self.kept.values() for host in entries & set(hosts)]


class MemoryBlocking(MemoryWork):
    def __init__(self) -> None:
        super().__init__()
        self.lists = MemoryLists()


@dataclass(frozen=True, slots=True)
class BlockingRig:
    open_work: OpenWork
    reading: ReadLists

    @property
    def lists(self) -> BlockLists:
        return BlockLists(open_work=self.open_work, reading=self.reading, host_of=host_of, clock=lambda: NOW)


def memory_rig() -> BlockingRig:
    work = MemoryBlocking()
    return BlockingRig(opening(work), work.lists)


def known_bad(made: BlockList, *hosts: str) -> BlockLists:
    """Lists that say this of these."""
    work = MemoryBlocking()
    work.lists.kept[made.source] = (made, frozenset(hosts))
    return BlockingRig(opening(work), work.lists).lists


@pytest.mark.anyio
class BlockingPromises:
    async def test_a_site_and_all_below_it_are_known_with_source_licence_and_date(
        self, rig: BlockingRig
    ) -> None:
        await rig.lists.take_in(FIRST, ["Fake-Wallet.example", "other.example"])
        for asked in (
            "fake-wallet.example",
            "https://claim.fake-wallet.example/now",
            "help@fake-wallet.example",
        ):
            assert await rig.lists.about(asked) == [KnownBad("fake-wallet.example", FIRST)]

    async def test_a_name_that_only_ends_alike_is_not_known(self, rig: BlockingRig) -> None:
        """By the parts between the dots, never by the end of the letters."""
        await rig.lists.take_in(FIRST, ["fake.co.uk", "sub.wide.example"])
        for asked in (
            "notfake.co.uk",
            "notsub.wide.example",
            "co.uk",
            "wide.example",
            "fake.co.uk.example",
            "friend",
            "",
        ):
            assert await rig.lists.about(asked) == []

    async def test_a_host_of_many_strangers_is_never_blocked_whole(self, rig: BlockingRig) -> None:
        done = await rig.lists.take_in(
            FIRST, ["gitbook.io", "weebly.com", "t.me", "fake.gitbook.io", "fake.weebly.com"]
        )
        assert (done.kept, done.shared) == (2, ("gitbook.io", "weebly.com", "t.me"))
        assert await rig.lists.about("honest.gitbook.io") == []
        assert await rig.lists.about("fake.weebly.com/login") == [KnownBad("fake.weebly.com", FIRST)]
        assert await rig.lists.about("docs.fake.gitbook.io") == [KnownBad("fake.gitbook.io", FIRST)]

    async def test_importing_a_source_again_replaces_what_it_said(self, rig: BlockingRig) -> None:
        await rig.lists.take_in(FIRST, ["old.example", "both.example"])
        await rig.lists.take_in(SECOND, ["both.example"])
        fresh = BlockList(source=FIRST.source, licence="Apache-2.0", of=date(2026, 11, 1))
        await rig.lists.take_in(fresh, ["both.example"])
        assert await rig.lists.about("old.example") == []
        assert [bad.by for bad in await rig.lists.about("both.example")] == [fresh, SECOND]

    async def test_what_is_no_site_is_counted_and_left_out(self, rig: BlockingRig) -> None:
        text = [
            "# a comment",
            "",
            "0.0.0.0 fake.example # of a hosts file",
            "sites.example/view/fake",
            "word",
        ]
        done = await rig.lists.take_in(FIRST, text)
        assert (done.kept, done.unread) == (1, 2)
        assert await rig.lists.about("fake.example") != []

    async def test_a_list_without_a_site_or_an_origin_changes_nothing(self, rig: BlockingRig) -> None:
        await rig.lists.take_in(FIRST, ["fake.example"])
        with pytest.raises(Invalid):
            await rig.lists.take_in(FIRST, ["# nothing", "gitbook.io"])
        with pytest.raises(Invalid):
            await rig.lists.take_in(BlockList(source=" ", licence="MIT", of=FIRST.of), ["bad.example"])
        assert await rig.lists.about("fake.example") == [KnownBad("fake.example", FIRST)]
        assert await rig.lists.about("bad.example") == []

    async def test_a_very_deep_name_is_found_by_what_was_registered(self, rig: BlockingRig) -> None:
        await rig.lists.take_in(FIRST, ["fake.example"])
        assert await rig.lists.about("a.b.c.d.e.f.g.h.i.j.k.fake.example") != []
