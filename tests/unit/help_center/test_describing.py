"""What machines read of the help pages: what a page is, in which languages, and what changed last."""

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from tests.support.help_center import Reaching, public_pages
from tests.support.web import client
from walletdesk.help_center.describing import text_of
from walletdesk.knowledge.starter import starter_topics
from walletdesk.platform.i18n import LOCALES

HOME = "http://127.0.0.1:8080"
DESCRIBED = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
LINK = re.compile(r'<link rel="(?:canonical|alternate)"(?: hreflang="([^"]+)")? href="([^"]+)">')


@pytest.fixture
async def web() -> AsyncIterator[httpx.AsyncClient]:
    async with client(await public_pages(Reaching())) as asked:
        yield asked


def described(text: str) -> dict[str, Any]:
    """The parts of the one description of a page, by their kind."""
    (found,) = DESCRIBED.findall(text)
    whole = json.loads(found)
    assert whole["@context"] == "https://schema.org"
    return {part["@type"]: part for part in whole["@graph"]}


async def test_an_article_says_of_itself_what_stands_on_it(web: httpx.AsyncClient) -> None:
    text = (await web.get("/help/en/tx-pending")).text
    parts = described(text)
    (question,) = parts["FAQPage"]["mainEntity"]
    assert question["name"] == "My transaction is stuck"
    assert question["acceptedAnswer"]["text"]
    first_path = text.partition("route-steps")[2].partition("</ol>")[0]  # of who holds the keys
    assert len(parts["HowTo"]["step"]) == first_path.count("<li>")
    assert [place["item"] for place in parts["BreadcrumbList"]["itemListElement"]] == [
        f"{HOME}/help/en/",
        f"{HOME}/help/en/topics/money",
        f"{HOME}/help/en/tx-pending",
    ]


async def test_every_article_is_described_and_nothing_of_it_is_markup(web: httpx.AsyncClient) -> None:
    wrong = []
    for topic in starter_topics():
        (found,) = DESCRIBED.findall((await web.get(f"/help/zh-CN/{topic.id}")).text)
        if re.search(r"[<>]|\\u003[ce]", found) or not described(
            f'<script type="application/ld+json">{found}</script>'
        ):
            wrong.append(topic.id)
    assert wrong == []


def test_markup_becomes_words_and_its_stars_are_gone() -> None:
    markup = '<p>Fee &lt; 1 &amp; paid<sup>*</sup></p><ul><li><a href="/x">one</a></li><li>two</li></ul>'
    assert text_of(markup) == "Fee < 1 & paid one two"


@pytest.mark.parametrize(
    ("path", "others"),
    [
        ("/help/en/", "/help/{}/"),
        ("/help/en/tx-pending", "/help/{}/tx-pending"),
        ("/help/en/topics/money", "/help/{}/topics/money"),
        ("/contact?locale=en", "/contact?locale={}"),
        ("/verify?locale=en", "/verify?locale={}"),
    ],
)
async def test_each_page_names_itself_its_languages_and_the_address_without_one(
    web: httpx.AsyncClient, path: str, others: str
) -> None:
    (_, own), *named = LINK.findall((await web.get(path)).text)
    languages = dict(named)
    assert own == f"{HOME}{path}"
    assert {each: languages[each] for each in LOCALES} == {
        each: f"{HOME}{others.format(each)}" for each in LOCALES
    }
    without = languages["x-default"].removeprefix(HOME)
    answer = await web.get(without, headers={"accept-language": "zh-CN"})
    if answer.status_code == 302:
        assert answer.headers["vary"] == "Accept-Language"
        answer = await web.get(answer.headers["location"])
    assert (answer.status_code, '<html lang="zh-CN">' in answer.text) == (200, True)


async def test_what_changed_last_is_told_in_each_language(web: httpx.AsyncClient) -> None:
    answer = await web.get("/help/zh-CN/feed.xml")
    assert answer.headers["content-type"].startswith("application/rss+xml")
    channel = ET.fromstring(answer.text)[0]  # noqa: S314 - our own words
    items = channel.findall("item")
    assert (channel.findtext("language"), len(items)) == ("zh-CN", 30)
    assert items[0].findtext("link", "").startswith(f"{HOME}/help/zh-CN/")
    assert re.fullmatch(r"\w{3}, \d\d \w{3} \d{4} [\d:]{8} [+-]\d{4}", items[0].findtext("pubDate", ""))
    assert (await web.get("/help/fr/feed.xml", headers={"accept": "text/html"})).status_code == 404
    assert 'href="/help/zh-CN/feed.xml"' in (await web.get("/help/zh-CN/")).text
