"""The rules alone, where facts are rare or live nodes do not make them."""

from dataclasses import replace

import pytest

from walletdesk.chains.model.diagnosis import (
    EvmFacts,
    Holder,
    Log,
    Receipt,
    Replay,
    Replayed,
    Transaction,
    diagnose_evm,
)
from walletdesk.chains.model.diagnosis.moves import APPROVAL, APPROVAL_FOR_ALL, NOBODY, TRANSFER

ANN, BOB, POOL, TOKEN = ("0x" + pair * 20 for pair in ("a1", "b2", "cc", "dd"))
IT = Transaction(sender=ANN, to=POOL, nonce=3, value=0, gas=100_000, max_fee=10, data=b"", block=7)
DONE = Receipt(succeeded=True, gas_used=50_000, block=7)
HOLDERS = {ANN: Holder.KEY, BOB: Holder.KEY, POOL: Holder.CONTRACT, TOKEN: Holder.CONTRACT}


def topic(address: str) -> str:
    return "0x" + "0" * 24 + address[2:]


def went(sender: str, to: str, amount: int, token: str = TOKEN) -> Log:
    return Log(token, (TRANSFER, topic(sender), topic(to)), amount.to_bytes(32))


def allowed(owner: str, amount: int, what: str = APPROVAL) -> Log:
    return Log(TOKEN, (what, topic(owner), topic(POOL)), amount.to_bytes(32))


UNIQUE = Log(TOKEN, (TRANSFER, topic(ANN), topic(BOB), topic(ANN)), b"")


def code(*logs: Log, value: int = 0, to: str | None = POOL) -> str:
    facts = EvmFacts(
        id="0x",
        head=9,
        transaction=replace(IT, value=value, to=to),
        receipt=replace(DONE, logs=logs),
        holders=HOLDERS,
    )
    return diagnose_evm(facts, {}).code


@pytest.mark.parametrize(
    ("logs", "expected"),
    [
        ([], "confirmed"),
        ([went(ANN, POOL, 5)], "confirmed_to_contract"),
        ([went(ANN, POOL, 5), went(POOL, ANN, 7, POOL)], "confirmed_token_hidden"),  # a swap
        ([went(ANN, POOL, 5), went(POOL, BOB, 5)], "confirmed_token_hidden"),  # passed on by a router
        ([went(ANN, BOB, 0)], "confirmed"),  # of nothing, as those who poison histories send
        ([went(ANN, NOBODY, 5)], "confirmed"),  # destroyed
        ([went(NOBODY, BOB, 5)], "confirmed_token_hidden"),  # made
        (
            [Log(TOKEN, (TRANSFER, topic(ANN), topic(BOB), topic(ANN)), b"")],
            "confirmed_token_hidden",
        ),  # unique
        ([Log(TOKEN, (TRANSFER, topic(ANN)), b"")], "confirmed"),  # of another form
        ([allowed(ANN, 2**256 - 1)], "unlimited_approval"),
        ([allowed(ANN, 2**96 - 1)], "confirmed"),
        ([allowed(BOB, 2**256 - 1)], "confirmed"),  # another's permission, told by whatever contract
        ([allowed(ANN, 1, APPROVAL_FOR_ALL)], "unlimited_approval"),
        ([allowed(ANN, 0, APPROVAL_FOR_ALL)], "confirmed"),
        ([went(ANN, BOB, 5), allowed(ANN, 2**255)], "unlimited_approval"),
    ],
)
def test_what_a_successful_one_did(logs: list[Log], expected: str) -> None:
    assert code(*logs) == expected


def test_coins_for_a_contract_and_for_a_new_one() -> None:
    assert code(value=1) == "confirmed_to_contract"
    assert code(value=1, to=BOB) == "confirmed"
    assert code(value=1, to=None) == "confirmed"


