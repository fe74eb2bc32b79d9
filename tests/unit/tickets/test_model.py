"""Rules of a ticket, tried without clock or storage."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walletdesk.conversations import Priority
from walletdesk.kernel.errors import Conflict, Invalid
from walletdesk.kernel.ids import AgentId, ConversationId, TeamId, TicketId
from walletdesk.platform.i18n import knows, translate
from walletdesk.tickets import NewTicket, State, Ticket, TicketType
from walletdesk.tickets.model import MOST_LINKS, NOTE, STATE_WORDS, SYSTEM, opened

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
ALLOWED = {
    (a, b)
    for a, targets in {
        "open": ["waiting_contact", "waiting_third_party", "resolved"],
        "waiting_contact": ["open", "waiting_third_party", "resolved"],
        "waiting_third_party": ["open", "waiting_contact", "resolved"],
        "resolved": ["open", "closed"],
        "closed": [],
    }.items()
    for b in targets
}
STEPS = [(a, b) for a in State for b in State if a is not b]


def ticket(state: State = State.OPEN) -> Ticket:
    new = NewTicket(type=TicketType.CONTACT, subject="Not arrived")
    made, _ = opened(new, id=TicketId("tkt_1"), number=10_001, by=SYSTEM, at=NOON)
    made.state = state
    return made


@pytest.mark.parametrize(("a", "b"), [step for step in STEPS if step in ALLOWED])
def test_a_step_of_the_table_is_made_and_told(a: State, b: State) -> None:
    moving = ticket(a)
    assert [event.topic for event in moving.move(b, SYSTEM, NOON)] == ["tkt_1"]
    assert moving.state is b


@pytest.mark.parametrize(("a", "b"), [step for step in STEPS if step not in ALLOWED])
def test_any_other_step_is_refused(a: State, b: State) -> None:
    staying = ticket(a)
    with pytest.raises(Conflict):
        staying.move(b, SYSTEM, NOON)
    assert (staying.state, len(staying.new)) == (a, 1)


def test_a_contact_reads_every_state_in_every_language() -> None:
    assert set(STATE_WORDS) == set(State)
    assert [words for words in STATE_WORDS.values() if not knows(words)] == []
    assert translate("zh-CN", STATE_WORDS[State.OPEN]) == "处理中"
    assert translate("en", STATE_WORDS[State.OPEN]) == "Open"


@given(st.lists(st.sampled_from(State)))
def test_the_history_alone_tells_the_state(steps: list[State]) -> None:
    """Each line begins where the one before ended, and numbers have no gap."""
    moving, told = ticket(), State.OPEN
    for step in steps:
        if step is moving.state or (moving.state, step) in ALLOWED:
            moving.move(step, SYSTEM, NOON)
    for line in moving.new[1:]:
        assert line.before == told
        told = State(line.after)
    assert told is moving.state
    assert [line.seq for line in moving.new] == list(range(1, moving.seq + 1))


def test_a_closed_ticket_takes_notes_and_links_but_no_new_owner() -> None:
    closed = ticket(State.CLOSED)
    closed.note("Came up again in WD-10002.", SYSTEM, NOON)
    closed.link(ConversationId("cnv_1"), SYSTEM, NOON)
    with pytest.raises(Conflict):
        closed.give(AgentId("agt_1"), SYSTEM, NOON)
    with pytest.raises(Conflict):
        closed.hand_to(TeamId("tea_1"), SYSTEM, NOON)
    with pytest.raises(Conflict):
        closed.weigh(Priority.HIGH, SYSTEM, NOON)
    with pytest.raises(Conflict):
        closed.rename("Other", SYSTEM, NOON)


@pytest.mark.parametrize("subject", ["", "  ", "\x00\x1b\n", "\u202e\u200b"], ids=repr)
def test_a_subject_is_one_line_that_can_be_seen(subject: str) -> None:
    with pytest.raises(Invalid):
        ticket().rename(subject, SYSTEM, NOON)


@pytest.mark.parametrize("text", ["", " \n", "x" * (NOTE + 1)], ids=len)
def test_a_note_says_something_and_not_too_much(text: str) -> None:
    with pytest.raises(Invalid):
        ticket().note(text, SYSTEM, NOON)


def test_a_ticket_holds_only_so_many_conversations() -> None:
    full = ticket()
    full.conversations = tuple(ConversationId(f"cnv_{n}") for n in range(MOST_LINKS))
    with pytest.raises(Conflict):
        full.link(ConversationId("cnv_more"), SYSTEM, NOON)
    assert full.unlink(ConversationId("cnv_none"), SYSTEM, NOON) == []
