"""``walletdesk registry`` from the first key to a root that was followed, as an operator types it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from walletdesk.app import operating
from walletdesk.app.cli import main
from walletdesk.app.migrations import HEAD
from walletdesk.kernel.clock import utc_now
from walletdesk.registry.verifier import verify


class Terminal:
    def __init__(self, url: str, folder: Path) -> None:
        self.environ = {"WALLETDESK_DATABASE__URL": url, "WALLETDESK_DATA_DIR": str(folder)}
        self.printed = ""

    def runs(self, *words: str, typed: str | None = None) -> Result:
        done = CliRunner().invoke(main, ["registry", *words], env=self.environ, input=typed)
        self.printed += done.output
        return done

    def says(self, *words: str, typed: str | None = None) -> str:
        done = self.runs(*words, typed=typed)
        assert done.exit_code == 0, done.output
        return done.output

    def refuses(self, *words: str, typed: str | None = None) -> str:
        done = self.runs(*words, typed=typed)
        assert done.exit_code == 1, done.output
        return done.output


@pytest.fixture
def terminal(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    async def stands_at(_: str) -> str:
        return HEAD  # a test's database has its tables without the steps that lead there

    monkeypatch.setattr(operating, "current", stands_at)
    return Terminal(database_url, tmp_path / "data")


def secrets_in(*folders: Path) -> list[str]:
    """Lines of every private key that was made."""
    keys = [key for folder in folders for key in folder.glob("*.key*")]
    return [line for key in keys for line in key.read_text().splitlines() if not line.startswith("-----")]


def test_from_the_first_key_to_a_list_that_holds(terminal: Terminal, tmp_path: Path) -> None:
    assert "registry init" in terminal.refuses("publish")
    stick = tmp_path / "stick"
    root_file = str(stick / "root.key")
    root = terminal.says("init", "--root-key", root_file).splitlines()[0].rpartition(" ")[2]
    assert (stick / "root.key").stat().st_mode & 0o777 == 0o600
    terminal.says("add", "site", "https://wallet.example/", "--name", "official_site")
    assert "listed already" in terminal.refuses("add", "site", "WALLET.example")
    assert "cannot be read" in terminal.refuses("add", "phone", "12")
    assert "no such kind" in terminal.refuses("add", "fax", "12")
    assert "Serial 1" in terminal.says("publish")
    whole = terminal.says("export")
    assert verify(whole, roots=[root], now=utc_now()).mark == (1, 1)
    assert "It holds: serial 1" in terminal.says("verify")
    assert "It holds: serial 1" in terminal.says("verify", "-", "--root", root, typed=whole)
    changed = whole.replace("wallet.example", "wa11et.example")
    assert "bad_signature" in terminal.refuses("verify", "-", typed=changed)
    assert "wrong_root" in terminal.refuses("verify", "--root", "ab" * 32)
    terminal.says("remove", "site", "wallet.example")
    table = terminal.says("show")
    assert "leaves with" in table
    assert root in table.replace("\n", "")
    assert "not on the list" in terminal.refuses("remove", "site", "wallet.example")
    assert secrets_in(stick, tmp_path / "data")
    assert [line for line in secrets_in(stick, tmp_path / "data") if line in terminal.printed] == []


def test_keys_are_followed_with_the_root_offline(terminal: Terminal, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    old, new = str(stick / "root.key"), str(stick / "root2.key")
    root = terminal.says("init", "--root-key", old).splitlines()[0].rpartition(" ")[2]
    terminal.says("publish")
    request = terminal.says("rotate", "online")
    assert set(json.loads(request)) == {"key", "number"}
    terminal.says("publish")  # the key before goes on until the mandate is there
    offline = Terminal("postgresql://nowhere.invalid/x", tmp_path / "nothing")
    mandate = offline.says("sign", "--root-key", old, "--request", "-", typed=request)
    assert "may sign until" in terminal.says("sign", "--mandate", "-", typed=mandate)
    assert "higher number" in terminal.refuses("sign", "--mandate", "-", typed=mandate)
    terminal.says("publish")
    assert verify(terminal.says("export"), roots=[root], now=utc_now()).mark == (2, 3)
    follower = terminal.says("rotate", "root", "--root-key", old, "--new-root-key", new)
    terminal.says("publish", "--at-least", "40")
    held = verify(terminal.says("export"), roots=[root], now=utc_now())
    assert held.mark == (3, 40)
    assert held.roots[0] in follower
    assert "root" in terminal.refuses("sign", "--root-key", old)
    (stick / "root2.key").chmod(0o644)
    assert "chmod 600" in terminal.refuses("sign", "--root-key", new)
    assert "no key file" in terminal.refuses("sign", "--root-key", str(stick / "other.key"))
    assert "--root-key" in terminal.refuses("sign")
