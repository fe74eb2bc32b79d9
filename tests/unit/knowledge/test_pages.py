"""Articles as markup: safe, with links filled in and weak facts marked."""

from dataclasses import replace

import pytest

from tests.support.knowledge import BODY, PRESENTING, article
from walletdesk.kernel.ids import ArticleId
from walletdesk.knowledge import Custody, Mark
from walletdesk.knowledge.model import Article
from walletdesk.knowledge.pages import Page

SELF = (Custody.SELF_CUSTODY,)
TITLES = {ArticleId("gas-fee-high"): "Why <so> high?"}


def page(one: Article) -> Page:
    return PRESENTING.page(one, SELF, TITLES)


def test_links_come_from_the_installation_and_other_articles_by_title() -> None:
    shown = page(article())
    link = '<a href="https://status.example/" rel="noopener noreferrer">the status page</a>'
    assert link in shown.happened
    assert "Why &lt;so&gt; high?" in shown.branches[0].html
    assert 'href="/help/en/gas-fee-high"' in shown.branches[0].html
    assert "your address in Sample Wallet" in shown.person


def test_a_link_that_is_not_published_is_said_to_be_so() -> None:
    shown = page(article(body=BODY.replace("{link:status}", "{link:download}")))
    assert "the official download page (not published here; ask a person)" in shown.happened
    assert "<a " not in shown.happened


def test_what_is_not_checked_has_a_star_and_one_line_says_why() -> None:
    shown = page(article())
    assert "for some days.<sup>*</sup>" in shown.happened
    assert shown.foot.startswith("*")
    checked = replace(article().facts[0], mark=Mark.CHECKED)
    sure = page(article(facts=(checked,)))
    assert "*" not in sure.happened
    assert sure.foot == ""


def test_steps_and_warnings_become_lists() -> None:
    shown = page(article())
    assert shown.branches[0].html.startswith("<ol>")
    assert shown.never.count("<li>") == 3
    assert shown.headings[0] == "What happened"
    assert shown.stop == ""


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "[click](javascript:alert(1))",
        "![x](https://evil.example/x.png)",
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


def test_a_title_cannot_break_out_of_a_link() -> None:
    shown = PRESENTING.page(article(), SELF, {ArticleId("gas-fee-high"): '"><script>x</script>'})
    assert "<script" not in shown.branches[0].html


def test_chinese_has_its_own_words_and_no_blanks_beside_them() -> None:
    body = "## 发生了什么\n在等。[^s1] 打开 {link:status} 看，下载在 {link:download} 里。"
    one = article(locale="zh-CN", body=body)
    link = '<a href="https://status.example/" rel="noopener noreferrer">系统状态页</a>'
    rest = "下载在官方下载页（这里没有公布，请转人工）里。"
    assert page(one).happened == f"<p>在等。<sup>*</sup>打开{link}看，{rest}</p>\n"
    digest = PRESENTING.digest(one, Custody.SELF_CUSTODY, TITLES)
    assert digest.happened == f"在等。打开系统状态页 https://status.example/ 看，{rest}"
    assert digest.address == "/help/zh-CN/staking"
