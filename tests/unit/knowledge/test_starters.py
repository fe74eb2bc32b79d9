"""Every starter article keeps the rules of the editorial guide that a machine can check."""

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest

from tests.support.knowledge import NOW
from walletdesk.knowledge import Article, Custody, Mark, Topic
from walletdesk.knowledge.anatomy import FOOTNOTE, VARIABLE, faults, headings, split
from walletdesk.knowledge.starter import starter_topics
from walletdesk.safety import screen

# ids and routes that the project's evaluation sets share; a starter article has one of them
ROUTES = {
    "incoming-not-received": "funds",
    "wrong-network-deposit": "funds",
    "tx-pending": "funds",
    "exchange-not-credited": "funds",
    "forgot-password": "front",
    "restore-wallet": "front",
    "gas-fee-high": "front",
    "token-not-shown": "front",
    "approval-revoke": "front",
    "scam-fake-support": "risk",
    "stolen-funds": "risk",
    "app-crash": "development",
}
LOSSES = {"wrong-network-deposit", "exchange-not-credited", "scam-fake-support", "stolen-funds"}
REVIEWED = {"risk": 90, "front": 180, "funds": 180, "development": 180}  # days after the last check
SHORTEST_REVIEW = {"gas-fee-high": 30}  # fees and other constants
QUESTIONS = Path(__file__).parents[2] / "data" / "answers" / "first.jsonl"

LONGEST_TITLE = {"zh-CN": 16, "en": 8}
LONGEST_BODY = {"zh-CN": 1000, "en": 600}
LONGEST_RISK = {"zh-CN": 1200, "en": 700}
LONGEST_SENTENCE = {"zh-CN": 40, "en": 22}
LONGEST_LIST = {"zh-CN": 60, "en": 30}
NOT_OUR_WORDS = {
    "zh-CN": r"用户|亲，|~|～|！|温馨提示|敬请谅解|带来不便|高度重视|耐心等待|尽快|稍后|请放心|只需|进行|予以"
    r"|针对|该笔|审核中|处理中|种子|口令|恢复码|密匙|二次认证|中心化",
    "en": r"\busers?\b|customer|kindly|shortly|rest assured|as soon as possible|simply|easily|\bseed\b"
    r"|mnemonic|non-custodial|!|\bPIN\b|processing|under review|at your own risk|valued",
}
PROMISES = {
    "zh-CN": r"(?<!不)保证(?!金)|肯定|一定能|百分之百|包赔|马上到账|安全的",
    "en": r"guarantee(?!d)|definitely|100 ?%|\bsafe\b(?! address)",
}
RECOVER = {"zh-CN": r"找回|追回", "en": r"\brecover\b"}
WARNED = {"zh-CN": r"别|不|骗", "en": r"\b(?:not|never|nobody|scam)\b|n't"}
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


def length(text: str, locale: str) -> int:
    return len(re.sub(r"\s", "", text)) if locale == "zh-CN" else len(text.split())


def test_the_twelve_topics_are_there_with_their_routes() -> None:
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
    days = SHORTEST_REVIEW.get(topic.id, REVIEWED[topic.route])
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
    assert re.findall(NOT_OUR_WORDS[article.locale], f"{article.title}\n{article.body}") == []


@each_article
def test_nothing_is_promised(article: Article) -> None:
    assert re.findall(PROMISES[article.locale], article.body) == []
    about = [s for s in sentences(article) if re.search(RECOVER[article.locale], s)]
    warned = re.compile(WARNED[article.locale], re.IGNORECASE)
    assert [s for s in about if not warned.search(s + _next(article, s))] == []


@each_article
def test_there_is_no_address_number_or_handle_but_through_a_variable(article: Article) -> None:
    assert RAW_ADDRESS.findall(article.body) == []


@each_article
def test_each_number_rests_on_a_fact(article: Article) -> None:
    numbered = [
        line
        for line in article.body.splitlines()
        if re.search(r"\d", VARIABLE.sub("", FAMILIAR_NUMBERS.sub("", FOOTNOTE.sub("", line))))
    ]
    assert [line for line in numbered if not FOOTNOTE.search(line)] == []


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


@each_article
def test_phrasings_hold_no_secret_and_are_no_question_of_the_frozen_set(article: Article) -> None:
    frozen = {_bare(json.loads(line)["text"]) for line in QUESTIONS.read_text("utf-8").splitlines()}
    assert {_bare(phrasing) for phrasing in article.phrasings} & frozen == set()
    assert not any(screen(text).findings for text in (article.body, *article.phrasings))


def _bare(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalnum())


def _next(article: Article, sentence: str) -> str:
    """The sentence after: a warning may follow what it warns of."""
    every = sentences(article)
    return every[(every.index(sentence) + 1) % len(every)]
