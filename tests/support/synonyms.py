"""Words of the house, in memory, and what both this and the SQL store promise."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pytest

from tests.support.knowledge import AGENT, LEAD, article
from tests.support.memory import Hands, MemoryAudit, MemoryWork, opening
from walletdesk.app.wiring.heart import holds_secret_asked
from walletdesk.app.wiring.spelling import heard
from walletdesk.kernel.errors import Conflict, Invalid, NotFound, SecretStopped
from walletdesk.kernel.ids import ArticleId
from walletdesk.knowledge import Article, Status
from walletdesk.knowledge.spelling import SHIPPED, Spelling, in_force
from walletdesk.knowledge.synonyms import Synonym, Synonyms
from walletdesk.knowledge.synonyms.model import Found
from walletdesk.knowledge.synonyms.ports import Kept, OpenWork

PHRASE = "legal winner thank year wave sausage worth useful legal winner thank yellow"
START = datetime(2026, 11, 22, 9, tzinfo=UTC)
OURS = "转u"  # one that comes with the program


class MemorySynonyms(MemoryWork):
    """Both ports: what is saved is committed at once."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[str, Synonym] = {}
        self.audit = MemoryAudit()

    @property
    def synonyms(self) -> "MemorySynonyms":
        return self

    async def all(self) -> Sequence[Synonym]:
        return sorted(self.kept.values(), key=lambda one: (-one.at.timestamp(), one.written))

    async def add(self, synonym: Synonym) -> bool:
        return self.kept.setdefault(synonym.written, synonym) is synonym

    async def remove(self, written: str) -> bool:
        return self.kept.pop(written, None) is not None


class Shelf:
    """The published articles, and a search that tells by what it was asked."""

    def __init__(self) -> None:
        self.refreshed = 0
        calm = ["波场转账很慢", "转账没到", "usdt转账失败", *(f"问法{number}" for number in range(200))]
        risk = ["喇叭跑了怎么办", "喇叭不给我提", "遇到喇叭"]
        self.articles = [
            article(status=Status.PUBLISHED, phrasings=tuple(calm)),
            article(id=ArticleId("stolen"), status=Status.PUBLISHED, route="risk", phrasings=tuple(risk)),
        ]

    async def list(self) -> Sequence[Article]:
        return self.articles

    async def find(self, sentence: str, locale: str, spelling: Spelling | None) -> Sequence[Found]:
        title = (spelling or in_force()).alike(sentence)
        return [Found(article=ArticleId("found"), title=title, sure=0.5)]

    def refresh(self) -> None:
        self.refreshed += 1


async def at_once(do: Callable[[], None]) -> None:
    do()


def synonyms_of(open_work: OpenWork, kept: Kept, shelf: Shelf, clock: Hands) -> Synonyms:
    return Synonyms(
        kept=kept,
        open_work=open_work,
        articles=shelf,
        find=shelf.find,
        hear=heard,
        holds_secret=holds_secret_asked,
        aside=at_once,
        changed=shelf.refresh,
        clock=clock,
    )


def synonyms_in(memory: MemorySynonyms, shelf: Shelf) -> Synonyms:
    return synonyms_of(opening(memory), memory, shelf, Hands(START))


