"""The bot's memory, on both engines."""

import pytest

from tests.support.assistant import TALK, Bot
from tests.support.assistant import bot as new_bot
from tests.support.assistant_promises import AssistantPromises
from walletdesk.assistant.model import Dialogue, Offered, Shown
from walletdesk.assistant.store import SqlDialogues, open_work
from walletdesk.platform.db import Database


@pytest.fixture
def bot(db: Database) -> Bot:
    return new_bot(SqlDialogues(db), open_work(db))


class TestInSql(AssistantPromises):
    pass


async def test_a_dialogue_comes_back_as_it_was(db: Database) -> None:
    kept = Dialogue(
        heard=3,
        greeted=True,
        misses=1,
        route="funds",
        asked=("一", "two"),
        chosen=("没解决",),
        ids=("0xab",),
        shown=(Shown("tx-pending", "交易卡住了"),),
        offered=(Offered("person", "转人工"),),
    )
    async with open_work(db)() as work:
        await work.memory.keep(TALK, kept)
        await work.memory.keep(TALK, Dialogue(heard=2))
    assert await SqlDialogues(db).find(TALK) == kept
