"""Which rules are in force: those of the package as leads changed them, and the leads' own."""

from dataclasses import replace
from functools import lru_cache

from walletdesk.safety.advice.catalogue import LOCALES, standard
from walletdesk.safety.advice.model import Family, Reason, Rule, RuleBook, RuleChange, Severity
from walletdesk.safety.advice.phrase import phrase_rule


@lru_cache(maxsize=8)
def in_force(changes: tuple[RuleChange, ...]) -> RuleBook:
    """The family of secrets stays as it came, whatever was kept."""
    book, changed = standard(), {change.id: change for change in changes}
    rules = [_changed(rule, changed.get(rule.id)) for rule in book.rules]
    own = [own_rule(change) for change in changes if change.is_own and not change.off]
    return RuleBook((*(rule for rule in rules if rule is not None), *own), book.context)


def own_rule(change: RuleChange) -> Rule:
    """Raises BadPhraseError."""
    reason = Reason(change.why, change.instead)
    return phrase_rule(change.id, change.phrase, change.severity, dict.fromkeys(LOCALES, reason))


def may_change(rule: Rule) -> bool:
    return rule.family is not Family.SECRET


def _changed(rule: Rule, change: RuleChange | None) -> Rule | None:
    if change is None or not may_change(rule):
        return rule
    return None if change.off else replace(rule, severity=Severity(change.severity))
