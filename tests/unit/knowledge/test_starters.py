"""Every starter article keeps the rules of the editorial guide that a machine can check."""

import json
import re
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from tests.support.knowledge import NOW
from walletdesk.knowledge import Article, Custody, Mark, Topic
from walletdesk.knowledge.anatomy import FOOTNOTE, VARIABLE, faults, headings, split
from walletdesk.knowledge.spelling import alike
from walletdesk.knowledge.starter import starter_topics
from walletdesk.safety import screen

# ids and routes that the project's evaluation sets share; a starter article has one of them
ROUTES = {
    "create-wallet": "front",
    "backup-mnemonic": "front",
    "restore-wallet": "front",
    "mnemonic-invalid": "front",
    "forgot-password": "front",
    "lost-mnemonic": "front",
    "export-private-key": "front",
    "new-phone": "front",
    "token-not-shown": "front",
    "price-display": "front",
    "tx-pending": "funds",
    "tx-speedup-cancel": "front",
    "tx-failed-gas": "front",
    "gas-fee-high": "front",
    "tron-energy": "front",
    "wrong-network-deposit": "funds",
    "wrong-address": "funds",
    "missing-memo": "funds",
    "exchange-not-credited": "funds",
    "incoming-not-received": "funds",
    "swap-failed": "front",
    "bridge-stuck": "funds",
    "dapp-connect": "front",
    "approval-revoke": "front",
    "scam-fake-support": "risk",
    "fake-app": "risk",
    "stolen-funds": "risk",
    "airdrop-scam": "risk",
    "multisig-hijack": "risk",
    "freeze-account": "account",
    "unfreeze-account": "account",
    "reset-2fa": "account",
    "change-email-phone": "account",
    "code-not-received": "account",
    "kyc": "account",
    "app-crash": "development",
    "app-update": "front",
    "hardware-wallet": "front",
    "staking": "front",
    "buy-crypto": "front",
    "nft-not-shown": "front",
    "watch-wallet": "front",
    "account-activation": "front",
    "contact-human": "front",
    "service-hours": "front",
    "ticket-status": "front",
    "complaint-feedback": "front",
    "system-status": "front",
    "delete-account": "account",
    "language-currency": "front",
    "change-password": "front",
    "address-changed": "front",
    "export-history": "front",
    "notifications": "front",
    "custom-network": "front",
    "signature-meaning": "front",
    "manage-wallets": "front",
    "passphrase": "front",
    "wallet-privacy": "front",
    "inheritance": "front",
    "send-receive": "front",
}
LOSSES = {topic for topic, route in ROUTES.items() if route == "risk"} | {
    "wrong-address",
    "wrong-network-deposit",
    "missing-memo",
    "exchange-not-credited",
    "bridge-stuck",
}
REVIEWED = {
    "risk": 90,
    "front": 180,
    "funds": 180,
    "account": 180,
    "development": 180,
}  # days after the last check
QUESTIONS = Path(__file__).parents[2] / "data" / "answers" / "first.jsonl"

