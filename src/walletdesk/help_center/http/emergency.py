"""What somebody sees before anything else whose app cannot be ours: what to do now, and a person in one tap.

It stands in the widget's frame and as a page, needs no script, and keeps nobody from asking for help.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol
from urllib.parse import urlencode

from litestar import Response

from walletdesk.help_center.http.center import NOT_KEPT, HelpCenter
from walletdesk.platform.i18n import LOCALES, Locale
from walletdesk.releases import Build, Finding, told

NAMES: Final = ("package", "version", "digest", "source")
SEEN: Final = "seen"  # of the address: this was read, go on
_PASSED_ON: Final = ("inbox", "theme", "full", "label")
_THEMES: Final = ("light", "dark")
Query = Mapping[str, str]


class Builds(Protocol):
    async def look(self, build: Build) -> Finding: ...
    def whys(self, finding: Finding, locale: Locale) -> Sequence[str]: ...


@dataclass(frozen=True, slots=True)
class Place:
    """Where the app is really had: ``url`` is on the channel registry."""

    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyPage:
    """``places`` and ``freeze`` are of the channel registry, and empty before anything was published."""

    help_center: HelpCenter
    builds: Builds
    places: Callable[[Locale], Sequence[Place]]
    freeze: Callable[[], str]
    has_accounts: bool
    new_once: Callable[[], str]

    async def look(self, query: Query) -> Finding:
        return await self.builds.look(told(**{name: query.get(name, "") for name in NAMES}))

    async def instead(self, query: Query, locale: Locale, path: str) -> Response[str] | None:
        """None: there is no reason for it, or it was read."""
        if SEEN in query:
            return None
        finding = await self.look(query)
        return self._page(finding, query, locale, path) if finding.is_alarm else None

    def _page(self, finding: Finding, query: Query, locale: Locale, path: str) -> Response[str]:
        build = build_fields(finding.build)
        around = {name: query[name] for name in _PASSED_ON if name in query and path == "/w"}
        values = {
            "whys": self.builds.whys(finding, locale),
            "places": self.places(locale),
            "freeze": self.freeze(),
            "has_accounts": self.has_accounts,
            "build": form_fields(finding.build),
            "version": finding.build.version,
            "once": self.new_once(),
            "theme": theme if (theme := query.get("theme", "")) in _THEMES else "",
            "goes_on": f"{path}?{urlencode({**around, **build, 'locale': locale, SEEN: '1'})}",
            "is_widget": path == "/w",
            "alternates": [
                (each, f"{path}?{urlencode({**around, **build, 'locale': each})}") for each in LOCALES
            ],
        }
        return self.help_center.answer("emergency", locale, path, values, NOT_KEPT)


def build_fields(build: Build) -> dict[str, str]:
    """As it travels on in an address."""
    return {name: value for name in NAMES if (value := getattr(build, name))}


def form_fields(build: Build) -> dict[str, str]:
    """As it travels on in a form, where people type a version of their own."""
    return {f"told_{name}" if name == "version" else name: told for name, told in build_fields(build).items()}
