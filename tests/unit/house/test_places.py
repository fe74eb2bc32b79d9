"""Files of tests lie in memory only where that is roomy, writable and may hold programs."""

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.support.places import DISK, quick_folder


def test_memory_is_taken_where_there_is_room(tmp_path: Path) -> None:
    assert quick_folder(tmp_path, room=1) == tmp_path


def test_too_little_memory_is_left_alone(tmp_path: Path) -> None:
    assert quick_folder(tmp_path, room=10**18) == DISK


def test_no_memory_folder_no_trouble(tmp_path: Path) -> None:
    assert quick_folder(tmp_path / "missing", room=1) == DISK


def test_memory_that_forbids_programs_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forbidding = SimpleNamespace(f_bavail=10**9, f_frsize=4096, f_flag=os.ST_NOEXEC)
    monkeypatch.setattr(os, "statvfs", lambda _: forbidding)
    assert quick_folder(tmp_path, room=1) == DISK


def test_a_place_that_somebody_chose_is_kept(tmp_path: Path) -> None:
    look = "from tests.support.places import *; use_quick_folder(); print(tempfile.gettempdir())"
    told = subprocess.run(
        [sys.executable, "-c", look],
        env={**os.environ, "TMPDIR": str(tmp_path)},
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == str(tmp_path)
