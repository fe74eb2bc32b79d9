"""The one guard of what goes out: bad advice, requests for secrets, contacts and services not ours."""

from asyncio import to_thread
from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

from walletdesk.accounts import Catalogue, Service
from walletdesk.app.wiring.engine import Engine
from walletdesk.app.wiring.heart import secret_in
from walletdesk.kernel.objections import Objection
from walletdesk.registry import Registry
from walletdesk.safety.advice import Family, Found, RuleBook, RuleChange, Severity, check, in_force, offered
from walletdesk.safety.advice import store as advice_store
from walletdesk.safety.advice.service import AdviceRules
from walletdesk.staff.store import audit_in

NOT_LISTED = "not_listed"
LONG = 2_000  # characters; longer texts, which are articles, take too long to judge on the loop
_WHY = {
    "zh-CN": "这个链接或联系方式不在官方渠道名录里。",
    "en": "This link or contact isn't in the registry of official channels.",
}
_INSTEAD = {
    "zh-CN": "用名录里的链接；确实是我们的，先请管理员加进名录。",
    "en": "Use one from the registry; if this is ours, have an administrator add it first.",
}


class Rules(Protocol):
    async def changes_kept(self) -> tuple[RuleChange, ...]: ...


class Guard:
    """Fits everybody's port for it. The same text is judged once: an answer goes out many times."""

    def __init__(self, registry: Registry, rules: Rules, services: Catalogue | None = None) -> None:
        """``services`` None: for articles, which say by themselves for which kind of custody they hold."""
        self._registry = registry
        self._rules = rules
        self._services = services

    async def objections(self, text: str) -> Sequence[Objection]:
        foreign = [
            Objection(rule=NOT_LISTED, start=one.start, end=one.end, why=_WHY, instead=_INSTEAD)
            for one in self._registry.foreign(text)
        ]
        changes = await self._rules.changes_kept()
        judged = _judged(text, changes) if len(text) <= LONG else await to_thread(_judged, text, changes)
        promised = _promised(text, self._services) if self._services else ()
        return sorted([*judged, *promised, *foreign], key=lambda one: one.start)


class Kept:
    """For articles and saved replies: there is no second person to ask, so a likeness alone refuses none."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard

    async def objections(self, text: str) -> Sequence[Objection]:
        return [one for one in await self._guard.objections(text) if not one.only_resembles]


def advice_rules(engine: Engine) -> AdviceRules:
    return AdviceRules(
        changes=advice_store.SqlChanges(engine.db),
        open_work=advice_store.open_work(engine.db, audit_in(engine.key)),
        holds_secret=lambda text: secret_in(text) is not None,
        clock=engine.clock,
    )


def _promised(text: str, services: Catalogue) -> Sequence[Objection]:
    """What is offered and does not exist here, with the reason that the catalogue gives."""
    return [_missing(found, services) for found in offered(text, services.missing)]


def _missing(found: Found, services: Catalogue) -> Objection:
    offer = services.offers(Service(found.rule))
    is_sure = found.severity is Severity.BLOCK
    return Objection(
        rule=f"service-{found.rule}",
        start=found.start,
        end=found.end,
        why=offer.why,
        instead=offer.instead,
        may_pass=not is_sure,
        only_resembles=not is_sure,
    )


@lru_cache(maxsize=2_000)
def _judged(text: str, changes: tuple[RuleChange, ...]) -> tuple[Objection, ...]:
    book = in_force(changes)
    return tuple(_objection(found, book) for found in check(text, book))


def _objection(found: Found, book: RuleBook) -> Objection:
    rule = next(rule for rule in book.rules if rule.id == found.rule)
    return Objection(
        rule=rule.id,
        start=found.start,
        end=found.end,
        why={locale: reason.why for locale, reason in rule.reasons.items()},
        instead={locale: reason.instead for locale, reason in rule.reasons.items()},
        may_pass=found.severity is Severity.SECOND_PERSON,
        asks_for_secret=found.family is Family.SECRET,
        only_resembles=found.family is Family.LIKENESS,
    )
