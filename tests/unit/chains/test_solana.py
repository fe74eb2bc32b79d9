"""Reading Solana: what its own programs answered in every state, and that with each field spoilt."""

import base64
import copy
from typing import Any

import pytest

from tests.support.spoiling import rows_of, spoilt
from walletdesk.chains.model.diagnosis import Code, Diagnosis, Known, Trouble, diagnose, unknown
from walletdesk.chains.model.diagnosis.solana_facts import (
    SYSTEM,
    TOKEN,
    Failed,
    SolanaFacts,
    SolanaTransaction,
)
from walletdesk.chains.ports import NoAnswer
from walletdesk.chains.sources import solana, solana_logs
from walletdesk.chains.sources.json_rpc import Line
from walletdesk.chains.sources.recording import Recorded, Recording
from walletdesk.chains.sources.solana import SolanaSource
from walletdesk.chains.sources.solana_raw import Malformed, transaction_of

pytestmark = pytest.mark.anyio

Json = dict[str, Any]

# RECORD_CHAINS=<file> with tests/integration/chains/test_solana_states.py writes it anew
ROWS = rows_of("solana")
BY_ID = {row["id"]: row for row in ROWS}
KNOWN = [("result", "value", 0)]  # nothing in its place is an answer like any other: nobody knows it
PAYMENT = BY_ID["a_payment_has_arrived 1"]
TOKENS = BY_ID["a_token_that_arrived_may_not_be_shown 1"]
CALLED = BY_ID["who_lacks_coins_for_what_an_account_must_hold 1"]
BOTH = f"Program {TOKEN} invoke [1]", f"Program {SYSTEM} invoke [2]"


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solana, "_PAUSE", 0)


def line_of(row: Json) -> Line:
    return Recording([Recorded(one["method"], one["params"], one["response"]) for one in row["rpc"]])


async def diagnosed(row: Json) -> Diagnosis:
    known = row["known"] and Known(last_block=row["known"]["last_block"])
    try:
        return diagnose(await SolanaSource(line_of(row)).look_up(row["tx"], known), {})
    except NoAnswer as failure:
        return unknown(failure.why)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
async def test_what_was_recorded_is_diagnosed_as_it_was_live(row: Json) -> None:
    told = await diagnosed(row)
    assert told.code == row["expect"]["code"]
    assert (told.reason.text if told.reason else None) == row["expect"].get("reason")
    lacks = told.code in {Code.INSUFFICIENT_FEE, Code.INSUFFICIENT_BALANCE}
    assert told.evidence.get("state") == ("failed" if lacks else None)  # here nobody waits who lacks coins


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
async def test_a_spoilt_field_never_leads_to_another_code(row: Json) -> None:
    right = {row["expect"]["code"], Code.UNKNOWN}
    told = [(what, (await diagnosed(one)).code) for what, one in spoilt(row, "rpc", KNOWN)]
    assert [(what, code) for what, code in told if code not in right] == []


def meta(row: Json) -> Json:
    """What the node says became of it."""
    found: Json = row["rpc"][1]["response"]["result"]["meta"]
    return found


@pytest.mark.parametrize(
    ("row", "lie"),
    [
        (PAYMENT, {"fee": 5_001}),
        (PAYMENT, {"err": {"InstructionError": [0, {"Custom": 1}]}}),
        (PAYMENT, {"loadedAddresses": {"writable": [SYSTEM], "readonly": []}}),
        (TOKENS, {"postTokenBalances": []}),
        (TOKENS, {"preTokenBalances": []}),
        (CALLED, {"err": None}),
        (CALLED, {"err": {"InstructionError": [0, {"Custom": True}]}}),
        (CALLED, {"logMessages": []}),
        (CALLED, {"logMessages": [BOTH[0], f"Program {SYSTEM} failed: custom program error: 0x1"]}),
        (CALLED, {"logMessages": [*BOTH, f"Program {SYSTEM} failed: custom program error: 0x1"]}),
    ],
    ids=str,
)
async def test_answers_that_do_not_fit_together_are_no_answer(row: Json, lie: Json) -> None:
    row = copy.deepcopy(row)
    meta(row).update(lie)
    assert (await diagnosed(row)) == unknown(Trouble.INCONSISTENT)


@pytest.mark.parametrize("number", [0, 1], ids=str)
async def test_one_answer_of_two_is_no_answer(number: int) -> None:
    row = copy.deepcopy(PAYMENT)
    row["rpc"][number]["response"]["result"] = [{"value": [None]}, None][number]
    assert await diagnosed(row) == unknown(Trouble.INCONSISTENT)


async def test_another_slot_is_another_answer() -> None:
    row = copy.deepcopy(PAYMENT)
    row["rpc"][1]["response"]["result"]["slot"] += 1
    assert await diagnosed(row) == unknown(Trouble.INCONSISTENT)


async def test_the_bytes_of_another_transaction_are_no_answer() -> None:
    row, other = copy.deepcopy(PAYMENT), copy.deepcopy(BY_ID["a_payment_has_arrived 2"])
    row["rpc"][1]["response"]["result"]["transaction"] = other["rpc"][1]["response"]["result"]["transaction"]
    assert await diagnosed(row) == unknown(Trouble.INCONSISTENT)


