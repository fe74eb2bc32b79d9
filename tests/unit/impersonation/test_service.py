"""Use cases about fakes, on fakes of the stores."""

import pytest

from tests.support.impersonation import (
    ASKER,
    NOW,
    OTHER,
    TALK,
    FakesPromises,
    FakesRig,
    MemoryArchive,
    MemoryImpersonationWork,
)
from tests.support.memory import opening
from walletdesk.conversations import ConversationStarted
from walletdesk.impersonation import FakesRefused
from walletdesk.impersonation.reactions import ImpersonationReactions
from walletdesk.kernel.ids import InboxId
from walletdesk.kernel.viewers import ContactViewer


@pytest.fixture
def rig() -> FakesRig:
    memory = MemoryImpersonationWork()
    return FakesRig(opening(memory), MemoryArchive(memory), memory.events)


class TestOnFakes(FakesPromises):
    pass


async def begun(rig: FakesRig, who: ContactViewer) -> None:
    event = ConversationStarted(
        at=NOW,
        conversation=TALK,
        contact=who.contact,
        inbox=InboxId("inb_1"),
        channel="webchat",
        locale="en",
        fake_build="com.fake.wallet",
    )
    await ImpersonationReactions(rig.campaigns, rig.reporting).on_conversation_started(event)


async def test_of_a_contact_who_was_merged_meanwhile_nothing_is_kept_or_tried_again(rig: FakesRig) -> None:
    await begun(rig, OTHER)
    assert rig.events == []


async def test_an_app_beyond_the_cap_is_told_once(rig: FakesRig, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("walletdesk.impersonation.service.OF_APPS", (1, 3600))
    await rig.reporting.met("com.fake.other", "", locale="en", contact=ASKER.contact, conversation=TALK)
    rig.events.clear()
    await begun(rig, ASKER)
    assert rig.events == [FakesRefused(at=NOW)]
