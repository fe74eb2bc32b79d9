"""Pictures and files of a contact: small enough, the right way up, with a way out of every trouble."""

import asyncio
import base64
import io
import random

import pytest
from PIL import Image
from playwright.async_api import Page, expect

from tests.support.browser import Look, PageMaker
from tests.support.fake_server import FakeServer
from tests.support.widget import Widget, until

TURNED = 6  # EXIF: the camera was held upright
CUT = "The upload broke off."
HANDED = """([selector, kind, name, type, data]) => {
  const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
  const files = new DataTransfer();
  files.items.add(new File([bytes], name, { type }));
  const field = document.querySelector(selector);
  const how = { clipboardData: files, dataTransfer: files, bubbles: true, cancelable: true };
  field.dispatchEvent(kind === "paste" ? new ClipboardEvent("paste", how) : new DragEvent("drop", how));
}"""


def photo(width: int, height: int, kind: str = "JPEG", *, turned: bool = False) -> bytes:
    """Noise is what compresses worst; so a smaller picture is a smaller file."""
    rough = random.Random(7).randbytes(width * height // 64 * 3)  # noqa: S311 - noise, no secret
    picture = Image.frombytes("RGB", (width // 8, height // 8), rough).resize((width, height))
    picture.paste((255, 0, 0), (0, 0, width // 4, height // 4))  # the corner that tells which way is up
    exif = Image.Exif()
    if turned:
        exif[0x0112] = TURNED
    written = io.BytesIO()
    picture.save(written, kind, exif=exif)
    return written.getvalue()


def sent(server: FakeServer) -> tuple[str, bytes]:
    """Name and bytes of the one file that went up."""
    [body] = server.files
    head, _, rest = body.partition(b"\r\n\r\n")
    name = head.partition(b'filename="')[2].partition(b'"')[0].decode()
    return name, rest.rpartition(b"\r\n--")[0]


def as_file(name: str, kind: str, data: bytes) -> dict[str, object]:
    return {"name": name, "mimeType": kind, "buffer": data}


@pytest.fixture
async def talking(widget: Widget) -> Widget:
    id = widget.server.conversation()
    widget.server.add(id, "agent", "Please send a picture.")
    return await widget.known(id)


async def choose(widget: Widget, file: dict[str, object]) -> None:
    await widget.page.locator("input[type=file]").first.set_input_files(file)  # type: ignore[arg-type]


async def ready(widget: Widget) -> None:
    await expect(widget.page.get_by_text("Ready to send")).to_be_visible()


async def test_a_large_photo_travels_small_and_the_right_way_up(talking: Widget) -> None:
    original = photo(4000, 3000, turned=True)
    await choose(talking, as_file("IMG_1.jpeg", "image/jpeg", original))
    await ready(talking)
    name, data = sent(talking.server)
    made = Image.open(io.BytesIO(data))
    assert (name, made.format, made.size) == ("IMG_1.jpg", "JPEG", (1536, 2048))
    assert len(data) < len(original)
    assert made.getexif().get(0x0112, 1) == 1
    red = made.convert("RGB").getpixel((1500, 30))  # what was at the left is at the right after the turn
    assert isinstance(red, tuple)
    assert red[0] > 200
    assert max(red[1:]) < 60


async def test_a_large_screenshot_keeps_its_letters_sharp(talking: Widget) -> None:
    await choose(talking, as_file("shot.png", "image/png", photo(3000, 1000, "PNG")))
    await ready(talking)
    name, data = sent(talking.server)
    made = Image.open(io.BytesIO(data))
    assert (name, made.format, made.size) == ("shot.webp", "WEBP", (2048, 683))


@pytest.mark.parametrize(
    ("name", "kind", "data"),
    [
        ("small.jpg", "image/jpeg", photo(1600, 1200)),
        ("moves.gif", "image/gif", photo(2400, 80, "GIF")),
        ("broken.png", "image/png", b"no picture at all"),
        ("log.txt", "text/plain", b"no secrets"),
    ],
    ids=["small", "moving", "unreadable", "no picture"],
)
async def test_what_is_no_large_picture_travels_as_it_is(
    talking: Widget, name: str, kind: str, data: bytes
) -> None:
    await choose(talking, as_file(name, kind, data))
    await ready(talking)
    assert sent(talking.server) == (name, data)


async def test_a_picture_that_would_not_get_smaller_travels_as_it_is(talking: Widget) -> None:
    plain = io.BytesIO()
    Image.new("1", (2100, 4)).save(plain, "PNG")
    await choose(talking, as_file("line.png", "image/png", plain.getvalue()))
    await ready(talking)
    assert sent(talking.server) == ("line.png", plain.getvalue())


async def hand_over(page: Page, how: str) -> None:
    data = base64.b64encode(photo(160, 80, "PNG")).decode()
    where = "wd-composer textarea" if how == "paste" else "wd-composer form"
    await page.evaluate(HANDED, [where, how, "pasted.png", "image/png", data])


@pytest.mark.parametrize("how", ["paste", "drop"])
async def test_a_picture_can_be_pasted_and_dropped(talking: Widget, how: str) -> None:
    await hand_over(talking.page, how)
    await ready(talking)
    assert sent(talking.server)[0] == "pasted.png"


async def test_an_upload_shows_how_far_it_is_and_can_be_taken_back(
    talking: Widget, page_maker: PageMaker
) -> None:
    page_maker.allow("ERR_ABORTED")
    talking.server.upload_waits = asyncio.Event()
    await choose(talking, as_file("log.txt", "text/plain", b"x" * 1000))
    progress = talking.page.get_by_role("progressbar", name="Sending log.txt")
    await expect(progress).to_be_visible()
    await until(lambda: len(talking.server.files) == 1)
    await expect(progress).to_have_js_property("value", 1)
    await talking.page.get_by_role("button", name="Remove log.txt").click()
    await expect(talking.page.get_by_text("log.txt")).to_have_count(0)
    talking.server.upload_waits.set()
    await talking.write("never mind")
    await expect(talking.messages.last).to_contain_text("Received")
    assert talking.server.sent[-1]["attachments"] == []


async def test_an_upload_that_broke_off_is_sent_again_by_hand(talking: Widget, page_maker: PageMaker) -> None:
    page_maker.allow("ERR_INTERNET_DISCONNECTED")
    await talking.page.context.set_offline(True)
    await choose(talking, as_file("log.txt", "text/plain", b"no secrets"))
    await expect(talking.page.locator(".w-tray")).to_contain_text(CUT)
    await talking.page.context.set_offline(False)
    await talking.page.get_by_role("button", name="Try again").click()
    await ready(talking)


async def test_a_file_that_is_refused_says_why_and_is_not_tried_again(
    talking: Widget, page_maker: PageMaker
) -> None:
    page_maker.allow("status of 422")
    why = "This kind of file cannot be taken. Send a picture, a PDF or plain text."
    talking.server.refusal = 422, {"status": 422, "code": "wrong_kind", "detail": why}
    await choose(talking, as_file("app.exe", "application/octet-stream", b"MZ"))
    await expect(talking.page.locator(".w-tray")).to_contain_text(why)
    await expect(talking.page.get_by_role("button", name="Try again")).to_have_count(0)


async def test_a_phone_offers_its_camera(fake_server: FakeServer, page_maker: PageMaker) -> None:
    widget = Widget(await page_maker(Look(locale="en", screen="phone")), fake_server)
    id = fake_server.conversation()
    fake_server.add(id, "agent", "Please send a picture.")
    await widget.known(id)
    async with widget.page.expect_file_chooser() as asked:
        await widget.page.get_by_role("button", name="Take a picture").click()
    camera = (await asked.value).element
    assert await camera.get_attribute("capture") == "environment"
    await (await asked.value).set_files(as_file("IMG_2.jpg", "image/jpeg", photo(800, 600)))  # type: ignore[arg-type]
    await ready(widget)
