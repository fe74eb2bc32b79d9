"""Outgoing mail on fakes, against a real mail server."""

from collections.abc import AsyncIterator

import pytest

from tests.support.email import MailDesk, MailPromises, MemoryMailWork, MemoryWaiting
from tests.support.mail import mail_server
from tests.support.memory import opening


@pytest.fixture
async def desk() -> AsyncIterator[MailDesk]:
    memory = MemoryMailWork()
    async with mail_server() as sink:
        yield MailDesk(opening(memory), MemoryWaiting(memory), memory.events, memory.waiting, sink)


class TestOnFakes(MailPromises):
    pass
