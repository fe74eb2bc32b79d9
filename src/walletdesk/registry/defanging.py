"""Links in texts of others, made unusable on purpose: to be read and compared, and opened by nothing."""

import re
from typing import Final

from walletdesk.registry.foreign import found_in
from walletdesk.registry.model import Kind

_SCHEME: Final = re.compile(r"^http(?=s?:)", re.IGNORECASE)


def defanged(text: str) -> str:
    """``https://evil.example/a`` as ``hxxps://evil[.]example/a``, wherever one stands in the text."""
    found = (one for one in found_in(text) if one.kind is Kind.SITE and "[.]" not in one.value)
    links = sorted(found, key=lambda one: -one.start)
    for one in links:
        text = text[: one.start] + _bare(text[one.start : one.end]) + text[one.end :]
    return text


def _bare(link: str) -> str:
    """No program finds a link in it: neither the scheme nor a name with dots is left, path included."""
    return _SCHEME.sub("hxxp", link).replace(".", "[.]")
