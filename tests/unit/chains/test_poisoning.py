"""Addresses made to be taken for another one, in pairs and in a whole history."""

import json

import pytest

from tests.support.source import ROOT
from walletdesk.chains import alike_in, lookalikes, looks_like
from walletdesk.chains.evaluation.poisoning import evaluate

ROWS = ROOT / "tests" / "data" / "poisoning" / "first.jsonl"
KNOWN = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"
FALSE = "0x5aa" + "7" * 33 + "eaed"
TON = "EQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqB2N"
TON_ELSEWHERE = "UQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqEBI"  # the same account, not bounceable


def test_every_row_of_the_frozen_set_is_right() -> None:
    result = evaluate(map(json.loads, ROWS.read_text("utf-8").splitlines()))
    assert [row for row in result.rows if not row.ok] == []
    assert (len(result.rows), result.metrics) == (300, {"recall": 1.0, "false_alarm_rate": 0.0})


@pytest.mark.parametrize(
    ("known", "candidate", "expected"),
    [
        (KNOWN, FALSE.upper().replace("X", "x"), True),
        (KNOWN, "0x5aa" + "7" * 33 + "beae", False),  # the last letter is another
        (KNOWN, "0x5ab" + "7" * 33 + "eaed", False),
        (KNOWN, KNOWN.upper().replace("X", "x"), False),  # itself
        (KNOWN, KNOWN[2:], False),  # no address without what it begins with
        (TON, TON_ELSEWHERE, False),
        (TON, TON[:6] + "A" * 38 + TON[-4:], True),
        (TON, TON.replace("-", "+"), False),
        ("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", False),
        ("alice.funds1", "alixyzfunds1", True),  # names of EOS
        ("", "", False),
    ],
    ids=str,
)
def test_what_looks_like_another(known: str, candidate: str, expected: bool) -> None:
    assert looks_like(known, candidate) is looks_like(candidate, known) is expected


def test_a_history_is_searched_for_those_that_look_alike() -> None:
    stranger = "0x" + "12" * 20
    assert lookalikes(FALSE, [stranger, KNOWN, FALSE, KNOWN.lower()]) == (KNOWN, KNOWN.lower())
    assert alike_in([stranger, KNOWN, FALSE, KNOWN.lower(), FALSE]) == ((KNOWN, FALSE),)
    assert lookalikes("hello, world", [KNOWN]) == ()
    assert alike_in([KNOWN, "hello"]) == ()


def test_a_wrong_answer_is_counted_on_either_side() -> None:
    honest = {"id": "a", "known": KNOWN, "candidate": FALSE, "lookalike": False}
    missed = {"id": "b", "known": KNOWN, "candidate": "0x" + "12" * 20, "lookalike": True}
    assert evaluate([honest, missed]).metrics == {"recall": 0.0, "false_alarm_rate": 1.0}
