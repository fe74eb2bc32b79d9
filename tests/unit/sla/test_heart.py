"""What promises read of a conversation: an answer is an agent's message, and nothing else is."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from walletdesk.conversations import Author, Conversation, Item, Kind, Page, Priority, Speaker, Status
from walletdesk.kernel.ids import ContactId, ConversationId, InboxId, MessageId
from walletdesk.sla import Standing
from walletdesk.sla.heart import Heart

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
TALK = ConversationId("cnv_1")


def item(minute: int, kind: Kind, speaker: Speaker) -> Item:
    return Item(
        seq=minute,
        public_seq=minute,
        id=MessageId("msg_1"),
        kind=kind,
        author=Author(speaker),
        text="hi",
        at=NOON + timedelta(minutes=minute),
    )


class Thread:
    """One conversation with a bot's answer, a note and two answers of an agent."""

    def __init__(self, status: Status = Status.WITH_AGENT) -> None:
        self._status = status

    async def find(self, id: ConversationId) -> Conversation | None:
        known = Conversation(
            id=TALK,
            contact=ContactId("con_1"),
            inbox=InboxId("inb_1"),
            channel="webchat",
            locale="en",
            created_at=NOON,
            last_at=NOON,
            status=self._status,
            priority=Priority.HIGH,
        )
        return known if id == TALK else None

    async def items(self, id: ConversationId, page: Page) -> Sequence[Item]:
        return [
            item(1, Kind.MESSAGE, Speaker.BOT),
            item(2, Kind.EVENT, Speaker.SYSTEM),
            item(3, Kind.NOTE, Speaker.AGENT),
            item(4, Kind.MESSAGE, Speaker.AGENT),
            item(6, Kind.MESSAGE, Speaker.AGENT),
        ]


@pytest.mark.parametrize(("since", "answered"), [(0, 4), (4, 4), (5, 6)])
async def test_the_first_answer_since_somebody_asked_counts(since: int, answered: int) -> None:
    standing = await Heart(Thread()).standing(TALK, NOON + timedelta(minutes=since))
    assert standing == Standing(
        priority="high", channel="webchat", answered_at=NOON + timedelta(minutes=answered)
    )


async def test_an_ended_and_an_unknown_conversation_wait_for_nobody() -> None:
    ended = await Heart(Thread(Status.RESOLVED)).standing(TALK, NOON + timedelta(minutes=7))
    assert ended == Standing(priority="high", channel="webchat", over=True)
    assert await Heart(Thread()).standing(ConversationId("cnv_none"), NOON) is None
