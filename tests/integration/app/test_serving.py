"""What the server does with its process before the first guest."""

import gc
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from walletdesk.app.cli import main
from walletdesk.app.serving import GARBAGE_AFTER, spare_the_collector


@pytest.fixture
def collector() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


@pytest.mark.usefixtures("collector")
def test_garbage_is_looked_for_seldom_and_only_among_what_came_later() -> None:
    spare_the_collector()
    assert gc.isenabled()
    assert gc.get_threshold()[0] == GARBAGE_AFTER
    assert gc.get_freeze_count() > 10_000


def test_a_port_that_is_taken_is_said_before_anything_is_begun(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        environ = {"WALLETDESK_HTTP__PORT": str(port), "WALLETDESK_DATA_DIR": str(tmp_path / "data")}
        for command in ("demo", "serve"):
            said = CliRunner().invoke(main, [command], env=environ)
            assert said.exit_code == 1
            assert said.output.splitlines()[0].startswith(f"Nothing was started: port {port} of 127.0.0.1")
            assert f"WALLETDESK_HTTP__PORT={port + 1}" in said.output
    assert not (tmp_path / "data").exists()
