"""Rules of a conversation, tried without clock or storage."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.conversations import (
    AGENT,
    ANN,
    ASKER,
    BEN,
    BOT,
    CONTACT,
    DESK,
    ELSEWHERE,
    NOON,
    STRANGER,
    said,
)
from walletdesk.conversations import (
    AgentAssigned,
    AgentRequested,
    AgentUnassigned,
    Conversation,
    ConversationClosed,
    ConversationReopened,
    ConversationResolved,
    Happened,
    Kind,
    Priority,
    Said,
    SecretStoppedByServer,
    Speaker,
    Status,
    may_read,
)
from walletdesk.kernel.errors import Conflict
from walletdesk.kernel.ids import ConversationId, InboxId
from walletdesk.kernel.viewers import AgentViewer, Anonymous, ContactViewer, Role

LATER = NOON + timedelta(minutes=9)
STEPS: dict[str, Callable[[Conversation], object]] = {
    "hear": lambda c: c.hear(CONTACT, said(), NOON),
    "bot": lambda c: c.answer(BOT, said(), NOON),
    "answer": lambda c: c.answer(AGENT, said(), NOON),
    "note": lambda c: c.note(AGENT, said(), NOON),
    "request": lambda c: c.request_agent(NOON, reason="asked"),
    "assign": lambda c: c.assign(ANN, "Ann", NOON, reason="taken"),
    "unassign": lambda c: c.unassign(NOON, reason="returned"),
    "resolve": lambda c: c.resolve(NOON, by=Speaker.AGENT),
    "reopen": lambda c: c.reopen(NOON),
    "secret": lambda c: c.stop_secret("wif", NOON),
    "fact": lambda c: c.note_fact(Happened(what="mailed"), Said(text="", client_id="mailed/"), NOON),
    "read": lambda c: c.read_by_contact(c.public_seq, c.seq),
    "agent_read": lambda c: c.read_by_agent(c.seq, c.public_seq),
    "close": lambda c: c.close(NOON),
}


def talk() -> Conversation:
    made = Conversation(
        id=ConversationId("cnv_1"),
        contact=ASKER,
        inbox=InboxId("inb_1"),
        channel="webchat",
        locale="en",
        created_at=NOON,
        last_at=NOON,
    )
    made.hear(CONTACT, said("hello"), NOON)
    return made


def taken() -> Conversation:
    made = talk()
    made.request_agent(NOON, reason="asked")
    made.assign(ANN, "Ann", NOON, reason="taken")
    return made


def try_it(conversation: Conversation, step: str) -> None:
    """A refusal is part of a history."""
    try:
        STEPS[step](conversation)
    except Conflict:
        return


@given(st.lists(st.sampled_from(sorted(STEPS)), max_size=40))
def test_whatever_happens_both_numberings_have_no_gap_and_marks_never_run_ahead(steps: list[str]) -> None:
    conversation = talk()
    for step in steps:
        try_it(conversation, step)
    assert [item.seq for item in conversation.new] == list(range(1, conversation.seq + 1))
    public = [item.public_seq for item in conversation.new if item.public_seq is not None]
    assert public == list(range(1, conversation.public_seq + 1))
    assert conversation.contact_read <= conversation.public_seq
    assert conversation.agent_read <= conversation.seq
    assert conversation.agent_read_public <= conversation.public_seq


@given(st.lists(st.sampled_from(sorted(STEPS)), max_size=30))
def test_every_change_of_the_head_has_a_new_version(steps: list[str]) -> None:
    conversation = talk()
    versions = [conversation.version]
    heads = [shown(conversation)]
    for step in steps:
        try_it(conversation, step)
        versions.append(conversation.version)
        heads.append(shown(conversation))
    changes = zip(versions, versions[1:], heads, heads[1:], strict=False)
    assert all(before < after for before, after, was, now in changes if was != now)


@given(st.lists(st.sampled_from(sorted(STEPS)), max_size=30))
def test_a_note_moves_nothing_that_the_contact_sees(steps: list[str]) -> None:
    conversation = talk()
    for step in steps:
        try_it(conversation, step)
    before = (
        conversation.public_seq,
        conversation.public_version,
        conversation.last_at,
        conversation.last_text,
    )
    conversation.note(AGENT, said("between us"), LATER)
    after = conversation.public_seq, conversation.public_version, conversation.last_at, conversation.last_text
    assert after == before
    assert conversation.new[-1].kind is Kind.NOTE


def test_an_agent_who_reads_a_note_moves_nothing_either() -> None:
    conversation = taken()
    conversation.read_by_agent(conversation.seq, conversation.public_seq)
    conversation.note(AGENT, said("between us"), NOON)
    before = conversation.public_version
    assert conversation.read_by_agent(conversation.seq, conversation.public_seq)
    assert conversation.public_version == before


def shown(c: Conversation) -> tuple[object, ...]:
    return (
        c.status,
        c.assignee,
        c.seq,
        c.contact_read,
        c.agent_read,
        c.contact_unread,
        c.agent_unread,
        c.priority,
    )


class TestAskingForAPerson:
    def test_the_first_time_is_a_request_and_the_second_changes_nothing(self) -> None:
        conversation = talk()
        [request] = conversation.request_agent(NOON, reason="asked", skill="transfer", packet="{}")
        assert isinstance(request, AgentRequested)
        assert (request.skill, conversation.packet, conversation.status) == (
            "transfer",
            "{}",
            Status.WAITING_FOR_AGENT,
        )
        version = conversation.version
        assert conversation.request_agent(LATER, reason="asked") == []
        assert conversation.version == version

    def test_the_bot_is_quiet_from_then_on(self) -> None:
        conversation = talk()
        conversation.answer(BOT, said("I can help"), NOON)
        conversation.request_agent(NOON, reason="asked")
        with pytest.raises(Conflict):
            conversation.answer(BOT, said("or not"), NOON)

    def test_going_back_in_line_keeps_the_first_moment(self) -> None:
        conversation = talk()
        conversation.request_agent(NOON, reason="asked")
        [again] = conversation.unassign(LATER, reason="transferred", team=DESK)
        assert isinstance(again, AgentRequested)
        assert (again.team, conversation.waiting_since) == (DESK, NOON)

    def test_nobody_is_put_in_line_who_did_not_ask(self) -> None:
        assert talk().unassign(NOON, reason="returned") == []


class TestWithAnAgent:
    def test_giving_it_to_the_same_agent_again_changes_nothing(self) -> None:
        conversation = taken()
        seq = conversation.seq
        assert conversation.assign(ANN, "Ann", LATER, reason="routed") == []
        assert conversation.seq == seq

    def test_a_colleague_takes_over_and_it_is_said_from_whom(self) -> None:
        [told] = taken().assign(BEN, "Ben", LATER, reason="transferred")
        assert isinstance(told, AgentAssigned)
        assert (told.agent, told.previous) == (BEN, ANN)

    def test_taken_back_it_waits_and_its_agent_is_told(self) -> None:
        conversation = taken()
        left, request = conversation.unassign(LATER, reason="returned")
        assert isinstance(left, AgentUnassigned)
        assert isinstance(request, AgentRequested)
        assert (left.agent, conversation.assignee, conversation.status) == (
            ANN,
            None,
            Status.WAITING_FOR_AGENT,
        )

    def test_an_answer_counts_as_read_by_its_agent_and_as_unread_by_the_contact(self) -> None:
        conversation = taken()
        conversation.hear(CONTACT, said("and?"), NOON)
        conversation.answer(AGENT, said("yes"), NOON)
        assert (conversation.agent_unread, conversation.contact_unread) == (0, 1)
        assert (conversation.agent_read, conversation.agent_read_public) == (
            conversation.seq,
            conversation.public_seq,
        )


class TestTheEnd:
    def test_resolving_twice_is_once(self) -> None:
        conversation = taken()
        [told] = conversation.resolve(LATER, by=Speaker.AGENT)
        assert isinstance(told, ConversationResolved)
        assert (told.agent, conversation.assignee) == (ANN, None)
        assert conversation.resolve(LATER, by=Speaker.CONTACT) == []
        assert conversation.assign(BEN, "Ben", LATER, reason="taken") == []

    def test_writing_after_it_opens_it_again_for_the_agent_who_knows_it(self) -> None:
        conversation = taken()
        conversation.resolve(NOON, by=Speaker.AGENT)
        reopened, request, _ = conversation.hear(CONTACT, said("one more thing"), LATER)
        assert isinstance(reopened, ConversationReopened)
        assert isinstance(request, AgentRequested)
        assert (request.preferred, conversation.waiting_since) == (ANN, LATER)

    def test_what_the_bot_alone_resolved_goes_back_to_the_bot(self) -> None:
        conversation = talk()
        conversation.resolve(NOON, by=Speaker.BOT)
        conversation.hear(CONTACT, said("one more thing"), LATER)
        assert conversation.status is Status.OPEN

    def test_an_agent_reopens_only_what_is_resolved(self) -> None:
        conversation = taken()
        assert conversation.reopen(LATER) == []
        conversation.resolve(NOON, by=Speaker.AGENT)
        assert len(conversation.reopen(LATER)) == 2

    def test_closed_is_for_good(self) -> None:
        conversation = taken()
        _, closed = conversation.close(LATER)
        assert isinstance(closed, ConversationClosed)
        assert (conversation.close(LATER), conversation.reopen(LATER)) == ([], [])
        with pytest.raises(Conflict):
            conversation.hear(CONTACT, said("hello?"), LATER)
        with pytest.raises(Conflict):
            conversation.answer(AGENT, said("hello"), LATER)


class TestSecrets:
    def test_a_stopped_secret_is_named_by_kind_and_brings_a_person_first_in_line(self) -> None:
        conversation = talk()
        stopped, _, request = conversation.stop_secret("wif", NOON, size="long")
        assert isinstance(stopped, SecretStoppedByServer)
        assert isinstance(request, AgentRequested)
        assert (stopped.secret, stopped.size, request.priority, conversation.priority) == (
            "wif",
            "long",
            "security",
            Priority.SECURITY,
        )

    def test_saying_the_same_priority_again_changes_nothing(self) -> None:
        assert talk().set_priority(Priority.NORMAL, NOON) == []


class TestReadMarks:
    def test_a_mark_never_goes_back_nor_beyond_what_is_there(self) -> None:
        conversation = taken()
        assert conversation.read_by_contact(99, 99)
        assert conversation.contact_read == conversation.public_seq
        assert not conversation.read_by_contact(1, 1)
        assert conversation.read_by_agent(99, 99)
        assert not conversation.read_by_agent(1, 1)
        assert conversation.agent_read == conversation.seq

    def test_reading_a_part_leaves_the_rest_unread(self) -> None:
        conversation = talk()
        conversation.answer(BOT, said("one"), NOON)
        conversation.answer(BOT, said("two"), NOON)
        assert conversation.read_by_contact(2, 2)
        assert (conversation.contact_read, conversation.contact_unread) == (2, 2)


class TestWhoMayRead:
    ANYBODY = AgentViewer(agent=BEN, role=Role.AGENT)

    def test_its_contact_and_no_other_and_nobody_unknown(self) -> None:
        assert may_read(ContactViewer(contact=ASKER), talk())
        assert not may_read(ContactViewer(contact=STRANGER), talk())
        assert not may_read(Anonymous(), talk())

    def test_every_agent_while_it_belongs_to_no_team(self) -> None:
        assert may_read(self.ANYBODY, talk())

    @pytest.mark.parametrize(
        ("viewer", "allowed"),
        [
            (AgentViewer(agent=BEN, role=Role.AGENT, teams=frozenset({DESK})), True),
            (AgentViewer(agent=BEN, role=Role.AGENT, teams=frozenset({ELSEWHERE})), False),
            (AgentViewer(agent=ANN, role=Role.AGENT), True),
            (AgentViewer(agent=BEN, role=Role.LEAD), True),
            (AgentViewer(agent=BEN, role=Role.ADMIN), True),
        ],
        ids=["of the team", "of another team", "the one who has it", "a lead", "an admin"],
    )
    def test_of_a_teams_conversation(self, viewer: AgentViewer, allowed: bool) -> None:
        conversation = taken()
        conversation.team = DESK
        assert may_read(viewer, conversation) is allowed
