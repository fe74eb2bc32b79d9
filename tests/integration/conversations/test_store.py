"""Use cases about conversations, on both engines."""

import pytest

from tests.support.conversation_promises import ConversationPromises
from tests.support.conversations import TalkRig
from tests.support.kept import events_of
from walletdesk.conversations import Priority
from walletdesk.conversations.store import SqlArchive, open_work
from walletdesk.conversations.store.writing import ConversationsWork, save
from walletdesk.platform.db import Database, works

RENAMED = save(("subject",))


@pytest.fixture
def rig(db: Database) -> TalkRig:
    return TalkRig(open_work(db), SqlArchive(db), events_of(db))


class TestInSql(ConversationPromises):
    pass


async def test_what_is_saved_twice_in_one_block_is_kept_as_it_was_last(db: Database, rig: TalkRig) -> None:
    id = await rig.begun("s1")
    async with open_work(db)() as work:
        conversation = await work.conversations.get(id)
        for priority in (Priority.HIGH, Priority.NORMAL):
            conversation.set_priority(priority, conversation.created_at)
            await work.conversations.save(conversation)
    kept = await SqlArchive(db).find(id)
    assert kept is not None
    assert (kept.priority, kept.version) == (Priority.NORMAL, conversation.version)


async def test_only_what_changed_is_written(db: Database, rig: TalkRig) -> None:
    """Somebody else's change to another column stays, though this block never saw it."""
    id = await rig.begun("s1")
    async with works(db, ConversationsWork)() as work:
        conversation = await work.conversations.get(id)
        conversation.set_priority(Priority.HIGH, conversation.created_at)
        await work.tx.run(RENAMED, own_id=id, subject="by somebody else")
        await work.conversations.save(conversation)
    kept = await SqlArchive(db).find(id)
    assert kept is not None
    assert (kept.priority, kept.subject) == (Priority.HIGH, "by somebody else")
