"""The contact page as files that stand without our server: one page a language, whole in itself.

A host of others serves them, so each page brings its own content policy, styles and icons, and holds nothing
that is true only at this moment. Its script is for figures of the live page alone.
"""

import hashlib
import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from typing import Final

from walletdesk.help_center.http.center import HelpCenter
from walletdesk.help_center.http.channels import ORDER
from walletdesk.help_center.http.contact import CONTACT
from walletdesk.help_center.http.stolen import for_nobody
from walletdesk.help_center.reaching import Hours
from walletdesk.kernel.errors import NotFound
from walletdesk.platform.http import Assets
from walletdesk.platform.i18n import Locale, weekday, zone_name
from walletdesk.registry import KIND_NAMES, Kind, Published, handle_shown

LIST: Final = "wallet-support.json"
HEADERS: Final = "_headers"  # as several hosts of static files read it
MINUTES: Final = 300  # seconds that a cache may keep a file: a newer one is there that soon
_AT_NO_TIME: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """What a page says. ``mail`` and ``channels`` are of the signed list; empty where none is good now.

    ``hours`` and ``note`` differ by language, as calendars do.
    """

    at: datetime
    until: datetime
    hours: tuple[Hours, ...] = ()
    around_the_clock: bool = False
    note: str = ""
    mail: str = ""
    channels: Published | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Standing:
    """``record``: what a later run compares; where ``says`` is the same nothing but the time has changed."""

    files: Mapping[str, bytes]
    says: str
    at: datetime
    until: datetime

    def record(self) -> bytes:
        told = {"written_at": self.at.isoformat(), "holds_until": self.until.isoformat(), "says": self.says}
        return json.dumps(told, indent=1).encode() + b"\n"


def standing(help_center: HelpCenter, assets: Assets, copies: Mapping[Locale, Copy]) -> Standing:
    """``index.html`` is the page of the first language."""
    at, until = next(iter(copies.values())).at, min(one.until for one in copies.values())
    timeless = {locale: replace(one, at=_AT_NO_TIME, until=_AT_NO_TIME) for locale, one in copies.items()}
    said = hashlib.sha256(json.dumps([*_pages(help_center, assets, timeless).values()]).encode())
    pages = {f"{locale}.html": text for locale, text in _pages(help_center, assets, copies).items()}
    first = next(iter(copies))
    files = {"index.html": pages[f"{first}.html"], **pages}
    if (published := copies[first].channels) is not None:
        files[LIST] = published.text
    files[HEADERS] = _headers()
    return Standing({name: text.encode() for name, text in files.items()}, said.hexdigest(), at, until)


def _pages(help_center: HelpCenter, assets: Assets, copies: Mapping[Locale, Copy]) -> dict[Locale, str]:
    style, script, icons = (
        _asset(assets, name) for name in ("help/page.css", "help/standing.js", "shared/icons.svg")
    )
    around = {
        "style": style,
        "script": script,
        "icons": icons,
        "policy": policy(help_center.public_url, style, script),
        "asset": lambda _: "",  # icons stand in the page itself
        "names": KIND_NAMES,
        "alternates": [(each, f"{each}.html") for each in copies],
    }
    return {locale: _page(help_center, locale, copy, around) for locale, copy in copies.items()}


def _page(help_center: HelpCenter, locale: Locale, copy: Copy, around: Mapping[str, object]) -> str:
    live = f"{CONTACT}?locale={locale}"
    entries = sorted(copy.channels.entries, key=lambda one: ORDER.index(one.kind)) if copy.channels else ()
    values = {
        **around,
        "copy": copy,
        "entries": entries,
        "live": f"{help_center.public_url}{live}",
        "shown": lambda one: handle_shown(one.value, locale) if one.kind is Kind.HANDLE else one.value,
        "stolen_view": for_nobody(locale),
        "weekday": partial(weekday, locale),
        "zone": zone_name(locale, help_center.time_zone),
    }
    return help_center.page("standing", locale, live, values)


def policy(public_url: str, style: str, script: str) -> str:
    """What the page may do: its own style and script, and to ask our server for figures."""
    own = (f"'sha256-{b64encode(hashlib.sha256(one.encode()).digest()).decode()}'" for one in (style, script))
    styles, scripts = own
    return (
        f"default-src 'none'; style-src {styles}; script-src {scripts}; connect-src {public_url}; "
        "img-src data:; form-action 'none'; base-uri 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )


def _asset(assets: Assets, name: str) -> str:
    found = assets.find(name)
    if found is None:
        raise NotFound
    return found.body.decode().strip()


def _headers() -> str:
    """What a page cannot say of itself, for hosts that read such a file."""
    said = {
        "Cache-Control": f"public, max-age={MINUTES}",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
        "Content-Security-Policy": "frame-ancestors 'none'",
    }
    lines = [f"  {name}: {value}" for name, value in said.items()]
    return "\n".join(["/*", *lines, f"/{LIST}", "  Access-Control-Allow-Origin: *"]) + "\n"
