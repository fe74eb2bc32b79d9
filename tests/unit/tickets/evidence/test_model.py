"""The chain of evidence: whatever is changed, taken away, put in or made anew is told by its number."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.support.evidence import seal
from walletdesk.kernel.errors import Conflict
from walletdesk.kernel.ids import AgentId, BlobId, TicketId
from walletdesk.tickets.evidence.model import (
    MOST,
    Break,
    End,
    Evidence,
    Fault,
    Form,
    Source,
    chained,
    digest,
    faults,
    hash_of,
    moment,
)

NOW = datetime(2026, 11, 20, 12, 0, 0, 7_000, tzinfo=UTC)
TICKET = TicketId("tkt_1")
Rows = Sequence[Evidence]


def piece(text: str) -> Evidence:
    sha256 = digest(text.encode())
    return Evidence(
        ticket=TICKET,
        seq=0,
        form=Form.FILE,
        source=Source.CONTACT,
        name=f"{text}.txt",
        type="text/plain",
        size=len(text),
        sha256=sha256,
        arrived=sha256,
        at=NOW,
        agent=AgentId("agt_ann"),
        by="Ann",
        role="agent",
        blob=BlobId(f"blb_{text}"),
    )


def chain(*texts: str) -> tuple[list[Evidence], End]:
    end: End | None = None
    rows = []
    for text in texts:
        row, end = chained(piece(text), end, seal)
        rows.append(row)
    assert end is not None
    return rows, end


def checked(rows: Rows, end: End | None, contents: Mapping[int, str | None] | None = None) -> list[Fault]:
    lying = {row.seq: row.sha256 for row in rows} if contents is None else contents
    return faults(rows, end, seal=seal, contents=lying, told=3)


ROWS, LAST = chain("one", "two", "three")


def test_a_chain_as_it_was_made_has_no_fault() -> None:
    assert checked(ROWS, LAST) == []
    assert [row.seq for row in ROWS] == [1, 2, 3]
    assert ROWS[0].previous == "0" * 64


def test_a_hash_is_that_of_what_is_said_in_canonical_form() -> None:
    said = (
        '{{"agent":"agt_ann","arrived":"{}","at":"2026-11-20T12:00:00.007Z","by":"Ann","form":"file",'
        '"name":"one.txt","previous":"{}","role":"agent","seq":1,"sha256":"{}","size":3,"source":"contact",'
        '"ticket":"tkt_1","type":"text/plain","unread":0}}'
    ).format(ROWS[0].sha256, "0" * 64, ROWS[0].sha256)
    assert ROWS[0].hash == hashlib.sha256(said.encode()).hexdigest()
    assert moment(NOW) == "2026-11-20T12:00:00.007Z"


@pytest.mark.parametrize(
    "changed",
    [
        {"ticket": TicketId("tkt_2")},
        {"form": Form.STATEMENT},
        {"source": Source.OURS},
        {"name": "other"},
        {"type": "image/png"},
        {"size": 9},
        {"sha256": "ab" * 32},
        {"arrived": "ab" * 32},
        {"unread": True},
        {"at": NOW + timedelta(milliseconds=1)},
        {"agent": AgentId("agt_ben")},
        {"by": "Ben"},
        {"role": "lead"},
        {"previous": "ab" * 32},
        {"hash": "ab" * 32},
        {"seal": "ab" * 32},
    ],
    ids=lambda changed: next(iter(changed)),
)
@pytest.mark.parametrize("seq", [1, 2, 3])
def test_any_field_of_any_row_that_is_changed_is_told(seq: int, changed: Mapping[str, str]) -> None:
    rows = [replace(row, **changed) if row.seq == seq else row for row in ROWS]  # type: ignore[arg-type] # any of its fields
    assert checked(rows, LAST) == [Fault(seq, Break.ROW_CHANGED)]


@pytest.mark.parametrize("seq", [1, 2, 3])
def test_a_row_that_was_taken_away_is_told(seq: int) -> None:
    assert checked([row for row in ROWS if row.seq != seq], LAST) == [Fault(seq, Break.ROW_GONE)]


@pytest.mark.parametrize("seq", [1, 2, 3])
def test_a_row_with_its_hash_made_anew_has_no_seal_of_ours(seq: int) -> None:
    forged = replace(ROWS[seq - 1], name="other")
    forged = replace(forged, hash=hash_of(forged))
    rows = [forged if row.seq == seq else row for row in ROWS]
    assert Fault(seq, Break.ROW_CHANGED) in checked(rows, LAST)


def test_a_whole_chain_made_anew_without_our_key_is_told_row_by_row() -> None:
    """Whoever can write into the database and has not the key of the installation."""
    end: End | None = None
    rows = []
    for text in ("uno", "due", "tre"):
        row, end = chained(piece(text), end, lambda said: hashlib.sha256(said.encode()).hexdigest())
        rows.append(row)
    told = checked(rows, end)
    assert told == [*(Fault(seq, Break.ROW_CHANGED) for seq in (1, 2, 3)), Fault(3, Break.END)]


@pytest.mark.parametrize(
    ("lies_there", "what"), [(None, Break.CONTENT_GONE), ("ab" * 32, Break.CONTENT_CHANGED)]
)
def test_bytes_that_are_gone_or_others_are_told(lies_there: str | None, what: Break) -> None:
    contents = {row.seq: row.sha256 for row in ROWS} | {2: lies_there}
    assert checked(ROWS, LAST, contents) == [Fault(2, what)]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda end: replace(end, seal="ab" * 32),
        lambda end: replace(end, hash="ab" * 32, seal=seal(f"end of evidence {TICKET} 3 {'ab' * 32}")),
        lambda _: None,
    ],
    ids=["seal", "hash", "gone"],
)
def test_an_end_that_is_another_is_told(spoil: Callable[[End], End | None]) -> None:
    assert checked(ROWS, spoil(LAST)) == [Fault(3, Break.END)]


def test_a_row_behind_the_end_is_told() -> None:
    _, end = chain("one", "two")
    assert checked(ROWS, end) == [Fault(3, Break.END)]


def test_two_rows_of_two_chains_do_not_follow_each_other() -> None:
    others, _ = chain("one", "other", "three")
    assert checked([ROWS[0], ROWS[1], others[2]], LAST) == [Fault(3, Break.ROW_CHANGED), Fault(3, Break.END)]


def test_a_chain_ends_where_nobody_could_send_it_any_more() -> None:
    end = End(ticket=TICKET, seq=MOST, hash="ab" * 32, seal="")
    with pytest.raises(Conflict):
        chained(piece("more"), end, seal)
