"""What looks at pictures: the reader of the extra ``ocr``, and the shield for what it read."""

from collections.abc import Iterable
from typing import Literal

from walletdesk.conversations import Eyes, Looked
from walletdesk.kernel.ids import BlobId
from walletdesk.platform.blobs import DiskBlobs, NotRead, PictureReader, can_read
from walletdesk.platform.settings import Settings
from walletdesk.safety import readings, screen, screen_picture, size_of


def own_eyes(settings: Settings, blobs: DiskBlobs) -> Eyes | None:
    """None where pictures cannot be read, or are not to be."""
    return PictureEyes(blobs) if sight(settings) == "checked" else None


def sight(settings: Settings) -> Literal["checked", "off", "missing"]:
    """What becomes of pictures here, and if they are not checked, why: ``missing`` is the extra."""
    if not settings.attachments.read_pictures:
        return "off"
    return "checked" if can_read() else "missing"


class PictureEyes:
    def __init__(self, blobs: DiskBlobs) -> None:
        self._blobs = blobs
        self._reader = PictureReader()

    async def look(self, picture: BlobId) -> Looked | None:
        try:
            text = await self._reader.read(self._blobs.path_of(picture))
        except NotRead:
            return None
        seen = screen_picture(text.lines, text.codes)
        if not seen.stopped:
            return Looked(must_ask=seen.uncertain)
        return Looked(seen.kind.value, size=_size(readings(text.lines, text.codes)))


def _size(texts: Iterable[str]) -> str:
    """Of what stands in the first of the ways to read the picture that shows it."""
    sizes = (size_of(seen.worst, text) for text in texts if (seen := screen(text)).stopped and seen.worst)
    return next(sizes, "")
