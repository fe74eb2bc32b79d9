"""Identifiers: of one form, in the order of time, never the same one twice."""

import os
import re

import pytest

from walletdesk.kernel.ids import new_id

FORM = re.compile(r"cnv_[0-7][0-9a-hjkmnp-tv-z]{25}")


def test_an_id_is_its_prefix_and_26_letters() -> None:
    assert FORM.fullmatch(new_id("cnv"))


def test_no_id_comes_twice_however_many_are_made_at_once() -> None:
    made = {new_id("cnv") for _ in range(5_000)}
    assert len(made) == 5_000


def test_later_ids_sort_after_earlier_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter([1_700_000_000_000_000_000, 1_700_000_000_001_000_000, 1_893_456_000_000_000_000])
    monkeypatch.setattr("walletdesk.kernel.ids.time.time_ns", lambda: next(moments))
    made = [new_id("cnv") for _ in range(3)]
    assert made == sorted(made)
    assert made[0][4:14] == "01hf7yat00", "the same letters as before: old and new rows lie together"


def test_a_child_process_does_not_give_out_the_ids_of_its_parent() -> None:
    new_id("cnv")
    reads, writes = os.pipe()
    child = os.fork()
    if not child:
        os.write(writes, new_id("cnv").encode())
        os._exit(0)
    os.waitpid(child, 0)
    assert os.read(reads, 100).decode()[14:] != new_id("cnv")[14:]
