"""From what TRON says of a transaction to one code. docs/flows/diagnosis.md tells the order."""

from typing import Final

from walletdesk.chains.model.diagnosis.codes import Code, ReasonKind
from walletdesk.chains.model.diagnosis.diagnosis import Diagnosis, Evidence, Stands, standing
from walletdesk.chains.model.diagnosis.facts import Holder
from walletdesk.chains.model.diagnosis.moves import MORE_THAN_EXIST
from walletdesk.chains.model.diagnosis.reverts import Errors, Reason, reason_of
from walletdesk.chains.model.diagnosis.tron_facts import (
    Deed,
    Does,
    Permissions,
    TronFacts,
    TronReceipt,
    TronTransaction,
)

SUCCESS: Final = "SUCCESS"
_RAN_DRY: Final = "OUT_OF_ENERGY"
_REFUSED: Final = "REVERT"


def diagnose_tron(facts: TronFacts, errors: Errors) -> Diagnosis:
    it, receipt = facts.transaction, facts.receipt
    if it is None:
        return _unseen(facts)
    if receipt is None:
        return _waiting(facts, it)
    if receipt.result == SUCCESS:
        return _succeeded(facts, it, receipt)
    return _failed(facts, it, receipt, errors)


def _unseen(facts: TronFacts) -> Diagnosis:
    evidence = _of_keys(facts.permissions)
    code = Code.TRON_PERMISSION_CHANGED if _is_shared(facts) else Code.NOT_FOUND
    return standing(Diagnosis(code, evidence), Stands.MISSING)


def _is_shared(facts: TronFacts) -> bool:
    return facts.permissions is not None and facts.permissions.is_shared


def _of_keys(permissions: Permissions | None) -> Evidence:
    if permissions is None or not permissions.foreign:
        return {}
    return {
        "address": permissions.address,
        "foreign_keys": " ".join(permissions.foreign),
        "own_weight": permissions.owner.keys.get(permissions.address, 0),
        "threshold": permissions.owner.threshold,
    }


def _of_transaction(facts: TronFacts, it: TronTransaction) -> Evidence:
    evidence: Evidence = {"sender": it.sender}
    if it.to is not None:
        evidence["to"] = it.to
    if it.asset is not None:
        evidence |= {"token": it.asset, "amount": it.value}
    elif it.value:
        evidence["value"] = it.value
    if it.memo:
        evidence["memo"] = it.memo
    return evidence | _of_keys(facts.permissions)


def _waiting(facts: TronFacts, it: TronTransaction) -> Diagnosis:
    evidence = _of_transaction(facts, it) | {"expires": it.expires, "now": facts.now}
    if facts.now <= it.expires:
        return Diagnosis(Code.PENDING, evidence)
    code = Code.TRON_PERMISSION_CHANGED if _is_shared(facts) else Code.EXPIRED
    return standing(Diagnosis(code, evidence), Stands.GONE)


def _in_block(facts: TronFacts, it: TronTransaction, receipt: TronReceipt) -> Evidence:
    evidence = _of_transaction(facts, it) | {
        "block": receipt.block,
        "confirmations": facts.head - receipt.block + 1,
        "fee": receipt.fee,
        "energy_used": receipt.energy,
        "energy_fee": receipt.energy_fee,
        "bandwidth_used": receipt.bandwidth,
    }
    return evidence | {"fee_limit": it.fee_limit} if it.does is Does.CALL else evidence


def _failed(facts: TronFacts, it: TronTransaction, receipt: TronReceipt, errors: Errors) -> Diagnosis:
    evidence = _in_block(facts, it, receipt) | {"result": receipt.result}
    if receipt.message:
        evidence["message"] = receipt.message
    if receipt.result == _RAN_DRY:
        # whoever adds TRX to an address that others decide over loses that too
        code = Code.TRON_PERMISSION_CHANGED if _is_shared(facts) else Code.TRON_OUT_OF_ENERGY
        return standing(Diagnosis(code, evidence), Stands.FAILED)
    if receipt.result == _REFUSED:
        return Diagnosis(Code.REVERTED, evidence, reason_of(receipt.output, errors))
    return Diagnosis(Code.REVERTED, evidence, Reason(ReasonKind.INVALID, receipt.result))


def _succeeded(facts: TronFacts, it: TronTransaction, receipt: TronReceipt) -> Diagnosis:
    evidence = _in_block(facts, it, receipt)
    if it.permissions is not None:
        code = Code.TRON_PERMISSION_CHANGED if it.permissions.foreign else Code.CONFIRMED
        return standing(Diagnosis(code, evidence | _of_keys(it.permissions)), Stands.DONE)
    call = it.call
    if call is not None and call.deed is Deed.PERMITTED:
        evidence |= {"token": it.to or "", "spender": call.to, "amount": call.amount}
        unlimited = call.amount >= MORE_THAN_EXIST
        return Diagnosis(Code.UNLIMITED_APPROVAL if unlimited else Code.CONFIRMED, evidence)
    if call is not None:
        evidence |= {"token": it.to or "", "recipient": call.to, "amount": call.amount}
    elif it.asset is not None and it.to is not None:
        evidence["recipient"] = it.to
    if facts.holder is None:
        return Diagnosis(Code.CONFIRMED, evidence)
    return _arrived(facts, it, evidence)


def _arrived(facts: TronFacts, it: TronTransaction, evidence: Evidence) -> Diagnosis:
    if facts.holder is Holder.CONTRACT:
        return Diagnosis(Code.CONFIRMED_TO_CONTRACT, {"recipient": it.to or "", **evidence})
    is_token = it.call is not None or it.asset is not None
    if is_token:
        evidence["recipient_active"] = "yes" if facts.is_active else "no"
    return Diagnosis(Code.CONFIRMED_TOKEN_HIDDEN if is_token else Code.CONFIRMED, evidence)
