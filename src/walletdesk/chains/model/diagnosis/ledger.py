"""From what such a chain says to one code: the same rules for all of them, and what their refusals mean."""

from collections.abc import Mapping
from typing import Final

from walletdesk.chains.model.diagnosis.codes import Code, ReasonKind
from walletdesk.chains.model.diagnosis.diagnosis import Diagnosis, Evidence, Stands, standing
from walletdesk.chains.model.diagnosis.ledger_facts import LedgerFacts, Payment, Refusal, Space, State
from walletdesk.chains.model.diagnosis.reverts import Reason, shown

_BY_STATE: Final[Mapping[State, Code]] = {
    State.ABSENT: Code.NOT_FOUND,
    State.WAITING: Code.PENDING,
    State.LATE: Code.EXPIRED,
    State.EMPTY: Code.NOTHING_SENT,
}

# What is not here is told as `reverted` with the chain's own name for it: that says more than a guess.
MEANS: Final[Mapping[tuple[Space, str], Code]] = {
    (Space.XRP, "tecDST_TAG_NEEDED"): Code.MEMO_MISSING,
    (Space.XRP, "tecNO_DST"): Code.RECIPIENT_NOT_READY,
    (Space.XRP, "tecNO_DST_INSUF_XRP"): Code.RECIPIENT_NOT_READY,
    (Space.XRP, "tecUNFUNDED_PAYMENT"): Code.INSUFFICIENT_BALANCE,
    (Space.XRP, "tecINSUFF_FEE"): Code.INSUFFICIENT_FEE,
    (Space.STELLAR, "tx_too_late"): Code.EXPIRED,
    (Space.STELLAR, "tx_insufficient_balance"): Code.INSUFFICIENT_FEE,  # the fee is what brings it below
    (Space.STELLAR, "op_underfunded"): Code.INSUFFICIENT_BALANCE,
    (Space.STELLAR, "op_no_destination"): Code.RECIPIENT_NOT_READY,
    (Space.STELLAR, "op_no_trust"): Code.RECIPIENT_NOT_READY,
    (Space.STELLAR, "op_not_authorized"): Code.RECIPIENT_NOT_READY,
    (Space.STELLAR, "op_line_full"): Code.RECIPIENT_NOT_READY,
    (Space.STELLAR, "op_low_reserve"): Code.RECIPIENT_NOT_READY,  # too little to make the account
    (Space.TON, "no_state"): Code.RECIPIENT_NOT_READY,  # nothing stands there, so that it came back
    (Space.TON, "action 37"): Code.INSUFFICIENT_BALANCE,
    (Space.TON, "action 38"): Code.INSUFFICIENT_BALANCE,  # of a coin beside the chain's own
    (Space.TON, "exit 13"): Code.OUT_OF_GAS,
    (Space.TON, "exit -14"): Code.OUT_OF_GAS,
    (Space.COSMOS, "insufficient funds"): Code.INSUFFICIENT_BALANCE,
    (Space.COSMOS, "out of gas"): Code.OUT_OF_GAS,
    (Space.COSMOS, "tx timeout height"): Code.EXPIRED,
    (Space.APTOS, "Out of gas"): Code.OUT_OF_GAS,
    (Space.APTOS, "0x1::coin: EINSUFFICIENT_BALANCE"): Code.INSUFFICIENT_BALANCE,
    (Space.APTOS, "0x1::fungible_asset: EINSUFFICIENT_BALANCE"): Code.INSUFFICIENT_BALANCE,
    (Space.APTOS, "0x1::aptos_account: EACCOUNT_NOT_FOUND"): Code.RECIPIENT_NOT_READY,
    (Space.APTOS, "0x1::aptos_account: EACCOUNT_NOT_REGISTERED_FOR_APT"): Code.RECIPIENT_NOT_READY,
    (
        Space.APTOS,
        "0x1::aptos_account: EACCOUNT_DOES_NOT_ACCEPT_DIRECT_COIN_TRANSFERS",
    ): Code.RECIPIENT_NOT_READY,
    (Space.SUI, "InsufficientGas"): Code.OUT_OF_GAS,
    (Space.SUI, "InsufficientCoinBalance"): Code.INSUFFICIENT_BALANCE,
    (Space.EOS, "expired_tx_exception"): Code.EXPIRED,
    (Space.EOS, "ram_usage_exceeded"): Code.OUT_OF_RESOURCES,
    (Space.EOS, "tx_net_usage_exceeded"): Code.OUT_OF_RESOURCES,
    (Space.EOS, "tx_cpu_usage_exceeded"): Code.OUT_OF_RESOURCES,
}


def diagnose_ledger(facts: LedgerFacts) -> Diagnosis:
    evidence = _evidence(facts)
    if facts.refusal is not None:
        return _refused(facts.refusal, evidence)
    if facts.state is State.CARRIED_OUT:
        return standing(Diagnosis(_arrived(facts.payment), evidence), Stands.DONE)
    return Diagnosis(_BY_STATE[facts.state], evidence)


def _refused(refusal: Refusal, evidence: Evidence) -> Diagnosis:
    code = MEANS.get((refusal.space, refusal.name), Code.REVERTED)
    said = shown(refusal.said)
    reason = Reason(ReasonKind.NAMED, said, code=refusal.number) if code is Code.REVERTED else None
    return standing(Diagnosis(code, evidence | {"said": said}, reason), Stands.FAILED)


def _arrived(payment: Payment | None) -> Code:
    if payment is None:
        return Code.CONFIRMED
    if payment.demands_memo and not payment.has_memo:
        return Code.MEMO_MISSING
    if payment.falls_short:
        return Code.DELIVERED_LESS
    return Code.CONFIRMED_TOKEN_HIDDEN if payment.may_be_hidden else Code.CONFIRMED


def _evidence(facts: LedgerFacts) -> Evidence:
    told: dict[str, str | int | None] = {"sender": facts.sender, "fee": facts.fee, "block": facts.block}
    if facts.head is not None and facts.block is not None:
        told["confirmations"] = facts.head - facts.block + 1
    if facts.payment is not None:
        told |= _of_payment(facts.payment)
    return {name: value for name, value in told.items() if value is not None}


def _of_payment(it: Payment) -> dict[str, str | int | None]:
    return {
        "recipient": it.recipient,
        "amount": it.amount,
        "amount_form": "decimal" if isinstance(it.amount, str) else None,
        "named": it.named if it.falls_short else None,
        "symbol": it.symbol,
        "decimals": it.decimals,
        "token": it.token,
        "memo": None if it.has_memo is None else "given" if it.has_memo else "none",
        "memo_demanded": None if it.demands_memo is None else "yes" if it.demands_memo else "no",
        "tag": it.tag,
    }
