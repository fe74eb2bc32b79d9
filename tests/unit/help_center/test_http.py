"""The public pages through the whole edge: languages, search, what is kept, what is never shown."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from html import unescape

import httpx
import pytest

from tests.support.help_center import NOW, SOON, Reaching, public_pages, reach_of
from tests.support.web import client
from walletdesk.help_center.reaching import Kind, Opening, Quiet, Reach, Way
from walletdesk.knowledge.starter import starter_topics
from walletdesk.platform.i18n import LOCALES
from walletdesk.routing.waits import Basis, Told

PHRASE = "legal winner thank year wave sausage worth useful legal winner thank yellow"


@pytest.fixture
def reaching() -> Reaching:
    return Reaching()


@pytest.fixture
async def web(reaching: Reaching) -> AsyncIterator[httpx.AsyncClient]:
    async with client(await public_pages(reaching)) as asked:
        yield asked


@pytest.mark.parametrize(("accepts", "locale"), [("zh-TW,en;q=0.5", "zh-CN"), ("en-GB", "en"), ("fr", "en")])
async def test_the_reader_is_led_to_their_own_language(
    web: httpx.AsyncClient, accepts: str, locale: str
) -> None:
    answer = await web.get("/help/", headers={"accept-language": accepts})
    assert (answer.status_code, answer.headers["location"]) == (302, f"/help/{locale}/")
    assert answer.headers["vary"] == "Accept-Language"


async def test_the_index_is_in_the_language_of_its_address(web: httpx.AsyncClient) -> None:
    answer = await web.get("/help/zh-CN/", headers={"accept-language": "en"})
    assert '<html lang="zh-CN">' in answer.text
    assert '<a href="/help/zh-CN/forgot-password" lang="zh-CN">' in answer.text
    assert "我们绝不会索要助记词、私钥、密码或验证码。" in answer.text
    assert answer.headers["cache-control"] == "public, max-age=300"


async def test_an_article_stands_complete_without_a_script(web: httpx.AsyncClient) -> None:
    text = (await web.get("/help/en/stolen-funds")).text
    assert "<h1>My crypto was stolen: first steps</h1>" in text
    assert "Is someone telling you what to press" in text
    assert text.count('<ol class="route route-steps">') == 2  # one path for each kind of wallet
    assert text.count('type="radio" name="custody"') == 3


async def test_danger_and_search_come_before_everything_else(web: httpx.AsyncClient) -> None:
    text = (await web.get("/help/en/")).text.partition("<main")[2]
    places = [
        text.index(part) for part in ('role="search"', "choice-danger", "Is it really us?", "shelf-head")
    ]
    assert places == sorted(places)


async def test_every_article_stands_in_exactly_one_category(web: httpx.AsyncClient) -> None:
    index = (await web.get("/help/en/")).text
    categories = set(re.findall(r'href="/help/en/topics/([a-z]+)"', index))
    pages = [(await web.get(f"/help/en/topics/{category}")).text for category in sorted(categories)]
    found = [id for page in pages for id in re.findall(r'class="row" href="/help/en/([a-z0-9-]+)"', page)]
    assert sorted(found) == sorted(topic.id for topic in starter_topics())


async def test_an_article_leads_to_those_it_names_first(web: httpx.AsyncClient) -> None:
    text = (await web.get("/help/en/stolen-funds")).text.partition("Related")[2]
    shown = re.findall(r'class="row" href="/help/en/([a-z0-9-]+)"', text)
    assert (shown[0], len(shown)) == ("approval-revoke", 4)


async def test_search_engines_find_each_language_once(web: httpx.AsyncClient) -> None:
    text = (await web.get("/help/en/tx-pending")).text
    assert '<link rel="canonical" href="http://127.0.0.1:8080/help/en/tx-pending">' in text
    assert 'hreflang="zh-CN" href="http://127.0.0.1:8080/help/zh-CN/tx-pending"' in text
    assert '<meta property="og:title" content="My transaction is stuck">' in text
    home = "http://127.0.0.1:8080"
    entries = {
        entry.partition("</loc>")[0]: re.findall(r'href="([^"]+)"', entry)
        for entry in (await web.get("/sitemap.xml")).text.split("<loc>")[1:]
    }
    same = [*(f"/help/{each}/tx-pending" for each in LOCALES), "/help/tx-pending"]
    assert entries[f"{home}/help/zh-CN/tx-pending"] == [f"{home}{path}" for path in same]
    assert {f"{home}/help/en/topics/money", f"{home}/contact?locale=en", f"{home}/help/en/"} <= entries.keys()
    assert "Sitemap: http://127.0.0.1:8080/sitemap.xml" in (await web.get("/robots.txt")).text


@pytest.mark.parametrize(("locale", "question"), [("en", "forgot my password"), ("zh-CN", "忘记密码了")])
async def test_a_question_in_plain_words_finds_its_article(
    web: httpx.AsyncClient, locale: str, question: str
) -> None:
    answer = await web.get(f"/help/{locale}/", params={"q": question})
    assert f'href="/help/{locale}/forgot-password"' in answer.text
    assert f'value="{question}"' in answer.text
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("locale", "heading", "question", "found"),
    [
        ("zh-CN", "可能合适的文章", "钱没了", "stolen-funds"),
        ("en", "Articles that may fit", "forgot my password", "forgot-password"),
    ],
    ids=["danger first", "the one that fits"],
)
async def test_a_search_leaves_out_the_weak_and_puts_danger_first(
    web: httpx.AsyncClient, locale: str, heading: str, question: str, found: str
) -> None:
    text = (await web.get(f"/help/{locale}/", params={"q": question})).text
    shown = re.findall(rf'href="/help/{locale}/([a-z0-9-]+)"', text.split(f">{heading}<")[-1])
    assert shown[0] == found
    assert len(set(shown)) <= 5


async def test_what_fits_while_typing_is_what_the_search_page_finds(web: httpx.AsyncClient) -> None:
    asked = {"q": "forgot my password", "locale": "en"}
    answer = await web.post("/api/help/search", json=asked)
    page = (await web.get("/help/en/", params={"q": asked["q"]})).text.partition("Articles that may fit")[2]
    page = page.partition("Articles that may fit")[2]  # the first names the field's list
    found = [item["address"] for item in answer.json()["items"]]
    assert found == re.findall(r'class="row" href="(/help/en/[a-z0-9-]+)"', page)
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json()["items"][0]["category"] == "Password, phrase, backup"
    chinese = (await web.post("/api/help/search", json={"q": "忘记密码", "locale": "zh-CN"})).json()
    assert chinese["items"][0]["category"] == "密码、助记词、备份"


async def test_a_secret_is_not_looked_up_while_typing(web: httpx.AsyncClient) -> None:
    answer = await web.post("/api/help/search", json={"q": PHRASE, "locale": "en"})
    assert answer.json() == {"items": [], "stopped": True}
    assert (await web.post("/api/help/search", json={"q": "x", "locale": "xx"})).status_code == 404


async def test_a_secret_is_not_searched_for_and_not_shown(web: httpx.AsyncClient) -> None:
    answer = await web.get("/help/en/", params={"q": PHRASE})
    assert "treat it as leaked" in answer.text
    assert "sausage" not in answer.text
    assert '<h2 id="found">' not in answer.text


async def test_a_question_is_never_markup(web: httpx.AsyncClient) -> None:
    answer = await web.get("/help/en/", params={"q": '"><script>alert(1)</script>'})
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize(
    "path", ["/help/en/no-such-article", "/help/fr/", "/help/fr/tx-pending", "/help/en/topics/none"]
)
async def test_what_is_not_there_says_so_in_words(web: httpx.AsyncClient, path: str) -> None:
    answer = await web.get(path, headers={"accept": "text/html", "accept-language": "en"})
    assert answer.status_code == 404
    assert "<h1>There is no such page</h1>" in answer.text


@pytest.mark.parametrize(("locale", "title"), [("en", "There is no such page"), ("zh-CN", "没有这一页")])
@pytest.mark.parametrize("path", ["/nowhere", "/workspace/nowhere", "/assets/nowhere.css"])
async def test_an_address_that_is_none_leads_on_to_help_and_to_people(
    web: httpx.AsyncClient, path: str, locale: str, title: str
) -> None:
    answer = await web.get(path, headers={"accept": "text/html", "accept-language": locale})
    assert (answer.status_code, answer.headers["content-language"]) == (404, locale)
    assert f"<h1>{title}</h1>" in answer.text
    assert f'action="/help/{locale}/"' in answer.text
    assert f'href="/contact?locale={locale}"' in answer.text
    assert "style-src 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"


async def test_any_other_refusal_of_a_page_is_told_in_the_same_look(web: httpx.AsyncClient) -> None:
    answer = await web.get(f"/help/en/?q={'x' * 500}", headers={"accept": "text/html"})
    assert (answer.status_code, "<h1>Please check</h1>" in answer.text) == (422, True)
    assert 'href="/contact?locale=en"' in answer.text


@pytest.mark.parametrize("path", ["/api/nowhere", "/nowhere"])
async def test_a_program_is_told_of_an_address_that_is_none_in_its_own_way(
    web: httpx.AsyncClient, path: str
) -> None:
    accepts = {"/api/nowhere": "text/html", "/nowhere": "application/json"}[path]
    answer = await web.get(path, headers={"accept": accepts})
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert "style-src" not in answer.headers["content-security-policy"]


@pytest.mark.parametrize(("locale", "words"), [("en", "nothing that fits"), ("zh-CN", "没有找到合适的文章")])
async def test_a_search_that_finds_nothing_offers_to_ask(
    web: httpx.AsyncClient, locale: str, words: str
) -> None:
    text = (await web.get(f"/help/{locale}/", params={"q": "qwxzvk"})).text
    assert words in text
    assert f'href="/w?inbox=inb_webchat&amp;locale={locale}"' in text


async def test_an_article_about_theft_leads_to_the_steps_that_go_along(web: httpx.AsyncClient) -> None:
    steps = 'class="choice choice-danger" href="/stolen?locale=en"'
    pages = {id: (await web.get(f"/help/en/{id}")).text for id in ("stolen-funds", "multisig-hijack", "kyc")}
    assert [steps in page for page in pages.values()] == [True, True, False]


def told(text: str) -> str:
    """As it is read: without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", text).replace(" .", ".").split())


