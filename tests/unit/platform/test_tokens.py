"""One stream of tokens finds the same texts on both engines."""

import sqlite3
from collections.abc import Iterator

import asyncpg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.engines import Postgres
from walletdesk.platform.tokens import fts5_query, terms, tokens, ts_query

TEXTS = [
    "我转了币",
    "转账一直未到账，急",
    "USDT 到账了",
    "打开就闪退 Android 14",
    "ＴＲＣ２０ 没有到账",
    "tx 0xAB12 is pending, can't cancel",
    "café in 東京タワー",
]
# what is asked -> which of the texts hold it
ASKED = {
    "币": [0],
    "账": [1, 2, 4],
    "到账": [1, 2, 4],
    "未到账": [1],
    "闪退": [3],
    "trc20": [4],
    "TRC20 到账": [4],
    "0xab12": [5],
    "CAFÉ": [6],
    "タワー": [6],
    "到账未": [],
    "ending": [],
    "闪 14": [3],
}


@pytest.fixture
def fts5() -> Iterator[sqlite3.Connection]:
    index = sqlite3.connect(":memory:")
    index.execute("CREATE VIRTUAL TABLE texts USING fts5(tokens, content='', tokenize='unicode61')")
    rows = [(number, tokens(text)) for number, text in enumerate(TEXTS)]
    index.executemany("INSERT INTO texts(rowid, tokens) VALUES (?, ?)", rows)
    yield index
    index.close()


@pytest.mark.parametrize(("asked", "wanted"), ASKED.items(), ids=ASKED)
def test_fts5_finds_chinese_words_of_any_length(
    fts5: sqlite3.Connection, asked: str, wanted: list[int]
) -> None:
    found = fts5.execute("SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rowid", [fts5_query(asked)])
    assert [row[0] for row in found] == wanted


async def test_postgresql_finds_the_same(postgres_server: Postgres) -> None:
    connection = await asyncpg.connect(postgres_server.url("postgres"))
    find = "SELECT to_tsvector('simple', $1) @@ $2::text::tsquery"
    try:
        for asked, wanted in ASKED.items():
            found = [await connection.fetchval(find, tokens(text), ts_query(asked)) for text in TEXTS]
            assert [i for i, hit in enumerate(found) if hit] == wanted, asked
    finally:
        await connection.close()


@given(st.text(max_size=80))
def test_any_question_is_a_query_that_the_engine_understands(asked: str) -> None:
    index = sqlite3.connect(":memory:")
    index.execute("CREATE VIRTUAL TABLE texts USING fts5(tokens, tokenize='unicode61')")
    index.execute("SELECT count(*) FROM texts WHERE texts MATCH ?", [fts5_query(asked) or '""']).fetchone()
    index.close()


@given(st.text(alphabet="币转账到未", min_size=1, max_size=12), st.integers(0, 11), st.integers(1, 4))
def test_every_part_of_a_chinese_run_finds_it(run: str, start: int, length: int) -> None:
    part = run[start % len(run) :][:length]
    index = sqlite3.connect(":memory:")
    index.execute("CREATE VIRTUAL TABLE texts USING fts5(tokens, tokenize='unicode61')")
    index.execute("INSERT INTO texts(tokens) VALUES (?)", [tokens(f"usdt{run} 谢谢")])
    hits = index.execute("SELECT count(*) FROM texts WHERE texts MATCH ?", [fts5_query(part)]).fetchone()
    index.close()
    assert hits == (1,)


def test_a_ranker_counts_pieces_and_single_characters() -> None:
    assert terms("没到账 USDT") == ["没到", "到账", "没", "到", "账", "usdt"]


def test_a_word_without_end_is_cut_so_that_no_engine_refuses_it() -> None:
    assert tokens("a" * 5000) == "a" * 128
    assert fts5_query("a" * 5000) == f'"{"a" * 128}"'
