"""The search through the files of a server that is at work beside it."""

from pathlib import Path

import pytest

from tests.support.planting import written_in


def test_what_vanishes_meanwhile_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "log").mkdir()
    for name in ("kept", "log/gone"):
        (tmp_path / name).write_text(name)
    was_there = Path.is_file

    def vanishes(file: Path) -> bool:
        there = was_there(file)
        if file.name == "gone":
            file.unlink()
        return there

    monkeypatch.setattr(Path, "is_file", vanishes)
    assert list(written_in(tmp_path, 0)) == [(tmp_path / "kept", b"kept")]
    assert list(written_in(tmp_path / "nowhere", 0)) == []


def test_what_cannot_be_read_is_no_clean_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "locked").write_text("secret")

    def refuses(_: Path) -> bytes:
        raise PermissionError

    monkeypatch.setattr(Path, "read_bytes", refuses)
    with pytest.raises(PermissionError):
        list(written_in(tmp_path, 0))
