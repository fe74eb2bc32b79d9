"""Articles as markup: safe, with links filled in and weak facts marked."""

from dataclasses import replace

import pytest

from tests.support.knowledge import BODY, PRESENTING, article
from walletdesk.kernel.ids import ArticleId
from walletdesk.knowledge import Category, Custody, Mark, category_of
from walletdesk.knowledge.categories import PLACES
from walletdesk.knowledge.model import Article
from walletdesk.knowledge.pages import Page

PICTURE = f"{'a2' * 12}-640x480"
SELF = (Custody.SELF_CUSTODY,)
TITLES = {ArticleId("gas-fee-high"): "Why <so> high?"}


def page(one: Article) -> Page:
    return PRESENTING.page(one, SELF, TITLES)


def test_links_come_from_the_installation_and_other_articles_by_title() -> None:
    shown = page(article())
    link = '<a href="https://status.example/" rel="noopener noreferrer">the status page</a>'
    assert link in shown.happened
    assert "Why &lt;so&gt; high?" in shown.branches[0].steps[0].lead
    assert 'href="/help/en/gas-fee-high"' in shown.branches[0].steps[0].lead
    assert "your address in Sample Wallet" in shown.person


def test_without_a_page_to_lead_to_the_sentence_says_what_to_do_instead() -> None:
    shown = page(article(body=BODY.replace("{link:status}", "{link:download}")))
    assert "See the official download page." in shown.happened
    assert "<a " not in shown.happened


def test_what_is_not_checked_has_a_star_and_one_line_says_why() -> None:
    shown = page(article())
    assert "for some days.<sup>*</sup>" in shown.happened
    assert shown.foot.startswith("*")
    checked = replace(article().facts[0], mark=Mark.CHECKED)
    sure = page(article(facts=(checked,)))
    assert "*" not in sure.happened
    assert sure.foot == ""


def test_steps_and_warnings_come_one_by_one() -> None:
    shown = page(article())
    assert [step.lead for step in shown.branches[0].steps[1:]] == [
        "Wait for the day it names.",
        "Claim the coins yourself.",
    ]
    assert shown.never[0] == "Never give anyone your recovery phrase."
    assert len(shown.never) == 3
    assert shown.headings[0] == "What happened"
    assert shown.stop == ""


@pytest.mark.parametrize(
    ("step", "lead", "rest"),
    [
        ("Stop: sign nothing. Send nothing.", "Stop:", "sign nothing. Send nothing."),
        ("Read v1.2 first.[^s1] Then wait.", "Read v1.2 first.<sup>*</sup>", "Then wait."),
        ("停手：不签名，不转账。", "停手：", "不签名，不转账。"),
        ("看提币记录。还没上链的，转人工。", "看提币记录。", "还没上链的，转人工。"),
        ("Wait", "", "Wait"),
        (f"{'so ' * 40}long. Wait.", "", f"{'so ' * 40}long. Wait."),
    ],
)
def test_a_step_begins_with_what_to_do(step: str, lead: str, rest: str) -> None:
    one = page(article(body=BODY.replace("Wait for the day it names.", step)))
    assert (one.branches[0].steps[1].lead, one.branches[0].steps[1].rest) == (lead, rest)


def test_what_stands_around_the_steps_is_kept() -> None:
    body = BODY.replace("1. Open {", "Look first.\n1. Open {").replace(
        "yourself.\n:::", "yourself.\n\nThat is all.\n:::"
    )
    branch = page(article(body=body)).branches[0]
    assert (branch.before, branch.after) == ("<p>Look first.</p>\n", "<p>That is all.</p>\n")
    assert len(branch.steps) == 3


def test_every_category_is_reached_and_every_topic_has_one() -> None:
    assert {category for category, _ in PLACES.values()} == set(Category)
    assert category_of(article(id=ArticleId("tx-pending"))) is Category.MONEY
    assert category_of(article(id=ArticleId("our-own"), route="risk")) is Category.SAFETY
    assert category_of(article(id=ArticleId("our-own"))) is Category.SERVICE


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "[click](javascript:alert(1))",
        "![x](https://evil.example/x.png)",
        "![x](picture:../../etc-1x1)",
        "{picture:0}",
        "https://evil.example",
        "<a href='https://evil.example'>x</a>",
    ],
)
def test_nothing_in_a_text_becomes_markup_of_its_own(attack: str) -> None:
    shown = page(article(body=BODY.replace("Your coins", attack)))
    assert "<script" not in shown.happened
    assert "<img" not in shown.happened
    assert shown.happened.count("<a ") == 1
    assert 'href="https://status.example/"' in shown.happened


def test_a_picture_has_its_size_and_its_words_and_stands_behind_what_its_step_says() -> None:
    step = f'Tap *Back up* ![A "red" *frame*. <b>](picture:{PICTURE}) at the top. Then wait.'
    one = page(article(body=BODY.replace("Wait for the day it names.", step))).branches[0].steps[1]
    assert one.lead == "Tap <em>Back up</em>  at the top."
    assert one.rest == (
        f'Then wait. <img src="/help/pictures/{PICTURE}" alt="A &quot;red&quot; *frame*. &lt;b&gt;" '
        'width="640" height="480" loading="lazy">'
    )
    assert "picture" not in PRESENTING.digest(article(body=BODY), SELF[0], TITLES).text


def test_a_tall_screenshot_does_not_fill_three_screens() -> None:
    tall = PICTURE.replace("640x480", "1080x2240")
    one = page(article(body=BODY.replace("Your coins", f"![It](picture:{tall})")))
    assert 'width="270" height="560"' in one.happened


def test_a_title_cannot_break_out_of_a_link() -> None:
    shown = PRESENTING.page(article(), SELF, {ArticleId("gas-fee-high"): '"><script>x</script>'})
    assert "<script" not in shown.branches[0].steps[0].lead


def test_chinese_has_its_own_words_and_no_blanks_beside_them() -> None:
    body = "## 发生了什么\n在等。[^s1] 打开 {link:status} 看，下载在 {link:download} 里。"
    one = article(locale="zh-CN", body=body)
    link = '<a href="https://status.example/" rel="noopener noreferrer">系统状态页</a>'
    rest = "下载在官方下载页里。"
    assert page(one).happened == f"<p>在等。<sup>*</sup>打开{link}看，{rest}</p>\n"
    digest = PRESENTING.digest(one, Custody.SELF_CUSTODY, TITLES)
    assert digest.happened == f"在等。打开系统状态页 https://status.example/ 看，{rest}"
    assert digest.address == "/help/zh-CN/staking"
