"""Use cases about conversations, in memory."""

import pytest

from tests.support.conversation_promises import ConversationPromises
from tests.support.conversations import TalkRig, memory_rig


@pytest.fixture
def rig() -> TalkRig:
    return memory_rig()


class TestInMemory(ConversationPromises):
    pass
