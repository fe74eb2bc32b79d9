"""Use cases: tell that we could not be reached, and look at what was told."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Invalid, NotFound, SecretStopped
from walletdesk.kernel.ids import ContactId, new_id
from walletdesk.kernel.viewers import AgentViewer, Role
from walletdesk.surveys.unreached.events import ManyUnreached
from walletdesk.surveys.unreached.model import BURST, BURST_WINDOW, Told, Unreached, Week, network_of, weeks
from walletdesk.surveys.unreached.ports import Address, Archive, Limiter, OpenWork

PER_ADDRESS = (10, 3600)  # an office shares one; more is a machine
IN_ALL = (500, 3600)
MOST = 200
WEEKS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    open_work: OpenWork
    archive: Archive
    limiter: Limiter
    address: Address
    holds_secret: Callable[[str], bool]
    sealed: Callable[[str], str]  # so that an address is counted and not kept
    is_open: Callable[[str], bool]  # whether a page's ``once`` is ours and not too old
    clock: Clock

    async def tell(self, told: Told, *, email: str, once: str, ip: str) -> str:
        """What became of the mail: ``sent``, ``refused`` or nothing. The same form twice is kept once.

        Raises SecretStopped before anything is written.
        """
        at = self.clock()
        if self.holds_secret(f"{told.said}\n{email}"):
            raise SecretStopped
        told.refuse(at)
        if not self.is_open(once):
            raise Invalid("This page was open for too long. Look it over and send it again.", code="stale")
        await self.limiter.hit(f"unreached:{ip}", *PER_ADDRESS)
        await self.limiter.hit("unreached", *IN_ALL)
        contact, mail = await self._contact(email, once=once, ip=ip, locale=told.locale)
        sender = self.sealed(network_of(ip))
        one = Unreached(id=new_id("unr"), at=at, told=told, contact=contact, sender=sender)
        async with self.open_work() as work:
            if await work.unreached.add(one, once):
                lately = await work.unreached.senders(at - BURST_WINDOW)  # one person is no burst
                if lately >= BURST:
                    work.emit(ManyUnreached(at=at, count=lately))
        return mail

    async def _contact(self, email: str, *, once: str, ip: str, locale: str) -> tuple[ContactId | None, str]:
        if not email.strip():
            return None, ""
        return await self.address(email, once=once, ip=ip, locale=locale)

    async def list(self, viewer: AgentViewer, *, way: str = "") -> Sequence[Unreached]:
        _refuse_agents(viewer)
        return await self.archive.list(way=way, most=MOST)

    async def weeks(self, viewer: AgentViewer) -> Sequence[Week]:
        _refuse_agents(viewer)
        return weeks(await self.archive.counts(self.clock() - timedelta(weeks=WEEKS)))


def _refuse_agents(viewer: AgentViewer) -> None:
    if not viewer.at_least(Role.LEAD):
        raise NotFound
