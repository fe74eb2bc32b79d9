"""What deceives people on these chains, one by one: each must be told as what it is."""

import copy

import pytest

from tests.support.ledgers import Json, Played, diagnosed, rows, source
from walletdesk.chains.model.diagnosis import Actor, Code, Diagnosis, Trouble, unknown
from walletdesk.chains.model.diagnosis.advice import ADVICE
from walletdesk.chains.sources.ledgers import looking

pytestmark = pytest.mark.anyio


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "_PAUSE", 0)


def row(chain: str, id: str) -> Json:
    (found,) = [one for one in rows() if (one["chain"], one["id"]) == (chain, id)]
    return copy.deepcopy(found)


async def told(chain: str, id: str) -> Diagnosis:
    return await diagnosed(row(chain, id))


async def test_a_payment_that_names_a_million_is_worth_what_it_delivered() -> None:
    it = await told("xrp", "a payment that names a million and delivers a drop")
    assert (it.code, it.evidence["amount"], it.evidence["named"]) == ("delivered_less", 1, 10**12)


async def test_a_token_is_told_as_decimal_text_with_its_issuer() -> None:
    it = await told("xrp", "a payment of a token that delivers less")
    assert (it.evidence["amount"], it.evidence["named"], it.evidence["symbol"]) == ("0.01", "1000", "USD")
    assert str(it.evidence["token"]).startswith("r")
    assert it.evidence["amount_form"] == "decimal"


async def test_whoever_leaves_out_the_tag_is_found_out_by_the_id() -> None:
    """The tag is part of what was signed: without it the id is another one."""
    it = row("xrp", "a payment with a tag")
    plain, signed = (page["response"]["result"] for page in it["pages"][2:4])
    del plain["DestinationTag"]
    signed["tx"] = signed["tx"].replace("2E0000BBF8", "")
    assert await diagnosed(it) == unknown(Trouble.INCONSISTENT)


@pytest.mark.parametrize("result", ["tesANOTHER", "terRETRY", "tefPAST_SEQ", "temBAD_FEE"])
async def test_a_result_that_no_ledger_holds_is_no_answer(result: str) -> None:
    it = row("xrp", "a payment with a tag")
    it["pages"][2]["response"]["result"]["meta"]["TransactionResult"] = result
    assert (await diagnosed(it)).code == "unknown"


async def test_what_was_applied_and_delivered_nothing_names_no_amount() -> None:
    it = await told("xrp", "refused without a tag")
    assert (it.code, it.evidence["said"], it.evidence["fee"]) == (
        "memo_missing",
        "tecDST_TAG_NEEDED (143)",
        12,
    )
    assert "amount" not in it.evidence
    assert it.evidence["state"] == "failed"  # the code alone may as well be one that arrived


async def test_a_server_that_has_too_much_to_do_is_busy() -> None:
    it = row("xrp", "a payment with a tag")
    it["pages"][1]["response"] = {"result": {"error": "slowDown", "status": "error"}}
    it["pages"][2]["response"] = {"result": {"error": "slowDown", "status": "error"}}
    assert await diagnosed(it) == unknown(Trouble.BUSY)


async def test_a_refusal_that_looks_like_an_answer_is_none() -> None:
    it = row("xrp", "a payment with a tag")
    it["pages"][2]["status"] = 403
    assert await diagnosed(it) == unknown(Trouble.UNREADABLE)


async def test_a_node_that_only_half_knows_it_is_not_believed() -> None:
    lost = {"result": {"error": "txnNotFound", "status": "error"}}
    it = row("xrp", "a payment with a tag")
    it["pages"][3]["response"] = lost
    assert await diagnosed(it) == unknown(Trouble.INCONSISTENT)


async def test_a_transaction_that_looks_successful_and_sent_nothing() -> None:
    it = await told("ton", "errors were ignored and nothing went out")
    assert (it.code, ADVICE[it.code].actor) == ("nothing_sent", Actor.OWNER)
    assert "recipient" not in it.evidence


async def test_a_payment_that_came_back_is_not_told_as_arrived() -> None:
    it = await told("ton", "it came back from an address where nothing stands")
    assert (it.code, it.evidence["said"]) == ("recipient_not_ready", "no_state")


async def test_a_flag_that_contradicts_the_rest_is_not_believed() -> None:
    aborted, failed = row("ton", "a payment with a comment"), row("stellar", "nobody there")
    aborted["pages"][1]["response"]["transactions"][0]["description"]["aborted"] = True
    failed["pages"][1]["response"]["successful"] = True
    failed["pages"][2]["response"]["_embedded"]["records"][0]["transaction_successful"] = True
    assert await diagnosed(aborted) == await diagnosed(failed) == unknown(Trouble.INCONSISTENT)


async def test_the_coin_of_ton_is_called_as_in_the_table() -> None:
    it = await told("ton", "a payment with a comment")
    shown = [it.evidence[name] for name in ("amount", "decimals", "symbol", "memo", "confirmations")]
    assert shown == [30_000_000, 9, "GRAM", "given", 6]


async def test_a_number_counts_only_in_its_own_codespace() -> None:
    theirs = await told("cosmos", "the same number in another codespace")
    ours = await told("cosmos", "more than there is")
    assert (theirs.code, theirs.evidence["said"]) == ("reverted", "wasm (5)")
    assert (ours.code, ours.evidence["said"]) == ("insufficient_balance", "insufficient funds (5)")


@pytest.mark.parametrize("code", [1, 5, 11, 17, 30, 99, 111222])
async def test_a_number_with_another_s_log_is_no_answer(code: int) -> None:
    it = row("cosmos", "the fee is too low")
    it["pages"][1]["response"]["tx_response"]["code"] = code
    assert (await diagnosed(it)).code in {Code.UNKNOWN, Code.REVERTED}


@pytest.mark.parametrize(
    ("chain", "id"),
    [
        ("eos", "a contract's own words are not repeated"),
        ("aptos", "a contract's own words are not repeated"),
    ],
)
async def test_what_a_contract_wrote_is_told_to_nobody(chain: str, id: str) -> None:
    it = await told(chain, id)
    assert it.reason is not None
    assert it.reason.kind == "named"
    assert "555" not in f"{it.reason} {it.evidence}"


async def test_a_memo_is_told_as_given_and_never_repeated() -> None:
    for one in rows():
        it = await diagnosed(one)
        assert "1047392" not in str(it), one["id"]


async def test_a_false_coin_is_told_with_the_contract_that_made_it() -> None:
    it = await told("eos", "a token that bears the coin's name")
    assert (it.code, it.evidence["token"], it.evidence["symbol"]) == (
        "confirmed_token_hidden",
        "faketokens11",
        "EOS",
    )


async def test_what_is_in_no_checkpoint_yet_is_asked_about_again() -> None:
    it = row("sui", "a payment")
    del it["pages"][2]["response"]["result"]["checkpoint"]
    assert await diagnosed(it) == unknown(Trouble.INDEXING)


async def test_what_does_not_fit_together_is_asked_about_three_times() -> None:
    """A block may come between two answers."""
    it = row("aptos", "a payment")
    played, asked = Played(it), []

    async def send(request: object) -> object:
        asked.append(request)
        answer = await played.send(request)  # type: ignore[arg-type]
        if (
            len(asked) == 3
        ):  # the transaction, the first time: of a version that the first page did not know yet
            return type(answer)(
                status=200, headers={}, body=answer.body.replace(b'"version": "4123', b'"version": "5123')
            )
        return answer

    facts = await source(it, send).look_up(it["tx"])  # type: ignore[arg-type]
    assert (facts.is_in_block, len(asked)) == (True, 5)
