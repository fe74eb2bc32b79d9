"""Reads what is written in one picture, alone in a process with bounds. Started by ``reading``.

Needs the extra ``ocr``. Arguments: the picture, the longest side it is read at. Writes JSON to its output:
``lines`` of words with the corners of their boxes, and ``codes``, what its QR codes say.
"""

import json
import os
import resource
import sys
from typing import Any

_MEMORY = 4_000_000_000  # bytes of address space; the models map about three, and hold 0.7 in memory
_SECONDS = 20
_LONGER = 3  # times as long as wide; phones have up to 2.4

UNREADABLE = 4
NOT_INSTALLED = 5


def main(source: str, longest: int) -> int:
    os.environ["OMP_NUM_THREADS"] = "1"  # one core: the others answer people
    try:
        import cv2  # noqa: PLC0415
        import rapidocr  # noqa: F401, PLC0415
    except ImportError:
        return NOT_INSTALLED
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    cv2.setNumThreads(1)
    try:
        sys.stdout.write(json.dumps(_read(_opened(source, longest))))
    except Exception:  # whatever a decoder or a model throws over hostile bytes: it was not read
        return UNREADABLE
    return 0


def _opened(source: str, longest: int) -> Any:
    """No larger than it is read, in the order of colours that the models know.

    Of a moving picture one frame would say nothing of the others, and a long one would be made too small to
    read: both are not read.
    """
    import numpy  # noqa: PLC0415
    from PIL import Image  # noqa: PLC0415

    with Image.open(source, formats=["PNG", "JPEG", "WEBP", "GIF"]) as picture:
        if getattr(picture, "n_frames", 1) > 1 or max(picture.size) > _LONGER * min(picture.size):
            raise ValueError
        plain = Image.new("RGB", picture.size, "white")
        plain.paste(picture.convert("RGBA"), mask=picture.convert("RGBA").getchannel("A"))
    plain.thumbnail((longest, longest))
    return numpy.array(plain)[:, :, ::-1].copy()


def _read(pixels: Any) -> dict[str, list[Any]]:
    import cv2  # noqa: PLC0415

    found, codes, _, _ = cv2.QRCodeDetector().detectAndDecodeMulti(pixels)
    return {"lines": _lines(pixels), "codes": [code for code in codes if code] if found else []}


def _lines(pixels: Any) -> list[Any]:
    import logging  # noqa: PLC0415

    from rapidocr import RapidOCR  # noqa: PLC0415

    logging.disable(logging.CRITICAL)
    one = "EngineConfig.onnxruntime.intra_op_num_threads"
    seen: Any = RapidOCR(params={one: 1})(pixels)
    if seen.txts is None or seen.boxes is None:
        return []
    boxes = [[[round(float(x)), round(float(y))] for x, y in box] for box in seen.boxes]
    return [[text, box] for text, box in zip(seen.txts, boxes, strict=True)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
