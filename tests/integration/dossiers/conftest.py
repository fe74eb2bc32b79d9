"""A running installation that asks a real node, made quick as for the other tests of the whole."""

from collections.abc import Iterator

import pytest

from tests.integration.app.conftest import nothing_dawdles
from tests.support.anvil import Anvil, anvil
from walletdesk.chains.sources import door, several

__all__ = ["nothing_dawdles"]


@pytest.fixture(scope="module")
def node() -> Iterator[Anvil]:
    with anvil() as running:
        yield running


@pytest.fixture(autouse=True)
def answers_are_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test's minute is over in no time."""
    monkeypatch.setattr(several, "WAITS", 0.0)
    monkeypatch.setattr(several, "STANDS", 0.0)


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A node on a busy machine is slow, and not to be taken for one that hangs."""
    monkeypatch.setattr(door, "SECONDS", 60.0)
