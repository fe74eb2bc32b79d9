"""Where somebody outside is reached, and where tasks lead their ticket."""

import pytest

from walletdesk.kernel.errors import Invalid
from walletdesk.tickets import State
from walletdesk.tickets.tasks.model import MOVES, NAME, TaskState, called, reached, way_of


@pytest.mark.parametrize(
    "reach",
    [
        "",
        "help@exchange.example",
        "first.last+tag@sub.exchange.co",
        "https://exchange.example/support?ticket=1#top",
        "https://exchange.example:8443/",
        " https://交易所.中国/ ",
    ],
)
def test_an_address_of_mail_or_web_is_kept_as_it_is(reach: str) -> None:
    assert reached(reach) == reach.strip()


@pytest.mark.parametrize(
    "reach",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "http://exchange.example/",
        "https://exchange",
        "https://exchange.example@evil.example/",
        "https://exchange.example:99999/",
        "https://[::1/",
        "https://127.0.0.1/",
        "//exchange.example",
        "help@exchange",
        "a@b@exchange.example",
        "help@exchange.example\nBcc: x@evil.example",
        "help@exchange\u202e.example",
        "call me",
        "https://exchange.example/ and more",
        f"https://exchange.example/{'x' * 300}",
    ],
)
def test_anything_else_is_refused(reach: str) -> None:
    with pytest.raises(Invalid):
        reached(reach)


def test_a_name_is_one_line() -> None:
    assert called(" Sample\nExchange ") == "Sample Exchange"
    assert len(called("x" * 500)) == NAME
    with pytest.raises(Invalid):
        called("\u200b")


@pytest.mark.parametrize(
    ("ticket", "tasks", "sent", "way"),
    [
        (State.OPEN, [TaskState.SENT], True, [State.WAITING_THIRD_PARTY]),
        (State.WAITING_CONTACT, [TaskState.SENT], True, [State.WAITING_THIRD_PARTY]),
        (State.RESOLVED, [TaskState.SENT], True, [State.OPEN, State.WAITING_THIRD_PARTY]),
        (State.WAITING_THIRD_PARTY, [TaskState.SENT], True, []),
        (State.WAITING_THIRD_PARTY, [TaskState.SENT, TaskState.ANSWERED], False, []),
        (State.WAITING_THIRD_PARTY, [TaskState.CLOSED, TaskState.ANSWERED], False, [State.OPEN]),
        (State.WAITING_THIRD_PARTY, [TaskState.NO_ANSWER, TaskState.PLANNED], False, [State.OPEN]),
        (State.RESOLVED, [TaskState.CLOSED], False, []),
        (State.OPEN, [TaskState.PLANNED], False, []),
    ],
)
def test_a_ticket_waits_while_somebody_is_asked(
    ticket: State, tasks: list[TaskState], sent: bool, way: list[State]
) -> None:
    assert way_of(ticket, tasks, sent=sent) == way


def test_what_is_closed_stays_closed() -> None:
    assert MOVES[TaskState.CLOSED] == set()
    assert all(state not in MOVES[state] for state in TaskState)
