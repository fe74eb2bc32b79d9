"""Reading the chains whose facts have one shape: each state, each field spoilt, each way not to answer."""

import json

import pytest

from tests.support.ledgers import Json, Played, diagnosed, other_id, rows, spoilt
from walletdesk.chains.model.diagnosis import Code, Trouble, unknown
from walletdesk.chains.sources.ledgers import looking
from walletdesk.platform.connector import Incoming, NotReached, Outgoing, Why

pytestmark = pytest.mark.anyio


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "_PAUSE", 0)


def named(row: Json) -> str:
    return f"{row['chain']}: {row['id']}"


OF_FAMILY = {row["family"]: row for row in reversed(rows())}
OF_CODE = {(row["family"], row["expect"]["code"]): row for row in reversed(rows())}


@pytest.mark.parametrize("row", rows(), ids=named)
async def test_what_a_provider_answers_is_told_by_its_code(row: Json) -> None:
    told = await diagnosed(row)
    assert (told.code, told.trouble) == (row["expect"]["code"], None)
    assert (told.reason.text if told.reason else None) == row["expect"].get("reason")


@pytest.mark.parametrize("row", rows(), ids=named)
async def test_what_means_another_thing_elsewhere_says_where_it_stands(row: Json) -> None:
    told = await diagnosed(row)
    refused = "said" in told.evidence
    unclear = told.code in {Code.INSUFFICIENT_FEE, Code.INSUFFICIENT_BALANCE, Code.MEMO_MISSING}
    assert told.evidence.get("state") == (("failed" if refused else "done") if unclear else None)


@pytest.mark.parametrize("row", OF_CODE.values(), ids=named)
async def test_a_spoilt_field_never_leads_to_another_code(row: Json) -> None:
    """Where the field was needed nothing is said; where it was not, the same as before."""
    right = {row["expect"]["code"], Code.UNKNOWN}
    told = [(what, (await diagnosed(one)).code) for what, one in spoilt(row)]
    assert [(what, code) for what, code in told if code not in right] == []


@pytest.mark.parametrize("row", rows(), ids=named)
def test_a_row_names_the_document_it_was_written_after(row: Json) -> None:
    assert len(row["document"]) > 10


HTML = b"<!DOCTYPE html><html><title>Just a moment...</title></html>"
TROUBLES = {
    "asked too often": (Incoming(status=429, headers={}, body=HTML), Trouble.BUSY),
    "a hang": (Why.TOO_SLOW, Trouble.TOO_SLOW),
    "nobody there": (Why.UNREACHABLE, Trouble.NOT_REACHED),
    "a broken server": (Incoming(status=502, headers={}, body=HTML), Trouble.NOT_REACHED),
    "half an answer": (Incoming(status=200, headers={}, body=b'{"result": {"sta'), Trouble.UNREADABLE),
    "a page for people": (Incoming(status=200, headers={}, body=HTML), Trouble.UNREADABLE),
    "a page that says not found": (Incoming(status=404, headers={}, body=HTML), Trouble.UNREADABLE),
    "nothing": (Incoming(status=200, headers={}, body=b""), Trouble.UNREADABLE),
    "another kind of JSON": (Incoming(status=200, headers={}, body=b"[1]"), Trouble.UNREADABLE),
    "deep JSON": (Incoming(status=200, headers={}, body=b"[" * 100_000), Trouble.UNREADABLE),
}


class Failing:
    """Proves its chain as it should, and then has nothing but trouble."""

    def __init__(self, row: Json, trouble: Incoming | Why) -> None:
        self._played = Played(row)
        self._trouble = trouble
        self._asked = 0

    async def send(self, request: Outgoing) -> Incoming:
        self._asked += 1
        if self._asked == 1:
            return await self._played.send(request)
        if isinstance(self._trouble, Why):
            raise NotReached(self._trouble)
        return self._trouble


@pytest.mark.parametrize("family", OF_FAMILY)
@pytest.mark.parametrize(("trouble", "why"), TROUBLES.values(), ids=TROUBLES)
async def test_an_endpoint_in_trouble_leaves_it_unknown(
    family: str, trouble: Incoming | Why, why: Trouble
) -> None:
    row = OF_FAMILY[family]
    assert await diagnosed(row, Failing(row, trouble).send) == unknown(why)


NAMES = {"network_id", "network_passphrase", "global_id", "network", "chain_id", "result"}


def of_another(proof: object) -> object:
    """The same page of an endpoint of another network."""
    if not isinstance(proof, dict):
        return proof
    told = {name: "another" if isinstance(one, str) else one for name, one in proof.items() if name in NAMES}
    told |= {name: 99 for name in told if isinstance(proof[name], int)}
    deeper = {name: of_another(one) for name, one in proof.items() if isinstance(one, dict)}
    return {**proof, **told, **deeper}


NO_PROOFS: tuple[object, ...] = ({}, [], "x", None, {"result": {}})


@pytest.mark.parametrize("family", OF_FAMILY)
async def test_of_another_chain_nothing_is_believed(family: str) -> None:
    """The first page of a row is what an endpoint says of itself."""
    row = OF_FAMILY[family]
    proof, *rest = row["pages"]
    told = [
        await diagnosed({**row, "pages": [{**proof, "response": instead}, *rest]}) for instead in NO_PROOFS
    ]
    assert {one.code for one in told} == {Code.UNKNOWN}
    other = {**proof, "response": of_another(proof["response"])}
    assert await diagnosed({**row, "pages": [other, *rest]}) == unknown(Trouble.WRONG_CHAIN)


@pytest.mark.parametrize("family", OF_FAMILY)
async def test_nobody_is_asked_about_what_cannot_be_an_id_there(family: str) -> None:
    row = OF_FAMILY[family]
    for id in ("", "zz", "../../admin", "a" * 65, "0x" + "a" * 63 + "/", "g" * 64):
        assert (await diagnosed({**row, "tx": id, "pages": []})).code == "not_found"


@pytest.mark.parametrize("family", OF_FAMILY)
async def test_an_answer_about_another_transaction_is_no_answer(family: str) -> None:
    """Whoever is asked about one and tells of another is not believed, however well it fits together."""
    row = OF_FAMILY[family]
    asked = other_id(row["tx"])
    pages = json.loads(json.dumps([row["pages"][0], *row["pages"][1:]]))
    for page in pages:
        for field in ("path", "body"):
            page[field] = json.loads(json.dumps(page.get(field)).replace(row["tx"], asked))
    assert await diagnosed({**row, "tx": asked, "pages": pages}) == unknown(Trouble.INCONSISTENT)