async def test_the_contact_page_names_each_promise_with_its_zone(
    web: httpx.AsyncClient, reaching: Reaching
) -> None:
    later = SOON + timedelta(hours=2)
    reach = reach_of(by=SOON, message_by=later, closes=later, line=0, room=True)
    reaching.reach = replace(reach, languages=("zh-CN", "en"))
    page = (await web.get("/contact?locale=en")).text
    text = told(page)
    assert (
        "Best right now Free now Write here, and a person joins until Mon 23 Nov, 12:00 (Beijing time)"
        " · 中文 , English Somebody has time right now. Nobody is in line." in text
    )
    assert "Nobody is in line. A person answers by Mon 23 Nov, 10:00 (Beijing time)." in text
    assert "With a number and a private link" in text
    assert "A person answers by Mon 23 Nov, 12:00 (Beijing time)." in text
    assert "As of Mon 23 Nov, 08:00 (Beijing time)." in text
    assert 'href="/w?inbox=inb_webchat&amp;locale=en"' in page
    assert f'<time datetime="{SOON.isoformat()}">Mon 23 Nov, 10:00 (Beijing time)</time>' in page


async def test_the_contact_page_tells_of_a_special_time_and_believes_no_markup_in_it(
    web: httpx.AsyncClient, reaching: Reaching
) -> None:
    note = {"en": "Launch: <b>all</b> night", "zh-CN": "发布期间全天在线"}
    reaching.reach = replace(reach_of(), note=note)
    english = (await web.get("/contact?locale=en")).text
    assert "Launch: &lt;b&gt;all&lt;/b&gt; night" in english
    assert "发布期间全天在线" in (await web.get("/contact?locale=zh-CN")).text
    reaching.reach = reach_of()
    assert "Launch" not in (await web.get("/contact?locale=en")).text


