"""``walletdesk diagnose`` asks each of the ledger families over real HTTP, at the paths that they know."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner

from tests.support.ledgers import Json, rows
from walletdesk.app.cli import main

CHAINS = {row["chain"]: row for row in reversed(rows()) if row["expect"]["code"] == "confirmed"}


class Providers(BaseHTTPRequestHandler):
    """All of them at one address, each below a path of its own."""

    def do_GET(self) -> None:
        self._answer(None)

    def do_POST(self) -> None:
        self._answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

    def _answer(self, asked: object) -> None:
        _, chain, *rest = self.path.split("/", 2)
        path = "/" + rest[0] if rest else ""
        for one in CHAINS[chain]["pages"]:
            if (one["path"], one.get("body")) == (path, asked):
                return self._say(one.get("status", 200), one["response"])
        return self._say(404, {})

    def _say(self, status: int, response: object) -> None:
        body = json.dumps(response).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *said: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def place() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Providers)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def config(folder: Path, place: str) -> Path:
    file = folder / "walletdesk.toml"
    endpoints = "\n".join(f'{chain} = ["http://{place}/{chain}"]' for chain in CHAINS)
    file.write_text(
        f'data_dir = "{folder}"\n[connector]\nmay_reach = ["{place}"]\n[chains.endpoints]\n{endpoints}\n',
        "utf-8",
    )
    return file


@pytest.mark.parametrize("chain", CHAINS)
def test_a_payment_is_found_where_the_operator_pointed(chain: str, place: str, tmp_path: Path) -> None:
    asked = [
        "--config",
        str(config(tmp_path, place)),
        "diagnose",
        f"tx {CHAINS[chain]['tx']}",
        "--chain",
        chain,
    ]
    done = CliRunner().invoke(main, [*asked, "--json"])
    assert done.exit_code == 0, done.output
    (told,) = json.loads(done.output)
    assert (told["chain"], told["code"]) == (chain, "confirmed")


def test_there_is_one_of_each() -> None:
    families: set[Json] = {row["family"] for row in CHAINS.values()}
    assert len(families) == 7


def test_a_chain_that_does_not_say_what_it_calls_itself_is_not_asked(tmp_path: Path) -> None:
    table = tmp_path / "chains.toml"
    table.write_text(
        '[[chain]]\nid = "side"\nfamily = "xrp"\nname = {en = "Side", zh-CN = "侧链"}\n'
        'coin = {symbol = "SID", decimals = 6}\nblock_seconds = 4\n',
        "utf-8",
    )
    file = tmp_path / "walletdesk.toml"
    file.write_text(
        f'data_dir = "{tmp_path}"\n[chains]\nfile = "{table}"\n'
        '[chains.endpoints]\nside = ["https://node.example"]\n',
        "utf-8",
    )
    checked = CliRunner().invoke(main, ["--config", str(file), "check-config"]).output
    assert "does not say what this chain calls itself" in " ".join(checked.split())
    told = CliRunner().invoke(
        main, ["--config", str(file), "diagnose", f"tx {'AB' * 32}", "--chain", "side", "--json"]
    )
    assert [(one["code"], one["trouble"]) for one in json.loads(told.output)] == [("unknown", "no_endpoint")]
