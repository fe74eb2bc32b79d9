"""Outgoing mail on fakes, against a real mail server."""

from collections.abc import AsyncIterator

import pytest

from tests.support.email import MailPromises, MailRig, MemoryMailWork, MemoryWaiting
from tests.support.email_bounces import BouncePromises
from tests.support.mail import mail_server
from tests.support.memory import opening


@pytest.fixture
async def rig() -> AsyncIterator[MailRig]:
    memory = MemoryMailWork()
    async with mail_server() as sink:
        yield MailRig(opening(memory), MemoryWaiting(memory), memory.events, memory.waiting, sink)


class TestOnFakes(MailPromises, BouncePromises):
    pass
