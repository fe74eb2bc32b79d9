"""Use cases about alerts, on fakes."""

from datetime import datetime
from typing import NamedTuple

import pytest

from tests.support.insights import (
    NOON,
    AlertDesk,
    AlertPromises,
    MemoryArchive,
    MemoryInsights,
)
from tests.support.memory import opening
from walletdesk.insights import Kind
from walletdesk.insights.model import WORDS


@pytest.fixture
async def desk() -> AlertDesk:
    memory = MemoryInsights()
    return await AlertDesk(opening(memory), MemoryArchive(memory), memory.events).open()


class TestOnFakes(AlertPromises):
    pass


class Mail(NamedTuple):
    """What is told of a mail that did not go out."""

    at: datetime = NOON
    mail: str = "mai_1"
    limit: str = "unproven"


async def test_mails_that_failed_or_were_held_and_dead_letters_are_seen(desk: AlertDesk) -> None:
    await desk.react.on_mail_failed(Mail())
    await desk.react.on_mail_held(Mail())
    await desk.react.on_mail_held(Mail())
    await desk.react.on_dead_letter(7, "routing.reactions.on_agent_requested")
    assert {a.kind for a in await desk.listed()} == {Kind.MAIL_FAILED, Kind.MAIL_HELD, Kind.DEAD_LETTER}


def test_every_kind_of_alert_has_its_words() -> None:
    assert set(WORDS) == set(Kind)
