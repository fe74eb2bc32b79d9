"""Inside an app there is no page: the SDK runs in a worker, and the hint calls it back."""

import base64
import json
import shutil
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey
from playwright.async_api import Page, Route

from tests.support.browser import PageMaker
from tests.support.installation import HOME, Installation, installation
from tests.support.model import ModelServer, http, serving
from tests.support.until import until
from walletdesk.integrations import read_secrets, signed
from walletdesk.platform.http import Assets
from walletdesk.platform.settings import ConnectorSettings, IdentitySettings, IssuerSettings, PushSettings

KEY = "k" * 40
SECRET = "whsec_" + base64.b64encode(b"s" * 32).decode()
PAGE = "<!doctype html><title>App</title>"
HEAD = ("host", "connection", "content-length", "accept-encoding")
IDS = count(1)
WORKER = """
import { init, Refused } from "/sdk.js";
const kept = { secret: "" }, build = { package: "com.wallet", version: "6.3.9" };
const safe = { get: () => kept.secret, set: (secret) => { kept.secret = secret; } };
let word = null, counts = [], opened = [];
const support = init({ home: "HOME", locale: "zh-CN", build, safe });
support.onPush((push) => opened.push(push.conversation));
const ways = {
  dom: () => [typeof document, typeof window, typeof localStorage],
  word: (text) => { word = text; support.identify(() => word); },
  watch: () => { support.onUnread((count) => counts.push(count), { every: 15 }); },
  counts: () => counts,
  kept: () => kept.secret,
  opened: () => opened,
  fails: (wrong) => support.form(wrong).catch((why) => [why instanceof Refused, why.status, why.code]),
};
onmessage = async ({ data: [id, name, ...given] }) => {
  try { postMessage([id, await (ways[name] ?? support[name])(...given)]); }
  catch (why) { postMessage([id, `threw ${why}`]); }
};
""".replace("HOME", HOME)
START = """() => new Promise((done, failed) => {
  const asked = new Map();
  const worker = new Worker("/worker.js", { type: "module" });
  worker.onerror = (why) => failed(new Error(why.message));
  worker.onmessage = ({ data: [id, told] }) => asked.get(id)(told);
  let ids = 0;
  window.ask = (...given) => new Promise((told) => {
    asked.set(++ids, told);
    worker.postMessage([ids, ...given]);
  });
  window.ask("unread").then(done);
})"""


def vouched() -> str:
    """What the wallet's back end says of the person who is signed in."""
    now = int(datetime.now(UTC).timestamp())
    claims = {"aud": "walletdesk", "sub": "1001", "jti": f"t{next(IDS)}", "iat": now, "exp": now + 300}
    return jwt.encode({"alg": "HS256", "kid": "wallet"}, claims, OctKey.import_key(KEY))


@pytest.fixture
async def back_end() -> AsyncIterator[ModelServer]:
    async with serving(ModelServer(raw=[http(b"", 503)])) as server:
        yield server


@pytest.fixture
async def house(sqlite_template: Path, tmp_path: Path, back_end: ModelServer) -> AsyncIterator[Installation]:
    """On one engine: what is asked of it here, the contract tests ask of both."""
    (tmp_path / "key").write_text(KEY)
    (tmp_path / "push").write_text(SECRET)
    async with installation(
        f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'app.db')}",
        tmp_path,
        identity=IdentitySettings(
            issuers=[IssuerSettings(kid="wallet", algorithm="HS256", key_file=str(tmp_path / "key"))]
        ),
        push=PushSettings(
            url=f"http://127.0.0.1:{back_end.port}/hints",
            secret_file=str(tmp_path / "push"),
            after_seconds=0,
        ),
        connector=ConnectorSettings(may_reach=[f"127.0.0.1:{back_end.port}"]),
    ) as running:
        yield running


