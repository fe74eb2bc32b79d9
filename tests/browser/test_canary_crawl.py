"""Every field of every page is found by walking there, and a secret of its own is planted in each.

It may leave the browser in no request, and afterwards stands neither in what the browser keeps nor on the
page. Passwords are sent, to be hashed; files are, since the server looks into them before it writes a byte.
Nothing of any of them is in the data folder, the database, a mail or the log. What is typed comes in one
piece, as pasted: docs/flows/secret-shield.md tells what is known of a phrase that comes word by word.
"""

import logging
import shutil
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.async_api import ElementHandle, Page
from playwright.async_api import Error as PlaywrightError

from tests.support.asgi import listening
from tests.support.browser import Look, PageMaker
from tests.support.canaries import rows_of
from tests.support.crawl import DOORS, FIRST, Crawl, Open
from tests.support.crawl_fields import FIELDS, LEAVES, SILENT, SOMETIMES, Kind
from tests.support.crawl_states import STATES
from tests.support.engines import Postgres
from tests.support.installation import INBOX, Installation, installation
from tests.support.mail import Sink, mail_server
from tests.support.matrix import Scene
from tests.support.planting import KEPT, SHOWN, Canary, Sent, fitting, names_in, new_password, written_in
from tests.support.web import free_port
from walletdesk.platform.settings import InboxSettings, MailSettings
from walletdesk.staff import hashing

FIND = """() => [...([...document.querySelectorAll("dialog[open]")].at(-1) ?? document)
  .querySelectorAll("input, textarea, [contenteditable]")]
  .filter((one) => one.ariaHidden !== "true")
  .filter((one) => !/^(date|datetime-local|time|number|radio|checkbox|hidden|button|submit)$/
    .test(one.type ?? ""))
  .filter((one) => one.type === "file" || one.checkVisibility({ visibilityProperty: true }))"""
NAME = """(one) => one.name || one.ariaLabel || one.labels?.[0]?.textContent.trim() || one.id"""
# What else a form asks for before it lets anything go.
OTHERS = """(one) => {
  for (const other of one.form?.elements ?? []) {
    if (other === one || !other.required || other.value && other.type !== "radio") continue;
    if (other.type === "radio") {
      if (!other.form.querySelector(`[name="${other.name}"]:checked`)) other.click();
      continue;
    }
    other.value = { date: "2026-12-31", password: one.value }[other.type] ?? "all is well here";
    other.dispatchEvent(new Event("input", { bubbles: true }));
  }
}"""
LET_GO = """(one) => {
  one.blur();
  if (!one.isConnected || !one.form) return;
  if (one.form.querySelector("button:not([type=button])")) one.form.requestSubmit();
  else one.form.querySelector("button")?.click();
}"""
QUIET = 350  # ms, beyond every pause after which a page sends what was typed by itself
PAUSE = "(pause) => new Promise((done) => setTimeout(done, pause))"
TURNS = 40  # of that length, for what a page still waits for
PARTS = 4  # of the walk: all states in one would take longer than a hung test is waited for


class Found(NamedTuple):
    name: str
    type: str
    most: int
    element: ElementHandle


async def fields_of(page: Page) -> dict[str, Found]:
    listed = await page.evaluate_handle(FIND)
    found = {}
    for element in (await listed.get_properties()).values():
        one = element.as_element()
        assert one is not None
        name = await one.evaluate(NAME)
        if name in found:
            name = f"{name} 2"
        most = await one.evaluate("(one) => one.maxLength ?? -1")
        found[name] = Found(name, await one.evaluate("(one) => one.type"), most if most > 0 else 10_000, one)
    return found


@asynccontextmanager
async def open_house(url: str, folder: Path, sink: Sink) -> AsyncIterator[Installation]:
    port = free_port()
    home = f"http://127.0.0.1:{port}"
    mail = MailSettings(host="127.0.0.1", port=sink.port, tls="none", sender="support@desk.example")
    inbox = InboxSettings(id=INBOX, name="Chat", instead=["mail", "callback"])
    async with (
        installation(url, folder, mail=mail, inbox=inbox, home=home) as house,
        listening(house.system.web, port),
    ):
        yield house


