"""Dangerous advice in a text of ours, found by rules that are data: ``check`` is all that others need."""

from walletdesk.safety.advice.catalogue import built_in, standard
from walletdesk.safety.advice.check import check
from walletdesk.safety.advice.force import in_force
from walletdesk.safety.advice.model import Family, Found, Reason, Rule, RuleBook, RuleChange, Severity
from walletdesk.safety.advice.offered import known, offered
from walletdesk.safety.advice.phrase import BadPhraseError, phrase_rule

__all__ = [
    "BadPhraseError",
    "Family",
    "Found",
    "Reason",
    "Rule",
    "RuleBook",
    "RuleChange",
    "Severity",
    "built_in",
    "check",
    "in_force",
    "known",
    "offered",
    "phrase_rule",
    "standard",
]
