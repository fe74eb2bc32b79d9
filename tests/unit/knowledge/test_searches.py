"""Questions as they are counted, and the promises in memory."""

import pytest

from tests.support.memory import Hands, opening
from tests.support.opinions import AllPublished
from tests.support.searches import START, MemorySearches, SearchPromises, searches_of
from walletdesk.knowledge.searches import Searches
from walletdesk.knowledge.searches.model import LONGEST, counted


@pytest.fixture
def clock() -> Hands:
    return Hands(START)


@pytest.fixture
def searches(clock: Hands) -> Searches:
    memory = MemorySearches()
    return searches_of(opening(memory), memory, AllPublished(), clock)


class TestInMemory(SearchPromises):
    pass


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("  Where is MY transfer?! ", "where is my transfer"),
        ("ＵＳＤＴ　没到账？", "usdt 没到账"),
        ("trc20 or erc20, 12 words", "trc20 or erc20, 12 words"),
        ("write to anna@mail.example now", "write to … now"),
        ("is https://wallet.example/x?y=1 yours", "is … yours"),
        ("is fake-wallet.com yours", "is … yours"),
        ("t.me @support_anna says", "… … says"),
        ("call +1 (555) 010-0100 please", "call … please"),
        ("tx 0x9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "tx …"),
        ("sent to TJRyWwFs9wTFGZg3JbrVriFbNfCug5tDeC yesterday", "sent to … yesterday"),
        ("订单 20261122001 没到", "订单 … 没到"),
        ("a\u200bb\x00c", "a b c"),
        ("？！", ""),
    ],
)
def test_a_question_is_written_in_one_way_and_names_nobody(question: str, kept: str) -> None:
    assert counted(question) == kept


def test_a_long_question_is_cut() -> None:
    assert len(counted("word " * 100)) <= LONGEST
