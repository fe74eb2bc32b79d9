"""Files for browsers: only those of ``ui/``, kept as long as their address allows."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from tests.support.web import client, web_app
from walletdesk.platform.http import Assets, Face, ui_page


@pytest.fixture
def assets(tmp_path: Path) -> Assets:
    for name, text in {
        "widget/main.js": 'import("./later.js"); // read me\n' + "say(1);\n" * 200,
        "widget/later.js": "export const a = 1;\n",
        "widget/index.html": '<script src="/assets/widget/main.js"></script><link href="/assets/a.css">',
        "a.css": "a{}",
        "loader/widget.js": "1",
        "README.md": "no",
    }.items():
        (tmp_path / "ui" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "ui" / name).write_text(text, "utf-8")
    (tmp_path / "secret.js").write_text("secret", "utf-8")
    return Assets(tmp_path / "ui")


@pytest.fixture
async def files(assets: Assets) -> AsyncIterator[httpx.AsyncClient]:
    page = ui_page("/w", "widget/index.html", face=Face.WIDGET, assets=assets)
    async with client(web_app([page], assets=assets)) as opened:
        yield opened


async def test_a_file_with_the_digest_in_its_address_may_be_kept_for_ever(
    files: httpx.AsyncClient, assets: Assets
) -> None:
    answer = await files.get(assets.url("widget/main.js"))
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"


async def test_under_the_digest_a_page_is_one_script_and_a_part_that_comes_later(
    files: httpx.AsyncClient, assets: Assets
) -> None:
    page = await files.get(assets.url("widget/main.js"))
    assert "later.js~" not in page.text
    assert 'import("./main.js~widget/later.js")' in page.text
    part = await files.get(assets.url("widget/main.js~widget/later.js"))
    assert part.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert "let" in part.text


@pytest.mark.parametrize(
    "name", ["widget/main.js~a.css", "widget/main.js~widget/main.js", "a.css~a.css", "~"]
)
async def test_only_parts_that_a_page_asks_for_are_served(
    files: httpx.AsyncClient, assets: Assets, name: str
) -> None:
    assert (await files.get(assets.url(name))).status_code == 404


async def test_who_changes_the_pages_gets_the_files_as_they_stand(assets: Assets) -> None:
    page = ui_page("/w", "widget/index.html", face=Face.WIDGET, assets=Assets(assets.root, packed=False))
    async with client(web_app([page], assets=assets)) as files:
        assert 'src="/assets/widget/main.js"' in (await files.get("/w")).text
        assert "// read me" in (await files.get("/assets/widget/main.js")).text


async def test_other_packing_gives_other_addresses(assets: Assets, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a browser would keep what an older Walletdesk made of the same sources."""
    before = assets.version
    monkeypatch.setattr("walletdesk.platform.http.assets.makers", list)
    assert Assets(assets.root).version != before


@pytest.mark.parametrize("path", ["/ui/a.css", "/assets/a.css", "/ui/0123456789abcdef/a.css"])
async def test_any_other_address_of_a_file_is_asked_for_again(files: httpx.AsyncClient, path: str) -> None:
    first = await files.get(path)
    assert (first.text, first.headers["cache-control"]) == ("a{}", "public, no-cache")
    again = await files.get(path, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


async def test_a_changed_file_is_served_as_it_is_now(files: httpx.AsyncClient, assets: Assets) -> None:
    first = await files.get("/ui/a.css")
    (assets.root / "a.css").write_text("b{color:red}", "utf-8")
    again = await files.get("/ui/a.css", headers={"if-none-match": first.headers["etag"]})
    assert again.text == "b{color:red}"


async def test_texts_travel_packed_where_the_browser_can_unpack(files: httpx.AsyncClient) -> None:
    packed = await files.get("/ui/widget/main.js", headers={"accept-encoding": "gzip"})
    plain = await files.get("/ui/widget/main.js", headers={"accept-encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) < len(plain.content)
    assert packed.content == plain.content


@pytest.mark.parametrize(
    "path",
    [
        "/ui/../secret.js",
        "/ui/%2e%2e/secret.js",
        "/ui/widget/../../secret.js",
        "/ui//etc/passwd",
        "/ui/README.md",
        "/ui/widget/index.html",
        "/ui/",
        "/ui/widget",
        "/ui/missing.js",
        "/assets/..%2fsecret.js",
    ],
)
async def test_only_files_of_ui_are_served(files: httpx.AsyncClient, path: str) -> None:
    answer = await files.send(httpx.Request("GET", httpx.URL(f"http://127.0.0.1:8080{path}")))
    assert answer.status_code == 404
    assert "secret" not in answer.text


async def test_the_loader_may_be_used_by_the_wallets_pages(files: httpx.AsyncClient) -> None:
    answer = await files.get("/widget.js")
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert answer.headers["cache-control"] == "public, max-age=300"


async def test_a_page_of_ui_names_its_files_with_the_digest(files: httpx.AsyncClient, assets: Assets) -> None:
    text = (await files.get("/w")).text
    assert f'src="{assets.url("widget/main.js")}"' in text
    assert f'href="{assets.url("a.css")}"' in text


async def test_files_are_only_read(files: httpx.AsyncClient) -> None:
    assert (await files.post("/ui/a.css")).status_code == 404
