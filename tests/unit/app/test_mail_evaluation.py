"""``walletdesk eval mail``: the sets that were written for it, and folders that cannot be judged."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.support.mails import OURS
from walletdesk.app.cli import main

WHOLE = {
    "attack-attachment", "attack-bomb", "attack-loop", "attack-markup", "attack-thread", "charset",
    "reply-zh", "wallet-secret",
}  # fmt: skip


def test_every_set_of_attacks_letters_and_secrets_passes_whole(tmp_path: Path) -> None:
    into = tmp_path / "result.json"
    ran = CliRunner().invoke(main, ["eval", "mail", str(OURS), "--json", str(into)])
    assert ran.exit_code == 0, ran.output
    told = json.loads(into.read_text("utf-8"))
    assert [row for row in told["rows"] if row["got"] and row["id"].partition("/")[0] in WHOLE] == []
    assert {f"passed {name}" for name in WHOLE} <= told["metrics"].keys()
    assert told["metrics"]["wall_s_max"] < 5
    assert told["metrics"]["rss_mb_max"] < 256
    assert "needs a browser, not passed here: browser (28)" in ran.output
    assert "needs a running installation, not passed here: bot_output_must_not_match (4)" in ran.output


def test_a_wrong_expectation_is_told(tmp_path: Path) -> None:
    _case(tmp_path, {"outcome": "joins", "subject": "Else", "must_not_send_auto_reply": True})
    ran = CliRunner().invoke(main, ["eval", "mail", str(tmp_path)])
    assert ran.exit_code == 0
    for words in ("new_conversation instead of joins", "the subject is 'Help'", "answers: may"):
        assert words in ran.output


@pytest.mark.parametrize(("name", "said"), [("", "There is no mail"), ("one.eml", "one.eml has no one.json")])
def test_what_cannot_be_judged_is_said_in_one_line(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / (name or "other.txt")).write_text("x")
    ran = CliRunner().invoke(main, ["eval", "mail", str(tmp_path)])
    assert ran.exit_code == 1
    assert said in ran.output
    assert "Traceback" not in ran.output


def test_a_key_that_nobody_knows_passes_nothing(tmp_path: Path) -> None:
    _case(tmp_path, {"sender_is": "li@customer.example"})
    ran = CliRunner().invoke(main, ["eval", "mail", str(tmp_path)])
    assert ran.exit_code == 1
    assert "one.json expects what nobody here knows: sender_is." in ran.output


def test_a_mail_that_must_be_read_and_is_not_is_told(tmp_path: Path) -> None:
    _case(tmp_path, {"parses": True})
    (tmp_path / "one.eml").write_bytes(b"")
    assert "could not be read: empty" in CliRunner().invoke(main, ["eval", "mail", str(tmp_path)]).output


def _case(folder: Path, expect: dict[str, object]) -> None:
    (folder / "one.eml").write_bytes(b"From: li@customer.example\r\nSubject: Help\r\n\r\nIt is gone.\r\n")
    (folder / "one.json").write_text(json.dumps({"id": "own/one", "expect": expect}))
