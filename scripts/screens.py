"""Pictures of every screen: starts a demonstration and a fresh installation, walks them, and looks.

    python -m scripts.screens              all of docs/screens anew
    python -m scripts.screens board help   only the walks whose names begin so

A walk (``scripts/screens_walks.py``) goes through one face as a person does and names each stop.
A picture is named after its walk, its place and the look: ``board-floor-zh-phone-light.png``.
"""

import asyncio
import io
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from PIL import Image
from playwright.async_api import Browser, Page, async_playwright

from scripts.screens_walks import WALKS, Place, Walk
from tests.support.browser import FLAGS, SCREENS, Look, chromium
from walletdesk.app.demo import ACCOUNTS
from walletdesk.app.life.doors import AgentDoor
from walletdesk.app.life.stories_en import STORIES as ENGLISH
from walletdesk.app.life.stories_zh import STORIES as CHINESE

ROOT = Path(__file__).parents[1]
INTO = ROOT / "docs" / "screens"
COLOURS = 128  # of a picture: flat grounds and letters need no more
MOST_HIGH = 2400  # px; a longer page is cut
MOST_BYTES = 7_000_000  # of the whole folder
START_WITHIN, FILL_WITHIN = 120.0, 240.0  # seconds
DESKTOP = (1280, 860)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
        return port


@contextmanager
def running(command: str) -> Iterator[Place]:
    """``walletdesk demo`` or ``walletdesk serve`` in a folder of its own, ended when the block ends."""
    folder, port = Path(tempfile.mkdtemp(prefix="screens-")), free_port()
    url = f"http://127.0.0.1:{port}"
    environment = {
        **os.environ,
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        "WALLETDESK_DATA_DIR": str(folder),
        "WALLETDESK_HTTP__PORT": str(port),
        "WALLETDESK_PUBLIC_URL": url,
        "WALLETDESK_LIMITS__SIGN_INS_PER_QUARTER_HOUR": "1000",
        "WALLETDESK_LIMITS__SESSIONS_PER_HOUR": "1000",
    }
    with (folder / "printed").open("wb") as printed:
        process = subprocess.Popen(
            [sys.executable, "-m", "walletdesk", command], env=environment, stdout=printed, stderr=printed
        )
    try:
        _wait_for(url)
        yield Place(url, lambda: (folder / "printed").read_text("utf-8"))
    finally:
        process.terminate()
        process.wait(20)
        shutil.rmtree(folder, ignore_errors=True)


def _wait_for(url: str) -> None:
    give_up = time.monotonic() + START_WITHIN
    while time.monotonic() < give_up:
        try:
            if httpx.get(f"{url}/readyz", timeout=5).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.2)
    raise SystemExit(f"{url} did not become ready")


async def filled(place: Place) -> None:
    """Return when the demonstration has told its stories."""
    lead = next(one for one in ACCOUNTS if one.login == "lead")
    give_up = time.monotonic() + FILL_WITHIN
    async with httpx.AsyncClient(base_url=place.url, timeout=30) as http:
        door = await AgentDoor.sign_in(http, lead.login, lead.password)
        while time.monotonic() < give_up:
            every = [*await door.listed("all"), *await door.listed("resolved")]
            if len(every) >= len(CHINESE) + len(ENGLISH):
                return
            await asyncio.sleep(0.5)
    raise SystemExit("the demonstration did not fill itself")


async def look_at(browser: Browser, walk: Walk, place: Place, look: Look) -> list[str]:
    """Walk once; the names of the pictures."""
    width, height = SCREENS["phone"] if look.screen == "phone" else DESKTOP
    context = await browser.new_context(
        base_url=place.url,
        locale=look.locale,
        viewport={"width": width, "height": height},
        color_scheme="dark" if look.scheme == "dark" else "light",
        has_touch=look.screen == "phone",
        is_mobile=look.screen == "phone",
        reduced_motion="reduce",
        timezone_id="Asia/Shanghai",
    )
    context.set_default_timeout(20_000)
    page = await context.new_page()
    taken = []
    async for stop in walk.go(page, place, look):
        name = f"{walk.name}-{stop}-{look.locale.partition('-')[0]}-{look.screen}-{look.scheme}"
        await _keep(page, name)
        taken.append(name)
    await context.close()
    return taken


async def _keep(page: Page, name: str) -> None:
    await page.wait_for_timeout(250)  # what was fetched last is drawn
    whole = await page.screenshot(full_page=True)
    picture = Image.open(io.BytesIO(whole)).convert("RGB")
    if picture.height > MOST_HIGH:
        picture = picture.crop((0, 0, picture.width, MOST_HIGH))
    small = picture.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    small.save(INTO / f"{name}.png", optimize=True)


async def main(wanted: list[str]) -> int:
    program, failed = chromium(), list[str]()
    if program is None:
        raise SystemExit("no Chromium here: run `make browser`")
    INTO.mkdir(parents=True, exist_ok=True)
    chosen = [walk for walk in WALKS if not wanted or walk.name.startswith(tuple(wanted))]
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        for command in dict.fromkeys(walk.needs for walk in chosen):
            failed += await _all_of(browser, command, [one for one in chosen if one.needs == command])
        await browser.close()
    return _sum_up(failed)


async def _all_of(browser: Browser, command: str, walks: list[Walk]) -> list[str]:
    failed = []
    with running(command) as place:
        if command == "demo":
            await filled(place)
        for walk in walks:
            for look in walk.looks:
                said = f"{walk.name} {' '.join(look)}"
                try:
                    print(f"{said}: {len(await look_at(browser, walk, place, look))}", flush=True)
                except Exception as failure:  # the other walks are worth their pictures all the same
                    failed.append(said)
                    print(f"{said}: {str(failure).partition(chr(10))[0]}", flush=True)
    return failed


def _sum_up(failed: list[str]) -> int:
    size = sum(file.stat().st_size for file in INTO.glob("*.png"))
    print(f"{len(list(INTO.glob('*.png')))} pictures, {size / 1e6:.1f} MB")
    if size > MOST_BYTES:
        failed.append("the folder is too large")
    if failed:
        print("Not taken: " + "; ".join(failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1:])))
