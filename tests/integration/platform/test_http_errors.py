"""Whatever arrives, the answer is problem details in the caller's language, and nothing of it was kept."""

import json
import logging
from collections.abc import AsyncIterator, Iterator, MutableMapping
from typing import Annotated, Any

import anyio
import httpx
import msgspec
import pytest
from litestar import get, post
from litestar.datastructures import UploadFile
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, FromQuery, JSONBody, MultipartBody, URLEncodedBody

from tests.support.web import client, web_app
from walletdesk.kernel.errors import (
    Conflict,
    Duplicate,
    Forbidden,
    Invalid,
    NotFound,
    Refused,
    SecretStopped,
    TooLarge,
    TooMany,
    Unavailable,
)
from walletdesk.platform.http import Access, access
from walletdesk.platform.settings import LimitSettings, Settings

SENT = "abandon-ability"  # must come back in no answer


class Line(msgspec.Struct, forbid_unknown_fields=True):
    text: Annotated[str, msgspec.Meta(max_length=20)]
    count: Annotated[int, msgspec.Meta(ge=0, le=9)] = 0
    tags: list[str] = []


class Form(msgspec.Struct):
    text: str


def routes(kept: list[str]) -> list[HTTPRouteHandler]:
    @post("/api/lines", opt=access(Access.PUBLIC))
    async def add(data: JSONBody[Line]) -> None:
        kept.append(data.text)

    @get("/api/lines", opt=access(Access.PUBLIC))
    async def listed(limit: FromQuery[int], q: FromQuery[str] = "") -> list[str]:
        return [q] * min(limit, 3)

    @get("/api/lines/{line:int}", opt=access(Access.PUBLIC))
    async def one(line: FromPath[int]) -> int:
        return line

    @post("/api/forms", opt=access(Access.PUBLIC, takes="application/x-www-form-urlencoded"))
    async def form(data: URLEncodedBody[Form]) -> None:
        kept.append(data.text)

    @post("/api/files", opt=access(Access.PUBLIC, upload=True))
    async def upload(data: MultipartBody[UploadFile]) -> int:
        kept.append(data.filename)
        return len(await data.read())

    @get("/api/refusals/{name:str}", opt=access(Access.PUBLIC))
    async def refuse(name: FromPath[str]) -> None:
        raise REFUSALS[name]

    @get("/api/bug", opt=access(Access.PUBLIC))
    async def bug() -> None:
        raise ValueError(SENT)

    return [add, listed, one, form, upload, refuse, bug]


REFUSALS: dict[str, Refused] = {
    "refused": Refused(),
    "not_found": NotFound(),
    "conflict": Conflict("This exists already.", code="taken"),
    "duplicate": Duplicate(),
    "invalid": Invalid(),
    "forbidden": Forbidden(),
    "secret": SecretStopped(),
    "large": TooLarge(),
    "many": TooMany(retry_after=7),
    "unavailable": Unavailable(retry_after=3),
}


@pytest.fixture
def kept() -> list[str]:
    return []


@pytest.fixture
async def web(kept: list[str]) -> AsyncIterator[httpx.AsyncClient]:
    async with client(web_app(routes(kept))) as opened:
        yield opened


def problem(answer: httpx.Response) -> dict[str, Any]:
    """The body of a refusal, after what must hold for each of them."""
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    body: dict[str, Any] = answer.json()
    assert body["status"] == answer.status_code
    assert body["type"] == f"urn:walletdesk:problem:{body['code']}"
    assert SENT not in answer.text
    return body


JSON = {"content-type": "application/json"}
BODIES: dict[str, tuple[bytes, int, str]] = {
    "no json": (b"{text", 400, "unreadable"),
    "empty": (b"", 422, "misfit"),
    "bad utf-8": (b'{"text":"\xff\xfe"}', 400, "unreadable"),
    "half a letter": (b'{"text":"\\ud800"}', 400, "unreadable"),
    "nested": (b'{"text":' + b"[" * 200_000, 422, "misfit"),
    "nested and suspect": (b'{"text":"\\u0000","tags":' + b"[" * 200_000, 400, "unreadable"),
    "number for text": (b'{"text":5}', 422, "misfit"),
    "list for text": (b'{"text":["a"]}', 422, "misfit"),
    "object for text": (b'{"text":{"$ne":1}}', 422, "misfit"),
    "text for number": (f'{{"text":"a","count":"{SENT}"}}'.encode(), 422, "misfit"),
    "a number in quotes": (b'{"text":"a","count":"5"}', 422, "misfit"),
    "true for number": (b'{"text":"a","count":true}', 422, "misfit"),
    "huge number": (b'{"text":"a","count":1e999}', 422, "misfit"),
    "long number": (b'{"text":"a","count":' + b"9" * 5_000 + b"}", 422, "misfit"),
    "below": (b'{"text":"a","count":-1}', 422, "misfit"),
    "too long": (f'{{"text":"{SENT * 3}"}}'.encode(), 422, "misfit"),
    "unknown entry": (f'{{"text":"a","{SENT}":1}}'.encode(), 422, "misfit"),
    "mass assignment": (b'{"text":"a","role":"admin"}', 422, "misfit"),
    "null": (b"null", 422, "misfit"),
    "too large": (b" " * 1_000_001, 413, "too_large"),
}


