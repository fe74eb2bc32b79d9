"""Use cases about saved replies: list, add, change, order, remove, begin with."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from walletdesk.automation.events import SavedRepliesChanged
from walletdesk.automation.model import SavedReply, Wording, checked, require_change
from walletdesk.automation.ports import Archive, Judge, OpenWork, Work
from walletdesk.conversations import Outgoing
from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Conflict, NotFound, SecretStopped
from walletdesk.kernel.ids import AgentId, SavedReplyId, new_id
from walletdesk.kernel.objections import Objected
from walletdesk.kernel.viewers import AgentViewer

MOST = 500  # in one set


class SavedReplies:
    def __init__(
        self,
        *,
        open_work: OpenWork,
        archive: Archive,
        holds_secret: Judge,
        outgoing: Outgoing,
        clock: Clock,
    ) -> None:
        self._open_work = open_work
        self._archive = archive
        self._holds_secret = holds_secret
        self._outgoing = outgoing
        self._clock = clock

    async def of(self, viewer: AgentViewer) -> Sequence[SavedReply]:
        return await self._archive.of(viewer.agent)

    async def add(
        self, viewer: AgentViewer, *, team: bool, shortcode: str, wordings: Mapping[str, Wording]
    ) -> SavedReply:
        owner = None if team else viewer.agent
        require_change(viewer, owner)
        code, words = checked(shortcode, wordings)
        reply = SavedReply(id=SavedReplyId(new_id("rpl")), agent=owner, shortcode=code, wordings=words)
        await self._screen(reply)
        async with self._open_work() as work:
            there = await work.replies.set_of(owner)
            if len(there) >= MOST:
                raise Conflict("This set is full. Remove one first.", code="set_full")
            reply = replace(reply, place=there[-1].place + 1 if there else 0)
            if not await work.replies.add(reply, self._clock()):
                raise _taken()
            await self._tell(work, viewer, owner, "saved_reply_added", reply.id)
        return reply

    async def change(
        self,
        viewer: AgentViewer,
        id: SavedReplyId,
        *,
        version: int,
        shortcode: str,
        wordings: Mapping[str, Wording],
    ) -> SavedReply:
        code, words = checked(shortcode, wordings)
        async with self._open_work() as work:
            known = await self._held(work, viewer, id)
            if known.version != version:
                raise Conflict(
                    "Somebody else changed this meanwhile. Load it again.", code="changed_meanwhile"
                )
            reply = known.changed(code, words)
            await self._screen(reply)
            if not await work.replies.replace(reply, self._clock()):
                raise _taken()
            await self._tell(work, viewer, reply.agent, "saved_reply_changed", id)
        return reply

    async def order(self, viewer: AgentViewer, *, team: bool, ids: Sequence[SavedReplyId]) -> None:
        """These first, in this order; those of the set that are not named stay behind them as they stood."""
        owner = None if team else viewer.agent
        require_change(viewer, owner)
        async with self._open_work() as work:
            there = await work.replies.set_of(owner)
            rank = {id: place for place, id in enumerate(ids)}
            wanted = sorted(there, key=lambda reply: rank.get(reply.id, len(rank)))
            for place, reply in enumerate(wanted):
                if reply.place != place:
                    await work.replies.replace(replace(reply, place=place), self._clock())
            await self._tell(work, viewer, owner, "saved_replies_ordered", "team")

    async def remove(self, viewer: AgentViewer, id: SavedReplyId) -> None:
        async with self._open_work() as work:
            known = await self._held(work, viewer, id)
            await work.replies.remove(known, self._clock())
            await self._tell(work, viewer, known.agent, "saved_reply_removed", id)

    async def add_starters(self, starters: Sequence[SavedReply]) -> None:
        """What the team begins with. What is there, was changed or was removed stays as it is."""
        async with self._open_work() as work:
            for reply in starters:
                await work.replies.add(reply, self._clock())

    async def _held(self, work: Work, viewer: AgentViewer, id: SavedReplyId) -> SavedReply:
        known = await work.replies.find(id)
        if known is None:
            raise NotFound
        require_change(viewer, known.agent)
        return known

    async def _screen(self, reply: SavedReply) -> None:
        whole = "\n".join(reply.words)  # somebody may spread a secret over the fields
        if any(self._holds_secret(words) for words in (*reply.words, whole)):
            raise SecretStopped
        for words in reply.words:  # it would be sent a thousand times: here a second person is not enough
            if objections := await self._outgoing.objections(words):
                raise Objected(objections)

    async def _tell(
        self, work: Work, viewer: AgentViewer, owner: AgentId | None, action: str, target: str
    ) -> None:
        """What the whole team sends is nobody's own affair: who changed it is written down."""
        now = self._clock()
        work.emit(SavedRepliesChanged(at=now, agent=owner))
        if owner is None:
            await work.audit.note(now, viewer.agent, action, target)


def _taken() -> Conflict:
    return Conflict("There is a saved reply with this shortcode already.", code="shortcode_taken")
