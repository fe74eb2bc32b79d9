"""Guides keep the rules of articles: their words, what must never go out, and a drawing for each part."""

import re
from collections.abc import AsyncIterator

import httpx
import pytest

from tests.support.help_center import Reaching, public_pages
from tests.support.source import UI
from tests.support.web import client
from tests.unit.knowledge.test_starters import NOT_OUR_WORDS, PROMISES, UNSPACED
from walletdesk.help_center.describing import text_of
from walletdesk.help_center.guides import ORDER, Guide, guides
from walletdesk.knowledge.starter import starter_topics
from walletdesk.platform.i18n import LOCALES
from walletdesk.safety import screen
from walletdesk.safety.advice import check, standard

EVERY = [guide for locale in LOCALES for guide in guides(locale)]
each_guide = pytest.mark.parametrize("guide", EVERY, ids=[f"{one.id}-{one.locale}" for one in EVERY])
DRAWINGS = "".join((UI / "help" / name).read_text("utf-8") for name in ("covers.svg", "guides.svg"))
LONGEST = {"zh-CN": 46, "en": 24}  # of a sentence


def said(guide: Guide) -> list[str]:
    parts = [[part.heading, part.says, *re.split(r"(?<=</p>)|(?<=</li>)", part.body)] for part in guide.parts]
    return [guide.title, guide.summary, *(text_of(line) for part in parts for line in part)]


@each_guide
def test_a_guide_speaks_as_articles_do(guide: Guide) -> None:
    rules = re.compile(f"{NOT_OUR_WORDS[guide.locale]}|{PROMISES[guide.locale]}", re.IGNORECASE)
    assert [line for line in said(guide) if rules.search(line)] == []
    assert [line for line in said(guide) if guide.locale == "zh-CN" and UNSPACED.search(line)] == []


@each_guide
def test_nothing_in_it_is_dangerous_advice(guide: Guide) -> None:
    assert check("\n".join(said(guide)), standard()) == []


@each_guide
def test_its_sentences_are_short_and_hold_no_secret(guide: Guide) -> None:
    ends = r"[。；？：]" if guide.locale == "zh-CN" else r"[.;:?](?=\s|$)"
    sentences = [one for line in said(guide) for one in re.split(ends, line)]
    long = [one for one in sentences if _length(one, guide.locale) > LONGEST[guide.locale]]
    assert long == []
    assert not screen("\n".join(said(guide))).stopped


def _length(sentence: str, locale: str) -> int:
    return len(sentence) if locale == "zh-CN" else len(sentence.split())


@each_guide
def test_every_part_is_drawn_and_every_topic_is_there(guide: Guide) -> None:
    assert [part.art for part in guide.parts if f'<symbol id="{part.art}"' not in DRAWINGS] == []
    assert all(part.says and part.body for part in guide.parts)
    assert set(guide.topics) <= {topic.id for topic in starter_topics()}


def test_no_drawing_is_left_over_and_each_takes_its_colours_from_the_page() -> None:
    assert set(re.findall(r'<symbol id="([a-z-]+)"', DRAWINGS)) == {p.art for one in EVERY for p in one.parts}
    painted = set(re.findall(r'(?:fill|stroke)="([^"]+)"', DRAWINGS))
    assert {colour for colour in painted if not colour.startswith("var(--")} == {"none"}


def test_amber_is_kept_for_where_somebody_waits() -> None:
    """No guide is about waiting: an ordinary track or fee is told by its shape."""
    assert "--wait" not in DRAWINGS


def test_languages_have_the_same_guides_and_no_own_keys_means_no_phrase() -> None:
    assert [[one.id for one in guides(locale)] for locale in LOCALES] == [[*ORDER] for _ in LOCALES]
    assert "recovery-phrase" not in [one.id for one in guides("en", own_keys=False)]


@pytest.fixture
async def web() -> AsyncIterator[httpx.AsyncClient]:
    async with client(await public_pages(Reaching())) as asked:
        yield asked


async def test_a_guide_is_led_to_from_where_it_helps(web: httpx.AsyncClient) -> None:
    link, asked = 'href="/help/en/guides/fees"', "/help/en/?q=why+is+the+gas+so+high"
    for path in ("/help/en/", "/help/en/topics/fees", "/help/en/gas-fee-high", asked):
        assert link in (await web.get(path)).text, path
    assert link not in (await web.get("/help/en/app-crash")).text


async def test_a_guide_leads_on_and_describes_itself(web: httpx.AsyncClient) -> None:
    text = (await web.get("/help/en/guides/fees")).text
    assert 'href="/help/en/gas-fee-high"' in text
    assert '"@type":"Article"' in text
    moved = await web.get("/help/guides/fees", headers={"accept-language": "zh-CN"})
    assert (moved.status_code, moved.headers["location"]) == (302, "/help/zh-CN/guides/fees")
    assert "<loc>http://127.0.0.1:8080/help/en/guides/fees</loc>" in (await web.get("/sitemap.xml")).text
    for path in ("/help/en/guides/none", "/help/guides/none", "/help/fr/guides/fees"):
        assert (await web.get(path, headers={"accept": "text/html"})).status_code == 404
