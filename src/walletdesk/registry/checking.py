"""Makes an entry of what an administrator typed, or says what is wrong with it."""

import re
from dataclasses import dataclass

from walletdesk.kernel.errors import Invalid
from walletdesk.registry import normal
from walletdesk.registry.model import Entry, Kind
from walletdesk.registry.platforms import address_of

_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_THIS_MACHINE = re.compile(r"(?:127\.0\.0\.1|localhost)(?::\d+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    kind: str
    value: str
    name: str = ""
    url: str = ""
    certificates: tuple[str, ...] = ()


def checked(draft: Draft) -> Entry:
    """Raises Invalid."""
    kind = _kind(draft.kind)
    value = normal.normal(kind, draft.value)
    if value is None or value.startswith(":"):
        raise Invalid("This cannot be read as a channel of this kind.", code="unreadable_channel")
    if draft.name and not _NAME.fullmatch(draft.name):
        raise Invalid("A name has small letters, digits and underscores.", code="bad_name")
    digests = tuple(one.replace(":", "").strip().lower() for one in draft.certificates)
    if digests and kind is not Kind.APP:
        raise Invalid("Only an app has signing certificates.", code="bad_certificate")
    if not all(map(_DIGEST.fullmatch, digests)):
        raise Invalid("A certificate is given by its SHA-256, 64 hexadecimal digits.", code="bad_certificate")
    url = _url(kind, value, draft.url.strip())
    return Entry(kind=kind, value=value, name=draft.name, url=url, certificates=digests)


def _kind(text: str) -> Kind:
    try:
        return Kind(text)
    except ValueError:
        raise Invalid("There is no such kind of channel.", code="unknown_kind") from None


def _url(kind: Kind, value: str, given: str) -> str:
    """Where its name leads. What is given must lie on the channel itself."""
    if kind is Kind.SITE:
        return _on_site(value, given)
    if given:
        raise Invalid("Only a site takes an address of its own.", code="bad_address")
    if kind is Kind.MAIL:
        return f"mailto:{value}" if "@" in value else ""
    if kind is Kind.PHONE:
        return f"tel:{value}"
    return value if kind is Kind.PAGE else address_of(*value.split(":", 1)) if ":" in value else ""


def _on_site(value: str, given: str) -> str:
    if not given:
        return "" if value.startswith("*.") else f"{_scheme(value)}://{value}"
    found = normal.link(given)
    if found is None or not (found.host == value or _is_below(found.host, value)):
        raise Invalid("This address is not on this site.", code="bad_address")
    if found.scheme != _scheme(found.host):
        raise Invalid("An official address begins with https.", code="bad_address")
    return given


def _is_below(host: str, value: str) -> bool:
    return (
        value.startswith("*.")
        and host.partition(".")[2].split(".")[-value.count(".") :] == value.split(".")[1:]
    )


def _scheme(host: str) -> str:
    return "http" if _THIS_MACHINE.fullmatch(host) else "https"  # a demonstration has no certificate
