"""Builds of the app: ours are in the channel registry, their look-alikes are found by the judge of names."""

from collections.abc import Sequence

from walletdesk.app.wiring.engine import Engine
from walletdesk.app.wiring.heart import secret_in
from walletdesk.kernel.clock import Clock
from walletdesk.platform.db import Database
from walletdesk.registry import Kind, Registry
from walletdesk.releases import App, Releases
from walletdesk.releases import store as releases_store
from walletdesk.safety import Trick, lookalike, spelled
from walletdesk.staff.store import audit_in

_IMITATES = {Trick.LETTERS, Trick.HYPHENS, Trick.TYPO}  # not ADDED: wallets have betas and debug builds


def releases(engine: Engine, registry: Registry) -> Releases:
    return releases_of(engine.db, engine.key, registry, engine.clock)


def releases_of(db: Database, key: bytes, registry: Registry, clock: Clock) -> Releases:
    return Releases(
        open_work=releases_store.open_work(db, audit_in(key)),
        archive=releases_store.SqlArchive(db),
        ours=ListedApps(registry),
        holds_secret=lambda text: secret_in(text) is not None,
        clock=clock,
    )


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
