"""From what an EVM chain says of a transaction to one code. docs/flows/diagnosis.md tells the order."""

from typing import Final

from walletdesk.chains.model.diagnosis import moves
from walletdesk.chains.model.diagnosis.codes import Code, ReasonKind
from walletdesk.chains.model.diagnosis.diagnosis import Diagnosis, Evidence
from walletdesk.chains.model.diagnosis.facts import EvmFacts, Holder, Receipt, Replayed, Token, Transaction
from walletdesk.chains.model.diagnosis.reverts import Errors, Reason, reason_of, said_by_node

# A call keeps 1/64 of its gas back from what it calls (EIP-150). Whoever used more than the rest ran dry.
USED_UP: Final = 0.985
# So many times what the middle transaction of the block paid for a unit of gas is a mistake, or worse.
ABNORMAL, MORE_THAN_USUAL = 10, 2


def diagnose_evm(facts: EvmFacts, errors: Errors) -> Diagnosis:
    if facts.transaction is None:
        return _unseen(facts)
    if facts.receipt is None:
        return _waiting(facts, facts.transaction)
    if facts.receipt.succeeded:
        return _succeeded(facts, facts.transaction, facts.receipt)
    return _failed(facts, facts.transaction, facts.receipt, errors)


def _unseen(facts: EvmFacts) -> Diagnosis:
    nodes: Evidence = {"asked_nodes": facts.asked_nodes, "agreeing": facts.agreeing} if facts.agreeing else {}
    if facts.place is None or facts.next_nonce is None:
        return Diagnosis(Code.NOT_FOUND, nodes)
    sender, nonce = facts.place
    evidence: Evidence = {"sender": sender, "nonce": nonce, "next_nonce": facts.next_nonce, **nodes}
    used = facts.next_nonce > nonce
    return Diagnosis(Code.REPLACED if used else Code.DROPPED, evidence)


def _waiting(facts: EvmFacts, it: Transaction) -> Diagnosis:
    evidence: Evidence = {"sender": it.sender, "nonce": it.nonce, "max_fee": it.max_fee}
    if it.to is not None:
        evidence["to"] = it.to
    if it.value:
        evidence["value"] = it.value
    if facts.next_nonce is not None:
        evidence["next_nonce"] = facts.next_nonce
        if it.nonce > (missing := max(facts.next_nonce, facts.pool_nonce or 0)):
            evidence["missing_nonce"] = missing
    if facts.base_fee is not None:
        evidence["base_fee"] = facts.base_fee
    if facts.balance is not None:
        evidence |= {"balance": facts.balance, "needed": it.value + it.gas * it.max_fee}
    return Diagnosis(_why_waiting(facts, it), evidence)


def _why_waiting(facts: EvmFacts, it: Transaction) -> Code:
    if facts.next_nonce is not None and it.nonce < facts.next_nonce:
        return Code.REPLACED  # this node has not noticed yet
    if facts.next_nonce is not None and it.nonce > max(facts.next_nonce, facts.pool_nonce or 0):
        return Code.PENDING_NONCE_GAP
    if facts.balance is not None and facts.balance < it.value + it.gas * it.max_fee:
        # the fee is what people forget; only who has that and not the amount lacks the amount
        lacks_amount = facts.balance < it.value and facts.balance >= it.gas * it.max_fee
        return Code.INSUFFICIENT_BALANCE if lacks_amount else Code.INSUFFICIENT_FEE
    if facts.base_fee is not None and it.max_fee < facts.base_fee:
        return Code.PENDING_UNDERPRICED
    return Code.PENDING


def _in_block(facts: EvmFacts, it: Transaction, receipt: Receipt) -> Evidence:
    evidence: Evidence = {
        "sender": it.sender,
        "nonce": it.nonce,
        "block": receipt.block,
        "gas_used": receipt.gas_used,
        "gas_limit": it.gas,
    }
    if facts.head is not None:
        evidence["confirmations"] = facts.head - receipt.block + 1
    if it.to is not None:
        evidence["to"] = it.to
    if it.value:
        evidence["value"] = it.value
    return evidence


def _succeeded(facts: EvmFacts, it: Transaction, receipt: Receipt) -> Diagnosis:
    evidence = _in_block(facts, it, receipt)
    if permission := moves.unlimited(it, receipt):
        evidence |= {"token": permission.token, "spender": permission.spender}
        return Diagnosis(Code.UNLIMITED_APPROVAL, evidence)
    return _with_its_fee(_arrived(facts, it, receipt, evidence), facts, it, receipt)


def _arrived(facts: EvmFacts, it: Transaction, receipt: Receipt, evidence: Evidence) -> Diagnosis:
    arrived = moves.final(moves.moved(receipt))
    to_people = [one for one in arrived if _holder(facts, one.to) is not Holder.CONTRACT]
    if shown := (to_people or list(arrived))[-1:]:
        return Diagnosis(
            Code.CONFIRMED_TOKEN_HIDDEN if to_people else Code.CONFIRMED_TO_CONTRACT,
            evidence | _of_token(shown[0], facts.tokens.get(shown[0].token)),
        )
    if it.value and it.to is not None and _holder(facts, it.to) is Holder.CONTRACT:
        return Diagnosis(Code.CONFIRMED_TO_CONTRACT, evidence | {"recipient": it.to})
    return Diagnosis(Code.CONFIRMED, evidence)


def _with_its_fee(told: Diagnosis, facts: EvmFacts, it: Transaction, receipt: Receipt) -> Diagnosis:
    """Of a small amount the usual fee is much: that alone is nothing abnormal."""
    price = it.price if receipt.price is None else receipt.price
    if price is None or facts.usual_price is None:
        return told
    paid, usual = price * receipt.gas_used, facts.usual_price * receipt.gas_used
    much = 0 < it.value < 2 * paid and paid > MORE_THAN_USUAL * usual
    if not much and paid <= ABNORMAL * usual:
        return told
    evidence = {"became": told.code.value, "fee": paid, "usual_fee": usual}
    return Diagnosis(Code.ABNORMAL_FEE, told.evidence | evidence)


def _holder(facts: EvmFacts, address: str) -> Holder:
    """The source asks for each that can be asked about here; one that it left out would be a KeyError."""
    return facts.holders[address]


def _of_token(one: moves.Moved, token: Token | None) -> Evidence:
    evidence: Evidence = {"token": one.token, "recipient": one.to, "amount": one.amount}
    if one.item is not None:
        evidence["item"] = one.item
    if token is not None and token.symbol is not None:
        evidence["symbol"] = token.symbol
    if token is not None and token.decimals is not None:
        evidence["decimals"] = token.decimals
    return evidence


def _failed(facts: EvmFacts, it: Transaction, receipt: Receipt, errors: Errors) -> Diagnosis:
    evidence = _in_block(facts, it, receipt)
    replay = facts.replay
    used_up = receipt.gas_used >= USED_UP * it.gas
    if replay is None or replay.how in {Replayed.SUCCEEDED, Replayed.NOT_KNOWN}:
        reason = None if used_up else Reason(ReasonKind.NOT_REPRODUCIBLE)
    elif replay.how is Replayed.OUT_OF_GAS:
        reason = None
    elif replay.how is Replayed.INVALID:
        reason = Reason(ReasonKind.INVALID)
    elif replay.data or replay.said:
        reason = reason_of(replay.data, errors) if replay.data else said_by_node(replay.said)
    else:
        reason = None if used_up else Reason(ReasonKind.SILENT)
    return Diagnosis(Code.REVERTED if reason else Code.OUT_OF_GAS, evidence, reason)
