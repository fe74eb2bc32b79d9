"""What commands say of pictures: whether they are checked here, and what rows of ``eval shield`` show."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from walletdesk.app.wiring.eyes import sight
from walletdesk.platform.blobs import NotRead, PictureReader, can_read
from walletdesk.platform.settings import Finding, Settings
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


def unchecked(settings: Settings) -> list[Finding]:
    """The warning that agents look at their own risk, where they do."""
    where, state = "attachments.read_pictures", sight(settings)
    off = Finding("Pictures are not checked for secrets: agents must confirm before they open one.", where)
    missing = Finding(
        "The extra ocr is not installed, so pictures are not checked for secrets: agents must confirm before "
        "they open one.",
        where,
    )
    return [replace(one, level="warning") for one in {"off": [off], "missing": [missing]}.get(state, [])]