LONGEST_TITLE = {"zh-CN": 16, "en": 8}
LONGEST_BODY = {"zh-CN": 1000, "en": 600}
LONGEST_RISK = {"zh-CN": 1200, "en": 700}
LONGEST_SENTENCE = {"zh-CN": 40, "en": 22}
LONGEST_LIST = {"zh-CN": 60, "en": 30}
NOT_OUR_WORDS = {
    "zh-CN": r"用户|亲，|宝宝|[哦呢]|~|～|！|温馨提示|敬请谅解|带来不便|高度重视|耐心等待|尽快|稍后|请放心"
    r"|只需|很简单|进行|予以|针对|该笔|相关|加以核实|审核中|处理中|种子|口令|恢复码|密匙|钥匙|二次认证|中心化|冷钱包"
    r"|热钱包|汇款|打款|提现|流水号|燃料费|油费|电量|算力|抵押|开户|合同地址|导入代币|激活代币|闪兑|搬砖|附言"
    r"|山寨币|原币|粉尘|福利|黑客破解|系统漏洞|专员|管家|查币网站|云备份|截图备份",
    "en": r"\busers?\b|customer|kindly|shortly|rest assured|as soon as possible|simply|easily"
    r"|\bjust\b(?! like)|\bseed\b|mnemonic|25th word|non-custodial|!|\bPIN\b|processing|under review|valued"
    r"|irreversible|miner tax|import (?:a|the) token|activate (?:a|the) token|bad actor|suspicious party"
    r"|representative|specialist|at your own risk",
}
PROMISES = {
    "zh-CN": r"(?<!不)保证(?!金)|肯定|一定能|百分之百|包赔|包退|包过|马上到账|安全的|没问题|放心",
    "en": r"guarantee(?!d)|definitely|100 ?%|\bsafe\b(?! address)|no problem|don't worry",
}
RECOVER = {"zh-CN": r"找回|追回", "en": r"\brecover\b"}
WARNED = {"zh-CN": r"别|不|骗", "en": r"\b(?:not|never|nobody|scam)\b|n't"}
HOURS = re.compile(r"24/7|7 ?[×x] ?24|全天候|工作日|业务时间|business days?|office hours", re.IGNORECASE)
UNSPACED = re.compile(r"[一-鿿][A-Za-z0-9]|[A-Za-z0-9][一-鿿]|[一-鿿][,;:?!.]")
RAW_ADDRESS = re.compile(r"https?:|www\.|\.com\b|\b1[3-9]\d{9}\b|@\w")
FAMILIAR_NUMBERS = re.compile(r"TRC20|0x|第 \d+(?:、\d+)* 步|[Ss]teps? \d+(?: and \d+)?|SLIP-39|^\d+\. ")


TOPICS = starter_topics()
ARTICLES = [topic.article(locale, at=NOW) for topic in TOPICS for locale in topic.locales]
each_article = pytest.mark.parametrize("article", ARTICLES, ids=[f"{a.id}-{a.locale}" for a in ARTICLES])
each_topic = pytest.mark.parametrize("topic", TOPICS, ids=[topic.id for topic in TOPICS])


def lines(article: Article) -> list[str]:
    """The text as it is read: no marks, links as one word, no numbering."""
    shown = VARIABLE.sub("link", FOOTNOTE.sub("", article.body))
    return [
        re.sub(r"^(?:\d+\. |- |> )", "", line)
        for line in shown.splitlines()
        if not line.startswith((":::", "#"))
    ]


def sentences(article: Article) -> list[str]:
    ends = r"[。；？]" if article.locale == "zh-CN" else r"[.;:?](?=\s|$)"
    return [sentence for line in lines(article) for sentence in re.split(ends, line)]


def marked_sentences(article: Article) -> list[str]:
    """With the marks of their facts, which stand behind the full stop."""
    return [
        sentence
        for line in article.body.splitlines()
        for sentence in re.findall(
            r".+?(?:(?:[。？]|[.?](?=[\s\[]|$))(?:\[\^\w+\])*|$)", FAMILIAR_NUMBERS.sub("", line)
        )
    ]


def has_figure(sentence: str) -> bool:
    return bool(re.search(r"\d", VARIABLE.sub("", FOOTNOTE.sub("", FAMILIAR_NUMBERS.sub("", sentence)))))


def length(text: str, locale: str) -> int:
    return len(re.sub(r"\s", "", text)) if locale == "zh-CN" else len(text.split())


def test_the_topics_are_there_with_their_routes() -> None:
    assert {topic.id: topic.route for topic in TOPICS} == ROUTES


@each_article
def test_nothing_of_the_anatomy_is_missing(article: Article) -> None:
    assert faults(article) == []


