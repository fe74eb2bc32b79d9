"""Words of the house: the promises in memory, and what must never be made harmless."""

import hashlib

import pytest

from tests.support.knowledge import LEAD
from tests.support.memory import Hands, opening
from tests.support.synonyms import (
    OURS,
    START,
    MemorySynonyms,
    Shelf,
    SynonymPromises,
    synonyms_in,
    synonyms_of,
)
from walletdesk.app.wiring.spelling import heard
from walletdesk.kernel.errors import Conflict, Invalid
from walletdesk.knowledge.spelling import SHIPPED, alike, in_force, spelled_by
from walletdesk.knowledge.synonyms import Synonym, Synonyms
from walletdesk.knowledge.synonyms.model import MOST


@pytest.fixture
def clock() -> Hands:
    return Hands(START)


@pytest.fixture
def memory() -> MemorySynonyms:
    return MemorySynonyms()


@pytest.fixture
def synonyms(memory: MemorySynonyms, clock: Hands) -> Synonyms:
    return synonyms_of(opening(memory), memory, Shelf(), clock)


class TestInMemory(SynonymPromises):
    pass


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("被盗", "延迟"),
        ("黑客", "矿工"),
        ("scammer", "helper"),
        ("人工", "文章"),
        ("real person", "article"),
        ("远程控制", "设置"),
        ("喇叭", "送到"),  # nothing alarms by itself; articles of risk say it
        ("钱被骗", "钱被存"),
    ],
)
async def test_no_danger_and_no_wish_for_a_person_is_made_harmless(
    synonyms: Synonyms, written: str, meant: str
) -> None:
    with pytest.raises(Invalid) as refused:
        await synonyms.add(LEAD, written, meant)
    assert refused.value.code in ("hides_danger", "word_loop")


async def test_a_slip_of_a_word_of_danger_is_made_that_word(synonyms: Synonyms) -> None:
    await synonyms.add(LEAD, "背到", "被盗")
    assert (await synonyms.spelling()).alike("币背到了") == "币被盗了"


async def test_what_leads_to_a_danger_stays_on(synonyms: Synonyms) -> None:
    for written in [one for one, meant in SHIPPED.pairs if heard(meant)]:
        with pytest.raises(Invalid):
            await synonyms.add(LEAD, written, "")


def mark(word: str) -> str:
    return hashlib.sha256(word.encode()).hexdigest()[:16]  # the audit is never cut, and holds nothing typed


async def test_each_change_is_written_down_and_forgets_what_was_read(memory: MemorySynonyms) -> None:
    synonyms = synonyms_in(memory, shelf := Shelf())
    await synonyms.add(LEAD, "鸭币", "提币")
    await synonyms.add(LEAD, OURS, "")
    await synonyms.remove(LEAD, "鸭币")
    assert memory.audit.rows == [
        (LEAD.agent, "synonym_added", mark("鸭币")),
        (LEAD.agent, "synonym_off", mark(OURS)),
        (LEAD.agent, "synonym_removed", mark("鸭币")),
    ]
    assert shelf.refreshed == 3


async def test_there_is_an_end_to_it(memory: MemorySynonyms) -> None:
    for number in range(MOST):
        await memory.add(Synonym(written=f"duck {number}x", meant="usdt", by="", at=START))
    with pytest.raises(Conflict) as refused:
        await synonyms_in(memory, Shelf()).add(LEAD, "鸭币", "提币")
    assert refused.value.code == "set_full"


def test_a_spelling_holds_where_it_is_said_and_nowhere_else() -> None:
    with spelled_by(SHIPPED.having({"鸭币": "提币"})):
        assert alike("鸭币") == "提币"
    assert (alike("鸭币"), in_force()) == ("鸭币", SHIPPED)
