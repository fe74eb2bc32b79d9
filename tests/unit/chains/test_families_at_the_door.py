"""Every family the same at the door: endpoints that are full, hang, speak nonsense or serve another chain."""

import asyncio
from dataclasses import replace

import pytest

from walletdesk.app.wiring.chain_families import FAMILIES, PROVEN_BY_BLOCK
from walletdesk.chains import Chain, Family, default_table
from walletdesk.chains.model.diagnosis import Trouble
from walletdesk.chains.ports import NoAnswer
from walletdesk.platform.connector import Incoming, NotReached, Outgoing, Why

pytestmark = pytest.mark.anyio

ID = dict.fromkeys((Family.EVM, Family.APTOS, Family.SUI), "0x" + "ab" * 32) | {Family.SOLANA: "1" * 64}
CHAINS = [next(iter(default_table().of_family(family))) for family in FAMILIES]


async def trouble(chain: Chain, answer: Incoming | Why) -> Trouble:
    async def send(request: Outgoing) -> Incoming:
        await asyncio.sleep(0)
        if isinstance(answer, Why):
            raise NotReached(answer)
        return answer

    source = FAMILIES[chain.family](chain, ["https://node.example"], send)
    with pytest.raises(NoAnswer) as failure:
        await source.look_up(ID.get(chain.family, "ab" * 32))
    return failure.value.why


@pytest.mark.parametrize("chain", CHAINS, ids=lambda chain: chain.id)
@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (Incoming(status=429, headers={}, body=b"{}"), {Trouble.BUSY}),
        (Incoming(status=503, headers={}, body=b"{}"), {Trouble.NOT_REACHED}),
        (Why.TOO_SLOW, {Trouble.TOO_SLOW}),
        (Why.TOO_LARGE, {Trouble.UNREADABLE}),
        (Incoming(status=200, headers={}, body=b'{"result": "'), {Trouble.UNREADABLE, Trouble.WRONG_CHAIN}),
        (
            Incoming(status=200, headers={}, body=b"<html>" + b" " * 99),
            {Trouble.UNREADABLE, Trouble.WRONG_CHAIN},
        ),
        (Incoming(status=200, headers={}, body=b"[" * 9_999), {Trouble.UNREADABLE, Trouble.WRONG_CHAIN}),
        (Incoming(status=200, headers={}, body=b"\xff\xfe"), {Trouble.UNREADABLE, Trouble.WRONG_CHAIN}),
        (Incoming(status=404, headers={}, body=b"no"), {Trouble.UNREADABLE, Trouble.WRONG_CHAIN}),
    ],
    ids=str,
)
async def test_an_endpoint_that_does_not_answer_is_told_as_that(
    chain: Chain, answer: Incoming | Why, why: set[Trouble]
) -> None:
    assert await trouble(chain, answer) in why


def test_a_chain_that_is_told_by_a_block_names_one_of_its_own() -> None:
    proven = default_table().of_family(*PROVEN_BY_BLOCK)
    blocks = [chain.proof for chain in proven]
    assert None not in blocks
    assert len(set(blocks)) == len(proven)


@pytest.mark.parametrize("family", sorted(PROVEN_BY_BLOCK), ids=str)
def test_without_one_it_cannot_be_asked(family: Family) -> None:
    chain = replace(default_table().of_family(family)[0], proof=None)
    with pytest.raises(ValueError, match=chain.id):
        FAMILIES[family](chain, ["https://node.example"], _nobody)


async def _nobody(request: Outgoing) -> Incoming:
    raise NotReached(Why.UNREACHABLE)
