"""Played people go through the doors of a server in a process of its own, and nothing of theirs is lost."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import httpx
import pytest

from tests.support.engines import Postgres
from tests.support.served import Served
from walletdesk.app.demo import ACCOUNTS, demo_staff, first_steps
from walletdesk.app.life.ledger import End
from walletdesk.app.life.rush import rush
from walletdesk.app.migrations import migrate
from walletdesk.app.simulate import Summary, _audit, simulate
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
    await demo_staff(system, tuple(replace(one, capacity=2) for one in ACCOUNTS))
    await system.engine.db.close()
    await served.start()
    yield served
    served.stop()


@pytest.mark.slow
async def test_a_promotion_is_shown_live_and_loses_nobody(demo: Served) -> None:
    """Two agents with little room: a line forms, and who is cut off in it comes back to the place."""
    lines: list[str] = []
    say = lines.append
    played = await rush(demo.url, minutes=0.05, seed=2, scale=0.05, contacts=12, lang="zh-CN", say=say)
    assert played.came == len(played.visits) > 12
    assert played.ended(End.SERVED) > 3
    assert played.ended(End.TURNED_AWAY) == played.ended(End.WAITING) == 0
    assert (played.lost, played.trouble) == (0, {})
    assert played.back > 0
    said = "\n".join(lines)
    assert "，排队 " in said
    assert "位的人，消息发到一半断线" in said
    assert "秒后回来" in said
    assert "     0 丢失合计" in lines


@pytest.mark.slow
async def test_at_night_nobody_answers_and_those_who_asked_still_wait(demo: Served) -> None:
    said = await simulate(demo.url, scenario="night", minutes=0.11, seed=1, contacts=4)
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


async def test_where_there_is_no_server_a_promotion_says_so() -> None:
    with pytest.raises(click.ClickException, match="walletdesk demo"):
        await rush("http://127.0.0.1:1", minutes=0.1, seed=1)