@pytest.fixture
async def sink() -> AsyncIterator[Sink]:
    async with mail_server() as sink:
        yield sink


@pytest.fixture(autouse=True)
def hashing_is_quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hashing, "ROUNDS", 1)
    monkeypatch.setattr(hashing, "MEMORY_KIB", 64)


@pytest.fixture
def data_of_the_engine(engine: str, request: pytest.FixtureRequest) -> list[Path]:
    """Where PostgreSQL writes, with its write-ahead log."""
    if engine == "sqlite":
        return []
    server: Postgres = request.getfixturevalue("postgres_server")
    return [server.home / "data"]


class Planting:
    """Plants in one state after the other, and remembers what must not be found."""

    def __init__(self, make: PageMaker, scene: Scene, origin: str) -> None:
        self._make = make
        self._scene = scene
        self._origin = origin
        self.canaries: list[Canary] = []
        self.seen: dict[str, set[str]] = {}
        self.hits: list[str] = []
        self.sent: set[str] = set()  # states out of which one went, as passwords may

    async def walk(self, states: Mapping[str, Open]) -> None:
        for state, come in states.items():
            page = await self._make(Look("en"))
            sent = Sent()
            sent.watch(page)
            crawl = Crawl(page, self._scene, self._origin)
            await come(crawl)
            here = set(await fields_of(page))
            self.seen[state] = here | {name for where, name in SOMETIMES if where == state}
            for name in sorted(FIELDS.get(state, {}).keys() & here):
                await come(crawl)
                found = (await fields_of(page))[name]
                await self._plant(page, sent, f"{state}: {name}", found, FIELDS[state][name])
            if state in LEAVES:
                await come(crawl)
                await self._let_harmless_words_leave(page, sent, state)
            await page.close()

    async def _let_harmless_words_leave(self, page: Page, sent: Sent, state: str) -> None:
        """Else a secret would have stayed because nothing ever goes out of this state."""
        name, words = LEAVES[state]
        found, harmless = (await fields_of(page))[name], Canary(f"{state}: {name}", words, (words,))
        before = len(sent.holding(harmless))
        await _put(page, sent, found, harmless, Kind.TEXT)
        await settled(page, sent)
        if len(sent.holding(harmless)) == before:
            self.hits.append(f"{state}: {name}: harmless words did not leave")

    async def _plant(self, page: Page, sent: Sent, where: str, found: Found, kind: Kind) -> None:
        canary = _made(where, found, kind)
        if canary is None:
            return
        self.canaries.append(canary)
        await _put(page, sent, found, canary, kind)
        await settled(page, sent)
        await self._look(page, canary, "kept")
        await page.reload()
        await page.wait_for_load_state("networkidle" if "/workspace" not in page.url else "load")
        await self._look(page, canary, "after a reload")
        if canary.is_in(await page.evaluate(SHOWN)):
            self.hits.append(f"{where}: on the page after a reload")
        self.sent |= {where.partition(":")[0]} if sent.holding(canary) else set()
        if kind is Kind.TEXT:
            self.hits += [f"{where}: sent to {path}" for path in sent.holding(canary)]

    async def _look(self, page: Page, canary: Canary, when: str) -> None:
        if canary.is_in(await page.evaluate(KEPT)):
            self.hits.append(f"{canary.field}: {when}")


def _made(where: str, found: Found, kind: Kind) -> Canary | None:
    if kind is Kind.SHORT:
        assert fitting(where, found.most, 0) is None, f"{where} holds a secret"
        return None
    made = new_password(where) if kind is Kind.PASSWORD else fitting(where, found.most, len(where))
    assert made is not None, f"{where} holds no secret"
    return made


