"""Reading Bitcoin and its kin: what an interface answers in every state, and that with each field spoilt."""

import copy
from typing import Any

import pytest

from tests.support.spoiling import Recorded, rows_of, spoilt
from walletdesk.chains import Family, default_table
from walletdesk.chains.model.diagnosis import Code, Diagnosis, Known, Trouble, diagnose, unknown
from walletdesk.chains.ports import NoAnswer
from walletdesk.chains.sources import bitcoin
from walletdesk.chains.sources.bitcoin import BitcoinSource
from walletdesk.chains.sources.pages import Page, Want

pytestmark = pytest.mark.anyio

Json = dict[str, Any]
ROWS = rows_of("bitcoin")
BY_ID = {row["id"]: row for row in ROWS}
WHOLE = [("replacements",)]  # nothing in its place is an answer like any other: nobody replaced it


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bitcoin, "_PAUSE", 0)


async def diagnosed(row: Json) -> Diagnosis:
    known = Known(coins=tuple(row["coins"])) if row["coins"] else None
    try:
        return diagnose(await BitcoinSource(Recorded(row)).look_up(row["tx"].upper(), known), {})
    except NoAnswer as failure:
        return unknown(failure.why)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
async def test_each_state_has_its_code_and_its_evidence(row: Json) -> None:
    told, expected = await diagnosed(row), dict(row["expect"])
    assert told.code == expected.pop("code")
    assert {name: told.evidence.get(name) for name in expected} == expected


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
async def test_a_spoilt_field_never_leads_to_another_code(row: Json) -> None:
    right = {row["expect"]["code"], Code.UNKNOWN}
    told = [(what, (await diagnosed(one)).code) for what, one in spoilt(row, "pages", WHOLE)]
    assert [(what, code) for what, code in told if code not in right] == []


async def test_a_payment_is_told_in_satoshi_with_what_it_spends() -> None:
    told = await diagnosed(BY_ID["arrived"])
    assert (told.evidence["outputs_value"], told.evidence["fee"]) == (102_180, 2_820)
    assert "value" not in told.evidence  # of two outputs one is most often the change
    assert (told.evidence["virtual_size"], told.evidence["confirmations"]) == (141, 6)
    assert told.evidence["coins"] == f"{'11' * 32}:0 {'22' * 32}:0"


async def test_only_one_output_is_what_was_sent() -> None:
    row = copy.deepcopy(BY_ID["arrived"])
    made = row["pages"][0]["response"]
    made["fee"] += made["vout"].pop()["value"]
    told = await diagnosed(row)
    assert (told.code, told.evidence["value"]) == ("confirmed", made["vout"][0]["value"])
    assert "outputs_value" not in told.evidence


async def test_the_evidence_of_one_that_waits_names_the_coins_by_which_it_can_be_found_gone() -> None:
    waits = await diagnosed(BY_ID["waits"])
    gone = copy.deepcopy(BY_ID["gone, and its coin is there"])
    gone["coins"] = str(waits.evidence["coins"]).split()
    assert (await diagnosed(gone)).code == "dropped"


@pytest.mark.parametrize("instead", [17, {}, [], {"tx": {"txid": "b2" * 32}, "replaces": []}], ids=str)
async def test_a_history_that_does_not_name_it_is_no_history(instead: object) -> None:
    row = copy.deepcopy(BY_ID["gone, and another one stands in its place"])
    row["pages"][1]["response"]["replacements"] = instead
    assert (await diagnosed(row)).code == "unknown"


@pytest.mark.parametrize(
    ("name", "number", "lie"),
    [
        ("arrived", 0, {"txid": "ab" * 32}),
        ("arrived", 0, {"fee": 2_821}),
        ("arrived", 0, {"weight": 221}),
        ("arrived", 0, {"weight": 889}),
        ("arrived", 0, {"status": {"confirmed": True}}),
        ("arrived", 0, {"status": {"confirmed": True, "block_height": 920_001, "block_hash": "ab" * 32}}),
        ("waits", 0, {"status": {"confirmed": False, "block_height": 9}}),
        ("waits", 1, {"spent": False}),
        ("waits", 2, {"1": 3.5}),
        ("waits", 2, {"3": 3.5}),
        ("offers too little, by another interface", 4, {"halfHourFee": 31}),
        ("offers too little, by another interface", 5, {"effectiveFeePerVsize": 40.0}),
        ("its child pays for both", 4, {"descendants": []}),
        ("another one spent its coin", 2, {"txid": "ab" * 32}),
    ],
    ids=str,
)
async def test_answers_that_do_not_fit_together_are_no_answer(name: str, number: int, lie: Json) -> None:
    row = copy.deepcopy(BY_ID[name])
    row["pages"][number]["response"] |= lie
    assert await diagnosed(row) == unknown(Trouble.INCONSISTENT)


