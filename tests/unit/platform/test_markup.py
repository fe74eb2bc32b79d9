"""Markup of others after cleaning: only what is on the list, and cleaned again it stays as it is."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.hostile import MARKUP, markup
from walletdesk.platform.markup import ATTRIBUTES, TAGS, clean_html

PIECES = st.sampled_from(
    [
        *MARKUP,
        "<p>", "</p>", "<b", ">", "<a href='https://wallet.example'>", "</a>", "<table><tr><td>", "<!--",
        "-->", "<![CDATA[", "]]>", "<math>", "<svg>", "</svg>", "<style>", "</style>", "<mglyph>", "<select>",
        "<template>", "&lt;script&gt;", "\x00", "'", '"', "<ol start=3><li>", "<h1><p></h1>", "<form><form>",
    ]
)  # fmt: skip


class Seen(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()
        self.links: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {(tag, name) for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name == "href"]


def assert_harmless(text: str) -> None:
    seen = Seen(text)
    allowed = {(tag, name) for tag, names in ATTRIBUTES.items() for name in names} | {("a", "rel")}
    assert seen.tags <= TAGS
    assert seen.attributes <= allowed
    assert all(":" not in link or link.startswith(("https:", "http:", "mailto:")) for link in seen.links)


@pytest.mark.parametrize(("name", "payload"), markup().items(), ids=lambda text: str(text)[:20])
def test_nothing_live_is_left(name: str, payload: str) -> None:
    cleaned = clean_html(payload)
    assert_harmless(cleaned)
    assert clean_html(cleaned) == cleaned


@given(st.lists(PIECES | st.text(max_size=8), max_size=12).map("".join))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    cleaned = clean_html(text)
    assert clean_html(cleaned) == cleaned
    assert_harmless(cleaned)


def test_what_people_write_stays() -> None:
    said = '<p>To <b>cancel</b>:</p><ol start="2"><li>Open <a href="https://wallet.example/help">this</a></li></ol>'
    ours = said.replace('help">', 'help" rel="noopener noreferrer nofollow">')
    assert clean_html(said) == ours
