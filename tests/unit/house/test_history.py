"""The checker of the kill test finds each kind of loss; a checker that finds nothing proves nothing."""

import pytest

from tests.support.history import Journal, Shown, Stored, faults, missing

SENT = {"a": "one", "b": "two", "c": "three"}
ROWS = [
    Stored(1, 1, "one", "a"),
    Stored(2, None, "a note", None),
    Stored(3, 2, "two", "b"),
    Stored(4, 3, "answer", None),
]
PUBLIC = [Shown(1, "one"), Shown(2, "two"), Shown(3, "answer")]


def found(
    rows: list[Stored], acked: dict[str, int] | None = None, *, contact: list[Shown] = PUBLIC
) -> list[str]:
    journal = Journal("cnv_1", dict(SENT), {"a": 1, "b": 2} if acked is None else acked)
    agents = {"the agent": [Shown(row.seq, row.text) for row in rows]}
    return faults(journal, rows, contacts={"the contact": contact}, agents=agents)


def test_all_is_well() -> None:
    assert found(ROWS) == []


def test_what_was_sent_and_never_acknowledged_may_be_missing_or_there() -> None:
    assert found(ROWS, {"a": 1}) == []


@pytest.mark.parametrize(
    ("rows", "acked", "fault"),
    [
        (ROWS, {"a": 1, "c": 3}, "c was acknowledged and is missing"),
        ([*ROWS, Stored(5, 4, "two", "b")], None, "b is stored 2 times"),
        ([*ROWS, Stored(5, 4, "x", "z")], None, "z was never sent"),
        ([*ROWS, Stored(5, 4, "other", "c")], None, "c has other words"),
        (ROWS, {"a": 1, "b": 3}, "b was acknowledged under another number"),
        ([Stored(1, 1, "two", "b"), Stored(2, 2, "one", "a")], {}, "the order stored is not the order sent"),
        ([ROWS[0], *ROWS[2:]], None, "seq has a gap, a repetition or another order"),
        ([ROWS[0], *ROWS[1:2], ROWS[3]], {}, "public seq has a gap, a repetition or another order"),
    ],
    ids=["lost", "twice", "invented", "changed", "moved", "reordered", "gap", "public gap"],
)
def test_each_fault_is_named(rows: list[Stored], acked: dict[str, int] | None, fault: str) -> None:
    assert fault in found(rows, acked)


def test_a_reader_who_sees_something_else_is_named() -> None:
    assert found(ROWS, contact=PUBLIC[:-1]) == ["the contact shows 2 items that are not the 3 stored"]
    assert found(ROWS, contact=[PUBLIC[1], PUBLIC[0], PUBLIC[2]]) != []


def test_the_journal_knows_what_must_be_sent_again_in_order() -> None:
    assert Journal("cnv_1", dict(SENT), {"b": 2}).unacked == ["a", "c"]


def test_missing_names_what_was_acknowledged_and_is_not_there() -> None:
    assert missing(Journal("cnv_1", dict(SENT), {"a": 1, "c": 3}), ROWS) == ["c"]
