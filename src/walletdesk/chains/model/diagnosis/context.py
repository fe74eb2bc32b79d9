"""What else is known beside the chain's own word: it can make a plain success into something more exact.

The same rules for every family of chains. docs/flows/diagnosis.md tells the order.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from walletdesk.chains.model.diagnosis.codes import Code
from walletdesk.chains.model.diagnosis.diagnosis import Diagnosis, Evidence
from walletdesk.chains.model.diagnosis.facts import Known
from walletdesk.chains.model.party import Party, PartyKind
from walletdesk.chains.model.poisoning import is_of_one_form, is_same, lookalikes

ARRIVED: Final = frozenset(
    {Code.CONFIRMED, Code.CONFIRMED_TO_CONTRACT, Code.CONFIRMED_TOKEN_HIDDEN, Code.ABNORMAL_FEE}
)
BY_PEOPLE: Final = frozenset({Code.WITHDRAWAL_HELD})  # there is no id, so that no chain can say anything
_BY_KIND: Final = {
    PartyKind.BRIDGE: Code.BRIDGE_IN_TRANSIT,
    PartyKind.EXCHANGE: Code.EXCHANGE_NOT_CREDITED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """``contract_on``: other chains on which a contract stands at the recipient, while here there is none."""

    chain: str
    known: Known = field(default_factory=Known)
    parties: Sequence[Party] = ()
    contract_on: Sequence[str] = ()


def recipient_of(told: Diagnosis) -> str | None:
    """Whoever has more afterwards, where that is one."""
    found = told.evidence.get("recipient") or (
        told.evidence.get("to") if told.evidence.get("value") else None
    )
    return str(found) if found else None


def in_context(told: Diagnosis, context: Context) -> Diagnosis:
    """``became`` of the evidence keeps what it was before."""
    if told.code not in ARRIVED:
        return told
    for code, evidence in _found(recipient_of(told), context):
        return replace(told, code=code, evidence={"became": told.code.value} | told.evidence | evidence)
    return told


def _found(recipient: str | None, context: Context) -> Iterator[tuple[Code, Evidence]]:
    """All that hold, the first first."""
    if recipient is not None:
        yield from _taken_for_another(recipient, context.known)
    known = context.known
    if known.named is not None and known.named != context.chain:
        yield Code.WRONG_NETWORK, {"named": known.named, "found_on": context.chain}
    if context.contract_on:
        yield Code.WRONG_NETWORK, {"found_on": context.chain, "contract_on": " ".join(context.contract_on)}
    for party in context.parties:
        if recipient is not None and party.is_on(context.chain) and is_same(party.address, recipient):
            yield _BY_KIND[party.kind], {"party": party.name}


def _taken_for_another(recipient: str, known: Known) -> Iterator[tuple[Code, Evidence]]:
    """Whoever was paid before is nobody's double: the other one is. What is no address is left out."""
    meant = [known.meant] if known.meant and is_of_one_form(known.meant, recipient) else []
    paid = [*known.history, *meant]
    if not any(is_same(one, recipient) for one in paid):
        for alike in lookalikes(recipient, paid):
            yield Code.ADDRESS_POISONING, {"looks_like": alike}
    for one in meant:
        if not is_same(one, recipient):
            yield Code.WRONG_ADDRESS, {"meant": one}
