"""The page that people keep: it holds its own look, and nothing that somebody typed becomes markup."""

import re
from pathlib import Path

from walletdesk.conversations.transcript_page import POLICY, STYLE, Line, page

UI = Path(__file__).parents[3] / "ui" / "shared"
NASTY = "<script>alert(1)</script>\n<style>* {display: none}</style> & <b>"


def shown(*lines: Line) -> str:
    return page("en", "Your conversation", lines).decode()


def test_what_was_typed_stays_text() -> None:
    text = shown(Line(at="09:00", who='"><img src=x>', text=NASTY, look="own"))
    body = text.partition("<body>")[2]
    assert "&lt;script&gt;alert(1)&lt;/script&gt;\n&lt;style&gt;" in body
    assert [tag for tag in ("<script", "<style", "<img", "<b>") if tag in body] == []


def test_the_page_allows_its_own_style_alone_and_fetches_nothing() -> None:
    text = shown(Line(at="09:00", who="Ann", text="hello", look="ours"))
    assert f'content="{POLICY}"' in text
    assert re.fullmatch(r"default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]{44}'", POLICY)
    assert [word for word in ("http", "url(", "@import", " src=", " href=") if word in text] == [
        "http"  # of http-equiv
    ]
    assert text.count("http") == 1


def test_its_colours_are_those_of_our_other_pages() -> None:
    pairs = re.findall(r"(--[\w-]+):light-dark\((#\w{6}),(#\w{6})\)", STYLE)
    tokens = re.sub(r"\s+", "", (UI / "tokens.css").read_text("utf-8"))
    assert len(pairs) == STYLE.count("light-dark(") >= 7
    assert [name for name, *pair in pairs if f"{name}:light-dark({','.join(pair)})" not in tokens] == []
