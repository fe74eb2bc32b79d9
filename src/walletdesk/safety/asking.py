"""Does a text of ours ask somebody for a secret? No agent, bot or saved reply may.

One family of the advice guard's rules, asked by itself: "never send your phrase" names the act only to forbid
it, and a text that orders to type a phrase into one's own wallet asks nobody to hand it over.
"""

from functools import cache

from walletdesk.safety.advice import Family, RuleBook, check, standard


def asks_for_secret(text: str) -> bool:
    return bool(check(text, _of_secrets()))


@cache
def _of_secrets() -> RuleBook:
    book = standard()
    return RuleBook(tuple(rule for rule in book.rules if rule.family is Family.SECRET), book.context)
