"""Use cases about alerts, on fakes."""

from datetime import datetime
from typing import NamedTuple

import pytest

from tests.support.insights import (
    NOON,
    AlertPromises,
    AlertRig,
    MemoryArchive,
    MemoryInsights,
)
from tests.support.memory import opening
from walletdesk.insights import Kind
from walletdesk.insights.model import WORDS
from walletdesk.platform.i18n import knows


@pytest.fixture
async def rig() -> AlertRig:
    memory = MemoryInsights()
    return await AlertRig(opening(memory), MemoryArchive(memory), memory.events).open()


class TestOnFakes(AlertPromises):
    pass


class Mail(NamedTuple):
    """What is told of a mail that did not go out."""

    at: datetime = NOON
    mail: str = "mai_1"
    limit: str = "unproven"


async def test_mails_that_failed_or_were_held_and_dead_letters_are_seen(rig: AlertRig) -> None:
    await rig.react.on_mail_failed(Mail())
    await rig.react.on_mail_held(Mail())
    await rig.react.on_mail_held(Mail())
    await rig.react.on_dead_letter(7, "routing.reactions.on_agent_requested")
    assert {a.kind for a in await rig.listed()} == {Kind.MAIL_FAILED, Kind.MAIL_HELD, Kind.DEAD_LETTER}


async def test_a_job_that_fails_for_good_is_seen_each_time(rig: AlertRig) -> None:
    for _ in range(2):
        await rig.react.on_dead_job("mail.send", "mai_1")
        rig.clock.forward(hours=1)
    alerts = await rig.listed()
    assert [alert.kind for alert in alerts] == [Kind.DEAD_LETTER] * 2
    assert {alert.values["reaction"] for alert in alerts} == {"mail.send"}


def test_every_kind_of_alert_has_its_words_in_every_language() -> None:
    assert set(WORDS) == set(Kind)
    sentences = {
        sentence for words in WORDS.values() for sentence in (words.one, words.many, *words.of.values())
    }
    assert [sentence for sentence in sentences if sentence and not knows(sentence)] == []
