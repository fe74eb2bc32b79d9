"""The files of a conversation, as its transactions name them: all of them, however long it grew."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import cast

import pytest

from walletdesk.app.wiring.dossiers import PAGE, FilesOfContact
from walletdesk.conversations import Author, Item, Kind, Page, Speaker
from walletdesk.conversations.filing import StoredFile
from walletdesk.conversations.items import Attachment
from walletdesk.conversations.store import SqlArchive, SqlFileArchive
from walletdesk.kernel.ids import BlobId, ConversationId, MessageId

pytestmark = pytest.mark.anyio

TALK = ConversationId("cnv_1")
AT = datetime(2026, 5, 4, tzinfo=UTC)


class Thread:
    """So many items, each of the contact, with one file; numbers count from 1."""

    def __init__(self, count: int) -> None:
        self.items_of = [_item(number) for number in range(1, count + 1)]

    async def items(self, conversation: ConversationId, page: Page) -> Sequence[Item]:
        assert page.after is not None
        return self.items_of[page.after : page.after + page.most]


class Files:
    async def find(self, id: str) -> StoredFile | None:
        return StoredFile(conversation=TALK, blob=BlobId(f"blb_{id}.{id}"), attachment=_file(id))


def _file(id: str) -> Attachment:
    return Attachment(id=id, name=f"{id}.txt", type="text/plain", size=1)


def _item(number: int) -> Item:
    author = Author(Speaker.CONTACT, "con_1", "")
    files = (_file(f"att_{number}"),)
    return Item(
        seq=number,
        public_seq=number,
        id=MessageId(f"m{number}"),
        kind=Kind.MESSAGE,
        author=author,
        text="",
        at=AT,
        attachments=files,
    )


@pytest.mark.parametrize("count", [0, 1, PAGE, PAGE + 1, 2 * PAGE + 7])
async def test_every_file_is_named_once(count: int) -> None:
    files = FilesOfContact(cast("SqlArchive", Thread(count)), cast("SqlFileArchive", Files()))
    found = await files.of_conversation(TALK)
    assert [one.name for one in found] == [f"att_{number}.txt" for number in range(1, count + 1)]