@pytest.mark.parametrize("language", ["en", "zh-CN"])
@pytest.mark.parametrize("name", BODIES)
async def test_a_hostile_body_is_refused_and_nothing_is_kept(
    web: httpx.AsyncClient, kept: list[str], name: str, language: str
) -> None:
    body, status, code = BODIES[name]
    answer = await web.post("/api/lines", content=body, headers={**JSON, "accept-language": language})
    said = problem(answer)
    assert (answer.status_code, said["code"]) == (status, code)
    assert kept == []
    assert answer.headers["content-language"] == language
    assert said["title"].isascii() == said["detail"].isascii() == (language == "en")


async def test_the_entry_that_does_not_fit_is_named(web: httpx.AsyncClient) -> None:
    answer = await web.post("/api/lines", json={"text": "a", "tags": ["b", 5]})
    assert problem(answer)["errors"] == [{"field": "tags[1]", "detail": "This must be text."}]


async def test_control_characters_do_not_reach_a_handler(web: httpx.AsyncClient, kept: list[str]) -> None:
    answer = await web.post("/api/lines", json={"text": "a\x00\u202eb\r\n"})
    assert (answer.status_code, kept) == (201, ["ab\n"])


async def test_nor_through_a_form(web: httpx.AsyncClient, kept: list[str]) -> None:
    assert (await web.post("/api/forms", data={"text": "a\x00\u202eb\r\n&c=d"})).status_code == 201
    assert kept == ["ab\n&c=d"]


async def test_a_form_that_is_no_text_is_refused(web: httpx.AsyncClient, kept: list[str]) -> None:
    form = {"content-type": "application/x-www-form-urlencoded"}
    for body in (b"text=%ff", b"text=\xff", b"&".join([b"text=a"] * 5_000)):
        assert problem(await web.post("/api/forms", content=body, headers=form))["code"] == "unreadable"
    assert kept == []


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/lines?limit=x", 422),
        ("/api/lines", 422),
        ("/api/lines?limit[]=1", 422),
        ("/api/lines?limit=1&q=%00", 400),
        ("/api/lines?limit=1&q=%ff", 400),
        ("/api/lines?limit=1&q=%e2%80%ae", 400),
        ("/api/lines/abc", 404),
        ("/api/lines/%00", 404),
        ("/api/lines/%ff", 404),
        ("/api/lines/1%0d%0aX-Evil:%201", 404),
        ("/api/nowhere", 404),
        ("/api/../../etc/passwd", 404),
        ("/%2e%2e/%2e%2e/etc/passwd", 404),
        ("/api/lines/" + "9" * 3_000, 200),
    ],
)
async def test_a_hostile_address_is_refused(web: httpx.AsyncClient, path: str, status: int) -> None:
    answer = await web.get(path)
    assert answer.status_code == status
    assert status == 200 or problem(answer)["status"] == status


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "", "application/jsonx"])
async def test_json_is_taken_only_as_json(web: httpx.AsyncClient, kept: list[str], kind: str) -> None:
    answer = await web.post("/api/lines", content=b'{"text":"a"}', headers={"content-type": kind})
    assert problem(answer)["code"] == "wrong_form"
    assert (answer.status_code, kept) == (415, [])


async def test_packed_bodies_are_not_unpacked(web: httpx.AsyncClient, kept: list[str]) -> None:
    answer = await web.post(
        "/api/lines", content=b'{"text":"a"}', headers={**JSON, "content-encoding": "gzip"}
    )
    assert (answer.status_code, kept) == (415, [])


async def test_a_wrong_method_says_which_are_right(web: httpx.AsyncClient) -> None:
    answer = await web.delete("/api/lines")
    assert problem(answer)["code"] == "not_possible"
    assert {"GET", "POST"} <= set(answer.headers["allow"].split(", "))


async def test_a_body_of_unknown_length_is_cut_off_while_it_comes(
    web: httpx.AsyncClient, kept: list[str]
) -> None:
    taken = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal taken
        for _ in range(100):
            taken += 65_536
            yield b" " * 65_536

    answer = await web.post("/api/lines", content=endless(), headers=JSON)
    assert problem(answer)["code"] == "too_large"
    assert taken < 1_200_000