@each_topic
def test_both_languages_say_the_same_in_the_same_order(topic: Topic) -> None:
    assert topic.locales == ("zh-CN", "en")
    zh, en = (split(topic.bodies[locale], locale) for locale in topic.locales)
    assert [(b.custody, len(b.steps)) for b in zh.branches] == [
        (b.custody, len(b.steps)) for b in en.branches
    ]
    assert len(zh.never_lines) == len(en.never_lines)
    marks = [[set(FOOTNOTE.findall(step)) for b in parts.branches for step in b.steps] for parts in (zh, en)]
    assert marks[0] == marks[1]


@each_topic
def test_an_article_is_reviewed_in_the_time_its_facts_last(topic: Topic) -> None:
    ages = any(fact.as_of for fact in topic.facts)  # fees, waiting times and other constants
    days = 30 if ages else REVIEWED[topic.route]
    assert topic.review_by <= (NOW + timedelta(days=days)).date()


@each_article
def test_titles_texts_and_sentences_keep_their_lengths(article: Article) -> None:
    longest = LONGEST_RISK if article.is_priority else LONGEST_BODY
    title = len(article.title) if article.locale == "zh-CN" else len(article.title.split())
    assert title <= LONGEST_TITLE[article.locale]
    assert (
        length("\n".join([*headings(article.locale), *lines(article)]), article.locale)
        <= longest[article.locale]
    )
    long = [s for s in sentences(article) if length(s, article.locale) > LONGEST_SENTENCE[article.locale]]
    assert [s for s in long if s.count("、") + s.count("，") + s.count(",") < 2] == []
    assert [s for s in long if length(s, article.locale) > LONGEST_LIST[article.locale]] == []


@each_article
def test_what_happened_is_told_in_four_sentences(article: Article) -> None:
    happened = FOOTNOTE.sub("", split(article.body, article.locale).happened)
    assert len(re.findall(r"[。？]|[.?](?=\s|$)", happened)) <= 4


@each_article
def test_words_are_those_of_the_guide(article: Article) -> None:
    text = VARIABLE.sub("", f"{article.title}\n{article.body}")
    assert re.findall(NOT_OUR_WORDS[article.locale], text, re.IGNORECASE) == []
    assert HOURS.findall(text) == []


@each_article
def test_a_title_calls_nobody_and_chinese_is_set_as_chinese(article: Article) -> None:
    assert not re.search(r"您|处理方法|\byour?\b.*\bkindly\b", article.title)
    if article.locale == "zh-CN":
        assert UNSPACED.findall(VARIABLE.sub("", FOOTNOTE.sub("", f"{article.title}\n{article.body}"))) == []


@each_article
def test_nothing_is_promised(article: Article) -> None:
    assert re.findall(PROMISES[article.locale], article.body, re.IGNORECASE) == []
    about = [s for s in sentences(article) if re.search(RECOVER[article.locale], s)]
    warned = re.compile(WARNED[article.locale], re.IGNORECASE)
    assert [s for s in about if not warned.search(s + _next(article, s))] == []


@each_article
def test_there_is_no_address_number_or_handle_but_through_a_variable(article: Article) -> None:
    assert RAW_ADDRESS.findall(article.body) == []


@each_article
def test_each_figure_rests_on_a_fact_of_its_own_sentence(article: Article) -> None:
    assert [s for s in marked_sentences(article) if has_figure(s) and not FOOTNOTE.search(s)] == []


@each_article
def test_a_figure_that_ages_is_told_with_its_year_and_one_that_is_not_sure_not_at_all(
    article: Article,
) -> None:
    facts = {fact.id: fact for fact in article.facts}
    for sentence in filter(has_figure, marked_sentences(article)):
        under = [facts[id] for id in FOOTNOTE.findall(sentence)]
        assert all(fact.as_of[:4] in sentence for fact in under), sentence
        assert not any(fact.mark is Mark.UNSURE for fact in under), sentence