@pytest.mark.parametrize(
    ("price", "usual", "value", "expected"),
    [
        (100, 10, 0, "confirmed"),
        (101, 10, 0, "abnormal_fee"),
        (None, 10, 0, "confirmed"),
        (101, None, 0, "confirmed"),
        (30, 10, 50_000 * 30 * 2, "confirmed"),  # half of the amount
        (30, 10, 50_000 * 30 * 2 - 1, "abnormal_fee"),
        (20, 10, 1, "confirmed"),  # much of a small amount, but what others paid as well
        (21, 10, 1, "abnormal_fee"),
    ],
)
def test_a_fee_is_measured_by_what_others_of_the_block_paid(
    price: int | None, usual: int | None, value: int, expected: str
) -> None:
    facts = EvmFacts(
        id="0x",
        head=9,
        transaction=replace(IT, value=value, to=BOB),
        receipt=replace(DONE, price=price),
        holders=HOLDERS,
        usual_price=usual,
    )
    assert diagnose_evm(facts, {}).code == expected


def failed(replay: Replay | None, gas_used: int) -> tuple[str, str | None]:
    facts = EvmFacts(
        id="0x",
        head=9,
        transaction=IT,
        receipt=Receipt(succeeded=False, gas_used=gas_used, block=7),
        replay=replay,
    )
    told = diagnose_evm(facts, {})
    return told.code, told.reason.kind if told.reason else None


@pytest.mark.parametrize(
    ("replay", "gas_used", "expected"),
    [
        (Replay(Replayed.SUCCEEDED), 60_000, ("reverted", "not_reproducible")),
        (Replay(Replayed.NOT_KNOWN), 60_000, ("reverted", "not_reproducible")),
        (None, 60_000, ("reverted", "not_reproducible")),
        (Replay(Replayed.NOT_KNOWN), 98_500, ("out_of_gas", None)),
        (Replay(Replayed.NOT_KNOWN), 98_499, ("reverted", "not_reproducible")),
        (Replay(Replayed.OUT_OF_GAS), 60_000, ("out_of_gas", None)),
        (Replay(Replayed.INVALID), 100_000, ("reverted", "invalid")),
        (Replay(Replayed.REVERTED), 60_000, ("reverted", "silent")),
        (Replay(Replayed.REVERTED), 99_000, ("out_of_gas", None)),
        (Replay(Replayed.REVERTED, said="too late"), 99_000, ("reverted", "text")),
        (Replay(Replayed.REVERTED, bytes(4)), 99_999, ("reverted", "unknown_custom")),
    ],
)
def test_why_one_failed(replay: Replay | None, gas_used: int, expected: tuple[str, str | None]) -> None:
    assert failed(replay, gas_used) == expected


WAITS = EvmFacts(id="0x", head=9, next_nonce=3, pool_nonce=3, balance=10**7, base_fee=10)


def waiting(facts: EvmFacts, nonce: int = 3, value: int = 0) -> str:
    it = replace(IT, nonce=nonce, value=value, block=None)
    return diagnose_evm(replace(facts, transaction=it), {}).code


@pytest.mark.parametrize(
    ("facts", "nonce", "value", "expected"),
    [
        (WAITS, 3, 0, "pending"),
        (WAITS, 2, 0, "replaced"),
        (WAITS, 4, 0, "pending_nonce_gap"),
        (replace(WAITS, pool_nonce=4), 4, 0, "pending"),
        (replace(WAITS, balance=0, base_fee=99), 4, 0, "pending_nonce_gap"),
        (replace(WAITS, balance=10**6), 3, 0, "pending"),
        (replace(WAITS, balance=10**6 - 1), 3, 0, "insufficient_fee"),
        (replace(WAITS, balance=10**6 + 4), 3, 5, "insufficient_fee"),
        (replace(WAITS, balance=2 * 10**6), 3, 3 * 10**6, "insufficient_balance"),
        (replace(WAITS, balance=0), 3, 1, "insufficient_fee"),
        (replace(WAITS, balance=0, base_fee=99), 3, 0, "insufficient_fee"),
        (replace(WAITS, base_fee=11), 3, 0, "pending_underpriced"),
        (replace(WAITS, base_fee=None, balance=None), 3, 0, "pending"),
    ],
)
def test_why_one_waits(facts: EvmFacts, nonce: int, value: int, expected: str) -> None:
    assert waiting(facts, nonce, value) == expected
