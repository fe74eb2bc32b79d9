"""Draws one picture anew, alone in a process with little memory and little time. Started by ``pictures``.

Nothing but pixels crosses: no position, camera, thumbnail, comment or second file behind the picture.
Arguments: source, target, type, most pixels. Writes ``width height`` or leaves with a code other than 0.
"""

import resource
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFile import ImageFile

_MEMORY = 1_200_000_000  # bytes of address space; forty megapixels in four colours, three times over
_SECONDS = 20
_FILE = 100_000_000
_FRAMES = 300
_FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/webp": "WEBP", "image/gif": "GIF"}
_MOVING = ("GIF", "WEBP")

TOO_MANY_PIXELS = 3
UNREADABLE = 4


def main(source: str, target: str, kind: str, most_pixels: int) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_FILE, _FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        return redraw(source, target, kind, most_pixels)
    except Exception:  # whatever a decoder throws over hostile bytes: the picture is not taken
        return UNREADABLE


def redraw(source: str, target: str, kind: str, most_pixels: int) -> int:
    from PIL import Image  # noqa: PLC0415 - after the limits hold

    Image.MAX_IMAGE_PIXELS = None  # counted below, before anything is unpacked
    format = _FORMATS[kind]
    with Image.open(source, formats=[format]) as picture:
        frames = getattr(picture, "n_frames", 1) if format in _MOVING else 1
        if frames > _FRAMES or picture.width * picture.height * frames > most_pixels:
            return TOO_MANY_PIXELS
        width, height = _move(picture, target) if frames > 1 else _still(picture, target)
    sys.stdout.write(f"{width} {height}")
    return 0


def _still(picture: "ImageFile", target: str) -> tuple[int, int]:
    from PIL import ImageOps  # noqa: PLC0415

    upright = ImageOps.exif_transpose(picture)
    format = str(picture.format)
    kept = _bare(upright.convert("RGB" if format == "JPEG" else _mode(upright)))
    kept.save(target, format, quality=90)
    return kept.size


def _move(picture: "ImageFile", target: str) -> tuple[int, int]:
    from PIL import ImageSequence  # noqa: PLC0415

    durations, frames = [], []
    for frame in ImageSequence.Iterator(picture):
        durations.append(frame.info.get("duration", 100))
        frames.append(_bare(frame.convert("RGBA")))
    first, *rest = frames
    first.save(target, picture.format, save_all=True, append_images=rest, duration=durations, loop=0)
    return first.size


def _mode(picture: "Image") -> str:
    """Kept where pixels are all that is needed; a palette holds its transparency elsewhere."""
    return picture.mode if picture.mode in ("L", "LA", "RGB", "RGBA") else "RGBA"


def _bare(picture: "Image") -> "Image":
    """Savers copy profiles and comments from here."""
    picture.info = {}
    return picture


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])))
