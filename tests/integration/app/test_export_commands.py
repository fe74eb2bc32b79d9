"""``walletdesk export contact-page``: what lies in the folder stands by itself, and is as old as it says."""

import json
import re
from base64 import b64encode
from datetime import datetime, timedelta
from hashlib import sha256
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from walletdesk.app import operating
from walletdesk.app.at_command import asked
from walletdesk.app.cli import main
from walletdesk.app.migrations import HEAD
from walletdesk.app.sample_channels import publish_sample_channels

URL = "https://support.wallet.example"


@pytest.fixture
def installed(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def stands_at_head(_: str) -> str:
        return HEAD  # a test's database has its tables without the steps that lead there

    monkeypatch.setattr(operating, "current", stands_at_head)
    (tmp_path / "data").mkdir()
    monkeypatch.setenv("WALLETDESK_DATABASE__URL", database_url)
    monkeypatch.setenv("WALLETDESK_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("WALLETDESK_PUBLIC_URL", URL)


def ran(*words: str) -> Result:
    done = CliRunner().invoke(main, list(words))
    assert done.exit_code == 0, done.output
    return done


def hash_of(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


@pytest.mark.usefixtures("installed")
def test_the_contact_page_stands_as_files_without_the_server(tmp_path: Path) -> None:
    out = tmp_path / "out"
    export = ("export", "contact-page", str(out))
    assert ran(*export).output.startswith("4 files written. They hold until ")
    assert "Then nothing can be taken in at the moment." in (out / "en.html").read_text("utf-8")
    asked(None, publish_sample_channels)
    assert ran(*export).output.startswith("5 files written.")
    files = {file.name: file.read_text("utf-8") for file in out.iterdir()}
    pages = {"index.html", "en.html", "zh-CN.html"}
    assert files.keys() == pages | {"_headers", "standing.json", "wallet-support.json"}
    assert json.loads(files["wallet-support.json"])["document"]
    record = json.loads(files["standing.json"])
    written, until = (datetime.fromisoformat(record[name]) for name in ("written_at", "holds_until"))
    assert until - written == timedelta(hours=24)

    for name, words in (
        ("en.html", "How long it takes right now can't"),
        ("zh-CN.html", "说不出现在要等多久"),
    ):
        page = unescape(files[name])
        assert words in page
        assert "mailto:support@wallet.example" in page
        assert f'data-until="{until.isoformat()}"' in page
        assert_whole(files[name])

    assert ran(*export).output.startswith("Nothing changed.")
    assert {file.name: file.read_text("utf-8") for file in out.iterdir()} == files
    record["holds_until"] = (written + timedelta(hours=11)).isoformat()
    (out / "standing.json").write_text(json.dumps(record))
    assert ran(*export, "--hold", "24").output.startswith("5 files written.")


def assert_whole(page: str) -> None:
    """It asks nobody for anything but our server for figures, and its policy lets it do no more."""
    (policy,) = (unescape(one) for one in re.findall(r'Content-Security-Policy" content="([^"]+)"', page))
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    (script,) = re.findall(r'<script type="module">(.*?)</script>', page, re.DOTALL)
    assert f"style-src {hash_of(style)}; script-src {hash_of(script)}; connect-src {URL};" in policy
    leads = set(re.findall(r'(?:href|src|action)="([^"]*)"', page))
    outside = {one for one in leads if not one.startswith(("#", URL + "/", "mailto:", "data:,"))}
    assert outside <= {"en.html", "zh-CN.html", "wallet-support.json"}
    assert "url(" not in style
    assert " style=" not in page
