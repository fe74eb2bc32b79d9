"""Files of a conversation: uploaded first, named by a message later."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from walletdesk.conversations.items import Attachment
from walletdesk.conversations.model import Status
from walletdesk.conversations.reading import Reading
from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Conflict, NotFound
from walletdesk.kernel.ids import BlobId, ConversationId, new_id
from walletdesk.kernel.viewers import Viewer


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A file that lies in the blob store: what it was found to be, not what it was said to be."""

    blob: BlobId
    name: str
    type: str
    size: int
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    conversation: ConversationId
    blob: BlobId
    attachment: Attachment


class Files(Protocol):
    async def add(self, file: StoredFile, at: datetime) -> None: ...


class FileArchive(Protocol):
    async def find(self, id: str) -> StoredFile | None: ...


class Work(Protocol):
    @property
    def files(self) -> Files: ...


OpenWork = Callable[[], AbstractAsyncContextManager[Work]]


class Attaching:
    def __init__(self, *, open_work: OpenWork, archive: FileArchive, reading: Reading, clock: Clock) -> None:
        self._open_work = open_work
        self._archive = archive
        self._reading = reading
        self._clock = clock

    async def may_add(self, viewer: Viewer, conversation: ConversationId) -> None:
        """Raises NotFound or Conflict where a file would not be taken."""
        found = await self._reading.seen_by(viewer, conversation)
        if found.status is Status.CLOSED:
            raise Conflict("This conversation is closed.", code="closed")

    async def add(self, viewer: Viewer, conversation: ConversationId, kept: Kept) -> Attachment:
        """Note a file of this conversation. No message shows it yet."""
        await self._reading.seen_by(viewer, conversation)
        attachment = Attachment(
            id=new_id("att"),
            name=kept.name,
            type=kept.type,
            size=kept.size,
            width=kept.width,
            height=kept.height,
        )
        file = StoredFile(conversation=conversation, blob=kept.blob, attachment=attachment)
        async with self._open_work() as work:
            await work.files.add(file, self._clock())
        return attachment

    async def ready(self, conversation: ConversationId, ids: Sequence[str]) -> tuple[Attachment, ...]:
        """For a message. Raises NotFound for a file that was not uploaded into this conversation."""
        found = [await self._archive.find(id) for id in dict.fromkeys(ids)]
        files = [file for file in found if file is not None and file.conversation == conversation]
        if len(files) < len(found):
            raise NotFound
        return tuple(file.attachment for file in files)

    async def seen_by(self, viewer: Viewer, id: str) -> StoredFile:
        """The only way to a file from outside. Raises NotFound for what is not there or not theirs."""
        file = await self._archive.find(id)
        if file is None:
            raise NotFound
        await self._reading.seen_by(viewer, file.conversation)
        return file
