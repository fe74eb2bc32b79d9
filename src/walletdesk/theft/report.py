"""The pack's page for people: a police officer reads on one sheet what happened, where, and to whom to turn.

It speaks of the contact, never to them. Times are UTC and say so; amounts are those that the chains told.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Final

from walletdesk.conversations import kept_page
from walletdesk.theft.model import Address, Containment, Holding, Step
from walletdesk.theft.showing import Named, Say

NAME: Final = "report.html"
TRANSACTIONS: Final = "transactions/"
DONE: Final[Mapping[Step, str]] = {
    Step.STOP: "Stopped using the wallet",
    Step.NEW_WALLET: "Made a new wallet on a clean phone",
    Step.MOVE: "Moved what was left to the new wallet",
    Step.REVOKE: "Took back permissions",
    Step.EVIDENCE: "Went to the police",
}
INTRODUCTION: Final = (
    "This page sums up the pack it lies in. The contact told us the addresses; amounts and permissions were "
    "read from the chains at the time that is named. READ-ME.txt says how to check that nothing was changed "
    "since."
)
FREEZING: Final = (
    "Nobody can take a confirmed transaction back. An exchange, or the issuer of a token, may freeze coins "
    "at an address when the police ask for it; we cannot."
)
ALL: Final = "{spender} may take all {symbol}"
PART: Final = "{spender} may take {amount} {symbol}"
Rows = Iterable[Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """What the page is made of. ``files``: of the pack, each with its SHA-256."""

    containment: Containment
    transactions: Sequence[Mapping[str, str]]
    files: Mapping[str, str]
    made_at: datetime


def report(locale: str, say: Say, named: Named, of: Reported) -> bytes:
    containment = of.containment
    parts = [
        f"<p>{escape(say(INTRODUCTION))}</p>",
        _table((), _heads(say, of)),
        _section(say("What the contact has done"), _table((), _steps(say, containment))),
        _section(say("Addresses of the contact"), *_addresses(say, named, containment.own)),
        _section(
            say("Addresses to which coins went, as the contact told"),
            *_addresses(say, named, containment.theirs),
        ),
        _section(say("Transactions that were named"), _transactions(say, named, of.transactions)),
        f"<p>{escape(say(FREEZING))}</p>",
        _section(
            say("Files in this pack"),
            _table((say("Name"), "SHA-256"), sorted(of.files.items())),
        ),
    ]
    return kept_page(locale, say("Report of stolen coins"), "\n".join(parts))


def transactions_in(files: Mapping[str, bytes]) -> list[Mapping[str, str]]:
    """The heads of the dossiers among the files of a pack."""
    heads = [
        json.loads(body)["dossier"] for name, body in sorted(files.items()) if name.startswith(TRANSACTIONS)
    ]
    return [{name: str(head.get(name) or "") for name in ("tx", "chain")} for head in heads]


def _heads(say: Say, of: Reported) -> Rows:
    yield say("Conversation"), of.containment.conversation
    yield say("Told to us"), _at(of.containment.opened_at)
    yield say("This page was made"), _at(of.made_at)


def _steps(say: Say, containment: Containment) -> Rows:
    for step, words in DONE.items():
        at = containment.steps.get(step)
        yield say(words), _at(at) if at else say("Not told yet")


def _addresses(say: Say, named: Named, addresses: Sequence[Address]) -> Iterable[str]:
    if not addresses:
        yield f"<p>{escape(say('None was told.'))}</p>"
    for one in addresses:
        yield f"<p><code>{escape(one.value)}</code></p>"
        yield _table((), _address(say, named, one))


def _address(say: Say, named: Named, one: Address) -> Rows:
    yield say("Told to us"), _at(one.told_at)
    if one.imitates:
        yield say("Made to look like"), one.imitates
    if one.looked_at:
        yield say("Looked at on the chains"), _at(one.looked_at)
    for holding in one.holdings:
        if holding.trouble:
            yield named(holding.chain), say("Could not be asked")
        elif not holding.is_empty:
            yield named(holding.chain), "; ".join(_found(say, holding))


def _found(say: Say, one: Holding) -> Iterable[str]:
    if one.amount is not None:
        yield say("{amount} {symbol}", amount=one.amount, symbol=one.symbol)
    if one.taken_over:
        yield say("others hold the right to sign for it")
    if one.lent_to:
        yield say("the program {program} decides for it", program=one.lent_to)
    for permission in one.permissions:
        symbol = permission.symbol or permission.token
        words = ALL if permission.amount is None else PART
        yield say(words, spender=permission.spender, symbol=symbol, amount=permission.amount or "")


def _transactions(say: Say, named: Named, found: Sequence[Mapping[str, str]]) -> str:
    if not found:
        return f"<p>{escape(say('None was told.'))}</p>"
    rows = [(named(one["chain"]) if one["chain"] else say("Not known"), one["tx"]) for one in found]
    return _table((say("Chain"), say("Transaction ID")), rows)


def _section(title: str, *inner: str) -> str:
    return f"<h2>{escape(title)}</h2>\n" + "\n".join(inner)


def _table(heads: Sequence[str], rows: Rows) -> str:
    head = "".join(f"<th scope=col>{escape(one)}</th>" for one in heads)
    lines = [f"<tr>{_cells(row, named=not heads)}</tr>" for row in rows]
    return f"<table>{f'<tr>{head}</tr>' if head else ''}{''.join(lines)}</table>"


def _cells(row: Sequence[str], *, named: bool) -> str:
    """``named``: the first cell says what the other is."""
    first, *others = row
    kind = ("<th scope=row>", "</th>") if named else ("<td>", "</td>")
    return f"{kind[0]}{escape(first)}{kind[1]}" + "".join(f"<td>{escape(one)}</td>" for one in others)


def _at(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
