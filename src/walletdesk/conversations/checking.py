"""Pictures are looked at before an agent sees them: in the background, one after the other.

Which wait is on disk. Whatever ends a look, the picture waits on; after a few looks it counts as unread,
never as clean. So does one whose turn did not come in time: agents may open it at their own risk. It is still
looked at, when no other waits.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, Protocol

from walletdesk.conversations.events import ConversationEvent, PictureCondemned, SecretStoppedByServer
from walletdesk.conversations.filing import FileArchive, FilesWork, OpenFiles, StoredFile, Waiting
from walletdesk.conversations.items import PICTURE_CHECKED, FileState, Happened, Said
from walletdesk.conversations.model import Conversation, Status
from walletdesk.conversations.shielding import Looked
from walletdesk.kernel.clock import Clock
from walletdesk.kernel.ids import BlobId

LEASE: Final = timedelta(seconds=90)  # longer than a look may take; of a process that died it ends by itself
MOST_TRIES: Final = 3
LONGEST_WAIT: Final = timedelta(minutes=10)  # a contact who showed what happened is not left alone for longer
LAST: Final = timedelta(days=1)  # behind all that come meanwhile


class Eyes(Protocol):
    async def look(self, picture: BlobId) -> Looked | None:
        """None: it could not be read, or not in time."""


class Checking:
    """``eyes``: None where pictures cannot be read."""

    def __init__(
        self, *, open_work: OpenFiles, archive: FileArchive, eyes: Eyes | None, clock: Clock
    ) -> None:
        self._open_work = open_work
        self._archive = archive
        self._eyes = eyes
        self._clock = clock
        self._more = False
        self._running = False

    async def run(self) -> None:
        """All that wait. Asked for while it runs, it looks once more: one reader takes a core."""
        self._more = True
        if self._running:
            return
        self._running = True
        try:
            while self._more:
                self._more = False
                while waiting := await self._next():
                    await self._check(waiting)
        finally:
            self._running = False

    async def take_over(self) -> None:
        """Of an only process, at its start: what an earlier one had begun is nobody's."""
        async with self._open_work() as work:
            await work.files.free()

    async def _next(self) -> Waiting | None:
        now = self._clock()
        async with self._open_work() as work:
            return await work.files.claim(now, now + LEASE)

    async def _check(self, waiting: Waiting) -> None:
        file = await self._archive.find(waiting.file)
        if file is None:
            return
        if self._clock() - waiting.turn > LONGEST_WAIT:
            await self._put_off(file, waiting)
            return
        looked = None
        if self._eyes is not None and waiting.tries <= MOST_TRIES:
            looked = await self._eyes.look(file.blob)
        state = _state_of(looked)
        async with self._open_work() as work:
            if await work.files.end_wait(waiting.file):
                await self._settle(work, file, waiting, state, looked or Looked())

    async def _put_off(self, file: StoredFile, waiting: Waiting) -> None:
        async with self._open_work() as work:
            if not await work.files.put_back(waiting.file, self._clock() + LAST):
                return
            if file.attachment.state == FileState.CHECKING:
                await work.conversations.save(await self._noted(work, file, FileState.UNREAD))

    async def _noted(self, work: FilesWork, file: StoredFile, state: FileState) -> Conversation:
        """Not saved yet."""
        await work.files.set_state(file.attachment.id, state)
        conversation = await work.conversations.get(file.conversation)
        value = file.attachment.id
        told = Happened(what=PICTURE_CHECKED, value=value, reason=state.value)
        line = Said(text="", client_id=f"{told.what}/{value}{state.value}")
        conversation.note_fact(told, line, self._clock(), public=True)
        return conversation

    async def _settle(
        self, work: FilesWork, file: StoredFile, waiting: Waiting, state: FileState, looked: Looked
    ) -> None:
        """An agent's own picture stays shown whatever was not found in it."""
        if waiting.agent is not None and state is not FileState.REMOVED:
            return
        if state == file.attachment.state:  # unread, and told so
            return
        now, id = self._clock(), file.attachment.id
        conversation = await self._noted(work, file, state)
        if state is FileState.REMOVED:
            gone = PictureCondemned(at=now, conversation=conversation.id, attachment=id, blob=file.blob)
            work.emit(gone, *_stopped(conversation, looked, now, ours=waiting.agent is not None))
        await work.conversations.save(conversation)


def _stopped(
    conversation: Conversation, looked: Looked, at: datetime, *, ours: bool
) -> Sequence[ConversationEvent]:
    """As one that was typed. Of one of ``ours`` leads hear; the contact showed nothing."""
    secret = looked.secret or ""
    if not ours and conversation.status is not Status.CLOSED:
        return conversation.stop_secret(secret, at, size=looked.size, where="picture")
    id, contact = conversation.id, conversation.contact
    return [SecretStoppedByServer(at=at, conversation=id, contact=contact, secret=secret, size=looked.size)]


def _state_of(looked: Looked | None) -> FileState:
    """Digits that may be a key are not asked about: whoever sent the picture did not type them."""
    if looked is None or looked.must_ask:
        return FileState.UNREAD
    return FileState.REMOVED if looked.secret else FileState.READY
