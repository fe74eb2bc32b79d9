"""What the server does with its process before the first guest."""

import gc
from collections.abc import Iterator

import pytest

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
