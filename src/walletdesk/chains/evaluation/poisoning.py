"""How good look-alike addresses are noticed: what ``walletdesk eval poisoning`` prints and writes.

A row is ``{"id", "known", "candidate", "lookalike"}``: two addresses, and whether one was made to be taken
for the other.
"""

from collections.abc import Iterable, Mapping

from walletdesk.chains.evaluation.result import Evaluation, Row, share
from walletdesk.chains.model.poisoning import looks_like


def evaluate(given: Iterable[Mapping[str, object]]) -> Evaluation:
    """``recall``: of the look-alikes. ``false_alarm_rate``: of the honest pairs."""
    judged = [(bool(row["lookalike"]), _row(row)) for row in given]
    metrics = {
        "recall": share([row.ok for lookalike, row in judged if lookalike]),
        "false_alarm_rate": share([not row.ok for lookalike, row in judged if not lookalike]),
    }
    return Evaluation("poisoning", [row for _, row in judged], metrics)


def _row(row: Mapping[str, object]) -> Row:
    expected = _said(alike=bool(row["lookalike"]))
    got = _said(alike=looks_like(str(row["known"]), str(row["candidate"])))
    return Row(str(row["id"]), expected, got, expected == got)


def _said(*, alike: bool) -> str:
    return "lookalike" if alike else "honest"
