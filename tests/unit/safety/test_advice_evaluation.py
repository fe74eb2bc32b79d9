"""What ``walletdesk eval advice`` counts, and in which shape it says so."""

from walletdesk.safety.advice.evaluation import evaluate

ROWS = [
    {"id": "b", "text": "Please send me your recovery phrase", "lang": "en", "blocked": True},
    {"id": "a", "text": "别把助记词发给任何人。", "lang": "zh", "blocked": False},
    {"id": "d", "text": "Good morning.", "lang": "en", "blocked": True},
    {"id": "c", "text": "建议卸载重装试一下", "lang": "zh", "blocked": False},
]


def test_the_report_has_the_shape_of_every_eval_and_keeps_the_order() -> None:
    judged = evaluate(ROWS)
    assert judged.report() == {
        "name": "advice",
        "n": 4,
        "metrics": {"recall": 0.5, "false_alarm_rate": 0.5},
        "rows": [
            {"id": "b", "expected": True, "got": True, "ok": True},
            {"id": "a", "expected": False, "got": False, "ok": True},
            {"id": "d", "expected": True, "got": False, "ok": False},
            {"id": "c", "expected": False, "got": True, "ok": False},
        ],
    }


def test_the_table_tells_languages_apart_and_names_what_went_wrong_by_id() -> None:
    table = evaluate(ROWS).table()
    assert "recall en               0.5000" in table
    assert "wrong: d: let through" in table
    assert "wrong: c: destroy-before-backup" in table


def test_no_rows_are_no_error() -> None:
    assert evaluate([]).report()["n"] == 0
