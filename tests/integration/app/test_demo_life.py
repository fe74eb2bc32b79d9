"""A demonstration fills itself: each state is there, made through the doors, on both engines."""

from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.support.installation import Agent, Installation, Json, installation
from walletdesk.app.demo import ACCOUNTS, closed_night, demo_staff
from walletdesk.app.life import floor
from walletdesk.app.life.doors import AgentDoor
from walletdesk.app.life.stories_en import STORIES as ENGLISH
from walletdesk.app.life.stories_zh import STORIES as CHINESE
from walletdesk.app.wiring.board import watching
from walletdesk.conversations import Page
from walletdesk.kernel.clock import from_millis, utc_now
from walletdesk.platform.settings import Settings
from walletdesk.safety import screen

STORIES = [*CHINESE, *ENGLISH]
EVERYTHING = Page(after=0, most=100, public=False)


@pytest.fixture
async def filled(database_url: str, tmp_path: Path) -> AsyncIterator[Installation]:
    night = closed_night(utc_now(), Settings().time_zone)
    async with installation(database_url, tmp_path, one_offs=(night,)) as house:
        await demo_staff(house.system)
        await floor.come_alive(house.system, house.system.engine.settings)
        yield house


async def listed(house: Installation, login: str, group: str) -> list[Json]:
    account = next(one for one in ACCOUNTS if one.login == login)
    agents = {agent.login: agent.id for agent in await house.system.staff.personnel.list()}
    http = house.http
    door = await AgentDoor.sign_in(http, login, account.password)
    seen = Agent(http, door._headers)
    seen.id = agents[login]
    return list((await seen.get(f"/api/workspace/conversations?group={group}&limit=100"))["items"])


async def test_every_state_is_there_with_waits_notes_pictures_and_tickets(filled: Installation) -> None:
    told = {(story.state, story.locale) for story in STORIES}
    assert {state for state, _ in told} == {
        "bot", "waiting", "waiting_desk", "with_agent", "after_hours", "solved", "left",
    }  # fmt: skip
    every = [*await listed(filled, "lead", "all"), *await listed(filled, "lead", "resolved")]
    assert len(every) == len(STORIES)
    stands = Counter((head["status"], head["locale"]) for head in every)
    for status in ("open", "waiting_for_agent", "with_agent", "resolved"):
        assert stands[status, "zh-CN"], status
        assert stands[status, "en"], status
    waiting = [head for head in await listed(filled, "lead", "all") if head["status"] == "waiting_for_agent"]
    minutes = {(utc_now() - from_millis(head["waiting_since"])) // timedelta(minutes=1) for head in waiting}
    assert len(minutes) >= 4
    assert {head["priority"] for head in waiting} >= {"normal", "security"}
    assert all(head["first_reply_due"] for head in waiting)
    assert any(head["team"] for head in waiting)
    mine = await listed(filled, "agent1", "mine")
    assert len(mine) >= 3
    items = [
        item for head in mine for item in await filled.system.heart.archive.items(head["id"], EVERYTHING)
    ]
    assert any("@" in item.text for item in items if item.kind == "note")
    assert any(item.attachments for item in items)
    every = [*await listed(filled, "lead", "all"), *await listed(filled, "lead", "resolved")]
    assert sum(bool(head["tickets"]) for head in every) >= 2


async def test_the_days_before_are_there_once_for_list_search_and_board(filled: Installation) -> None:
    solved = await listed(filled, "lead", "resolved")
    days = {from_millis(head["created_at"]).date() for head in solved}
    assert len(days) >= 3
    marks = await filled.system.work.surveying.given(utc_now() - timedelta(days=10))
    assert sum(marks.values()) >= 10
    assert len(marks) >= 3
    board = await watching(filled.system).board()
    assert board.waiting >= 5
    assert board.today.kept + board.today.late > 0
    assert board.wait is not None
    assert any(board.owed_lately.points)
    assert sum(one.open for one in board.people) >= 8
    found = (await (await filled.agent()).get("/api/workspace/search?q=pending"))["hits"]
    assert found
    await floor.come_alive(filled.system, filled.system.engine.settings)
    every = [*await listed(filled, "lead", "all"), *await listed(filled, "lead", "resolved")]
    assert len(every) == len(STORIES)


def test_nobody_in_the_stories_tells_a_secret() -> None:
    said = [text for story in STORIES for text in (story.first, *(step.text for step in story.steps))]
    assert [text for text in said if screen(text).findings] == []
