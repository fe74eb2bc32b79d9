"""Use cases of theft mode: load, decide, save, emit."""

from collections.abc import Callable, Sequence
from typing import Final

from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Invalid
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import ConversationId
from walletdesk.kernel.jobs import Job
from walletdesk.kernel.viewers import ContactViewer, Viewer
from walletdesk.theft.model import Containment, Step
from walletdesk.theft.ports import Archive, Chains, OpenWork, Reading

LOOK: Final = "theft.look"
Decision = Callable[[Containment], Sequence[Event]]


class Containing:
    """What the contact does, and what we find out for them meanwhile."""

    def __init__(
        self,
        *,
        open_work: OpenWork,
        archive: Archive,
        reading: Reading,
        chains: Chains,
        clock: Clock,
    ) -> None:
        self._open_work = open_work
        self._archive = archive
        self._reading = reading
        self._chains = chains
        self._clock = clock

    async def seen_by(self, viewer: Viewer, id: ConversationId) -> Containment:
        """As far as it came; an empty one where nothing was done yet. Raises NotFound."""
        conversation = await self._reading.seen_by(viewer, id)
        found = await self._archive.find(id)
        return found or Containment(conversation=id, contact=conversation.contact, opened_at=self._clock())

    async def mark(self, viewer: ContactViewer, id: ConversationId, step: Step, *, done: bool) -> None:
        """Their word alone: nobody ticks a step for them."""

        def decide(containment: Containment) -> Sequence[Event]:
            change = containment.tick if done else containment.untick
            return change(step, self._clock())

        await self._change(viewer, id, decide)

    async def tell(self, viewer: ContactViewer, id: ConversationId, text: str, *, theirs: bool) -> None:
        """Raises SecretStopped or MayBeSecret before anything is kept, Invalid where no address is in it."""
        addresses = self._chains.addresses_in(text)
        if not addresses:
            raise Invalid(
                "There is no whole address in this; perhaps a letter is wrong or missing. "
                "Copy it from your wallet or an explorer, don't type it.",
                code="no_address",
            )

        def decide(containment: Containment) -> Sequence[Event]:
            at = self._clock()
            told = [event for one in addresses for event in containment.tell(one, at, theirs=theirs)]
            self._compare(containment)
            return told

        await self._change(viewer, id, decide, look=not theirs)

    async def forget(self, viewer: ContactViewer, id: ConversationId, address: str) -> None:
        def decide(containment: Containment) -> Sequence[Event]:
            containment.forget(address)
            return []

        await self._change(viewer, id, decide)

    async def look_again(self, viewer: ContactViewer, id: ConversationId) -> None:
        """What lies there changes while they move it."""
        await self._change(viewer, id, lambda containment: [], look=True)

    async def look(self, id: ConversationId) -> None:
        """Ask the chains about every address of theirs. For a job: nobody waits for it."""
        known = await self._archive.find(id)
        for one in known.own if known else ():
            holdings = tuple(await self._chains.inspect(one.value))
            async with self._open_work() as work:
                if containment := await work.containments.find(id):
                    containment.learn(one.value, holdings, self._clock())
                    await work.containments.save(containment)

    def _compare(self, containment: Containment) -> None:
        """All with all: which of the two was told first says nothing."""
        for one in containment.theirs:
            for mine in containment.own:
                if self._chains.imitates(mine.value, one.value):
                    containment.suspect(one.value, mine.value)
                    break

    async def _change(
        self, viewer: ContactViewer, id: ConversationId, decide: Decision, *, look: bool = False
    ) -> None:
        conversation = await self._reading.seen_by(viewer, id)
        at = self._clock()
        async with self._open_work() as work:
            new = Containment(conversation=id, contact=conversation.contact, opened_at=at)
            await work.containments.begin(new)
            containment = await work.containments.find(id) or new
            events = decide(containment)
            await work.containments.save(containment)
            work.emit(*events)
            if look:
                work.schedule(Job(kind=LOOK, key=id, run_at=at, only_sooner=True))
