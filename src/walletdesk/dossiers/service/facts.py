"""Amounts and evidence of a finding as people read them: exact, and told who says so."""

import re
from collections.abc import Iterator
from typing import Final

from walletdesk.dossiers.model import Finding
from walletdesk.dossiers.model.amounts import MOST_DECIMALS, in_units
from walletdesk.dossiers.model.finding import NO_ENDPOINT
from walletdesk.dossiers.model.view import AmountView, FactView
from walletdesk.dossiers.ports import Chain, Say
from walletdesk.dossiers.service import words as w

# A token's symbol is written by whoever made the token: letters and digits, nothing that could be a link
_SYMBOL: Final = re.compile(r"[A-Za-z0-9₮]{1,12}")
_COINS: Final = frozenset({"value", "balance", "needed"})
_COUNTED: Final = frozenset({"block", "confirmations", "gas_used", "gas_limit"})


def amount_of(found: Finding, chain: Chain | None, say: Say, locale: str) -> AmountView | None:
    """Of tokens before coins: who sends a token pays coins as well. None where the chain told none."""
    if (tokens := found.number("amount")) is not None:
        return _of_token(found, tokens, say, locale)
    coins = found.number("value")
    if coins is None or chain is None:
        return None
    return AmountView(value=in_units(coins, chain.coin.decimals), symbol=chain.coin.symbol)


def _of_token(found: Finding, amount: int, say: Say, locale: str) -> AmountView:
    if "item" in found.evidence:
        return AmountView(value=str(amount), symbol=say(locale, w.PIECE), claimed=True)
    decimals, symbol = found.number("decimals"), found.evidence.get("symbol", "")
    shown = symbol if _SYMBOL.fullmatch(symbol) else ""
    if decimals is None or decimals > MOST_DECIMALS:
        units = say(locale, w.SMALLEST)
        return AmountView(value=str(amount), symbol=f"{units} {shown}".strip(), claimed=True)
    return AmountView(value=in_units(amount, decimals), symbol=shown or found.evidence["token"], claimed=True)


def facts_of(
    found: Finding, chain: Chain | None, say: Say, locale: str, *, all_of_it: bool
) -> list[FactView]:
    """All that is known, for agents; for contacts the few that help."""
    names = [*found.evidence] if all_of_it else [name for name in w.FOR_CONTACTS if name in found.evidence]
    facts = [
        FactView(name=say(locale, w.FACTS.get(name, name)), value=_shown(name, found, chain))
        for name in names
    ]
    return [*facts, *_of_asking(found, say, locale)] if all_of_it else facts


def _shown(name: str, found: Finding, chain: Chain | None) -> str:
    number = found.number(name)
    if number is None:
        return found.evidence[name]
    if name in _COINS and chain is not None:
        return f"{in_units(number, chain.coin.decimals)} {chain.coin.symbol}"
    return f"{number:,}" if name in _COUNTED else str(number)


def _of_asking(found: Finding, say: Say, locale: str) -> Iterator[FactView]:
    if found.reason_kind:
        yield FactView(name=say(locale, w.REASON), value=found.reason or found.reason_kind)
    if found.trouble:
        why = say(locale, w.TROUBLES.get(found.trouble, found.trouble))
        yield FactView(name=say(locale, w.TROUBLE), value=why)
    if found.asked:
        yield FactView(name=say(locale, w.ASKED_CHAINS), value=", ".join(found.asked))
    # Once one chain knows it, nobody needs the long list of those that were never set up
    told = {id: why for id, why in found.silent.items() if not (found.chain and why == NO_ENDPOINT)}
    silent = [f"{id} ({say(locale, w.TROUBLES.get(why, why))})" for id, why in told.items()]
    if silent:
        yield FactView(name=say(locale, w.SILENT_CHAINS), value=", ".join(silent))
