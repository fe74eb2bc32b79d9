"""Files of a conversation: uploaded first, named by a message later."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from walletdesk.conversations.filing import CHECK_PICTURES, FileArchive, OpenFiles, StoredFile, Waiting
from walletdesk.conversations.items import Attachment, FileState
from walletdesk.conversations.model import Status
from walletdesk.conversations.reading import Reading
from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Conflict, NotFound, SecretStopped
from walletdesk.kernel.ids import BlobId, ConversationId, new_id
from walletdesk.kernel.jobs import Job
from walletdesk.kernel.viewers import AgentViewer, Viewer

RECENT: Final = timedelta(hours=1)
APART: Final = timedelta(
    seconds=30
)  # by so much each recent file of a conversation puts off its next picture
MOST_APART: Final = timedelta(minutes=5)  # however many: whoever sends much waits longer, and not for ever


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A file that lies in the blob store: what it was found to be, not what it was said to be."""

    blob: BlobId
    name: str
    type: str
    size: int
    width: int | None = None
    height: int | None = None

    @property
    def is_picture(self) -> bool:
        return self.type.startswith("image/")


class Attaching:
    """``reads``: whether pictures can be looked at here."""

    def __init__(
        self, *, open_work: OpenFiles, archive: FileArchive, reading: Reading, reads: bool, clock: Clock
    ) -> None:
        self._open_work = open_work
        self._archive = archive
        self._reading = reading
        self._reads = reads
        self._clock = clock

    async def may_add(self, viewer: Viewer, conversation: ConversationId) -> None:
        """Raises NotFound or Conflict where a file would not be taken."""
        found = await self._reading.seen_by(viewer, conversation)
        if found.status is Status.CLOSED:
            raise Conflict("This conversation is closed.", code="closed")

    async def add(self, viewer: Viewer, conversation: ConversationId, kept: Kept) -> Attachment:
        """Note a file of this conversation, and that it is to be looked at. No message shows it yet."""
        await self._reading.seen_by(viewer, conversation)
        attachment = Attachment(
            id=new_id("att"),
            name=kept.name,
            type=kept.type,
            size=kept.size,
            width=kept.width,
            height=kept.height,
            state=self._first_state(viewer, kept),
        )
        file, now = (
            StoredFile(conversation=conversation, blob=kept.blob, attachment=attachment),
            self._clock(),
        )
        async with self._open_work() as work:
            before = await work.files.count_since(conversation, now - RECENT)
            await work.files.add(file, now)
            if self._reads and kept.is_picture:
                by = viewer.agent if isinstance(viewer, AgentViewer) else None
                turn = turn_of(before, now)
                await work.files.wait(
                    Waiting(file=attachment.id, conversation=conversation, agent=by, turn=turn)
                )
                work.schedule(Job(kind=CHECK_PICTURES, key="all", run_at=now))
        return attachment

    async def ready(self, conversation: ConversationId, ids: Sequence[str]) -> tuple[Attachment, ...]:
        """For a message. Raises NotFound for a file that was not uploaded into this conversation.

        Raises SecretStopped for one that showed a secret.
        """
        found = [await self._archive.find(id) for id in dict.fromkeys(ids)]
        files = [file for file in found if file is not None and file.conversation == conversation]
        if len(files) < len(found):
            raise NotFound
        if any(file.attachment.state == FileState.REMOVED for file in files):
            raise SecretStopped
        return tuple(file.attachment for file in files)

    async def find(self, id: str) -> StoredFile | None:
        """For colleagues inside: None for what is not there or was destroyed."""
        file = await self._archive.find(id)
        return None if file is None or file.attachment.state == FileState.REMOVED else file

    async def seen_by(self, viewer: Viewer, id: str) -> StoredFile:
        """The only way to a file from outside. Raises NotFound for what is not there or not theirs.

        Raises Conflict for a picture that was destroyed, and for agents while nobody knows what it shows.
        """
        file = await self._archive.find(id)
        if file is None:
            raise NotFound
        await self._reading.seen_by(viewer, file.conversation)
        if file.attachment.state == FileState.REMOVED:
            raise Conflict("This picture showed a secret. It was destroyed.", code="picture_removed")
        if isinstance(viewer, AgentViewer):
            await self._require_shown(viewer, file.attachment)
        return file

    async def acknowledge(self, viewer: AgentViewer, id: str) -> None:
        """The agent knows that a picture which nothing has read may show a secret. Twice is once."""
        file = await self._archive.find(id)
        if file is None:
            raise NotFound
        await self._reading.seen_by(viewer, file.conversation)
        if file.attachment.state != FileState.UNREAD:
            raise Conflict(code="not_unread")
        now = self._clock()
        async with self._open_work() as work:
            if await work.files.acknowledge(id, viewer.agent, now):
                await work.audit.note(now, viewer.agent, "unread_picture_opened", id)

    async def _require_shown(self, viewer: AgentViewer, file: Attachment) -> None:
        if file.state == FileState.CHECKING:
            raise Conflict("This picture is still being checked for secrets.", code="picture_checking")
        if file.state == FileState.UNREAD and not await self._archive.acknowledged(file.id, viewer.agent):
            raise Conflict("This picture was not checked: it may show a secret.", code="picture_unread")

    def _first_state(self, viewer: Viewer, kept: Kept) -> FileState:
        """What agents send themselves is shown at once, and looked at like all else."""
        if not kept.is_picture or isinstance(viewer, AgentViewer):
            return FileState.READY
        return FileState.CHECKING if self._reads else FileState.UNREAD


def turn_of(before: int, now: datetime) -> datetime:
    """Conversations take turns: after ``before`` recent files, others go first who have sent less."""
    return now + min(APART * before, MOST_APART)
