"""What theft mode says of an address, asked of a real node."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.support.anvil import CHAIN_ID, PROBE, Anvil, anvil
from tests.support.chains import line_to
from walletdesk.app.wiring.chains import identifier
from walletdesk.app.wiring.theft_chains import AskedChains, permission_of
from walletdesk.chains import Allowance, Inspecting, default_table
from walletdesk.chains.model.account import Account
from walletdesk.chains.model.diagnosis import Facts, Holder, Known, Trouble
from walletdesk.chains.ports import NoAnswer
from walletdesk.chains.sources.evm import EvmSource
from walletdesk.chains.sources.several import SeveralChains
from walletdesk.theft import Holding
from walletdesk.theft.model import Permission

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def node() -> Iterator[Anvil]:
    with anvil() as running:
        yield running


@pytest.fixture
def chains(node: Anvil) -> AskedChains:
    several = SeveralChains({"ethereum": EvmSource(line_to(node.url, CHAIN_ID))}, lambda: 0.0)
    return AskedChains(identifier(default_table()), Inspecting(several), default_table())


async def test_what_lies_there_and_who_may_take_it(chains: AskedChains, node: Anvil) -> None:
    ann, bob, eve = node.accounts()[:3]
    token = node.deploy(bob, PROBE)
    for spender, amount in ((bob, 1_500_000), (eve, 2**256 - 1)):
        node.mined(ann, token, data=node.call("approve(address,uint256)", spender, amount))
    node("anvil_setBalance", ann, hex(10**18 + 1))
    told = {one.chain: one for one in await chains.inspect(ann)}
    assert told["ethereum"] == Holding(
        chain="ethereum",
        amount="1.000000000000000001",
        symbol="ETH",
        permissions=(
            Permission(spender=eve, token=token, symbol="TST", amount=None),
            Permission(spender=bob, token=token, symbol="TST", amount="1.5"),
        ),
    )
    assert {one.trouble for id, one in told.items() if id != "ethereum"} == {"no_endpoint"}


def test_an_address_that_imitates_another_is_known(chains: AskedChains) -> None:
    known, false = "0xb0b" + "1" * 33 + "b0b0", "0xb0b" + "7" * 33 + "b0b0"
    assert (chains.imitates(known, false), chains.imitates(known, known)) == (True, False)


class Tron:
    """Fits the port of a source: an account that a thief has taken over."""

    async def look_up(self, id: str, known: Known | None = None) -> Facts:
        raise NoAnswer(Trouble.NOT_REACHED)

    async def inspect(self, address: str) -> Account:
        return Account(
            address=address, head=0, balance=82_000_000, nonce=0, holder=Holder.KEY, is_shared=True
        )


async def test_an_address_that_others_sign_for_cannot_be_emptied_by_its_owner() -> None:
    table = default_table()
    several = SeveralChains({"tron": Tron()}, lambda: 0.0)
    told = await AskedChains(identifier(table), Inspecting(several), table).inspect(
        "TJRyWwFs9wTFGZg3JbrVriFbNfCug5tDeC"
    )
    assert told[0] == Holding(chain="tron", amount="82", symbol="TRX", taken_over=True)


def test_a_symbol_that_could_be_read_as_a_site_is_left_out() -> None:
    given = Allowance(token="0x" + "c0" * 20, spender="0x" + "e0" * 20, amount=42, symbol="evil.example")
    assert permission_of(given) == Permission(
        spender=given.spender, token=given.token, symbol="", amount="42"
    )
    assert permission_of(replace(given, symbol="USD₮", decimals=1)).amount == "4.2"
    assert permission_of(replace(given, amount=1, item=7)).amount == "#7"