async def test_the_contact_page_says_when_it_does_not_know(
    web: httpx.AsyncClient, reaching: Reaching
) -> None:
    reaching.reach = reach_of(line=7)
    text = told(unescape((await web.get("/contact?locale=en")).text))
    assert "People are online right now. We can't estimate the wait right now. 7 in line" in text
    assert "ranges" not in text
    reaching.reach = reach_of(line=7, staffed=False, by=SOON, message_by=SOON)
    page = unescape((await web.get("/contact?locale=en")).text)
    text = told(page)
    assert "Best right now At any time Leave a message Nobody is online for conversations right now." in text
    assert "Conversation on this page Nobody online" in text
    assert (
        "Nobody is online right now. A person answers by Mon 23 Nov, 10:00 (Beijing time). 7 in line" in text
    )
    assert page.count('href="/message?locale=en"') == 1  # a way is named once


LONG = Told(low=12, high=20, expected=960.0, basis=Basis(minutes=60, recent=14, usual=0))


async def test_a_long_line_is_said_with_its_basis_and_a_message_is_recommended(
    web: httpx.AsyncClient, reaching: Reaching
) -> None:
    """And the hours in which one waits less, and how often we were right."""
    reach = reach_of(wait=LONG, line=5, message_by=SOON)
    quiet = (Quiet(SOON, minutes=0, joined=31), Quiet(SOON + timedelta(hours=3), minutes=2, joined=12))
    reaching.reach = replace(reach, quiet=quiet, told=200, held=159)
    text = told((await web.get("/contact?locale=en")).text)
    assert (
        "Best right now At any time Leave a message The line takes about 12–20 min right now, which is long. "
        "Here you need not wait. A person answers by Mon 23 Nov, 10:00 (Beijing time)."
    ) in text
    assert "Long wait around the clock About 12–20 min from here (last 60 min, 14 conversations)" in text
    assert "Of the last 200 ranges we told, 79 % held." in text
    assert "Mon 23 Nov, 10:00 (Beijing time) mostly no wait (from 31 conversations at such hours)" in text
    assert "about 2 min on average (from 12 conversations at such hours)" in text
    chinese = told((await web.get("/contact?locale=zh-CN")).text)
    assert "现在排队约 12–20 分钟，算久的。这种方式不用守着等。" in chinese
    assert "从现在起约 12–20 分钟（依据最近 60 分钟的 14 个会话） 0 15 分 30 分 5 人在排" in chinese
    assert "最近说过的 200 个等待区间，79% 说准了。" in chinese


