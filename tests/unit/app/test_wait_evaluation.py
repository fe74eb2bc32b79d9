"""What `walletdesk eval waits` reads."""

import gzip
from pathlib import Path

import click
import pytest

from walletdesk.app.wait_evaluation import read

ROW = '{"joined_at": "2026-11-20T12:00:00+01:00", "waited": 90, "place": 2, "agents": 1, "served": true}\n'


def test_rows_are_read_packed_as_well(tmp_path: Path) -> None:
    plain, packed = tmp_path / "rows.jsonl", tmp_path / "rows.jsonl.gz"
    plain.write_text(ROW, "utf-8")
    packed.write_bytes(gzip.compress(ROW.encode()))
    assert read(packed) == read(plain)
    assert [(wait.place, wait.waited.total_seconds()) for wait in read(packed)] == [(2, 90)]


@pytest.mark.parametrize("content", [ROW.encode(), gzip.compress(ROW.encode())[:-9], gzip.compress(b"\xff")])
def test_what_is_not_packed_rows_is_said_in_one_sentence(tmp_path: Path, content: bytes) -> None:
    wrong = tmp_path / "rows.jsonl.gz"
    wrong.write_bytes(content)
    with pytest.raises(click.ClickException, match="cannot be read"):
        read(wrong)
