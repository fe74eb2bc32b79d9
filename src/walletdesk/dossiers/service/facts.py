"""Amounts and evidence of a finding as people read them: exact, and told who says so."""

import re
from collections.abc import Iterator
from typing import Final

from walletdesk.dossiers.model import SINCE, WHY, Dossier, Finding
from walletdesk.dossiers.model.amounts import MOST_DECIMALS, in_units
from walletdesk.dossiers.model.finding import NO_ENDPOINT
from walletdesk.dossiers.model.view import AmountView, FactView
from walletdesk.dossiers.ports import Chain, Say
from walletdesk.dossiers.service import words as w

# A token's symbol is written by whoever made the token: letters and digits, nothing that could be a link
_SYMBOL: Final = re.compile(r"[A-Za-z0-9₮]{1,12}")
# As a chain writes it whose tokens have no smallest unit
_DECIMAL: Final = re.compile(r"[0-9]{1,100}(\.[0-9]{1,100})?(e-?[0-9]{1,3})?")
_FORM: Final = "amount_form"
_TOLD_OTHERWISE: Final = frozenset({_FORM, "state", WHY, SINCE})  # by the amount's name, badge, steps, hold
_COINS: Final = frozenset({"value", "outputs_value", "balance", "needed"})
_COUNTED: Final = frozenset({"block", "confirmations", "gas_used", "gas_limit"})


def amount_of(found: Finding, chain: Chain | None, say: Say, locale: str) -> AmountView | None:
    """Of tokens before coins: who sends a token pays coins as well. None where the chain told none."""
    if (written := _written(found)) is not None:
        return AmountView(value=written, symbol=_called(found), claimed=True)
    if (tokens := found.number("amount")) is not None and not _is_coin(found):
        return _of_token(found, tokens, say, locale)
    coins = found.number("value") if tokens is None else tokens
    if coins is None or chain is None:
        return None
    return AmountView(value=in_units(coins, chain.coin.decimals), symbol=chain.coin.symbol)


def _written(found: Finding) -> str | None:
    """Of a token without a smallest unit: as the chain wrote it."""
    amount = found.evidence.get("amount", "")
    is_decimal = found.evidence.get(_FORM) == "decimal" or "." in amount
    return amount if is_decimal and _DECIMAL.fullmatch(amount) else None


def _is_coin(found: Finding) -> bool:
    """Where a chain tells of payments itself, what is no token is its own coin: nobody claims that."""
    return "token" not in found.evidence and found.number("decimals") is not None


def _called(found: Finding) -> str:
    symbol = found.evidence.get("symbol", "")
    return symbol if _SYMBOL.fullmatch(symbol) else found.evidence.get("token", "")


def _of_token(found: Finding, amount: int, say: Say, locale: str) -> AmountView:
    if "item" in found.evidence:
        return AmountView(value=str(amount), symbol=say(locale, w.PIECE), claimed=True)
    decimals, symbol = found.number("decimals"), found.evidence.get("symbol", "")
    if decimals is None or decimals > MOST_DECIMALS:
        units, shown = say(locale, w.SMALLEST), symbol if _SYMBOL.fullmatch(symbol) else ""
        return AmountView(value=str(amount), symbol=f"{units} {shown}".strip(), claimed=True)
    return AmountView(value=in_units(amount, decimals), symbol=_called(found), claimed=True)


def facts_of(
    found: Finding, chain: Chain | None, say: Say, locale: str, *, all_of_it: bool
) -> list[FactView]:
    """All that is known, for agents; for contacts the few that help."""
    names = w.FOR_CONTACTS if not all_of_it else [one for one in found.evidence if one not in _TOLD_OTHERWISE]
    facts = [
        FactView(name=say(locale, _name_of(name, found)), value=_shown(name, found, chain))
        for name in names
        if name in found.evidence
    ]
    return [*facts, *_of_asking(found, say, locale)] if all_of_it else facts


def told_of(it: Dossier, called: str, say: Say, locale: str) -> Iterator[FactView]:
    """What somebody said and the finding does not tell. ``called``: the name of the chain they named."""
    if it.named and "named" not in (it.finding.evidence if it.finding else ()):
        yield FactView(name=say(locale, w.SAID_CHAIN), value=called)
    if it.meant and "meant" not in (it.finding.evidence if it.finding else ()):
        yield FactView(name=say(locale, w.SAID_MEANT), value=it.meant)


def _name_of(name: str, found: Finding) -> str:
    return w.WRITTEN if name == "amount" and _written(found) is not None else w.FACTS.get(name, name)


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
