"""Use cases about conversations, on both engines."""

import pytest

from tests.support.conversation_promises import ConversationPromises
from tests.support.conversations import TalkRig
from tests.support.kept import events_of
from walletdesk.conversations.store import SqlArchive, open_work
from walletdesk.platform.db import Database


@pytest.fixture
def rig(db: Database) -> TalkRig:
    return TalkRig(open_work(db), SqlArchive(db), events_of(db))


class TestInSql(ConversationPromises):
    pass
