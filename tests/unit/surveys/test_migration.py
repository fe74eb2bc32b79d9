"""What the migration makes of several surveys of one conversation."""

import sqlite3

from walletdesk.app.migrations.versions.v0035_surveys import LATEST

ROWS = [("s1", "c1", 1), ("s2", "c1", 9), ("s3", "c2", 4), ("s4", "c3", 7), ("s5", "c3", 7), ("s6", None, 8)]


def test_the_latest_of_each_conversation_goes_on_and_all_are_read_in_one_go() -> None:
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE survey (id TEXT PRIMARY KEY, conversation TEXT, asked_at INTEGER)")
    db.executemany("INSERT INTO survey VALUES (?, ?, ?)", ROWS)
    found = dict(db.execute(LATEST).fetchall())
    steps = [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {LATEST}")]
    db.close()
    assert found == {"c1": "s2", "c2": "s3", "c3": "s5"}
    assert not any("CORRELATED" in step for step in steps)
