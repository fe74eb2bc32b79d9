"""A message that names a transaction is answered by what became of it; danger goes first."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import pytest

from tests.support.assistant import STOLEN, TALK, Bot, MemoryDialogues, memory_opening
from tests.support.assistant import bot as new_bot
from walletdesk.assistant import Diagnosed
from walletdesk.assistant.model import Alarm, sentences
from walletdesk.assistant.service import deciding
from walletdesk.conversations import Status
from walletdesk.kernel.ids import ConversationId
from walletdesk.kernel.objections import Objection

TX = "0x" + "ab" * 32
TOLD = Diagnosed(
    conversation=TALK,
    key="dos_1-1",
    locale="en",
    name="D-3001",
    title="It failed",
    meaning="The contract refused.",
    step="Read the reason.",
    topic="tx-pending",
)


@dataclass
class Known:
    """Looks up whatever names a transaction."""

    again: list[str] = field(default_factory=list)
    fails: int = 0

    async def told_again(self, conversation: ConversationId, names: Sequence[str]) -> None:
        if self.fails:
            self.fails -= 1
            raise OSError("no connection")
        self.again += names

    async def takes(self, conversation: ConversationId, seq: int, text: str) -> bool:
        return "0x" in text

    async def named(self, conversation: ConversationId) -> Sequence[Mapping[str, str]]:
        return [{"name": "D-3001", "tx": TX, "chain": "home", "code": "reverted"}]


@pytest.fixture
def known() -> Known:
    return Known()


@pytest.fixture
def bot(known: Known) -> Bot:
    dialogues = MemoryDialogues()
    return new_bot(dialogues, memory_opening(dialogues), transactions=known)


@pytest.mark.parametrize("text", [f"my tx is pending {TX}", TX, f"nobody knows about {TX}"])
async def test_it_waits_for_the_diagnosis_and_searches_no_article(bot: Bot, text: str) -> None:
    assert await bot.hears(text) == ""
    await bot.assistant.tell(TOLD)
    said = bot.last.text
    assert "bot, not a person" in said
    assert "Transaction D-3001: It failed." in said
    assert "The contract refused." in said
    assert "Read the reason." in said
    assert (bot.buttons[-2:], bot.last.source and bot.last.source.id) == (["person", "solved"], "tx-pending")


async def test_an_id_in_the_form_below_the_question_is_looked_up_as_well(bot: Bot) -> None:
    bot.talk.head.answers = "[]"
    assert await bot.hears(f"A transfer to me has not arrived\nTransaction ID: {TX}") == ""


async def test_whoever_is_in_danger_gets_the_safe_steps_and_a_person(bot: Bot) -> None:
    said = await bot.hears(f"my coins were stolen {TX}")
    assert STOLEN.text in said or "urgent" in said.lower()
    assert bot.talk.head.status is Status.WAITING_FOR_AGENT
    await bot.assistant.tell(TOLD)
    assert len(bot.talk.said) == 1


@pytest.fixture
def doubting(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> Bot:
    monkeypatch.setattr(deciding, "alarm", lambda text, harmless: Alarm.ASK if "odd" in text else Alarm.NONE)
    return bot


async def test_what_may_be_danger_is_settled_before_a_diagnosis_is_told(doubting: Bot) -> None:
    bot = doubting
    await bot.hears("qwerty odd")
    assert "at_risk" in bot.buttons
    before = len(bot.talk.said)
    await bot.assistant.tell(TOLD)
    assert len(bot.talk.said) == before


async def test_what_was_held_back_is_told_once_it_is_known_that_nobody_is_in_danger(
    doubting: Bot, known: Known
) -> None:
    bot = doubting
    await bot.hears(TX)
    await bot.hears("qwerty odd")
    await bot.assistant.tell(TOLD)
    await bot.assistant.tell(TOLD)
    await bot.hears("hello")
    assert known.again == []
    await bot.hears(bot.label("not_at_risk"))
    assert known.again == ["D-3001"]
    await bot.assistant.tell(replace(TOLD, key="dos_1-2"))
    assert "Transaction D-3001: It failed." in bot.last.text
    await bot.hears("and what now?")
    assert known.again == ["D-3001"]


@pytest.mark.parametrize("comes_back", [True, False])
async def test_what_was_held_back_is_told_though_telling_failed_at_first(
    doubting: Bot, known: Known, comes_back: bool
) -> None:
    bot, known.fails = doubting, 1
    await bot.hears("qwerty odd")
    await bot.assistant.tell(TOLD)
    with pytest.raises(OSError, match="no connection"):
        await bot.hears(bot.label("not_at_risk"))
    if comes_back:  # the same message, delivered once more
        assert await bot.again("whatever it was") == ""
    else:
        await bot.hears("hello")
    assert known.again == ["D-3001"]
    await bot.hears("and what now?")
    assert known.again == ["D-3001"]


async def test_whoever_may_be_in_danger_is_told_nothing_more_by_the_bot(doubting: Bot, known: Known) -> None:
    bot = doubting
    await bot.hears("qwerty odd")
    await bot.assistant.tell(TOLD)
    await bot.hears(bot.label("at_risk"))
    before = len(bot.talk.said)
    await bot.assistant.tell(replace(TOLD, key="dos_1-2"))
    assert (bot.talk.head.status, len(bot.talk.said)) == (Status.WAITING_FOR_AGENT, before)
    bot.talk.head.status = Status.OPEN  # the person has gone: what they read is not told anew
    await bot.hears("hello")
    assert known.again == []


async def test_doubt_is_said_before_it_and_is_one_tap_from_a_person(doubting: Bot) -> None:
    bot = doubting
    assert await bot.hears(f"my tx is pending, odd {TX}") == ""
    await bot.assistant.tell(TOLD)
    assert bot.last.text.index(sentences.SAY_SO_FIRST) < bot.last.text.index("D-3001")
    assert bot.buttons == ["at_risk", "person", "solved"]


async def test_the_choice_below_it_brings_a_person_with_what_was_looked_up(bot: Bot) -> None:
    await bot.hears(f"my tx is pending {TX}")
    await bot.assistant.tell(TOLD)
    await bot.hears(bot.label("person"))
    ((reason, skill, packet),) = bot.talk.requests
    assert (reason, skill) == ("asked", "funds")
    assert json.loads(packet or "")["dossiers"][0]["name"] == "D-3001"


async def test_that_it_helped_resolves_the_conversation(bot: Bot) -> None:
    await bot.hears(f"my tx is pending {TX}")
    await bot.assistant.tell(TOLD)
    await bot.hears(bot.label("solved"))
    assert bot.talk.head.status is Status.RESOLVED


async def test_told_twice_it_is_said_once(bot: Bot) -> None:
    await bot.hears(TX)
    await bot.assistant.tell(TOLD)
    await bot.assistant.tell(TOLD)
    assert len(bot.talk.said) == 1


async def test_news_is_told_whoever_speaks_there_and_an_answer_is_not(bot: Bot) -> None:
    await bot.hears("human")
    before = len(bot.talk.said)
    await bot.assistant.tell(TOLD)
    assert len(bot.talk.said) == before
    await bot.assistant.tell(replace(TOLD, key="dossier-news-dos_1-2", is_news=True))
    assert "News of transaction D-3001: It failed." in bot.last.text
    assert bot.buttons == []
    bot.talk.head.status = Status.CLOSED
    await bot.assistant.tell(replace(TOLD, key="dossier-news-dos_1-3", is_news=True))
    assert len(bot.talk.said) == before + 1


@pytest.mark.parametrize(("is_news", "persons"), [(False, ["misses"]), (True, [])])
async def test_advice_that_a_rule_forbids_brings_a_person_and_no_silence(
    bot: Bot, is_news: bool, persons: list[str]
) -> None:
    await bot.hears(TX)
    bot.talk.objections = (Objection(rule="rule", start=0, end=1, why={}, instead={}),)
    await bot.assistant.tell(replace(TOLD, is_news=is_news))
    assert ([reason for reason, _, _ in bot.talk.requests], bot.talk.said) == (persons, {})


async def test_what_is_missing_is_asked_for_in_one_sentence(bot: Bot) -> None:
    await bot.hears(TX)
    await bot.assistant.tell(replace(TOLD, ask="Tell us the network."))
    assert bot.last.text.count("Tell us the network.") == 1


async def test_an_amount_stands_beside_the_name(bot: Bot) -> None:
    await bot.hears(TX)
    await bot.assistant.tell(replace(TOLD, amount="0.42 ETH"))
    assert "Transaction D-3001 (0.42 ETH): It failed." in bot.last.text