class SynonymPromises:
    """Give these tests fixtures ``synonyms`` and ``clock``, which moves by hand."""

    async def test_a_word_of_the_house_is_spelled_as_ours_are_and_goes_again(
        self, synonyms: Synonyms, clock: Hands
    ) -> None:
        assert await synonyms.spelling() is SHIPPED
        await synonyms.add(LEAD, " 鸭 Ｂ ", "提币")
        clock.forward(minutes=1)
        await synonyms.add(LEAD, "QuackCoin", "usdt")
        spelling = await synonyms.spelling()
        assert spelling.alike("鸭 B没到, 冲值 quackcoin") == "提币没到, 充值 usdt"
        assert spelling.alike("quackcoins") == "quackcoins"
        own = (await synonyms.list(LEAD)).own
        assert [(one.written, one.meant, one.by) for one in own] == [
            ("quackcoin", "usdt", LEAD.agent),
            ("鸭 b", "提币", LEAD.agent),
        ]
        await synonyms.remove(LEAD, "quackcoin")
        assert (await synonyms.spelling()).alike("quackcoin 鸭 b") == "quackcoin 提币"
        with pytest.raises(NotFound):
            await synonyms.remove(LEAD, "quackcoin")

    async def test_one_of_ours_is_off_until_it_is_taken_back(self, synonyms: Synonyms) -> None:
        ours = SHIPPED.alike(OURS)
        assert ours != OURS
        await synonyms.add(LEAD, OURS, "")
        assert (await synonyms.spelling()).alike(OURS) == OURS
        with pytest.raises(Conflict):
            await synonyms.add(LEAD, OURS, "提币")
        await synonyms.remove(LEAD, OURS)
        await synonyms.add(LEAD, OURS, "提币")
        assert (await synonyms.spelling()).alike(OURS) == "提币"
        for nothing in ("鸭币", "提币"):
            with pytest.raises(NotFound):
                await synonyms.add(LEAD, nothing, "")

    async def test_two_who_add_the_same_word_add_it_once(self, synonyms: Synonyms) -> None:
        await synonyms.add(LEAD, "鸭币", "提币")
        with pytest.raises(Conflict):
            await synonyms.add(LEAD, "鸭币", "充值")
        assert (await synonyms.spelling()).alike("鸭币") == "提币"

    async def test_trying_keeps_nothing_and_says_what_would_become_of_it(self, synonyms: Synonyms) -> None:
        trial = await synonyms.attempt(LEAD, "鸭币", "提币", "我的鸭幣没到", "zh-CN")
        assert (trial.before, trial.after) == ("我的鸭币没到", "我的提币没到")
        assert [one.title for one in (*trial.found_before, *trial.found_after)] == [trial.before, trial.after]
        assert (await synonyms.list(LEAD)).own == []

    async def test_no_secret_is_kept_or_tried(self, synonyms: Synonyms) -> None:
        half = len(PHRASE) // 2
        for written, meant in ((PHRASE, "usdt"), ("duckcoin", PHRASE), (PHRASE[:half], PHRASE[half:])):
            with pytest.raises(SecretStopped):
                await synonyms.add(LEAD, written, meant)
        with pytest.raises(SecretStopped):
            await synonyms.attempt(LEAD, "duckcoin", "usdt", PHRASE, "en")
        assert (await synonyms.list(LEAD)).own == []

    async def test_only_leads_see_add_try_and_remove(self, synonyms: Synonyms) -> None:
        for refused in (
            synonyms.list(AGENT),
            synonyms.add(AGENT, "鸭币", "提币"),
            synonyms.attempt(AGENT, "鸭币", "提币", "鸭币", "zh-CN"),
            synonyms.remove(AGENT, "鸭币"),
        ):
            with pytest.raises(NotFound):
                await refused

    async def test_what_would_make_no_table_is_refused(self, synonyms: Synonyms) -> None:
        await synonyms.add(LEAD, "鸭币", "提币")
        for written, meant, code in (
            ("u", "usdt", "too_short"),
            ("币", "usdt", "word_loop"),
            ("问", "提币", "too_common"),
            ("转账", "提币", "word_loop"),  # what our own words lead to
            ("鹅币", "鸭币", "word_loop"),
            ("鹅币", "冲值", "word_loop"),
            ("提币", "鹅币", "word_loop"),
            ("提币", "提幣", "same_word"),
            ("??", "提币", "no_word"),
            ("鹅币", "123", "no_word"),
            ("问法", "提币", "too_common"),
        ):
            with pytest.raises(Invalid) as refused:
                await synonyms.add(LEAD, written, meant)
            assert refused.value.code == code, written
        await synonyms.remove(LEAD, "鸭币")
        await synonyms.add(LEAD, "提嘤", "提币")
