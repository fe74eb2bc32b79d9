"""Use cases about conversations, in memory."""

import pytest

from tests.support.conversations import ConversationPromises, TalkRig, memory_rig


@pytest.fixture
def rig() -> TalkRig:
    return memory_rig()


class TestInMemory(ConversationPromises):
    pass
