"""From what Solana says of a transaction to one code. docs/flows/diagnosis.md tells the order."""

from typing import Final

from walletdesk.chains.model.diagnosis.codes import Code, ReasonKind
from walletdesk.chains.model.diagnosis.diagnosis import Diagnosis, Evidence, Stands, standing
from walletdesk.chains.model.diagnosis.reverts import Reason, shown
from walletdesk.chains.model.diagnosis.solana_facts import (
    EVERYTHING,
    SYSTEM,
    TOKEN,
    TOKEN_2022,
    Failed,
    SolanaFacts,
    SolanaTransaction,
)

_RENT: Final = "InsufficientFundsForRent"
_TOKENS: Final = frozenset({TOKEN, TOKEN_2022})
_TOO_LITTLE: Final = 1  # of the system program and of both token programs
_BELOW_RENT: Final = 0  # of the token programs: NotRentExempt
# Names of numbers, each of one program (anza-xyz/solana-sdk system_interface; solana-program/token error.rs)
_OF_TOKEN: Final = {
    0: "NotRentExempt",
    1: "InsufficientFunds",
    3: "MintMismatch",
    4: "OwnerMismatch",
    17: "AccountFrozen",
}
_NAMES: Final = {
    SYSTEM: {
        0: "AccountAlreadyInUse",
        1: "ResultWithNegativeLamports",
        2: "InvalidProgramId",
        3: "InvalidAccountDataLength",
        5: "AddressWithSeedMismatch",
    },
    TOKEN: _OF_TOKEN,
    TOKEN_2022: _OF_TOKEN,
}


def diagnose_solana(facts: SolanaFacts) -> Diagnosis:
    it = facts.transaction
    if it is not None:
        return _failed(facts, it, it.failed) if it.failed else _succeeded(it)
    if facts.waits:
        return Diagnosis(Code.PENDING)
    last = facts.known.last_block if facts.known else None
    if last is None or facts.height is None:
        return Diagnosis(Code.NOT_FOUND)
    evidence: Evidence = {"last_block": last, "block_height": facts.height}
    return Diagnosis(Code.EXPIRED if facts.height > last else Code.NOT_FOUND, evidence)


def _evidence(it: SolanaTransaction) -> Evidence:
    evidence: Evidence = {
        "sender": it.sender,
        "slot": it.slot,
        "finalized": "yes" if it.finalized else "no",
        "fee": it.fee,
    }
    return evidence if it.units is None else evidence | {"compute_units": it.units}


def _succeeded(it: SolanaTransaction) -> Diagnosis:
    evidence = _evidence(it)
    for given in it.given_away[:1]:
        evidence |= {"account": given.account, "new_authority": given.to}
    for permission in it.delegated:
        if permission.amount == EVERYTHING:
            told: Evidence = {"account": permission.account, "spender": permission.to}
            return Diagnosis(Code.UNLIMITED_APPROVAL, evidence | told)
    if it.arrived:
        return _token(it, evidence)
    for sent in it.sent[-1:]:
        evidence |= {"recipient": sent.to, "value": sent.amount}
        if sent.is_program:
            return Diagnosis(Code.CONFIRMED_TO_CONTRACT, evidence)
    return Diagnosis(Code.CONFIRMED, evidence)


def _token(it: SolanaTransaction, evidence: Evidence) -> Diagnosis:
    to_people = [one for one in it.arrived if not one.is_program]
    shown_one = (to_people or list(it.arrived))[-1]
    evidence |= {
        "token": shown_one.mint,
        "recipient": shown_one.owner,
        "amount": shown_one.amount,
        "decimals": shown_one.decimals,
    }
    return Diagnosis(Code.CONFIRMED_TOKEN_HIDDEN if to_people else Code.CONFIRMED_TO_CONTRACT, evidence)


def _failed(facts: SolanaFacts, it: SolanaTransaction, why: Failed) -> Diagnosis:
    evidence = _evidence(it) | {"error": why.name}
    if why.number is not None:
        evidence["error_number"] = why.number
    if why.program is not None:
        evidence["program"] = why.program
    if why.account is not None:
        evidence["account"] = why.account
    if facts.rent is not None:
        evidence["rent_minimum"] = facts.rent
    code = _code(why)
    told = Diagnosis(code, evidence, _reason(why) if code is Code.REVERTED else None)
    return standing(told, Stands.FAILED)


def _code(why: Failed) -> Code:
    if why.ran_dry:
        return Code.OUT_OF_GAS
    if why.name == "InsufficientFundsForFee":
        return Code.INSUFFICIENT_FEE
    if why.name == _RENT:
        return Code.INSUFFICIENT_FEE if why.is_own or not why.is_new else Code.RECIPIENT_NOT_READY
    if why.program in _TOKENS and why.is_new and why.name == "InvalidAccountData":
        return Code.RECIPIENT_NOT_READY
    return _of_number(why)


def _of_number(why: Failed) -> Code:
    """The program first: the same number means something else in each."""
    if why.program == SYSTEM and why.number == _TOO_LITTLE:
        # called by a program it is what a new account must hold, not what was to be sent
        return Code.INSUFFICIENT_BALANCE if why.depth == 1 else Code.INSUFFICIENT_FEE
    if why.program in _TOKENS and why.number == _TOO_LITTLE:
        return Code.INSUFFICIENT_BALANCE
    if why.program in _TOKENS and why.number == _BELOW_RENT:
        return Code.INSUFFICIENT_FEE
    return Code.REVERTED


def _reason(why: Failed) -> Reason:
    if why.program is None and why.number is not None:
        return Reason(ReasonKind.NOT_REPRODUCIBLE)  # a number without its program means nothing
    if name := _NAMES.get(why.program or "", {}).get(-1 if why.number is None else why.number):
        return Reason(ReasonKind.CUSTOM, name, signature=name, code=why.number)
    if why.said:
        return Reason(ReasonKind.TEXT, shown(why.said), code=why.number)
    if why.number is not None:
        return Reason(ReasonKind.UNKNOWN_CUSTOM, f"0x{why.number:x}", code=why.number)
    return Reason(ReasonKind.INVALID, shown(why.name))
