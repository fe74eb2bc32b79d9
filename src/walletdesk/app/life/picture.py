"""A picture such as contacts send: a wallet's screen, drawn, with nothing in it that could be anybody's."""

import io
from functools import cache

SIZE = (360, 560)
INK, GROUND, LINE, WAIT = (38, 50, 56), (245, 247, 247), (207, 216, 220), (214, 158, 46)


@cache
def screenshot() -> bytes:
    from PIL import Image, ImageDraw  # noqa: PLC0415 - only where somebody is played who sends one

    drawn = Image.new("RGB", SIZE, GROUND)
    pen = ImageDraw.Draw(drawn)
    pen.rectangle((0, 0, SIZE[0], 56), fill=INK)
    for number in range(5):
        top = 84 + number * 84
        pen.ellipse((20, top, 64, top + 44), fill=LINE)
        pen.rectangle((80, top + 4, 220, top + 16), fill=LINE)
        pen.rectangle((80, top + 26, 170, top + 36), fill=LINE)
        pen.rectangle((270, top + 10, 338, top + 26), fill=WAIT if number == 1 else LINE)
    kept = io.BytesIO()
    drawn.save(kept, "PNG", optimize=True)
    return kept.getvalue()