async def test_two_answers_about_how_many_blocks_there_are_must_say_nearly_the_same() -> None:
    row = copy.deepcopy(BY_ID["what_waits_and_what_nobody_knows 3"])
    assert (await diagnosed(row)).code == "expired"
    row["rpc"][2]["response"]["result"] -= 1_000
    assert await diagnosed(row) == unknown(Trouble.INCONSISTENT)


async def test_a_log_that_was_cut_names_no_program_and_no_reason() -> None:
    row = copy.deepcopy(CALLED)
    meta(row)["logMessages"] = [f"Program {TOKEN} invoke [1]", "Log truncated"]
    told = await diagnosed(row)
    assert (told.code, told.reason and told.reason.kind) == ("reverted", "not_reproducible")


@pytest.mark.parametrize(
    "error", [{"code": -32015, "message": "version"}, {"code": -32601, "message": ""}], ids=str
)
@pytest.mark.parametrize("number", [0, 1], ids=str)
async def test_a_refused_call_is_no_answer(number: int, error: Json) -> None:
    row = copy.deepcopy(BY_ID["what_waits_and_what_nobody_knows 2"])
    row["rpc"][number]["response"] = {"error": error}
    assert await diagnosed(row) == unknown(Trouble.UNREADABLE)


def bytes_of(row: Json) -> bytes:
    return base64.b64decode(row["rpc"][1]["response"]["result"]["transaction"][0])


@pytest.mark.parametrize("row", [PAYMENT, BY_ID["a_payment_has_arrived 2"]], ids=["legacy", "version 0"])
def test_bytes_that_were_cut_or_changed_are_no_transaction(row: Json) -> None:
    whole = bytes_of(row)
    assert transaction_of(whole).signers == 1
    wrong = [whole[:cut] for cut in range(len(whole))]
    wrong += [whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for at in range(len(whole))]
    wrong.append(whole + b"\0")
    for one in wrong:
        with pytest.raises(Malformed):
            transaction_of(one)


@pytest.mark.parametrize(
    ("lines", "program", "depth", "said", "ran_dry"),
    [
        ([*BOTH, f"Program {SYSTEM} failed: custom program error: 0x1"], SYSTEM, 2, "", False),
        (
            [*BOTH, f"Program {SYSTEM} success", f"Program {TOKEN} failed: custom program error: 0x1"],
            TOKEN,
            1,
            "",
            False,
        ),
        (
            [
                BOTH[0],
                "Program log: AnchorError occurred. Error Code: Slip. Error Message: Slippage exceeded.",
                f"Program {TOKEN} failed: custom program error: 0x1",
            ],
            TOKEN,
            1,
            "Slippage exceeded.",
            False,
        ),
        (
            [
                BOTH[0],
                f"Program log: Program {SYSTEM} failed: custom program error: 0x7",
                f"Program {TOKEN} failed: custom program error: 0x1",
            ],
            TOKEN,
            1,
            "",
            False,
        ),
    ],
    ids=["called", "itself", "words", "words that look like a line"],
)
def test_the_innermost_that_failed_is_named(
    lines: list[str], program: str, depth: int, said: str, ran_dry: bool
) -> None:
    told = solana_logs.failing(lines, TOKEN, 1)
    assert told == solana_logs.Failing(program, depth, said, ran_dry)


@pytest.mark.parametrize(
    "lines",
    [
        [f"Program {TOKEN} invoke [2]", f"Program {TOKEN} failed: custom program error: 0x1"],
        [BOTH[0], f"Program {TOKEN} failed: custom program error: 0x2"],
        [BOTH[0], f"Program {TOKEN} failed: insufficient funds"],
        [BOTH[0], f"Program {SYSTEM} success"],
        [BOTH[0]],
    ],
    ids=["depth", "number", "no number", "order", "nothing"],
)
def test_a_log_that_does_not_fit_the_error_is_no_answer(lines: list[str]) -> None:
    with pytest.raises(NoAnswer):
        solana_logs.failing(lines, TOKEN, 1)


async def test_accounts_that_the_transaction_did_not_ask_for_are_not_taken() -> None:
    row = copy.deepcopy(PAYMENT)
    told = meta(row)
    told["loadedAddresses"]["writable"].append(TOKEN)
    told["preBalances"].append(0)
    told["postBalances"].append(0)
    assert await diagnosed(row) == unknown(Trouble.INCONSISTENT)


def test_data_that_are_wrong_say_nothing_about_a_receiver_that_is_there() -> None:
    why = Failed(name="InvalidAccountData", program=TOKEN, depth=1, account="x", is_new=False)
    it = SolanaTransaction(sender="x", slot=1, finalized=True, fee=5_000, failed=why)
    told = diagnose(SolanaFacts(id="x", transaction=it), {})
    assert (told.code, told.reason and told.reason.text) == ("reverted", "InvalidAccountData")