async def test_the_contact_page_says_when_people_are_back(web: httpx.AsyncClient, reaching: Reaching) -> None:
    ends = SOON + timedelta(hours=12)
    openings = (Opening(SOON, ends), Opening(ends, ends + timedelta(hours=4)))
    reaching.reach = replace(reach_of(open=False, next_open=SOON), openings=openings)
    text = told((await web.get("/contact?locale=zh-CN")).text)
    assert "在线会话 不在服务时间" in text
    assert "开始时间： 11 月 23 日（周一）10:00（北京时间）" in text
    assert "11 月 23 日（周一）10:00–22:00" in text
    assert "11 月 23 日（周一）22:00–11 月 24 日（周二）02:00" in text
    assert "现在没有客服值班。这种方式不用守着等。" in text


async def test_the_contact_page_may_be_kept_for_a_moment_and_is_sent_once(
    web: httpx.AsyncClient, reaching: Reaching
) -> None:
    """A cache may show what it has when we are gone; a reader's own language stays apart."""
    first = await web.get("/contact?locale=en")
    kept = first.headers["cache-control"]
    assert kept == "public, max-age=30, stale-while-revalidate=60, stale-if-error=86400"
    assert (first.headers["vary"], "set-cookie" in first.headers) == ("Accept-Language", False)
    same = {"if-none-match": first.headers["etag"]}
    again = await web.get("/contact?locale=en", headers=same)
    assert (again.status_code, again.content) == (304, b"")
    assert (await web.get("/contact?locale=zh-CN", headers=same)).status_code == 200
    reaching.reach = reach_of(line=7)
    assert (await web.get("/contact?locale=en", headers=same)).status_code == 200


@pytest.mark.parametrize("locale", ["en", "zh-CN"])
async def test_while_nothing_can_be_asked_the_page_says_what_works(
    web: httpx.AsyncClient, reaching: Reaching, locale: str
) -> None:
    broken = tuple(replace(way, disturbed=True) for way in reach_of().ways)
    mail = Way(kind=Kind.MAIL, to="help@samplewallet.example")
    reaching.reach = Reach(at=NOW, ways=(*broken, mail), lost=True)
    answer = await web.get(f"/contact?locale={locale}")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "public, max-age=5")
    works = {
        "en": "We cannot tell the wait, and nothing can be taken in here. What works is named below",
        "zh-CN": "现在估不准要等多久，这里也收不了消息。能用的方式列在下面",
    }
    assert works[locale] in answer.text
    assert 'href="mailto:help@samplewallet.example"' in answer.text
    assert f'href="/stolen?locale={locale}"' in answer.text
    assert 'href="/w?' not in answer.text.split('id="now"')[1].split("</aside>")[0]


@pytest.mark.parametrize("path", ["/help/en/", "/help/en/tx-pending", "/contact", "/help/en/none"])
async def test_every_page_is_under_a_strict_policy(web: httpx.AsyncClient, path: str) -> None:
    policy = (await web.get(path)).headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
