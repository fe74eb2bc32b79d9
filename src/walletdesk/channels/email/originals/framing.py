"""Markup of a mail in a frame where nothing can happen: cleaned anew, no link in it, nothing to fetch.

It was cleaned when it was read. It is cleaned again here, since its frame must not depend on who read it and
when; what it says about its links stands beside it.
"""

import hashlib
import re
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape, unescape
from typing import Final
from urllib.parse import urlsplit

from walletdesk.platform.markup import ATTRIBUTES, TAGS, clean_html

MOST_LINKS: Final = 100
# As the cleaner writes it: values in double quotes, in which no quote stands as it is
_LINK: Final = re.compile(r'<a href="([^"]*)" rel="[^"]*">(.*?)</a>', re.DOTALL)
_TAG: Final = re.compile(r"<[^<>]*>")
# Colours of paper: mails are written for it. The page around it has those of the reader.
STYLE: Final = """
:root{color-scheme:light}html{background:#fff;color:#13201c;font:400 100%/1.6 system-ui,sans-serif}
body{margin:1rem;overflow-wrap:anywhere}table{border-collapse:collapse}
td,th{padding:.125rem .375rem;vertical-align:top}
blockquote{margin:.5rem 0;padding-inline-start:.75rem;border-inline-start:3px solid #c5cfca}
.to{font-size:.8125rem;color:#5b6963;unicode-bidi:isolate}
"""
_HASH: Final = b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY: Final = (
    f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; sandbox"
)


@dataclass(frozen=True, slots=True)
class Link:
    """``said``: its words in the mail, which may name another place than ``host``."""

    host: str
    address: str
    said: str


def framed(markup: str) -> tuple[str, Sequence[Link]]:
    """The document of the frame, and its links in their order."""
    links: list[Link] = []

    def without_link(found: re.Match[str]) -> str:
        link = _link(unescape(found[1]), unescape(_TAG.sub("", found[2])))
        if link is None:
            return found[2]
        if len(links) < MOST_LINKS:
            links.append(link)
        return f'<u>{found[2]}</u> <span class="to">[{escape(link.host)}]</span>'

    marked = _LINK.sub(without_link, clean_html(markup))
    attributes = {**ATTRIBUTES, "span": {"class"}}
    shown = clean_html(marked, tags=TAGS - {"a"}, attributes=attributes)
    page = f'<!doctype html><html><head><meta charset="utf-8"><title></title><style>{STYLE}</style></head>'
    return f"{page}<body>{shown}</body></html>", links


def _link(address: str, said: str) -> Link | None:
    """None for what leads nowhere. The host as the browser would ask for it, in letters of ASCII."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        return None
    if parts.scheme == "mailto":
        return Link(f"mailto:{parts.path}"[:254], address, said)
    return Link(host, address, said) if parts.scheme in {"http", "https"} and host else None