async def test_another_one_that_does_not_spend_the_coin_did_not_replace_it() -> None:
    row = copy.deepcopy(BY_ID["another one spent its coin"])
    row["pages"][2]["response"]["vin"][0]["vout"] = 1
    assert await diagnosed(row) == unknown(Trouble.INCONSISTENT)


async def test_a_coin_that_it_spends_itself_is_no_proof_that_it_is_gone() -> None:
    row = copy.deepcopy(BY_ID["gone, and its coin is there"])
    row["pages"][1]["response"] = {"spent": True, "txid": row["tx"]}
    assert await diagnosed(row) == unknown(Trouble.INCONSISTENT)


async def test_what_is_not_told_of_new_coins_is_not_missed() -> None:
    row = copy.deepcopy(BY_ID["arrived"])
    made = row["pages"][0]["response"]
    made["vin"] = [
        {"txid": "00" * 32, "vout": 2**32 - 1, "sequence": 0, "is_coinbase": True, "prevout": None}
    ]
    made["fee"] = 0
    assert (await diagnosed(row)).code == "confirmed"


async def test_of_many_coins_only_some_are_looked_at_and_it_says_so() -> None:
    row = copy.deepcopy(BY_ID["waits"])
    told = row["pages"][0]["response"]
    for number in range(7):
        more = copy.deepcopy(told["vin"][0]) | {"txid": f"{number:064x}"}
        told["vin"].append(more)
        row["pages"].append(
            {"ask": f"/tx/{number:064x}/outspend/0", "response": {"spent": True, "txid": row["tx"]}}
        )
    told["fee"] += 700_000
    found = await diagnosed(row)
    assert (found.code, found.evidence["inputs"], found.evidence["inputs_looked_at"]) == ("pending", 8, 5)


@pytest.mark.parametrize("response", ["<html>404</html>", "", "null", "[]", "Transaction not found"], ids=str)
@pytest.mark.parametrize("status", [200, 400, 403], ids=str)
async def test_what_is_no_answer_is_never_called_not_found(status: int, response: str) -> None:
    row = copy.deepcopy(BY_ID["gone"])
    row["pages"][0] = {"ask": row["pages"][0]["ask"], "status": status, "response": response}
    assert await diagnosed(row) == unknown(Trouble.UNREADABLE)


async def test_a_page_for_people_is_no_word_that_it_is_not_known() -> None:
    row = copy.deepcopy(BY_ID["gone"])
    row["pages"][0] |= {"status": 404, "response": " <!doctype html>"}
    assert await diagnosed(row) == unknown(Trouble.UNREADABLE)


class Node:
    """Says of one block what it is told to."""

    def __init__(self, body: bytes) -> None:
        self.body = body
        self.asked: list[str] = []

    async def fetch(self, want: Want) -> Page:
        self.asked.append(want.path)
        return Page(200, self.body)


async def test_chains_that_begin_alike_are_told_apart_by_a_later_block() -> None:
    chains = {chain.id: chain.proof for chain in default_table().of_family(Family.BITCOIN)}
    one, other = chains["bitcoin"], chains["bitcoin-cash"]
    assert one is not None
    assert other is not None
    assert one.height == other.height
    node = Node(one.id.encode() + b"\n")
    assert await bitcoin.is_of(one.id, one.height)(node.fetch)
    assert not await bitcoin.is_of(other.id, other.height)(node.fetch)
    assert set(node.asked) == {f"/block-height/{one.height}"}
    with pytest.raises(NoAnswer):
        await bitcoin.is_of(one.id, one.height)(Node(b"<html>").fetch)
