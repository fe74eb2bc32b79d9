"""The five steps, and the addresses that matter."""

from datetime import UTC, datetime, timedelta

import pytest

from walletdesk.kernel.errors import Conflict
from walletdesk.kernel.ids import ContactId, ConversationId
from walletdesk.theft import Containment, Holding, Permission, Step, shown, to_agents
from walletdesk.theft.model import MOST_ADDRESSES
from walletdesk.theft.showing import STEPS

AT = datetime(2026, 11, 23, 3, 12, tzinfo=UTC)
LATER = AT + timedelta(minutes=1)
MINE, THEIRS = "0x" + "a1" * 20, "0x" + "b2" * 20


@pytest.fixture
def containment() -> Containment:
    return Containment(conversation=ConversationId("cnv_1"), contact=ContactId("con_1"), opened_at=AT)


def said(sentence: str, /, **values: str) -> str:
    return sentence.format(**values)


def test_the_first_step_is_to_stop(containment: Containment) -> None:
    assert containment.next_step is Step.STOP


def test_every_step_has_words() -> None:
    assert list(STEPS) == list(Step)


def test_a_step_is_told_once(containment: Containment) -> None:
    assert [event.step for event in containment.tick(Step.STOP, AT)] == ["stop"]
    assert containment.tick(Step.STOP, LATER) == []
    assert containment.steps == {Step.STOP: AT}


def test_what_is_done_out_of_order_leaves_the_earlier_one_next(containment: Containment) -> None:
    containment.tick(Step.MOVE, AT)
    assert containment.next_step is Step.STOP


def test_a_slip_of_the_finger_is_taken_back(containment: Containment) -> None:
    containment.tick(Step.STOP, AT)
    [event] = containment.untick(Step.STOP, LATER)
    assert (event.step, event.done, event.version) == ("stop", False, 2)
    assert containment.next_step is Step.STOP
    assert containment.untick(Step.STOP, LATER) == []


def test_an_address_is_told_once(containment: Containment) -> None:
    assert len(containment.tell(MINE, AT, theirs=False)) == 1
    assert containment.tell(MINE, LATER, theirs=False) == []


def test_an_address_is_not_of_both_sides(containment: Containment) -> None:
    containment.tell(MINE, AT, theirs=False)
    with pytest.raises(Conflict):
        containment.tell(MINE, AT, theirs=True)


def test_there_is_an_end_to_addresses(containment: Containment) -> None:
    for number in range(MOST_ADDRESSES):
        containment.tell(f"0x{number:040x}", AT, theirs=False)
    with pytest.raises(Conflict):
        containment.tell(MINE, AT, theirs=False)


def test_what_was_taken_off_learns_nothing_more(containment: Containment) -> None:
    containment.tell(MINE, AT, theirs=False)
    containment.forget(MINE)
    containment.learn(MINE, (Holding(chain="ethereum", amount="1"),), LATER)
    assert containment.own == ()


def test_what_can_be_saved_comes_first_and_what_is_lost_says_so(containment: Containment) -> None:
    containment.tell(MINE, AT, theirs=False)
    found = (
        Holding(chain="silent", trouble="too_slow"),
        Holding(chain="taken", amount="82", symbol="TRX", taken_over=True),
        Holding(chain="empty", amount="0"),
        Holding(chain="full", amount="0.31", symbol="ETH"),
    )
    containment.learn(MINE, found, LATER)
    (address,) = shown(containment, said, str).own
    assert [(line.chain, line.tone, line.amount) for line in address.holdings] == [
        ("full", "first", "0.31 ETH"),
        ("taken", "skip", "82 TRX"),
    ]
    assert address.silent == ("silent",)


def test_a_permission_without_end_is_said_to_be_that(containment: Containment) -> None:
    containment.tell(MINE, AT, theirs=False)
    permissions = (
        Permission(spender=THEIRS, token="0xc3", symbol="USDT"),
        Permission(spender=THEIRS, token="0xc3", symbol="USDT", amount="5"),
    )
    containment.learn(MINE, (Holding(chain="ethereum", amount="0", permissions=permissions),), LATER)
    view = shown(containment, said, str)
    assert view.permissions == 2
    assert view.own[0].holdings[0].permissions == (f"{THEIRS} may take all USDT", f"{THEIRS} may take 5 USDT")


def test_while_chains_are_asked_nothing_is_said_to_be_empty(containment: Containment) -> None:
    containment.tell(MINE, AT, theirs=False)
    view = shown(containment, said, str)
    assert view.checking
    assert view.own[0].checking


def test_a_look_alike_is_named_beside_what_it_imitates(containment: Containment) -> None:
    containment.tell(THEIRS, AT, theirs=True)
    containment.suspect(THEIRS, MINE)
    version = containment.version
    containment.suspect(THEIRS, MINE)
    assert containment.version == version
    assert MINE in shown(containment, said, str).theirs[0].warning


def test_an_agent_is_told_of_the_contacts_address_and_not_of_their_own(containment: Containment) -> None:
    containment.tell(MINE, AT, theirs=False)
    containment.tell(THEIRS, AT, theirs=True)
    containment.suspect(THEIRS, MINE)
    containment.learn(MINE, (Holding(chain="tron", amount="82", symbol="TRX", taken_over=True),), LATER)
    view = shown(containment, to_agents(said), str)
    told = [view.theirs[0].warning, view.own[0].holdings[0].hint]
    assert MINE in told[0]
    assert [one for one in told if "you" in one.replace(MINE, "")] == []
