"""Rows of ``walletdesk eval shield`` that name a picture: read here, judged like every other."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from walletdesk.platform.blobs import NotRead, PictureReader, can_read
from walletdesk.safety import readings

Row = Mapping[str, object]


async def with_what_pictures_say(rows: Sequence[Row], folder: Path) -> list[Row]:
    """A row with ``file`` (beside the list) gets the texts its picture may be read as. Unread, it stays."""
    reader = PictureReader()
    return [await _read(row, folder, reader) if "file" in row and can_read() else row for row in rows]


async def _read(row: Row, folder: Path, reader: PictureReader) -> Row:
    try:
        seen = await reader.read(folder / str(row["file"]))
    except NotRead:
        return row
    return {**row, "texts": readings(seen.lines, seen.codes) or [""]}
