"""Files as people and attackers send them, made here so that no sample has to be kept."""

import io
import struct
import zlib
from collections.abc import AsyncIterator
from typing import Any

from PIL import Image

SECRET = b"GPS 39.9042N 116.4074E"


async def pieces(content: bytes, size: int = 1_000) -> AsyncIterator[bytes]:
    for start in range(0, len(content), size):
        yield content[start : start + size]


def picture(format: str, mode: str = "RGB", **options: Any) -> bytes:  # noqa: ANN401 - Pillow's own
    made = Image.linear_gradient("L").resize((40, 30)).convert(mode)
    target = io.BytesIO()
    made.save(target, format, **options)
    return target.getvalue()


def photo() -> bytes:
    """As a phone takes it: turned by a mark, with maker, place, comment, profile and more behind the end."""
    marks = Image.Exif()
    marks[0x0112] = 6  # to be turned by a quarter
    marks[0x010F] = SECRET.decode()
    marks.get_ifd(0x8825)[1] = "N"
    content = picture("JPEG", exif=marks, comment=SECRET, icc_profile=SECRET * 20)
    return content + b"PK\x03\x04" + SECRET


def png_with_text() -> bytes:
    from PIL.PngImagePlugin import PngInfo  # noqa: PLC0415

    texts = PngInfo()
    texts.add_text("Comment", SECRET.decode())
    texts.add_itxt("Author", SECRET.decode())
    return picture("PNG", "RGBA", pnginfo=texts, exif=Image.Exif()) + SECRET


def moving(format: str, frames: int = 3) -> bytes:
    target = io.BytesIO()
    first, *rest = [Image.new("RGB", (20, 10), (n * 40 % 256, 0, 0)) for n in range(frames)]
    first.save(target, format, save_all=True, append_images=rest, duration=70, comment=SECRET)
    return target.getvalue()


def png_bomb(width: int, height: int) -> bytes:
    """A few bytes that say they are a picture as large as a field."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    rows = zlib.compress(b"\0" * 10_000_000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
