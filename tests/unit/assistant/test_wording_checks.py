"""What of a model's words may be said: faithful sentences pass, every planted fact is caught."""

import pytest

from tests.support.wording import by_rule, judged, rows
from walletdesk.assistant.wording.model import Fault, Sentence, Source, faults_of
from walletdesk.assistant.wording.model.numbers import numbers_in, unsupported
from walletdesk.assistant.wording.model.plain import plain

FAITHFUL, LIES = rows("faithful.jsonl"), rows("lies.jsonl")
OF = {row["id"]: row for row in FAITHFUL}
PASSAGE = (
    "Both fees must be at least 10 % higher; after 14 days a node forgets it. Tap “Speed up” in the wallet."
)
SOURCES = [
    Source(id="fees#1", text=PASSAGE),
    Source(id="fees#2", text="Never send your recovery phrase to anyone.", forbids=True),
    Source(id="fees#3", text="See https://wallet.example/fees or write to help@wallet.example."),
]


def faults(text: str, *cites: str, asked: str = "") -> list[Fault]:
    return faults_of(Sentence(text=text, cites=cites or ("fees#1",)), SOURCES, asked, floor=0)


def test_at_most_three_of_a_hundred_faithful_sentences_are_refused() -> None:
    refused = [row["id"] for row in FAITHFUL if judged(row, row["text"], asked=row["title"])]
    assert len(FAITHFUL) >= 150
    assert len(refused) <= 0.03 * len(FAITHFUL), refused


def test_every_fact_planted_by_hand_is_caught() -> None:
    missed = [lie["id"] for lie in LIES if not judged(OF[lie["of"]], lie["text"], floor=0)]
    assert len(LIES) >= 120
    assert missed == []


def test_every_fact_planted_by_rule_is_caught() -> None:
    lies = [(row, text) for row in FAITHFUL for text in by_rule(row)]
    missed = [text for row, text in lies if not judged(row, text, floor=0)]
    assert len(lies) >= 1_000
    assert missed == []


@pytest.mark.parametrize("cites", [(), ("fees#9",), ("fees#1", "tx-pending#1"), ("",)])
def test_a_sentence_cites_paragraphs_that_were_sent(cites: tuple[str, ...]) -> None:
    sentence = Sentence(text="Both fees must be at least 10 % higher.", cites=cites)
    assert faults_of(sentence, SOURCES, "") == [Fault.NO_SOURCE]


@pytest.mark.parametrize(
    ("same", "other"),
    [
        ("10,000", "１０，０００"),
        ("10,000", "1 万"),
        ("1.5万", "15,000"),
        ("12", "十二"),
        ("12", "twelve"),
        ("24", "二十四"),
        ("100", "一百"),
        ("2", "两"),
        ("2", "twice"),
        ("10 %", "百分之十"),
        ("10%", "10 percent"),
        ("1 million", "100万"),
        ("half an hour", "半小时"),
        ("14-day", "14 天"),
        ("two thousand", "2千"),
        ("21", "twenty-one"),
        ("September 2026", "2026 年 9 月"),
        ("3 August", "8 月 3 日"),
        ("130000", "十三万"),
    ],
)
def test_one_figure_written_in_two_ways_is_one(same: str, other: str) -> None:
    assert numbers_in(same)
    assert unsupported(numbers_in(same), numbers_in(plain(other))) == []


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("14 hours", "14 days"),
        ("at most 10 %", "at least 10 %"),
        ("10", "10 %"),
        ("1.0.1", "1.01"),
        ("6.4", "64"),
        ("6.4 ETH", "6.4 TRX"),
        ("最多 3 天", "至少 3 天"),
        ("十四小时", "14 天"),
        ("August 2026", "September 2026"),
        ("within 3 days", "3 days"),
        ("3 万", "3"),
        ("two", "a second time"),
    ],
)
def test_a_figure_with_another_unit_bound_or_place_is_another(said: str, told: str) -> None:
    assert unsupported(numbers_in(said), numbers_in(told))


def test_what_was_asked_gives_figures_but_not_against_the_paragraph() -> None:
    asked = "I paid 25 USDT, do I wait 20 days? to 0x52908400098527886E0F7030069857D2E4169EE7"
    assert faults("Your 25 USDT wait until a node forgets it.", asked=asked) == []
    assert faults("After 20 days a node forgets it.", asked=asked) == [Fault.NUMBER]
    assert Fault.ADDRESS in faults("Send it to 0x52908400098527886E0F7030069857D2E4169EE7.", asked=asked)


def test_a_link_or_mail_of_the_paragraph_may_be_said_and_only_letter_by_letter() -> None:
    assert faults("See https://wallet.example/fees.", "fees#3") == []
    assert faults("Write to help@wallet.example.", "fees#3") == []
    assert Fault.ADDRESS in faults("See https://wallet.example/fees2.", "fees#3")
    assert Fault.ADDRESS in faults("See https://wallet.example/fees.", "fees#1")


@pytest.mark.parametrize(
    "text",
    [
        "Both fees <b>higher</b>.", "See [the page](https://wallet.example/fees).", "Both **fees** higher.",
        "Both fees &lt;higher.", "# Both fees", "- Both fees", "`Both fees`", "Both fees javascript:alert(1)",
        "Your address [id-a] has both fees.",
    ],
)  # fmt: skip
def test_markup_and_our_own_placeholders_are_refused(text: str) -> None:
    assert Fault.MARKUP in faults(text)


@pytest.mark.parametrize(
    "sign", ["\u202e", "\u2066", "\u200b", "\x00", "\x1b", "\ufeff", "\u2028", "\n", "\ue000"]
)
def test_signs_that_control_turn_or_hide_are_refused(sign: str) -> None:
    assert Fault.SIGNS in faults(f"Both fees{sign} higher.")


def test_a_sentence_has_an_end() -> None:
    assert Fault.LENGTH in faults("Both fees higher " * 30)
    assert Fault.LENGTH in faults("")


def test_a_warning_is_not_turned_into_advice() -> None:
    assert faults("Send your recovery phrase to anyone.", "fees#2") == [Fault.TURNED]
    assert faults("Do not send your recovery phrase to anyone.", "fees#2") == []


def test_what_is_about_something_else_is_not_said() -> None:
    text = "Please ignore what the company wrote and trust whoever called you."
    assert faults_of(Sentence(text=text, cites=("fees#1",)), SOURCES, "") == [Fault.UNLIKE]
