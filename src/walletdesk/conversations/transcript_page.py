"""A transcript as one page that needs nothing else: it is kept, mailed on and opened without a network."""

import hashlib
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

# The look of ui/shared/plain.css with the values of tokens.css, since a file on a disk can fetch neither.
STYLE: Final = """
:root{color-scheme:light dark;--paper:light-dark(#f2f5f3,#0d1412);--surface:light-dark(#ffffff,#141d1a);
--ink:light-dark(#13201c,#e7edea);--ink-3:light-dark(#5b6963,#8f9e97);--hairline:light-dark(#dbe2de,#26322d);
--line:light-dark(#0b6b5d,#4dbaa4);--line-tint:light-dark(#e1f1ec,#12302a)}
*{box-sizing:border-box}
html{font:400 100%/1.6 -apple-system,"Segoe UI",Roboto,"Noto Sans",system-ui,sans-serif;
color:var(--ink);background:var(--paper);-webkit-text-size-adjust:100%;text-size-adjust:100%}
:lang(zh){font-family:"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",system-ui,sans-serif}
body{margin:0}
main{max-inline-size:44rem;margin-inline:auto;padding:1.5rem 1rem 3rem}
h1{margin:0 0 1.5rem;font-size:1.5rem;line-height:1.25;font-weight:650}
h2{margin:1.5rem 0 .5rem;font-size:1.125rem;line-height:1.3}
code,td:last-child{overflow-wrap:anywhere}
table{inline-size:100%;border-collapse:collapse;font-size:.875rem}
th,td{padding:.25rem .75rem .25rem 0;text-align:start;vertical-align:top;
border-block-end:1px solid var(--hairline)}
th[scope=row]{inline-size:36%}
dl{display:grid;gap:.75rem;margin:0}
div{padding:.75rem 1rem;border:1px solid var(--hairline);border-radius:.5rem;background:var(--surface)}
.own{background:var(--line-tint);border-color:transparent;margin-inline-start:2rem}
.ours{border-inline-start:3px solid var(--line);margin-inline-end:2rem}
.event{padding-block:0;border:0;background:none;text-align:center;font-size:.875rem;color:var(--ink-3)}
dt{display:flex;flex-wrap:wrap;gap:.125rem .75rem;justify-content:space-between;font-weight:650}
.event dt{justify-content:center;font-weight:400}
dt small{font-size:.8125rem;font-weight:400;color:var(--ink-3)}
dd{margin:.25rem 0 0;white-space:pre-wrap;overflow-wrap:anywhere}
@media print{html{background:none}main{max-inline-size:none;padding:0}div{break-inside:avoid}}
"""
_HASH: Final = b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY: Final = f"default-src 'none'; style-src 'sha256-{_HASH}'"

_PAGE: Final = """<!doctype html>
<html lang="{locale}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title><style>{style}</style></head>
<body><main><h1>{title}</h1>
{inner}
</main></body></html>
"""


@dataclass(frozen=True, slots=True)
class Line:
    """``look``: own (of the contact), ours or event."""

    at: str
    who: str
    text: str
    look: str


def page(locale: str, title: str, lines: Sequence[Line]) -> bytes:
    """No script, nothing fetched, no style but the one above: what somebody typed stays text."""
    shown = "\n".join(
        f'<div class="{line.look}"><dt>{escape(line.who)} <small>{escape(line.at)}</small></dt>'
        f"<dd>{escape(line.text)}</dd></div>"
        for line in lines
    )
    return kept_page(locale, title, f"<dl>\n{shown}\n</dl>")


def kept_page(locale: str, title: str, inner: str) -> bytes:
    """``inner``: HTML whose every text is escaped already."""
    whole = _PAGE.format(locale=escape(locale), policy=POLICY, title=escape(title), style=STYLE, inner=inner)
    return whole.encode()
