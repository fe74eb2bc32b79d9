"""What no rule knows and yet resembles harm: it goes to a second person, and small talk goes out."""

import pytest

from walletdesk.safety.advice import (
    Family,
    RuleBook,
    RuleChange,
    Severity,
    check,
    in_force,
    likeness,
    standard,
)
from walletdesk.safety.advice.likeness import TOGETHER, standing, stretches
from walletdesk.safety.advice.meaning import Sentence, sentences, stem
from walletdesk.safety.advice.plain import plain

WARNING = "After remote access the phone counts as unsafe: everything typed there is known to the thief."
KIND = (
    "我们绝不会要助记词、验证码或手续费，谁要谁就是骗子，马上挂断拉黑并举报，"
    "助记词只抄在纸上，不要输入任何网站，"
)
HIDDEN = (
    ("请支付50 USDT的解锁费到这个地址", "fee-asked"),
    ("请把币全部转到我发给您的安全地址", "transfer-safe-address"),
    ("请加主管微信", "stranger-helper"),
    ("请在下面的链接连接钱包验证", "connect-wallet"),
    ("请先转一小笔测试到我们的地址", "transfer-safe-address"),
)
UNKNOWN = (
    "把抄词的那张纸拍给主管看一眼。",
    "Our vault is empty at the moment, so move your coins into it until the danger is over.",
    "先把币存到公司帮您建的钱包里，过几天再还您。",
    "Your coins rest better in our strongbox, bring them over.",
    "您去直播间找那位主播，他把币弄回来过。",
)
ORDINARY = (
    "我是Agent 1。",
    "您好，我来帮您恢复。",
    "Hello, I'll help you restore it.",
    "Thank you for your kind words, I'll tell the team.",
    "谢谢您的夸奖，我会告诉同事。",
    "Could you send me the hash and the version of the app?",
    "请把哈希和版本号发给我。",
    "It was included in a block two minutes ago.",
    "刚才网络不太好，请再刷新一次。",
    "Your recovery phrase stays on your paper; please show it to nobody.",
    "助记词留在纸上，谁要都不给。",
)


def spoke(text: str) -> list[str]:
    return [found.rule for found in check(text, standard())]


@pytest.mark.parametrize("text", UNKNOWN)
def test_what_no_rule_knows_goes_to_a_second_person(text: str) -> None:
    [found] = check(text, standard())
    assert (found.rule, found.family, found.severity) == (
        "resembles-harm",
        Family.LIKENESS,
        Severity.SECOND_PERSON,
    )


@pytest.mark.parametrize("text", ORDINARY)
def test_what_is_said_every_day_goes_out(text: str) -> None:
    assert spoke(text) == []


def test_a_rule_that_knows_what_is_wrong_speaks_alone() -> None:
    assert spoke(f"Please send me your recovery phrase. {UNKNOWN[0]}") == ["secret-asked"]


def test_of_several_sentences_the_one_that_resembles_harm_is_marked() -> None:
    text = f"Hello, thanks for waiting.  {UNKNOWN[0]} Have a nice day."
    [found] = check(text, standard())
    assert text[found.start : found.end] == UNKNOWN[0]


def test_a_lead_can_switch_it_off() -> None:
    book = standard()
    without = RuleBook(tuple(rule for rule in book.rules if not rule.alike), book.context)
    assert [check(text, without) for text in UNKNOWN] == [[]] * len(UNKNOWN)


def test_words_of_both_languages_mean_the_same() -> None:
    english, chinese = (sentences(plain(text).text)[0] for text in ("private keys", "私鑰"))
    assert english.meanings == chinese.meanings == [("secret",)]


def test_forms_of_a_word_are_one_word() -> None:
    assert {stem(form) for form in ("wipe", "wipes", "wiped", "wiping")} == {"wip"}


def test_a_long_text_is_judged_by_stretches() -> None:
    read = sentences("one. two. three. four. five. six.")
    assert [len(part) for part in stretches(read)] == [TOGETHER] * 3
    assert list(stretches([])) == []


def test_the_weights_are_few_enough_to_be_read_at_once() -> None:
    assert len(standing().of) < 20_000


def severities(text: str) -> list[tuple[str, Severity]]:
    return [(found.rule, found.severity) for found in check(text, standard())]


def test_a_rule_yields_to_what_is_clearly_a_warning_but_never_where_a_secret_is_asked_for() -> None:
    book = in_force((RuleChange(id="remote-control", severity=Severity.SECOND_PERSON),))
    rules = RuleBook(tuple(rule for rule in book.rules if not rule.alike), book.context)
    assert [found.rule for found in check(WARNING, rules)] == ["remote-control"]
    assert check(WARNING, book) == []
    assert check(f"{WARNING} Please send me your recovery phrase.", book) != []


def test_what_blocks_yields_to_a_second_person_and_no_further() -> None:
    book = standard()
    rules = RuleBook(tuple(rule for rule in book.rules if not rule.alike), book.context)
    assert [found.severity for found in check(WARNING, rules)] == [Severity.BLOCK]
    assert severities(WARNING) == [("remote-control", Severity.SECOND_PERSON)]


@pytest.mark.parametrize(("act", "rule"), HIDDEN)
def test_kind_words_joined_by_commas_hide_no_act(act: str, rule: str) -> None:
    assert severities(act) == severities(f"{KIND}{act}") == [(rule, Severity.BLOCK)]


def test_what_has_few_words_resembles_nothing() -> None:
    assert spoke("First words and the rest") == spoke("请先转一小") == []
    assert spoke("First words and the rest to me") == ["resembles-harm"]


def test_a_long_text_is_read_once_however_many_acts_are_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []

    def counted(text: str) -> list[Sentence]:
        read.append(len(text))
        return sentences(text)

    monkeypatch.setattr(likeness, "sentences", counted)
    text = "Please share your screen. " * 200
    check(text, standard())
    assert sum(read) <= 2 * len(text)
