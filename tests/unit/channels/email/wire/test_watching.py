"""One mailbox, watched over a line of memory: what is marked was kept, and no mail waits for the next one."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

from walletdesk.channels.arrivals import Arriving
from walletdesk.channels.email.wire import NotReachable, Tools
from walletdesk.channels.email.wire.model import Account, Cursor
from walletdesk.channels.email.wire.watching import Watch
from walletdesk.kernel.ids import InboxId

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
INBOX = InboxId("inb_1")
HOST = Account.of({"imap_host": "imap.example"})


class World:
    """The mailbox, its server, the store and the inbox in one: ``did`` is what happened, in order."""

    def __init__(self, *mails: bytes) -> None:
        self.mails = dict(enumerate(mails, 1))
        self.comes_meanwhile: list[bytes] = []
        self.did: list[str] = []
        self.kept: dict[str, bytes] = {}
        self.disk_is_full = self.is_held = self.lost_after_keeping = False
        self.cursor = Cursor(since=NOW, validity=7)

    # The line

    validity, next_uid, idles = 7, 1, True

    def search(self, last: int, wanted: Sequence[str]) -> Sequence[int]:
        found = [uid for uid in self.mails if uid > last]
        self.told = bool(self.comes_meanwhile)  # behind the answer, where it is easily overheard
        self.mails |= {len(self.mails) + n: raw for n, raw in enumerate(self.comes_meanwhile, 1)}
        self.comes_meanwhile = []
        return found

    def has_more(self) -> bool:
        return self.told

    def sizes(self, uids: Sequence[int]) -> Mapping[int, int]:
        return {uid: len(self.mails[uid]) for uid in uids}

    def mail(self, uid: int, most: int) -> bytes | None:
        return self.mails[uid][:most]

    def head(self, uid: int) -> bytes | None:
        return self.mails[uid][:4]

    def done_with(self, uids: Sequence[int], moved_to: str) -> None:
        self.did.append(f"marked {list(uids)}")

    def wait(self, seconds: float) -> None:
        raise NotReachable("connection_lost")  # each session of these tests ends where it would rest

    def cut(self) -> None: ...
    def close(self) -> None:
        self.did.append("closed")

    # The store

    async def keep(self, inbox: InboxId, kind: str, *arriving: Arriving) -> int:
        if self.disk_is_full:
            raise OSError(28, "No space left on device")
        self.kept |= {one.external_id: one.raw for one in arriving}
        self.did.append(f"kept {len(arriving)}")
        if self.lost_after_keeping:
            raise NotReachable("connection_lost")
        return len(arriving)

    async def claim(self, *_: object) -> Cursor | None:
        return None if self.is_held else self.cursor

    async def save(self, inbox: InboxId, mailbox: str, holder: str, cursor: Cursor) -> bool:
        self.cursor = cursor
        return not self.is_held

    async def release(self, *_: object) -> None: ...

    # The inbox

    async def all(self) -> list[object]:
        return []

    async def find(self, id: InboxId) -> None: ...
    async def secrets(self, id: InboxId) -> Mapping[str, str]:
        return {"imap_password": "p"}

    async def worked(self, id: InboxId) -> None:
        self.did.append("well")

    async def failed(self, id: InboxId, code: str) -> None:
        self.did.append(code)

    async def session(self) -> list[str]:
        """What was done until it would rest."""
        assert HOST is not None
        self.did = []
        watch = Watch(INBOX, HOST, "INBOX", self.tools())
        try:
            await watch._turn()
        except OSError:
            self.did.append("not kept")
        return [one for one in self.did if one != "closed"]

    def tools(self) -> Tools:
        open_line: Callable[..., World] = lambda *_: self  # noqa: E731
        return Tools(
            keeping=self,
            inboxes=self,  # type: ignore[arg-type]
            cursors=self,
            open_line=open_line,
            clock=lambda: NOW,
            most_bytes=10,
        )


async def test_it_is_marked_after_it_was_kept_and_what_was_not_kept_comes_again() -> None:
    world = World(b"one", b"two")
    world.disk_is_full = True
    assert await world.session() == ["not kept"]
    assert (world.cursor.last, world.kept) == (0, {})
    world.disk_is_full = False
    assert await world.session() == ["kept 2", "marked [1, 2]", "well", "connection_lost"]
    assert world.cursor.last == 2
    assert await world.session() == ["well", "connection_lost"]


async def test_ended_between_keeping_and_marking_it_is_brought_again_and_is_one() -> None:
    world = World(b"one")
    world.lost_after_keeping = True
    assert await world.session() == ["kept 1", "connection_lost"]
    world.lost_after_keeping = False
    assert await world.session() == ["kept 1", "marked [1]", "well", "connection_lost"]
    assert list(world.kept.values()) == [b"one"]


async def test_a_mail_that_is_told_behind_the_answer_of_a_search_waits_for_no_other() -> None:
    world = World(b"one")
    world.comes_meanwhile = [b"two"]
    await world.session()
    assert list(world.kept.values()) == [b"one", b"two"]
    world.comes_meanwhile = [b"three"]
    await world.session()
    assert list(world.kept.values())[2:] == [b"three"]


async def test_what_is_too_large_is_noted_once_and_never_marked() -> None:
    world = World(b"x" * 11, b"small")
    assert await world.session() == ["kept 2", "marked [2]", "well", "connection_lost"]
    assert list(world.kept.values()) == [b"xxxx", b"small"]


async def test_whoever_finds_that_another_reads_it_by_now_stops() -> None:
    world = World(b"one")
    world.is_held = True
    assert await world.session() == []
    world.is_held = False
    world.disk_is_full = True
    await world.session()
    assert world.did[-1] == "not kept"
