"""Pictures as people send them: phrases in grids, error screens, codes. Drawn here, of throw-away words."""

from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

CJK = sorted(Path("/usr/share/fonts").rglob("*CJK*Regular*")) + sorted(Path("/usr/share/fonts").rglob("wqy*"))
DARK, LIGHT = ((18, 18, 24), "white"), ((250, 250, 252), (25, 25, 30))
Font = ImageFont.FreeTypeFont | ImageFont.ImageFont
WIDTH, MARGIN = 1080, 60


def font(text: str, size: int) -> Font:
    """Pillow's own for Latin; Chinese needs one of the system, which Chromium's tests need as well."""
    return ImageFont.load_default(size) if text.isascii() else ImageFont.truetype(str(CJK[0]), size)


def grid(words: Sequence[str], *, columns: int = 3, dark: bool = True, down: bool = False) -> Image.Image:
    """A wallet's page of a phrase; ``down``: numbered column by column."""
    ground, ink = DARK if dark else LIGHT
    made = Image.new("RGB", (WIDTH, 1920), ground)
    draw = ImageDraw.Draw(made)
    draw.text((MARGIN, 160), "Secret Recovery Phrase", font=font("a", 56), fill=ink)
    wide, rows = (WIDTH - 2 * MARGIN) // columns, -(-len(words) // columns)
    for i, word in enumerate(words):
        column, row = (i // rows, i % rows) if down else (i % columns, i // columns)
        draw.text(
            (MARGIN + column * wide, 400 + row * 110), f"{i + 1}. {word}", font=font(word, 38), fill=ink
        )
    return made


def screen_of(lines: Sequence[str]) -> Image.Image:
    made = Image.new("RGB", (WIDTH, 1400), LIGHT[0])
    for i, line in enumerate(lines):
        place = (MARGIN, 120 + i * 72)
        ImageDraw.Draw(made).text(place, line, font=font(line, 38), fill=LIGHT[1])
    return made


def turned(picture: Image.Image, degrees: float) -> Image.Image:
    return picture.rotate(degrees, expand=True, fillcolor=(120, 110, 100))


def code_of(text: str) -> Image.Image:
    """A QR code in the middle of a white page."""
    import cv2  # noqa: PLC0415 - with the extra

    drawn = Image.fromarray(cv2.QRCodeEncoder.create().encode(text))
    page = Image.new("RGB", (WIDTH, WIDTH), "white")
    page.paste(drawn.resize((drawn.width * 8, drawn.height * 8), Image.Resampling.NEAREST), (120, 120))
    return page
