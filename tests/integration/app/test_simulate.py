"""Played people go through the doors of a server in a process of its own, and nothing of theirs is lost."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.engines import Postgres
from tests.support.served import Served
from walletdesk.app.demo import demo_staff, first_steps
from walletdesk.app.migrations import migrate
from walletdesk.app.simulate import SCENARIOS, Summary, _audit, simulate
from walletdesk.app.wiring.system import build
from walletdesk.platform.settings import load


@pytest.fixture
async def demo(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Served]:
    url = f"sqlite:///{tmp_path / 'walletdesk.db'}"
    if engine == "postgresql":
        server: Postgres = request.getfixturevalue("postgres_server")
        url = server.url(server.create())
    served = Served(tmp_path, url)
    await migrate(url)
    system = await build(load(None, served._environment))
    await first_steps(system, always_open=True)
    await demo_staff(system)
    await system.engine.db.close()
    await served.start()
    yield served
    served.stop()


@pytest.mark.slow
async def test_at_a_peak_agents_answer_and_nothing_is_lost(
    demo: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SCENARIOS, "peak", replace(SCENARIOS["peak"], pace=(0.5, 1.0)))
    said = await simulate(demo.url, scenario="peak", minutes=0.4, seed=1, contacts=6)
    assert said.what["conversations begun"] >= 6
    assert said.what["messages of agents"] > 0
    assert said.waits
    assert (said.lost, said.what["connections lost"]) == (0, 0)


@pytest.mark.slow
async def test_at_night_nobody_answers_and_those_who_asked_still_wait(demo: Served) -> None:
    said = await simulate(demo.url, scenario="night", minutes=0.2, seed=1, contacts=6)
    assert said.what["messages of agents"] == 0
    assert said.waiting >= said.what["asked for a person"] > 0
    assert (said.waits, said.lost) == ([], 0)


class Forgetful:
    """A contact's door that lost the second message."""

    base_url = "http://127.0.0.1:1"

    def through(self, http: httpx.AsyncClient) -> "Forgetful":
        return self

    async def look(self) -> dict[str, Any]:
        return {"head": {"status": "open"}, "items": [{"seq": 1}, {"seq": 3}]}


async def test_a_message_that_is_not_found_again_is_counted_as_lost() -> None:
    said = Summary()
    said.kept.append((Forgetful(), [1, 2, 3]))  # type: ignore[arg-type]
    await _audit(said)
    assert said.lost == 1
    assert "     1 acknowledged messages lost" in said.lines()


def test_a_peak_brings_twenty_times_as_many() -> None:
    assert SCENARIOS["peak"].an_hour == 20 * SCENARIOS["calm"].an_hour
    assert not SCENARIOS["night"].on_duty
