"""Dangerous advice in a text of ours, found by rules that are data: ``check`` is all that others need."""

from walletdesk.safety.advice.catalogue import built_in, standard
from walletdesk.safety.advice.check import check
from walletdesk.safety.advice.model import Family, Found, Reason, Rule, RuleBook, Severity
from walletdesk.safety.advice.phrase import BadPhraseError, phrase_rule

__all__ = [
    "BadPhraseError",
    "Family",
    "Found",
    "Reason",
    "Rule",
    "RuleBook",
    "Severity",
    "built_in",
    "check",
    "phrase_rule",
    "standard",
]
