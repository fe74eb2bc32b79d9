"""Taking in a block list, and asking what is known of a site."""

from collections.abc import Iterable
from dataclasses import dataclass

from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Invalid
from walletdesk.safety.blocking.model import BlockList, KnownBad, covering, lines_of
from walletdesk.safety.blocking.ports import HostOf, OpenWork, ReadLists

LONGEST = 200  # of a source or a licence


@dataclass(frozen=True, slots=True)
class Imported:
    """``shared`` are hosts of many strangers, ``unread`` lines that name no host or only one page of it."""

    kept: int
    shared: tuple[str, ...]
    unread: int


class BlockLists:
    def __init__(self, *, open_work: OpenWork, reading: ReadLists, host_of: HostOf, clock: Clock) -> None:
        self._open_work = open_work
        self._reading = reading
        self._host_of = host_of
        self._clock = clock

    async def take_in(self, made: BlockList, text: Iterable[str]) -> Imported:
        """Keep what the list says; an earlier one of this source goes. Raises Invalid where nothing fits."""
        _require_origin(made)
        kept, shared, unread = set[str](), list[str](), 0
        for line in lines_of(text):
            site = self._host_of(line)
            if site is None or site.path:
                unread += 1
            elif site.is_shared:
                shared.append(site.ascii)
            else:
                kept.add(site.ascii)
        if not kept:
            raise Invalid("This list names no site. Nothing was changed.")
        async with self._open_work() as work:
            await work.lists.replace(made, kept, self._clock())
        return Imported(len(kept), tuple(dict.fromkeys(shared)), unread)

    async def about(self, value: str) -> list[KnownBad]:
        """What the lists say of the site behind a link, a mail address or a name; the nearest first."""
        site = self._host_of(value)
        if site is None or site.is_shared:
            return []
        found = await self._reading.naming(covering(site.ascii, site.registrable))
        return sorted(found, key=lambda bad: (-len(bad.entry), bad.by.source))


def _require_origin(made: BlockList) -> None:
    for said in (made.source, made.licence):
        if not said.strip() or len(said) > LONGEST:
            raise Invalid("A block list needs its source and its licence, each in a few words.")
