"""Use cases of desks, on fakes, and the rules of their packets."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.desks import (
    FUNDER,
    TX,
    WHOLE,
    DeskRig,
    MemoryDesksWork,
    MemoryReading,
    on_chains,
)
from tests.support.desks_promises import DeskPromises
from tests.support.identify import EVM, HASH, LEGACY, SEGWIT, SOLANA, TRON
from tests.support.memory import Hands, opening
from tests.support.tickets import FUNDS, MemoryArchive, TicketRig
from walletdesk.kernel.errors import Invalid
from walletdesk.platform.i18n import knows
from walletdesk.sla import ClockWatch
from walletdesk.tickets import NEXT_STEPS
from walletdesk.tickets.desks import (
    DUE,
    FORMS,
    NAMES,
    STEPS,
    Ask,
    Desk,
    DeskJobs,
    DeskKind,
    Entry,
    PacketRefused,
    Stage,
)
from walletdesk.tickets.desks.model import merged, missing
from walletdesk.tickets.desks.model.packet import INCOMPLETE, MISSING

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
FILLED = {
    DeskKind.FUNDS: WHOLE,
    DeskKind.RISK: {
        "about": Entry(EVM),
        "what": Entry("Everything went out."),
        "since": Entry("2026-11-20T10:00:00Z"),
    },
    DeskKind.DEVELOPMENT: {
        "version": Entry("2.9.1 (4012)"),
        "device": Entry("Phone, Android 16"),
        "steps": Entry("Open, press Send."),
        "expected": Entry("The form."),
        "got": Entry("It closes."),
    },
    DeskKind.LEGAL: {
        "who": Entry("A court"),
        "right": Entry("Order 12/34"),
        "deadline": Entry("2026-12-01"),
    },
    DeskKind.PARTNER: {
        "organization": Entry("Partner One"),
        "integration": Entry("Deposits, v3"),
        "environment": Entry("test"),
        "impact": Entry("partly"),
        "what": Entry("Status 500."),
    },
}


@pytest.fixture
def rig() -> DeskRig:
    memory = MemoryDesksWork()
    tickets = TicketRig(opening(memory), MemoryArchive(memory), memory.events)
    return DeskRig(tickets, opening(memory), MemoryReading(memory), memory.waiting)


class TestOnFakes(DeskPromises):
    pass


async def test_a_clock_that_was_just_set_rings_no_alarm(rig: DeskRig) -> None:
    """Three days forward at once: every deadline is over by a clock that nobody believes yet."""
    steady, clock_watch = Hands(NOON), ClockWatch()
    id = (await rig.escalated(review=True)).ticket.id
    jobs = DeskJobs(rig.watching, clock=rig.clock, steady=lambda: steady().timestamp(), watch=clock_watch)
    job = (await rig.waiting())[(DUE, id)]
    rig.clock.forward(days=3)
    for _ in range(3):
        await jobs.on_due(job)
    assert (rig.overdue(), await rig.alarm(id)) == ([], rig.clock() + clock_watch.settle)
    for hand in (steady, rig.clock):
        hand.at += clock_watch.settle
    await jobs.on_due(job)
    assert len(rig.overdue()) == 1


def refused(kind: DeskKind, field: str, value: str, chain: str = "ethereum") -> bool:
    """Whether this one field, and nothing else, is what does not fit."""
    packet = {**FILLED[kind], field: Entry(value)}
    packet = {**packet, "chain": Entry(chain)} if kind is DeskKind.FUNDS and field != "chain" else packet
    try:
        merged(kind, {}, packet, on_chains(), NOON)
    except PacketRefused as refusal:
        return field in [one.field.id for one in refusal.troubles]
    return False


@pytest.mark.parametrize("kind", DeskKind)
def test_a_whole_packet_lacks_nothing_and_every_required_field_is_missed(kind: DeskKind) -> None:
    whole = merged(kind, {}, FILLED[kind], on_chains(), NOON)
    assert missing(kind, whole) == []
    for one in FORMS[kind]:
        less = {id: entry for id, entry in whole.items() if id != one.id}
        assert missing(kind, less) == ([one] if one.required else [])


def test_a_transaction_id_is_one_of_its_chain_and_nothing_beside_it() -> None:
    tron = TX.removeprefix("0x")
    for chain, value in (("ethereum", TX), ("base", TX), ("tron", tron), ("bitcoin", tron)):
        assert on_chains().transaction(chain, value)
    for chain, value in (("ethereum", TX[:-1]), ("tron", TX), ("ethereum", f"{TX} {TX}"), ("ethereum", EVM)):
        assert on_chains().transaction(chain, value) is None
    assert refused(DeskKind.FUNDS, "tx_id", TX[:-1])


def test_an_address_is_one_of_its_chain_with_its_checksum() -> None:
    for chain, value in (
        ("ethereum", EVM),
        ("tron", TRON),
        ("bitcoin", SEGWIT),
        ("bitcoin", LEGACY),
        ("solana", SOLANA),
        ("", TRON),
    ):
        assert on_chains().address(chain, value) == value
    wrong = EVM.replace("a", "A", 1)
    for chain, value in (("ethereum", wrong), ("tron", EVM), ("ethereum", f"my {EVM}"), ("", "hello")):
        assert on_chains().address(chain, value) is None
    assert refused(DeskKind.FUNDS, "address", wrong)


@pytest.mark.parametrize("chain", ["ethereum", "polygon", ""])
def test_what_has_the_form_of_a_key_is_no_address(chain: str) -> None:
    assert on_chains().address(chain, f"0x{HASH}") is None


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        (DeskKind.FUNDS, "chain", "no-such-chain"),
        (DeskKind.FUNDS, "at", "2026-11-20T13:00:00Z"),
        (DeskKind.FUNDS, "at", "2026-11-20T10:00:00"),
        (DeskKind.FUNDS, "at", "2008-11-20T10:00:00Z"),
        (DeskKind.FUNDS, "at", "yesterday"),
        (DeskKind.FUNDS, "what", "x" * 4_001),
        (DeskKind.RISK, "about", EVM.replace("a", "A", 1)),
        (DeskKind.RISK, "about", "x" * 201),
        (DeskKind.LEGAL, "deadline", "soon"),
        (DeskKind.PARTNER, "environment", "moon"),
    ],
)
def test_what_does_not_fit_is_told_at_its_field(kind: DeskKind, field: str, value: str) -> None:
    assert refused(kind, field, value)


def test_another_chain_makes_the_rest_of_the_packet_wrong() -> None:
    whole = merged(DeskKind.FUNDS, {}, WHOLE, on_chains(), NOON)
    with pytest.raises(PacketRefused) as refusal:
        merged(DeskKind.FUNDS, whole, {"chain": Entry("tron")}, on_chains(), NOON)
    assert [one.field.id for one in refusal.value.troubles] == ["tx_id", "address"]


def test_an_account_may_be_called_anything() -> None:
    for name in ("Account 12345", "3f2504e0-4f89-11d3-9a0c-0305e82c3301", "someone@mail.example"):
        assert not refused(DeskKind.RISK, "about", name)


def test_a_reason_stands_for_what_there_is_not_and_says_something() -> None:
    def lacking(kind: DeskKind, field: str, reason: str) -> bool:
        packet = {**FILLED[kind], field: Entry(lacks=reason)}
        try:
            kept = merged(kind, {}, packet, on_chains(), NOON)
        except PacketRefused:
            return False
        return missing(kind, kept) == []

    assert lacking(DeskKind.FUNDS, "tx_id", "It was never sent.")
    assert not lacking(DeskKind.FUNDS, "tx_id", "no")
    assert not lacking(DeskKind.FUNDS, "tx_id", "x" * 201)
    assert not lacking(DeskKind.RISK, "what", "It was never sent.")


def test_a_field_that_the_form_has_not_is_refused() -> None:
    with pytest.raises(Invalid):
        merged(DeskKind.LEGAL, {}, {"tx_id": Entry(TX)}, on_chains(), NOON)


@given(st.datetimes(timezones=st.just(UTC)))
def test_no_time_to_come_and_none_before_the_first_chain_is_kept(at: datetime) -> None:
    held = not refused(DeskKind.FUNDS, "at", at.isoformat())
    assert held == (datetime(2009, 1, 3, tzinfo=UTC) <= at <= NOON)


def test_a_desk_promises_something_that_can_be_kept() -> None:
    for minutes in (0, -1, 60 * 24 * 90 + 1):
        with pytest.raises(Invalid):
            Desk(kind=DeskKind.FUNDS, team=FUNDS, minutes=minutes)


async def test_what_is_in_review_is_not_emptied_again(rig: DeskRig) -> None:
    id = (await rig.escalated(review=True)).ticket.id
    with pytest.raises(PacketRefused):
        await rig.desk.fill(FUNDER, id, {"tx_id": Entry()})
    rig.clock.at = NOON + timedelta(days=1)
    await rig.desk.begin(FUNDER, id)
    assert await rig.stage(id) is Stage.REVIEW


def test_every_word_of_a_desk_is_there_in_every_language() -> None:
    said = [*NAMES.values(), *NEXT_STEPS.values(), MISSING, INCOMPLETE]
    for form in FORMS.values():
        for one in form:
            said += [one.name, *([one.hint] if one.hint else []), *(name for _, name in one.choices)]
    assert [words for words in said if not knows(words)] == []
    assert set(FORMS) == set(NAMES) == set(STEPS) == set(DeskKind)
    assert {step for steps in STEPS.values() for step in steps} <= set(NEXT_STEPS)
    assert all(one.choices for form in FORMS.values() for one in form if one.ask is Ask.CHOICE)
