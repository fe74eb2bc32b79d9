"""Drawings and categories: what is named is there."""

import re

from tests.support.source import UI
from walletdesk.help_center.model import ART
from walletdesk.knowledge import Category
from walletdesk.knowledge.categories import PLACES
from walletdesk.knowledge.starter import starter_topics

SYMBOLS = set(re.findall(r'<symbol id="([a-z-]+)"', (UI / "help" / "art.svg").read_text("utf-8")))


def test_every_category_and_every_topic_that_is_drawn_has_its_drawing() -> None:
    assert set(Category) | ART == SYMBOLS


def test_drawings_take_their_colours_from_the_page() -> None:
    text = (UI / "help" / "art.svg").read_text("utf-8")
    painted = set(re.findall(r'(?:fill|stroke)="([^"]+)"', text))
    assert {colour for colour in painted if not colour.startswith("var(--")} == {"none"}


def test_every_starter_article_has_a_place_of_its_own() -> None:
    assert {topic.id for topic in starter_topics()} <= PLACES.keys()
