"""Builds of the app: ours are in the channel registry, their look-alikes are found by the judge of names."""

from collections.abc import Sequence

from walletdesk.app.wiring.engine import Engine
from walletdesk.conversations import Answer, Ask
from walletdesk.help_center import Place
from walletdesk.kernel.clock import Clock
from walletdesk.platform.db import Database
from walletdesk.platform.i18n import LOCALES, Locale, translate
from walletdesk.registry import Kind, Registry
from walletdesk.releases import SHORT_DIGEST, App, AppProblems, Finding, Releases, Why
from walletdesk.releases import store as releases_store
from walletdesk.releases.problems import store as problem_store
from walletdesk.releases.words import NAMES, VERDICTS, whys
from walletdesk.safety import Trick, lookalike, screen, spelled
from walletdesk.staff.store import audit_in

STORES = {"google_play": "Google Play", "app_store": "App Store"}
_COLONS: dict[Locale, str] = {"zh-CN": "：", "en": ": "}
OWN_PAGE = "Our download page"
_IMITATES = {Trick.LETTERS, Trick.HYPHENS, Trick.TYPO}  # not ADDED: wallets have betas and debug builds


def releases(engine: Engine, registry: Registry) -> Releases:
    return releases_of(engine.db, engine.key, registry, engine.clock)


def releases_of(db: Database, key: bytes, registry: Registry, clock: Clock) -> Releases:
    return Releases(
        open_work=releases_store.open_work(db, audit_in(key)),
        archive=releases_store.SqlArchive(db),
        ours=ListedApps(registry),
        may_be_secret=lambda text: bool(screen(text).findings),  # nobody is there who could be asked
        clock=clock,
    )


def app_problems(engine: Engine) -> AppProblems:
    return AppProblems(
        open_work=problem_store.open_work(engine.db, audit_in(engine.key)),
        archive=problem_store.SqlVersionArchive(engine.db),
        may_be_secret=lambda text: bool(screen(text).findings),  # as with builds
        clock=engine.clock,
    )


class MetBuilds:
    """What the doors ask of a build that a contact comes with."""

    def __init__(self, releases: Releases) -> None:
        self.look = releases.look
        self.without_secrets = releases.without_secrets

    def whys(self, finding: Finding, locale: Locale) -> list[str]:
        return whys(finding, locale)

    def answers(self, finding: Finding) -> tuple[Answer, ...]:
        build, alarm = finding.build, finding.is_alarm
        parts: tuple[tuple[str, str, dict[str, str]], ...] = (
            ("build", finding.indicator if alarm else "", _verdict(finding) if alarm else {}),
            ("package", build.package, {}),
            ("version", build.version, {}),
            ("digest", _kept(build.digest), {}),
            ("source", build.source, {}),
        )
        return tuple(
            Answer(id=f"app_{id}", kind=Ask.TEXT, name=_said(NAMES[id]), value=value, words=words)
            for id, value, words in parts
            if value
        )


def _verdict(finding: Finding) -> dict[str, str]:
    """With its reasons, and for a known fake why it is listed, in every language."""
    listed = [reason.ours for reason in finding.reasons if reason.why is Why.LISTED]
    said = {at: [*whys(finding, at), *listed] for at in LOCALES}
    verdict = VERDICTS[finding.verdict]
    return {at: f"{translate(at, verdict)}{_COLONS[at]}{' '.join(each)}" for at, each in said.items()}


def _said(sentence: str) -> dict[str, str]:
    return {locale: translate(locale, sentence) for locale in LOCALES}


def _kept(digest: str) -> str:
    """Its beginning alone: what was put here by mistake must open nothing."""
    return f"{digest[:SHORT_DIGEST]}…" if digest else ""


def places_of_app(registry: Registry, locale: Locale) -> list[Place]:
    """Where it is really had: our own page first, then the stores."""
    entries = [registry.named("download"), *(one for one in registry.entries() if one.kind is Kind.STORE)]
    return [
        Place(translate(locale, STORES.get(one.platform, OWN_PAGE)), one.url)
        for one in entries
        if one and one.url
    ]


class ListedApps:
    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def apps(self) -> Sequence[App]:
        listed = (entry for entry in self._registry.entries() if entry.kind is Kind.APP)
        return [App(package=one.value, digests=one.certificates) for one in listed]

    def alike(self, package: str) -> str:
        return next((app.package for app in self.apps() if _is_alike(package, app.package)), "")


def _is_alike(package: str, ours: str) -> bool:
    theirs, own = package.casefold(), ours.casefold()
    found = lookalike(f"@{theirs}", [f"@{own}"])
    return theirs != own and (
        bool({one.trick for one in found.reasons} & _IMITATES) or _letters_apart(theirs, own) == 1
    )


def _letters_apart(theirs: str, ours: str) -> int:
    return max(sum(len(part.text) for part in parts if part.differs) for parts in spelled(theirs, ours))