@each_article
def test_a_figure_is_the_one_that_its_fact_holds(article: Article) -> None:
    facts = {fact.id: fact for fact in article.facts}
    for sentence in filter(has_figure, marked_sentences(article)):
        under = [facts[id] for id in FOOTNOTE.findall(sentence)]
        held = {
            number for fact in under for number in _numbers(f"{fact.say} {fact.as_of.replace('-0', '-')}")
        }
        assert set(_numbers(FOOTNOTE.sub("", VARIABLE.sub("", sentence)))) <= held, sentence


@each_topic
def test_a_fact_that_is_not_sure_stands_only_beside_a_caveat(topic: Topic) -> None:
    unsure = {fact.id for fact in topic.facts if fact.mark is Mark.UNSURE}
    caveat = re.compile(r"可能|多半|以.*为准|may|often|go by")
    for locale, body in topic.bodies.items():
        for sentence in re.findall(r"[^。.\n]*[。.]?\[\^\w+\]", body):
            if set(FOOTNOTE.findall(sentence)) & unsure:
                assert caveat.search(sentence), (locale, sentence)


@each_topic
def test_where_money_is_lost_the_second_scam_is_named(topic: Topic) -> None:
    expected = topic.id in LOSSES
    assert ("第二轮诈骗" in topic.bodies["zh-CN"]) >= expected
    assert ("second scam" in topic.bodies["en"]) >= expected


@each_topic
def test_whoever_asks_for_a_hash_says_where_to_copy_it_and_for_a_picture_what_it_must_not_show(
    topic: Topic,
) -> None:
    person = {locale: split(body, locale).person for locale, body in topic.bodies.items()}
    assert ("交易哈希" not in topic.bodies["zh-CN"]) or re.search(r"只从交易详情", topic.bodies["zh-CN"])
    assert ("transaction ID" not in topic.bodies["en"]) or re.search(
        r"transaction's details", topic.bodies["en"]
    )
    assert all(re.search(r"私钥|private key|recovery phrase|验证码", text) for text in person.values())


@each_article
def test_articles_lead_only_to_articles_that_are_there(article: Article) -> None:
    assert {name for kind, name, _ in VARIABLE.findall(article.body) if kind == "article"} <= set(ROUTES)


@each_article
def test_destruction_stands_behind_a_checked_backup(article: Article) -> None:
    """The steps of self-custody never tell to reset or uninstall before the backup was compared."""
    steps = split(article.body, article.locale).steps_for(Custody.SELF_CUSTODY)
    resets = [i for i, s in enumerate(steps) if re.search(r"再重置应用|reset the app\b", s)]
    checks = [i for i, s in enumerate(steps) if re.search(r"核对备份|Check each backup|Test the backup", s)]
    assert all(any(check < reset for check in checks) for reset in resets)


def test_no_two_phrasings_are_alike_in_any_topic() -> None:
    said = Counter((a.locale, _bare(alike(phrasing))) for a in ARTICLES for phrasing in a.phrasings)
    assert [phrasing for phrasing, times in said.items() if times > 1] == []


@each_topic
def test_people_say_it_in_at_least_eight_ways(topic: Topic) -> None:
    assert min(len(said) for said in topic.phrasings.values()) >= 8


@each_article
def test_phrasings_hold_no_secret_and_are_no_question_of_the_frozen_set(article: Article) -> None:
    frozen = {_bare(json.loads(line)["text"]) for line in QUESTIONS.read_text("utf-8").splitlines()}
    assert {_bare(phrasing) for phrasing in article.phrasings} & frozen == set()
    whole = "\n".join(
        [article.title, article.body, *article.phrasings]
    )  # as it is screened before it is kept
    assert not any(screen(text).findings for text in (whole, article.body, *article.phrasings))


def _numbers(text: str) -> list[str]:
    return re.findall(r"\d+(?:\.\d+)?", text.replace("-", " "))


def _bare(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalnum())


def _next(article: Article, sentence: str) -> str:
    """The sentence after: a warning may follow what it warns of."""
    every = sentences(article)
    return every[(every.index(sentence) + 1) % len(every)]
