"""From what Bitcoin and its kin say of a transaction to one code. docs/flows/diagnosis.md tells the order.

Age decides nothing: a node forgets after 14 days by its own rule, and others may still carry it out.
"""

from typing import Final

from walletdesk.chains.model.diagnosis.bitcoin_facts import BitcoinFacts, BitcoinTransaction
from walletdesk.chains.model.diagnosis.codes import Code
from walletdesk.chains.model.diagnosis.diagnosis import Diagnosis, Evidence

_MOST_TOLD: Final = 5  # coins and receivers that are named


def diagnose_bitcoin(facts: BitcoinFacts) -> Diagnosis:
    it = facts.transaction
    if it is not None and it.block is not None:
        return Diagnosis(Code.CONFIRMED, _of_transaction(it) | _in_block(facts, it.block))
    if facts.replacement is not None:
        return Diagnosis(Code.REPLACED, (_of_transaction(it) if it else {}) | _by_whom(facts))
    if it is not None:
        return _waiting(facts, it)
    if facts.free:
        return Diagnosis(Code.DROPPED, {"coins": " ".join(facts.known.coins) if facts.known else ""})
    return Diagnosis(Code.NOT_FOUND)


def _by_whom(facts: BitcoinFacts) -> Evidence:
    if facts.replacement is None:
        return {}
    evidence: Evidence = {"replaced_by": facts.replacement.txid}
    if facts.replacement.coin:
        evidence["coin"] = facts.replacement.coin
    if facts.replacement.block is not None:
        evidence |= {"replaced_in_block": facts.replacement.block}
    return evidence


def _of_transaction(it: BitcoinTransaction) -> Evidence:
    paid = [f"{one.address} {one.value}" for one in it.pays if one.address is not None]
    # Which of several outputs is the change is nowhere said: all together they are not what was sent
    return {
        "value" if len(it.pays) == 1 else "outputs_value": sum(one.value for one in it.pays),
        "fee": it.fee,
        "virtual_size": -(-it.weight // 4),
        "fee_rate": _written(it.rate),
        "recipients": ", ".join(paid[:_MOST_TOLD]),
        "coins": " ".join(one.name for one in it.spends[:_MOST_TOLD]),
        "inputs": len(it.spends),
        "outputs": len(it.pays),
    }


def _in_block(facts: BitcoinFacts, block: int) -> Evidence:
    return {"block": block, "confirmations": facts.head - block + 1}


def _written(rate: float) -> str:
    """In satoshi for a virtual byte."""
    return f"{rate:.2f}"


def _waiting(facts: BitcoinFacts, it: BitcoinTransaction) -> Diagnosis:
    evidence = _of_transaction(it) | {
        "signals_replacement": "yes" if it.signals_replacement else "no",
        "inputs_looked_at": facts.looked_at,
    }
    rate = it.rate
    if facts.relatives is None:
        evidence["relatives"] = "not_looked_at"
    else:
        rate = facts.relatives.rate
        evidence |= {
            "ancestors": facts.relatives.ancestors,
            "descendants": facts.relatives.descendants,
            "effective_fee_rate": _written(rate),
        }
    if facts.next_rate is None:
        return Diagnosis(Code.PENDING, evidence)
    evidence["next_block_fee_rate"] = _written(facts.next_rate)
    return Diagnosis(Code.PENDING_UNDERPRICED if rate < facts.next_rate else Code.PENDING, evidence)
