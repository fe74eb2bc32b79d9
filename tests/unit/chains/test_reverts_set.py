"""The judging set of reasons, packed by another program: each read by name and arguments, none read wrong."""

import json
from typing import Any

import pytest

from tests.support.source import ROOT
from walletdesk.chains import known_errors
from walletdesk.chains.evaluation.reverts import evaluate

ROWS = ROOT / "tests" / "data" / "reverts" / "first.jsonl"
OWNER = "118cdaa7" + "00" * 12 + "ab" * 20  # OwnableUnauthorizedAccount(address)
RIGHT = {
    "id": "a",
    "data": f"0x{OWNER}",
    "kind": "custom",
    "signature": "OwnableUnauthorizedAccount(address)",
    "args": ["0x" + "AB" * 20],
}


def test_every_row_is_read_for_what_it_is() -> None:
    rows = [json.loads(line) for line in ROWS.read_text("utf-8").splitlines()]
    result = evaluate(rows, known_errors())
    assert [row for row in result.rows if not row.ok] == []
    assert result.metrics == {"decoded": 1.0, "wrong": 0.0}
    assert {row["kind"] for row in rows} == {
        "custom",
        "error_string",
        "panic",
        "empty",
        "malformed",
        "unknown_custom",
    }
    assert len({row["signature"] for row in rows if row["signature"]}) >= 226


@pytest.mark.parametrize(
    ("change", "decoded", "wrong"),
    [
        ({}, 1.0, 0.0),
        ({"args": ["0x" + "ac" * 20]}, 0.0, 1.0),
        ({"signature": "Other(address)"}, 0.0, 1.0),
        ({"data": "0xdeadbeef"}, 0.0, 0.0),  # unread, but nothing false was said
        ({"kind": "error_string", "text": "x"}, 0.0, 1.0),
        ({"kind": "malformed"}, 0.0, 1.0),
        ({"kind": "malformed", "data": "0xzz"}, 0.0, 0.0),
        ({"kind": "panic", "code": "0x11", "data": "0x4e487b71" + f"{17:064x}"}, 1.0, 0.0),
        ({"kind": "panic", "code": 18, "data": "0x4e487b71" + f"{17:064x}"}, 0.0, 1.0),
    ],
    ids=str,
)
def test_what_is_wrong_is_counted(change: dict[str, Any], decoded: float, wrong: float) -> None:
    result = evaluate([RIGHT | change], known_errors())
    assert result.metrics == {"decoded": decoded, "wrong": wrong}


def test_words_and_arguments_are_not_told_again() -> None:
    (row,) = evaluate([RIGHT | {"args": ["mine alone"]}], known_errors()).rows
    assert (row.expected, row.got) == (
        "custom OwnableUnauthorizedAccount(address)",
        "custom OwnableUnauthorizedAccount(address), but not what it says",
    )