async def settled(page: Page, sent: Sent) -> None:
    """The page has had its turn, however slow the machine is.

    Its own clock says so: our timer was set after its timers. What they asked for has come as well.
    """
    for _ in range(TURNS):
        try:
            await page.evaluate(PAUSE, QUIET)
        except PlaywrightError:  # it became another page
            await page.wait_for_load_state()
            continue
        if not sent.under_way:
            return
    raise AssertionError(f"{page.url} still waits for {sent.under_way}")


async def _put(page: Page, sent: Sent, found: Found, canary: Canary, kind: Kind) -> None:
    if kind is Kind.FILE:
        await found.element.set_input_files(
            {"name": "a.txt", "mimeType": "text/plain", "buffer": canary.text.encode()}
        )
        return
    await found.element.focus()
    await page.keyboard.press("Control+a")
    await page.keyboard.insert_text(canary.text)
    with suppress(PlaywrightError):  # the page may have stopped it at once, and its field be gone
        await found.element.evaluate(OTHERS)
    await page.keyboard.press("Enter")
    await page.keyboard.press("Control+Enter")
    await settled(page, sent)
    with suppress(PlaywrightError):  # the page may be another by now
        await found.element.evaluate(LET_GO)


class Looking:
    """Where a server may have kept what it was sent."""

    def __init__(self, house: Installation, sink: Sink, folders: list[Path], since: float) -> None:
        self._house = house
        self._sink = sink
        self._folders = folders
        self._since = since

    async def hits(self, canaries: list[Canary], log: list[str]) -> list[str]:
        await self._house.settle()
        rows = await rows_of(self._house.system.engine.db)
        hits = [
            f"{field}: table {table}" for table, row in rows for field in names_in(canaries, row.encode())
        ]
        hits += [f"{field}: mail" for one in self._sink.letters for field in names_in(canaries, one.data)]
        hits += [f"{field}: the log" for line in log for field in names_in(canaries, line.encode())]
        for folder in self._folders:
            for file, body in written_in(folder, self._since):
                hits += [f"{field}: file {file.name}" for field in names_in(canaries, body)]
        return hits


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.patience(600)
@pytest.mark.parametrize("part", range(PARTS))
async def test_no_secret_gets_out_of_any_field(
    page_maker: PageMaker,
    sqlite_template: Path,
    sink: Sink,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    part: int,
) -> None:
    """What leaves in no request reaches no engine, so one engine is enough."""
    states = dict([*STATES.items()][part::PARTS])
    caplog.set_level(logging.DEBUG)
    page_maker.allow("status of 4")
    database = shutil.copy(sqlite_template, tmp_path / "walletdesk.db")
    async with open_house(f"sqlite:///{database}", tmp_path, sink) as house:
        looking = Looking(house, sink, [tmp_path], 0)
        scene = Scene(house)
        await scene.fill()
        planting = Planting(page_maker, scene, house.home)
        await planting.walk(states)
        hits = planting.hits + await looking.hits(planting.canaries, caplog.messages)
        await page_maker.close()  # before their server
    assert planting.seen == {state: FIELDS[state].keys() for state in states}
    assert hits == []


@pytest.mark.slow
@pytest.mark.patience(300)
async def test_no_password_stays_anywhere(
    page_maker: PageMaker,
    database_url: str,
    data_of_the_engine: list[Path],
    sink: Sink,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    page_maker.allow("status of 4")
    async with open_house(database_url, tmp_path, sink) as house:
        looking = Looking(house, sink, [tmp_path, *data_of_the_engine], time.time())
        scene = Scene(house)
        planting = Planting(page_maker, scene, house.home)
        await planting.walk(FIRST)
        await scene.fill()
        await planting.walk(DOORS)
        hits = planting.hits + await looking.hits(planting.canaries, caplog.messages)
        await page_maker.close()
    assert planting.seen == {state: FIELDS[state].keys() for state in (*FIRST, *DOORS)}
    assert planting.sent == {*FIRST, *DOORS}
    assert hits == []


def test_every_row_is_of_a_state_that_is_walked_to() -> None:
    assert FIELDS.keys() == STATES.keys() | FIRST.keys() | DOORS.keys()
    assert LEAVES.keys() == STATES.keys() - SILENT
