"""Reading TRON: what a node answers in every state, that with each field spoilt, and its bytes."""

import copy
import json
from typing import Any

import pytest

from tests.support.spoiling import Recorded, rows_of, spoilt
from walletdesk.chains.codecs import base58s, protobuf
from walletdesk.chains.model.diagnosis import Code, Diagnosis, Known, Trouble, diagnose, unknown
from walletdesk.chains.model.diagnosis.tron_facts import Deed
from walletdesk.chains.ports import NoAnswer
from walletdesk.chains.sources import tron
from walletdesk.chains.sources.pages import Page, Want
from walletdesk.chains.sources.tron import TronSource
from walletdesk.chains.sources.tron_raw import transaction_of

pytestmark = pytest.mark.anyio

Json = dict[str, Any]
ROWS = rows_of("tron")
BY_ID = {row["id"]: row for row in ROWS}
ANN = base58s.written(bytes.fromhex("41dd791d6b49e190062d650e6a23c575510d35f2f9"))
EVE = base58s.written(bytes.fromhex("4198927ffb9f554dc4a453c64b2e553a02d6df514b"))


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tron, "_PAUSE", 0)


async def diagnosed(row: Json) -> Diagnosis:
    known = row["sender"] and Known(sender=base58s.written(bytes.fromhex(row["sender"])))
    try:
        return diagnose(await TronSource(Recorded(row)).look_up(row["tx"].upper(), known), {})
    except NoAnswer as failure:
        return unknown(failure.why)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
async def test_each_state_has_its_code_and_its_evidence(row: Json) -> None:
    told, expected = await diagnosed(row), dict(row["expect"])
    assert told.code == expected.pop("code")
    assert (told.reason.text if told.reason else None) == expected.pop("reason", None)
    assert {name: told.evidence.get(name) for name in expected} == expected


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
async def test_a_spoilt_field_never_leads_to_another_code(row: Json) -> None:
    right = {row["expect"]["code"], Code.UNKNOWN}
    told = [(what, (await diagnosed(one)).code) for what, one in spoilt(row, "pages")]
    assert [(what, code) for what, code in told if code not in right] == []
    assert any(code is Code.UNKNOWN for _, code in told)


async def test_other_keys_are_told_with_what_became_of_it() -> None:
    rows = [row for row in ROWS if row["expect"]["code"] == "tron_permission_changed"]
    told = {row["id"]: (await diagnosed(row)).evidence["state"] for row in rows}
    assert told == {
        "a second key, a real one": "done",
        "energy, of an address that is shared": "failed",
        "its time is over, and the address is shared": "gone",
        "nobody knows it, and the address is shared": "missing",
    }


async def test_a_token_of_the_chain_is_never_counted_in_trx() -> None:
    told = await diagnosed(BY_ID["a token of the chain"])
    assert (told.evidence["token"], told.evidence["recipient"]) == ("1005416", told.evidence["to"])
    assert int(told.evidence["amount"]) > 0
    assert "value" not in told.evidence


async def test_a_payment_says_who_paid_whom_and_how_sure_it_is() -> None:
    told = await diagnosed(BY_ID["a token to an address that is not active"])
    assert told.evidence["sender"] == ANN
    assert (told.evidence["amount"], told.evidence["confirmations"]) == (9_000_000, 21)
    assert str(told.evidence["recipient"]).startswith("T")
    assert (told.evidence["fee_limit"], told.evidence["energy_used"]) == (100_000_000, 44_585)


@pytest.mark.parametrize(
    ("number", "response"),
    [
        (0, "this API is closed because this node is a lite fullnode"),
        (1, "this API is closed because this node is a lite fullnode"),
        (0, {"Error": "class org.tron.json.JSONException : x"}),
        (1, {"Error": "class org.tron.json.JSONException : x"}),
        (0, "<html><title>busy</title></html>"),
        (0, "[]"),
        (2, {}),
        (0, ""),
    ],
    ids=str,
)
@pytest.mark.parametrize("name", ["a payment", "nobody knows it"])
async def test_what_is_no_answer_is_never_called_not_found(name: str, number: int, response: object) -> None:
    row = copy.deepcopy(BY_ID[name])
    row["pages"][number]["response"] = response
    assert (await diagnosed(row)).trouble in {Trouble.UNREADABLE, Trouble.INCONSISTENT}


@pytest.mark.parametrize("number", [0, 1], ids=str)
async def test_one_answer_of_two_is_asked_again_and_then_no_answer(number: int) -> None:
    row = copy.deepcopy(BY_ID["a payment"])
    row["pages"][number]["response"] = {}
    line = Recorded(row)
    with pytest.raises(NoAnswer) as failure:
        await TronSource(line).look_up(row["tx"])
    assert (failure.value.why, line.asked) == (Trouble.INCONSISTENT, 3)


async def test_bytes_of_another_transaction_are_no_answer() -> None:
    row = copy.deepcopy(BY_ID["a payment"])
    other = BY_ID["a token of the chain"]["pages"][0]["response"]["raw_data_hex"]
    row["pages"][0]["response"]["raw_data_hex"] = other
    assert await diagnosed(row) == unknown(Trouble.INCONSISTENT)


