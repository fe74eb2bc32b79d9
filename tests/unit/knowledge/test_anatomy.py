"""What an article's text must have, and what a file of a topic must have."""

import pytest

from tests.support.knowledge import BODY, article
from walletdesk.kernel.errors import Invalid
from walletdesk.knowledge import Article, Custody, read_topic
from walletdesk.knowledge.anatomy import faults, pictures_of, split, summary_of

FILE = """+++
id = "staking"
route = "front"
custody = ["self_custody", "custodial"]
locales = ["en"]
review_by = 2027-05-20
facts = [{id = "s1", mark = "unsourced", source = "manual", say = "Waiting time.", as_of = "2026-09"}]
phrasings = {en = ["a", "b", "c", "d", "e", "f", "g", "h"]}
+++
+++ en
# Where are my staked coins?
"""


PICTURE = f"{'a2' * 12}-640x480"


def said(article: Article) -> list[str]:
    return [fault.message.format(**fault.values) for fault in faults(article)]


def test_each_fault_is_told_with_its_line() -> None:
    broken = BODY.replace("- Don't believe", "- Please believe").replace("{app}", "{name}")
    assert [
        (fault.line, broken.splitlines()[fault.line - 1][:9]) for fault in faults(article(body=broken))
    ] == [
        (17, "- Please "),
        (19, "When the "),
    ]


def test_a_complete_article_has_no_faults() -> None:
    assert faults(article()) == []


@pytest.mark.parametrize(
    ("take", "put", "fault"),
    [
        ("## What never to do", "## Never", "The sections are not these"),
        (
            "Your coins are at rest for some days.[^s1] See {link:status}.",
            "",
            "This section is empty: What happened",
        ),
        ("## What happened", "> Hang up.\n## What happened", "A stop line"),
        ("- Don't believe in a fixed yield.", "", "three to five lines on what never to do"),
        ("- Don't believe", "- Please believe", "begins with Never / Don't."),
        ("your recovery phrase", "it away", "speaks of secrets"),
        ("::: custodial", ":::: custodial", "kinds of wallet"),
        ("3. Ask a person.", "", "three to seven steps"),
        ("[^s1]", "", "Nothing rests on this fact: s1"),
        ("[^s1]", "[^s1][^s2]", "not listed: s2"),
        ("{link:status}", "{link:elsewhere}", "No official channel is called elsewhere."),
        ("{app}", "{name}", "braces that nobody fills"),
        ("Your coins", f"![](picture:{PICTURE})", "Say what this picture shows"),
        ("Your coins", f"![设置页](picture:{PICTURE})", "not said in the article's language"),
        ("Your coins", "![The page](https://evil.example/x.png)", "can only be shown from here"),
        ("Your coins", f"![The page](picture:../{PICTURE})", "can only be shown from here"),
        ("Your coins", f"![The page](picture:{PICTURE})" * 21, "more than 20 pictures"),
    ],
)
def test_each_missing_part_is_named(take: str, put: str, fault: str) -> None:
    assert take in BODY
    assert any(fault in each for each in said(article(body=BODY.replace(take, put, 1))))


def test_a_picture_that_says_what_it_shows_lacks_nothing_and_is_no_word_of_the_text() -> None:
    body = BODY.replace("Your coins", f"![The page, with a mark](picture:{PICTURE}) Your coins")
    assert faults(article(body=body)) == []
    assert summary_of(body, "en") == summary_of(BODY, "en")
    assert pictures_of(body) == [PICTURE]
    zh = article(locale="zh-CN", body=body.replace("The page, with a mark", "设置页"))
    assert not any("picture" in each for each in said(zh))


def test_an_article_of_risk_needs_its_stop_line() -> None:
    assert any("stop line" in each for each in said(article(route="risk")))
    assert faults(article(route="risk", body=f"> Hang up first.\n{BODY}")) == []


def test_facts_with_the_same_id_are_a_fault() -> None:
    assert "Two facts have the same name." in said(article(facts=article().facts * 2))


def test_nobody_is_shown_the_steps_of_another_custody() -> None:
    parts = split(BODY, "en")
    assert parts.steps_for(Custody.CUSTODIAL)[0] == "Open your history."
    shared = split(BODY.replace("::: custodial", "Look first.\n\n1. For all.\n::: custodial"), "en")
    assert [b.custody for b in shared.branches] == [Custody.SELF_CUSTODY, Custody.ANY, Custody.CUSTODIAL]
    assert "For all." in shared.steps_for(Custody.SELF_CUSTODY)


def test_the_summary_is_what_happened_without_marks_and_what_needs_a_variable() -> None:
    assert summary_of(BODY, "en") == "Your coins are at rest for some days."
    assert (
        summary_of("## 发生了什么\n先看链上。[^n2] 约 1.5 倍。看 {link:status}。", "zh-CN")
        == "先看链上。约 1.5 倍。"
    )


def test_a_file_is_read_with_everything_in_it() -> None:
    topic = read_topic(FILE + BODY)
    assert (topic.id, topic.route, topic.locales) == ("staking", "front", ("en",))
    assert topic.titles == {"en": "Where are my staked coins?"}
    assert topic.bodies == {"en": BODY}
    assert topic.facts[0].as_of == "2026-09"


@pytest.mark.parametrize(
    ("take", "put"),
    [
        ("+++\nid", "id"),
        ('id = "staking"\n', ""),
        ('route = "front"\n', ""),
        ("review_by = 2027-05-20", 'review_by = "soon"'),
        ('custody = ["self_custody", "custodial"]', 'custody = ["mine"]'),
        ('custody = ["self_custody", "custodial"]', 'custody = "any"'),
        ('mark = "unsourced"', 'mark = "sure"'),
        ("facts = [{", "facts = [1, {"),
        ('locales = ["en"]', 'locales = ["en", "zh-CN"]'),
        ("phrasings = {en =", "phrasings = {fr ="),
        ('phrasings = {en = ["a", "b", "c", "d", "e", "f", "g", "h"]}', "phrasings = 8"),
        (', "h"]', "]"),
        (', "h"]', ', "A"]'),
        ("# Where", "Where"),
        ("id = ", "id == "),
    ],
)
def test_a_file_that_lacks_a_part_is_refused(take: str, put: str) -> None:
    assert take in FILE
    with pytest.raises(Invalid):
        read_topic((FILE + BODY).replace(take, put, 1))
