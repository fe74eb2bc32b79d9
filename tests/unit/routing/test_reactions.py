"""What routing hears from others, and what it does not listen to."""

from dataclasses import dataclass

import pytest

from tests.support.routing import ANN, BEN, NOON, ONE, FakeHead, Scene, in_memory, member, minutes
from walletdesk.conversations import (
    AgentAssigned,
    AgentRequested,
    AgentUnassigned,
    ConversationClosed,
    ConversationResolved,
    MessageAdded,
    PriorityChanged,
)
from walletdesk.kernel.clock import millis
from walletdesk.kernel.ids import AgentId, ContactId, InboxId, MessageId, TeamId
from walletdesk.routing import Decided, Need, Policy, Priority
from walletdesk.routing.reactions import RoutingReactions, is_from_waiting_contact

CONTACT = ContactId("con_c1")


@pytest.fixture
def the() -> Scene:
    scene = in_memory(Policy())
    scene.talks.heads[ONE] = FakeHead()
    return scene


@pytest.fixture
def react(the: Scene) -> RoutingReactions:
    return RoutingReactions(the.routing)


def requested(
    *, reason: str = "asked", at: float = 0, since: float | None = None, **more: str
) -> AgentRequested:
    return AgentRequested(
        at=NOON + minutes(at),
        conversation=ONE,
        contact=CONTACT,
        subject="",
        locale="zh-TW",
        skill=more.get("skill", "general"),
        priority=more.get("priority", "normal"),
        reason=reason,
        team=TeamId(more["team"]) if "team" in more else None,
        waiting_since=0 if since is None else millis(NOON + minutes(since)),
    )


@dataclass(frozen=True)
class Said:
    agent: AgentId
    state: str


async def test_a_request_stands_in_line_at_its_original_time(the: Scene, react: RoutingReactions) -> None:
    await react.on_agent_requested(requested(at=9, since=2, priority="high", team="tea_1"))
    entry = await the.lines.find(ONE)
    assert entry is not None
    assert (entry.entered_at, entry.asked_at) == (NOON + minutes(2), NOON + minutes(9))
    assert entry.need == Need(language="zh", team="tea_1")
    assert entry.priority is Priority.HIGH


async def test_a_special_skill_is_asked_for_and_the_general_one_is_nothing_special(
    the: Scene, react: RoutingReactions
) -> None:
    await the.knows(member("ann", skills={"funds": 1}))
    await react.on_agent_requested(requested(skill="funds"))
    entry = await the.lines.find(ONE)
    assert entry is not None
    assert entry.need.skill == "funds"


async def test_our_own_decision_that_comes_back_as_a_request_moves_nobody(
    the: Scene, react: RoutingReactions
) -> None:
    await the.comes(member("ann"))
    await react.on_agent_requested(requested())
    await react.on_agent_requested(requested(reason="transferred", at=5))
    assert await the.agent_of("c1") == "ann"


async def test_our_own_request_fills_what_a_crash_left_undone(the: Scene, react: RoutingReactions) -> None:
    await react.on_agent_requested(requested())
    await the.knows(member("ann"))
    async with the.open_work() as work:
        await work.loads.set_online(ANN, online=True)
    await react.on_agent_requested(requested(reason="agent_offline", at=5))
    assert await the.agent_of("c1") == "ann"


async def test_availability_brings_work_pauses_it_and_gives_it_back(
    the: Scene, react: RoutingReactions
) -> None:
    await react.on_agent_requested(requested())
    await the.knows(member("ann"))
    await react.on_availability_changed(Said(ANN, "online"))
    assert await the.agent_of("c1") == "ann"
    await react.on_availability_changed(Said(ANN, "away"))
    assert await the.agent_of("c1") == "ann"
    await react.on_availability_changed(Said(ANN, "offline"))
    assert await the.state("c1") == ("waiting", None)


