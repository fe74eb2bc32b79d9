"""What a start finds of an earlier run that was killed."""

from pathlib import Path

from tests.support.installation import installation


async def test_files_that_were_being_looked_at_are_gone(database_url: str, tmp_path: Path) -> None:
    """Nobody will take them in any more, and nobody has seen what is in them."""
    waiting = tmp_path / "intake"
    waiting.mkdir()
    (waiting / "0f1e").write_text("half a file")
    (waiting / "0f1e.drawn").write_text("half a picture")
    async with installation(database_url, tmp_path):
        assert list(waiting.iterdir()) == []
