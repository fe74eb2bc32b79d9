"""Codes by what they mean for somebody who waits: which are looked at again, and which change is news."""

from enum import StrEnum
from typing import Final


class Sort(StrEnum):
    UNKNOWN = "unknown"  # it could not be learned
    MISSING = "missing"  # nobody knows the id
    WAITING = "waiting"
    GONE = "gone"  # not carried out, and waits no longer
    REPLACED = "replaced"
    FAILED = "failed"
    DONE = "done"


class Tone(StrEnum):
    """The colour of the band; never the only sign."""

    WAITING = "waiting"
    FAILED = "failed"
    DONE = "done"
    UNKNOWN = "unknown"


_SORTS: Final[dict[str, Sort]] = {
    "unknown": Sort.UNKNOWN,
    "not_found": Sort.MISSING,
    "withdrawal_held": Sort.MISSING,
    "pending": Sort.WAITING,
    "pending_underpriced": Sort.WAITING,
    "pending_nonce_gap": Sort.WAITING,
    "insufficient_fee": Sort.WAITING,
    "insufficient_balance": Sort.WAITING,
    "dropped": Sort.GONE,
    "expired": Sort.GONE,
    "replaced": Sort.REPLACED,
    "out_of_gas": Sort.FAILED,
    "reverted": Sort.FAILED,
    "tron_out_of_energy": Sort.FAILED,
    "recipient_not_ready": Sort.FAILED,
    "out_of_resources": Sort.FAILED,
    "nothing_sent": Sort.FAILED,
    "confirmed": Sort.DONE,
    "confirmed_to_contract": Sort.DONE,
    "confirmed_token_hidden": Sort.DONE,
    "unlimited_approval": Sort.DONE,
    "wrong_network": Sort.DONE,
    "wrong_address": Sort.DONE,
    "memo_missing": Sort.DONE,
    "address_poisoning": Sort.DONE,
    "abnormal_fee": Sort.DONE,
    "tron_permission_changed": Sort.DONE,
    "exchange_not_credited": Sort.DONE,
    "bridge_in_transit": Sort.DONE,
    "delivered_less": Sort.DONE,
}
# In which state it is, where the chain's rules say so beside the code
_STATES: Final = {one.value: one for one in (Sort.MISSING, Sort.WAITING, Sort.GONE, Sort.FAILED, Sort.DONE)}
# Carried out or not, it may have to be acted on at once
_ALARMING: Final = frozenset({"unlimited_approval", "address_poisoning", "tron_permission_changed"})
_TONES: Final = {
    Sort.UNKNOWN: Tone.UNKNOWN,
    Sort.MISSING: Tone.UNKNOWN,
    Sort.WAITING: Tone.WAITING,
    Sort.GONE: Tone.FAILED,
    Sort.REPLACED: Tone.UNKNOWN,
    Sort.FAILED: Tone.FAILED,
    Sort.DONE: Tone.DONE,
}
_UNSURE: Final = frozenset({Sort.UNKNOWN, Sort.MISSING})
# One node may have forgotten for a moment what others know: such is believed when it is seen twice in a row
_SEEN_TWICE: Final = frozenset({Sort.GONE, Sort.REPLACED})
KNOWN_CODES: Final = frozenset(_SORTS)


def sort_of(code: str, state: str = "") -> Sort:
    """``state``: what the chain's rules say beside a code that means different things by family.

    Of a code that this table does not know nothing is made up.
    """
    return _STATES.get(state) or _SORTS.get(code, Sort.UNKNOWN)


def tone_of(code: str, state: str = "") -> Tone:
    return Tone.FAILED if code in _ALARMING else _TONES[sort_of(code, state)]


def remembered(code: str, state: str) -> str:
    """What somebody was told, in one word."""
    return f"{code}:{state}" if state else code


def is_alarming(code: str) -> bool:
    return code in _ALARMING


def is_news(told: str, code: str, seen: int, state: str = "") -> bool:
    """Whether a contact who was told ``told`` wants to hear of ``code``, seen so many times in a row.

    ``told`` as ``remembered`` writes it. What alarms is told even where it is not sure what became of it.
    """
    now, was = sort_of(code, state), sort_of(*told.split(":", 1))
    if is_alarming(code) and not is_alarming(told.partition(":")[0]):
        return True  # also to somebody who was told that it arrived
    if now is was or (now in _UNSURE and not is_alarming(code)):
        return False
    return seen > 1 or now not in _SEEN_TWICE
