"""The list of a ticket's evidence as one page that needs nothing else: to be printed or mailed on."""

import hashlib
from base64 import b64encode
from collections.abc import Iterator
from html import escape
from typing import Final

from walletdesk.platform.i18n import Locale, translate, when
from walletdesk.tickets.evidence.model import Break, Evidence, Form, Source
from walletdesk.tickets.evidence.service import Export

SOURCES: Final = {
    Source.CONTACT: "From the contact",
    Source.OURS: "From us",
    Source.THIRD_PARTY: "From somebody else",
}
BREAKS: Final = {
    Break.ROW_GONE: "No. {seq} is gone.",
    Break.ROW_CHANGED: "What is said of no. {seq} was changed.",
    Break.CONTENT_GONE: "The content of no. {seq} is gone.",
    Break.CONTENT_CHANGED: "The content of no. {seq} was changed.",
    Break.END: "Where the list ends is not what was sealed. Last one there: no. {seq}.",
}
STYLE: Final = """
:root{color-scheme:light}*{box-sizing:border-box}
html{font:400 100%/1.6 -apple-system,"Segoe UI",Roboto,"Noto Sans",system-ui,sans-serif;
color:#13201c;background:#fff}
:lang(zh){font-family:"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",system-ui,sans-serif}
body{margin:0}main{max-inline-size:48rem;margin-inline:auto;padding:1.5rem 1rem 3rem}
h1{margin:0;font-size:1.5rem;line-height:1.25;font-weight:650}h2{margin:0;font-size:1rem}
p{margin:.25rem 0}ol{list-style:none;padding:0;display:grid;gap:.75rem}
li{border:1px solid #c5cfca;border-radius:.5rem;padding:.75rem 1rem;break-inside:avoid}
blockquote{margin:.5rem 0;padding-inline-start:.75rem;border-inline-start:3px solid #c5cfca;
white-space:pre-wrap;overflow-wrap:anywhere}
code{font:.8125rem/1.5 ui-monospace,Menlo,Consolas,monospace;overflow-wrap:anywhere}
.small{color:#4c5a54;font-size:.875rem}
.bad{border-color:#a11;color:#a11;font-weight:650}
"""
POLICY: Final = (
    f"default-src 'none'; style-src 'sha256-{b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()}'"
)
_PAGE: Final = """<!doctype html>
<html lang="{locale}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title><style>{style}</style></head>
<body><main><h1>{title}</h1>
{body}
</main></body></html>
"""


def page(export: Export, locale: Locale, zone: str) -> bytes:
    """What somebody typed stays text."""
    title = translate(locale, "Evidence of ticket {number}", number=export.ticket.name)
    body = "\n".join(_body(export, locale, zone))
    return _PAGE.format(locale=locale, policy=POLICY, title=escape(title), style=STYLE, body=body).encode()


def _body(export: Export, locale: Locale, zone: str) -> Iterator[str]:
    yield f"<p class=small>{escape(translate(locale, HOW))}</p>"
    if export.broken:
        told = "".join(
            f"<p>{escape(translate(locale, BREAKS[one.what], seq=one.seq))}</p>" for one in export.broken
        )
        yield f"<div class=bad>{told}</div>"
    else:
        yield f"<p>{escape(translate(locale, 'Every hash was computed anew: all is as it was added.'))}</p>"
    yield "<ol>"
    for row in export.rows:
        yield _row(row, locale, zone)
    yield "</ol>"


HOW: Final = (
    "SHA-256 of each file as it is kept, and of each entry with the hash of the entry before it. "
    "Pictures are drawn anew when they arrive, without what a camera wrote into them."
)


def _row(row: Evidence, locale: Locale, zone: str) -> str:
    said = f"<blockquote>{escape(row.text)}</blockquote>" if row.form is Form.STATEMENT else ""
    source, at = translate(locale, SOURCES[row.source]), when(locale, row.at, zone)
    added = translate(locale, "{source}. Added {at} by {by}.", source=source, at=at, by=row.by)
    hashes = [
        ("Content", row.sha256),
        *([("As it arrived", row.arrived)] if row.arrived != row.sha256 else []),
    ]
    digests = "".join(_digest(locale, name, value) for name, value in [*hashes, ("Entry", row.hash)])
    return (
        f"<li><h2>{row.seq}. {escape(row.name)}</h2><p class=small>{escape(added)} "
        f"{escape(row.type)}, {row.size} B</p>{said}{digests}</li>"
    )


def _digest(locale: Locale, name: str, value: str) -> str:
    return f"<p class=small>{escape(translate(locale, name))}: <code>{escape(value)}</code></p>"