@pytest.mark.parametrize(
    ("name", "number", "lie"),
    [
        ("a deposit", 0, {"ret": [{"contractRet": "REVERT"}]}),
        ("a deposit", 0, {"ret": []}),
        ("a deposit", 1, {"receipt": {"result": "OUT_OF_ENERGY"}, "result": "FAILED"}),
        ("a deposit", 1, {"receipt": {}}),
        ("a deposit", 1, {"result": "FAILED"}),
        ("energy", 1, {"result": "SUCESS"}),
        ("energy", 1, {"log": [{"address": "ab" * 20}]}),
        ("a payment", 1, {"id": "ab" * 32}),
        ("a payment", 1, {"blockNumber": 66_987_566}),
        ("a payment", 3, {"address": "41" + "ab" * 20}),
        ("a payment", 3, {"type": "Contract"}),
        ("a deposit", 3, {"type": "Normal"}),
        ("a deposit", 4, {"contract_address": "41" + "ab" * 20}),
        ("energy", 3, {"address": "41" + "ab" * 20}),
    ],
    ids=str,
)
async def test_two_answers_that_do_not_fit_together_are_no_answer(name: str, number: int, lie: Json) -> None:
    row = copy.deepcopy(BY_ID[name])
    row["pages"][number]["response"] |= lie
    assert await diagnosed(row) == unknown(Trouble.INCONSISTENT)


async def test_a_contract_that_recorded_no_move_is_not_said_to_have_moved_anything() -> None:
    row = copy.deepcopy(BY_ID["a token to a contract"])
    row["pages"][1]["response"]["log"] = []
    assert await diagnosed(row) == unknown(Trouble.INCONSISTENT)


async def test_a_provider_that_does_not_show_what_waits_still_says_not_found() -> None:
    row = copy.deepcopy(BY_ID["nobody knows it"])
    row["pages"][3] |= {"status": 405, "response": "no"}
    assert (await diagnosed(row)).code == "not_found"


async def test_the_permissions_of_an_address_are_told_without_a_transaction() -> None:
    shared = TronSource(Recorded(BY_ID["energy, of an address that is shared"]))
    own = TronSource(Recorded(BY_ID["energy"]))
    found, plain = await shared.permissions_of(ANN), await own.permissions_of(ANN)
    assert found is not None
    assert plain is not None
    assert (found.is_shared, found.foreign) == (True, (EVE,))
    assert (plain.is_shared, plain.foreign) == (False, ())


async def test_an_address_that_others_sign_for_is_told_with_what_lies_there() -> None:
    row = copy.deepcopy(BY_ID["energy, of an address that is shared"])
    row["pages"][3]["response"]["balance"] = 82_000_001
    shared = await TronSource(Recorded(row)).inspect(ANN)
    own = await TronSource(Recorded(BY_ID["energy"])).inspect(ANN)
    assert (shared.is_shared, shared.balance, shared.searched_from) == (True, 82_000_001, None)
    assert own.is_shared is False


async def test_an_account_that_never_changed_its_permissions_may_name_none() -> None:
    row = copy.deepcopy(BY_ID["energy"])
    for name in ("owner_permission", "active_permission"):
        del row["pages"][3]["response"][name]
    assert (await diagnosed(row)).code == "tron_out_of_energy"


class Node:
    """Says of the oldest block what it is told to."""

    def __init__(self, body: bytes) -> None:
        self.body = body

    async def fetch(self, want: Want) -> Page:
        assert (want.path, want.body) == ("/wallet/getblock", b'{"id_or_num":"0"}')
        return Page(200, self.body)


async def test_an_endpoint_must_know_the_oldest_block() -> None:
    fits = tron.is_of("00" * 31 + "AA")
    block = {"blockID": "00" * 31 + "aa", "block_header": {"raw_data": {}}}
    assert await fits(Node(json.dumps(block).encode()).fetch)
    assert not await fits(Node(json.dumps(block | {"blockID": "bb" * 32}).encode()).fetch)
    with pytest.raises(NoAnswer):
        await fits(Node(b"this API is closed because this node is a lite fullnode").fetch)


def test_a_call_is_read_as_the_chain_reads_it() -> None:
    """The address in a call may carry its 0x41 or not."""
    raw = bytes.fromhex(BY_ID["a token, a real call"]["pages"][0]["response"]["raw_data_hex"])
    read = transaction_of(raw)
    assert read.call is not None
    assert (read.call.deed, read.call.amount, read.expires) == (Deed.MOVED, 1, 1_773_182_914_544)
    assert read.call.to == base58s.written(bytes.fromhex("4150125bea243a640bf85348873b6c4f3c517aee7a"))


async def test_a_real_change_of_permissions_names_the_second_key() -> None:
    told = await diagnosed(BY_ID["a second key, a real one"])
    assert told.evidence["sender"] == "TZ4UXDV5ZhNW7fb2AMSbgfAEZ7hWsnYS2g"
    assert told.evidence["foreign_keys"] == "TPswDDCAWhJAZGdHPidFg5nEf8TkNToDX1"


@pytest.mark.parametrize("cut", range(0, 200, 7), ids=str)
def test_bytes_that_were_cut_are_no_transaction(cut: int) -> None:
    raw = bytes.fromhex(BY_ID["a token, a real call"]["pages"][0]["response"]["raw_data_hex"])
    with pytest.raises(protobuf.Malformed):
        transaction_of(raw[:cut])


@pytest.mark.parametrize("data", ["ff" * 11, "0b", "0a05aa", "0d0000", "08"], ids=str)
def test_what_is_no_message_is_refused(data: str) -> None:
    with pytest.raises(protobuf.Malformed):
        protobuf.read(bytes.fromhex(data))