async def test_an_upload_may_be_larger_but_not_without_end(web: httpx.AsyncClient, kept: list[str]) -> None:
    fits = await web.post("/api/files", files={"file": ("a.txt", b"x" * 2_000_000)})
    assert (fits.status_code, fits.text) == (201, "2000000")
    answer = await web.post("/api/files", files={"file": ("a.txt", b"x" * 12_000_001)})
    assert (answer.status_code, kept) == (413, ["a.txt"])


@pytest.mark.parametrize("body", [b"", b"--x", b"--x\r\n\r\n", b"\xff" * 100])
async def test_a_broken_upload_is_refused(web: httpx.AsyncClient, kept: list[str], body: bytes) -> None:
    answer = await web.post(
        "/api/files", content=body, headers={"content-type": "multipart/form-data; boundary=x"}
    )
    assert problem(answer)["status"] in (400, 422)
    assert kept == []


async def test_an_upload_of_many_parts_is_refused(web: httpx.AsyncClient, kept: list[str]) -> None:
    answer = await web.post("/api/files", files=[("file", (f"{n}.txt", b"")) for n in range(100)])
    assert (problem(answer)["status"], kept) == (400, [])


@pytest.mark.parametrize(
    "headers",
    [{f"x-{n}": "a" for n in range(200)}, {"x-large": "a" * 40_000}, {"cookie": "a=b; " * 8_000}],
    ids=["many", "large", "cookies"],
)
async def test_a_bomb_of_headers_is_refused(web: httpx.AsyncClient, headers: dict[str, str]) -> None:
    answer = await web.get("/api/lines?limit=1", headers=headers)
    assert (answer.status_code, problem(answer)["code"]) == (431, "headers_too_large")


@pytest.mark.parametrize(
    ("name", "status", "code"),
    [
        ("refused", 400, "refused"),
        ("not_found", 404, "not_found"),
        ("conflict", 409, "taken"),
        ("duplicate", 409, "duplicate"),
        ("invalid", 422, "invalid"),
        ("forbidden", 403, "forbidden"),
        ("secret", 422, "secret_stopped"),
        ("large", 413, "too_large"),
        ("many", 429, "too_many"),
        ("unavailable", 503, "unavailable"),
    ],
)
async def test_each_refusal_has_its_status(web: httpx.AsyncClient, name: str, status: int, code: str) -> None:
    answer = await web.get(f"/api/refusals/{name}")
    assert (answer.status_code, problem(answer)["code"]) == (status, code)


async def test_a_refusal_for_a_while_says_for_how_long(web: httpx.AsyncClient) -> None:
    answer = await web.get("/api/refusals/many", headers={"accept-language": "zh"})
    assert answer.headers["retry-after"] == "7"
    assert problem(answer)["retry_after"] == 7
    assert problem(answer)["detail"] == "次数太多了。7 秒后再试。"


async def test_a_bug_shows_a_number_and_the_log_knows_the_rest(
    web: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        answer = await web.get("/api/bug")
    said = problem(answer)
    assert (answer.status_code, said["code"]) == (500, "broken")
    assert said["incident"] in caplog.records[-1].getMessage()
    assert caplog.records[-1].exc_info is not None


async def test_a_person_with_a_browser_gets_a_page(web: httpx.AsyncClient) -> None:
    answer = await web.get("/nowhere/<script>", headers={"accept": "text/html", "accept-language": "zh"})
    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert '<html lang="zh-CN">' in answer.text
    assert "script>" not in answer.text


async def test_an_address_may_ask_for_its_language(web: httpx.AsyncClient) -> None:
    answer = await web.get("/api/lines?locale=zh-CN", headers={"accept-language": "en"})
    assert problem(answer)["title"] == "请检查"


@pytest.mark.slow
async def test_a_body_that_never_ends_is_given_up(kept: list[str]) -> None:
    settings = Settings(limits=LimitSettings(body_seconds=1))
    app = web_app(routes(kept), settings)
    sent: list[Any] = []
    pieces: Iterator[dict[str, Any]] = iter([{"type": "http.request", "body": b'{"te', "more_body": True}])

    async def receive() -> dict[str, Any]:
        for piece in pieces:
            return piece
        await anyio.sleep_forever()
        return {}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    headers = [(b"content-type", b"application/json"), (b"content-length", b"90")]
    await app(scope("POST", "/api/lines", headers), receive, send)
    assert sent[0]["status"] == 408
    assert json.loads(sent[1]["body"])["code"] == "took_too_long"
    assert kept == []


def scope(method: str, path: str, headers: list[tuple[bytes, bytes]]) -> dict[str, Any]:
    return {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": headers,
        "client": ("203.0.113.9", 1),
        "server": ("127.0.0.1", 8080),
        "scheme": "http",
        "http_version": "1.1",
        "asgi": {"version": "3.0"},
        "state": {},
    }
