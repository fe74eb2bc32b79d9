"""Whether the answers that are given are still as right as was promised."""

from dataclasses import dataclass

from walletdesk.assistant.learning.events import PrecisionFell
from walletdesk.assistant.learning.model import PROMISED, SHIPPED, Audit, audited
from walletdesk.assistant.learning.ports import Archive, OpenWork
from walletdesk.kernel.clock import Clock

LAST = 200  # answers that somebody judged: older ones say little of today


@dataclass(frozen=True, slots=True, kw_only=True)
class Watching:
    open_work: OpenWork
    archive: Archive
    clock: Clock

    async def look(self) -> Audit:
        """Tells it when fewer answers were right than was promised; again and again while it is so."""
        switch = await self.archive.in_force()
        version = switch.version if switch else SHIPPED
        given = [one for one in await self.archive.judged(most=LAST) if one.version == version]
        seen = audited(given)
        if seen.means_something and seen.right < PROMISED * seen.n:
            async with self.open_work() as work:
                work.emit(PrecisionFell(at=self.clock(), version=version, judged=seen.n, right=seen.right))
        return seen