@pytest.fixture
async def app(page_maker: PageMaker, house: Installation) -> Page:
    """An app whose requests go to the installation, without a server in between."""

    async def answer(route: Route) -> None:
        asked = route.request
        if asked.url in (f"{HOME}/app", f"{HOME}/worker.js"):
            script = asked.url.endswith(".js")
            kind = "text/javascript" if script else "text/html"
            await route.fulfill(
                body=WORKER if script else "<!doctype html><title>App</title>", content_type=kind
            )
            return
        heads = {name: value for name, value in asked.headers.items() if name not in HEAD}
        told = await house.http.request(
            asked.method, asked.url, headers=heads, content=asked.post_data_buffer
        )
        kept = {k: v for k, v in told.headers.items() if k not in ("content-encoding", "content-length")}
        await route.fulfill(status=told.status_code, headers=kept, body=told.content)

    page = await page_maker()
    await page.context.route(f"{HOME}/**", answer)
    await page.goto(f"{HOME}/app")
    assert await page.evaluate(START) == 0  # nobody yet, and nobody was made by looking
    return page


def asking(app: Page) -> Callable[..., Any]:
    async def ask(*given: Any) -> Any:  # noqa: ANN401 - what the worker is told and tells
        return await app.evaluate("(given) => window.ask(...given)", list(given))

    return ask


@pytest.mark.browser
async def test_an_app_without_a_page_writes_is_called_back_and_shows_what_is_unread(
    app: Page, house: Installation, back_end: ModelServer
) -> None:
    ask = asking(app)
    assert await ask("dom") == ["undefined", "undefined", "undefined"]
    kept = await writes_before_signing_in(ask)
    await house.settle()
    agent = await house.agent()
    await agent.post(agent.of(kept["conversation"], "/accept"))
    await agent.writes(kept["conversation"], "Which version is it?", "a1")
    await house.settle()
    hint = await taken_at_the_second_try(back_end)
    assert hint["data"] == {"subject": "1001", "conversation": kept["conversation"], "unread": 1}
    await ask("word", vouched())  # after the app was opened by the push
    assert await ask("pushed", {"type": hint["type"], "conversation": kept["conversation"]})
    assert not await ask("pushed", {"type": "news"})
    await until_told(ask, "counts", [0, 1])
    assert await ask("opened") == [kept["conversation"]]
    await leads_nowhere_else(ask)


async def writes_before_signing_in(ask: Callable[..., Any]) -> Any:  # noqa: ANN401 - JSON
    said = {"key": "n0Wq7c2mXr5tYv8zA1bE4g", "text": "It closes itself.", "category": "app"}
    assert await ask("fails", {**said, "key": "short"}) == [True, 422, "misfit"]
    kept = await ask("form", said)
    assert (await ask("kept"), kept["number"][:3]) == (kept["device_secret"], "WD-")
    await ask("word", vouched())
    await ask("watch")
    await until_told(ask, "counts", [0])
    assert await ask("kept") == ""  # what was written before the sign-in went along
    return kept


async def taken_at_the_second_try(back_end: ModelServer) -> Any:  # noqa: ANN401 - JSON
    await until(lambda: bool(back_end.asked))
    back_end.raw = [http(b"", 204)]
    await until(lambda: len(back_end.asked) >= 2)
    assert "Which version" not in str(back_end.told)
    heads = dict(line.split(": ", 1) for line in back_end.heads[-1].split("\r\n") if ": " in line)
    body = json.dumps(back_end.asked[-1], separators=(",", ":")).encode()
    at = datetime.fromtimestamp(int(heads["webhook-timestamp"]), UTC)
    assert signed(read_secrets(SECRET), heads["webhook-id"], at, body).items() <= heads.items()
    return back_end.asked[-1]


async def leads_nowhere_else(ask: Callable[..., Any]) -> None:
    url = await ask("url")
    assert url == f"{HOME}/w?inbox=inb_webchat&locale=zh-CN&full=1&package=com.wallet&version=6.3.9"
    evil = (f"{HOME}.evil.example/w", f"{HOME}@evil.example/", "javascript:alert(1)", "https://evil.example/")
    assert [await ask("isOurs", each) for each in (url, HOME, *evil)] == [True, True, *[False] * 4]
    await ask("word", vouched())
    assert (await ask("bridge")).startswith('window.Walletdesk&&Walletdesk.identify("ey')


async def until_told(ask: Callable[..., Any], name: str, wanted: object) -> None:
    for _ in range(200):
        if await ask(name) == wanted:
            return
    assert await ask(name) == wanted


def test_the_sdk_is_small_and_may_be_kept_for_minutes() -> None:
    asset = Assets().find("sdk/sdk.js")
    assert asset is not None
    assert asset.compressed is not None
    assert len(asset.compressed) <= 4 * 1024