async def test_an_end_frees_the_agent(the: Scene, react: RoutingReactions) -> None:
    await the.comes(member("ann"))
    await react.on_agent_requested(requested())
    end = {"at": NOON + minutes(1), "conversation": ONE, "contact": CONTACT}
    await react.on_resolved(ConversationResolved(**end, agent=ANN, locale="en", by="agent"))  # type: ignore[arg-type]
    await react.on_closed(ConversationClosed(**end))  # type: ignore[arg-type]
    assert await the.state("c1") == ("left", None)
    assert await the.open_of("ann") == 0


async def test_a_priority_that_is_raised_is_heard(the: Scene, react: RoutingReactions) -> None:
    await react.on_agent_requested(requested())
    await react.on_priority_changed(PriorityChanged(at=NOON, conversation=ONE, priority="security"))
    entry = await the.lines.find(ONE)
    assert entry is not None
    assert entry.priority is Priority.SECURITY


@pytest.mark.parametrize(("reason", "counted"), [("by hand", 1), ("routed", 0)], ids=["others", "our own"])
async def test_an_assignment_is_adopted_unless_it_is_our_own(
    the: Scene, react: RoutingReactions, reason: str, counted: int
) -> None:
    await the.comes(member("ben", capacity=0))
    given = AgentAssigned(at=NOON, conversation=ONE, contact=CONTACT, agent=BEN, previous=None, reason=reason)
    await react.on_agent_assigned(given)
    assert await the.open_of("ben") == counted


async def test_an_agent_taken_away_by_others_puts_it_in_line_again(
    the: Scene, react: RoutingReactions
) -> None:
    await the.comes(member("ann"))
    await react.on_agent_requested(requested())
    await the.knows(member("ann", availability="away"))
    await react.on_agent_unassigned(
        AgentUnassigned(at=NOON + minutes(1), conversation=ONE, agent=ANN, reason="routed")
    )
    assert await the.agent_of("c1") == "ann"
    await react.on_agent_unassigned(
        AgentUnassigned(at=NOON + minutes(1), conversation=ONE, agent=ANN, reason="by hand")
    )
    assert await the.state("c1") == ("waiting", None)


async def test_whoever_writes_is_there(the: Scene, react: RoutingReactions) -> None:
    await react.on_agent_requested(requested())
    await the.routing.presence.contact_lost(CONTACT)
    await react.on_message_added(written(status="waiting_for_agent"))
    entry = await the.lines.find(ONE)
    assert entry is not None
    assert entry.away_since is None


@pytest.mark.parametrize(
    ("author", "status", "heard"),
    [
        ("contact", "waiting_for_agent", True),
        ("contact", "with_agent", False),
        ("agent", "waiting_for_agent", False),
    ],
)
def test_only_a_waiting_contacts_words_are_listened_to(author: str, status: str, heard: bool) -> None:
    assert is_from_waiting_contact(written(author=author, status=status)) is heard


async def test_a_decision_is_carried_into_the_conversation(the: Scene, react: RoutingReactions) -> None:
    await the.comes(member("ann"))
    await react.on_agent_requested(requested())
    given = next(event for event in the.events if isinstance(event, Decided))
    await react.on_decided(given)
    assert the.talks.heads[ONE].assignee == "ann"


async def test_a_conversation_that_is_not_there_takes_no_room(the: Scene, react: RoutingReactions) -> None:
    await the.comes(member("ann"))
    await react.on_agent_requested(requested())
    del the.talks.heads[ONE]
    await the.tell()
    assert await the.open_of("ann") == 0


def written(*, author: str = "contact", status: str) -> MessageAdded:
    return MessageAdded(
        at=NOON,
        conversation=ONE,
        message=MessageId("msg_1"),
        seq=2,
        author=author,
        author_id="",
        text="",
        status=status,
        assignee=None,
        contact=CONTACT,
        inbox=InboxId("inb_1"),
        channel="webchat",
        locale="en",
    )
