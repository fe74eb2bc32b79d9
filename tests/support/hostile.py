"""Hostile markup and files: some of our own, and the sets beside the repository where they are kept."""

import sys
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage

from tests.support.source import ROOT

SETS = ROOT.parent / "shared" / "data" / "mail"
MARKUP = [
    "<script>pwned=1</script>",
    "<img src=x onerror=pwned=1>",
    "<svg><script>pwned=1</script></svg>",
    "<svg/onload=pwned=1>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=pwned=1&gt;'>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=pwned=1>",
    "<noscript><p title='</noscript><img src=x onerror=pwned=1>'>",
    "<a href='javascript:pwned=1' id=go>go</a><a href='java\tscript:pwned=1'>go</a>",
    "<a href='&#1;javascript:pwned=1'>go</a><a href=data:text/html,x>go</a>",
    "<details open ontoggle=pwned=1>x</details>",
    "<iframe srcdoc='<script>parent.pwned=1</script>'></iframe><object data=javascript:pwned=1></object>",
    "<base href=//evil.example/><meta http-equiv=refresh content='0;url=javascript:pwned=1'>",
    "<style>@import '//evil.example/x.css'</style><p style='background:url(//evil.example/p.png)'>x</p>",
    "<img src=//evil.example/pixel.gif srcset='//evil.example/2 2x'><table background=//evil.example/b>",
    "<input autofocus onfocus=pwned=1><video><source onerror=pwned=1></video>",
    "<a href=x name=getElementById>x</a><form id=body><input name=innerHTML></form>",
    "<plaintext><script>pwned=1</script>",
    "<title><script>pwned=1</script>",
    "{{constructor.constructor('pwned=1')()}}<div v-html='pwned=1'>x</div>",
]


def mails(name: str) -> Iterator[tuple[str, EmailMessage]]:
    """One set, or nothing where it is not kept: then that is said, and our own samples stand for it."""
    folder = SETS / name
    if not folder.is_dir():
        print(f"\n!!! the set {name} is not here: only our own samples were tried", file=sys.__stderr__)
    for path in sorted(folder.glob("*.eml")):
        found = message_from_bytes(path.read_bytes(), policy=policy.default.clone(raise_on_defect=False))
        assert isinstance(found, EmailMessage)
        yield path.stem, found


def bytes_of(part: EmailMessage) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def markup() -> dict[str, str]:
    """Each payload by its name."""
    own = {f"own-{n}": text for n, text in enumerate(MARKUP)}
    for name, mail in mails("attack-markup"):
        for part in mail.walk():
            if part.get_content_type() == "text/html":
                own[name] = bytes_of(part).decode("utf-8", "replace")
    return own


def files() -> dict[str, tuple[str, bytes]]:
    """Each attached file: the name it claims, and what it holds."""
    found = {}
    for name, mail in mails("attack-attachment"):
        for part in mail.walk():
            if part.is_multipart() or part.get_content_disposition() != "attachment":
                continue
            said = str(dict(part.raw_items()).get("Content-Disposition", ""))
            found[name] = (claimed(part) or said, bytes_of(part))
    return found


def claimed(part: EmailMessage) -> str:
    try:
        return part.get_filename() or ""
    except (ValueError, IndexError, LookupError, UnicodeError):  # what the set breaks parsers with
        return ""
