"""Addresses on a real node: what lies there, who holds them, and which permissions are in force."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.support.anvil import CHAIN_ID, PROBE, Anvil, anvil
from tests.support.chains import line_to
from walletdesk.chains import Allowance, Holder, Inspecting, Trouble
from walletdesk.chains.sources.evm import EvmSource
from walletdesk.chains.sources.several import SeveralChains

pytestmark = pytest.mark.anyio

ALL = 2**256 - 1
DELEGATE = "0x" + "de" * 20


@pytest.fixture(scope="module")
def node() -> Iterator[Anvil]:
    with anvil() as running:
        yield running


async def test_an_address_is_told_with_the_permissions_that_still_hold(node: Anvil) -> None:
    ann, bob, eve, old, other = node.accounts()[:5]
    token = node.deploy(bob, PROBE)
    for sender, spender, amount in (
        (ann, old, 7),
        (ann, eve, 5),
        (ann, eve, ALL),  # the last one counts
        (ann, bob, 1_000_001),
        (ann, old, 0),  # taken back
        (other, eve, ALL),  # somebody else's
    ):
        node.mined(sender, token, data=node.call("approve(address,uint256)", spender, amount))
    inspecting = Inspecting(SeveralChains({"home": EvmSource(line_to(node.url, CHAIN_ID))}, lambda: 0.0))
    here, nowhere = await inspecting.inspect(ann.upper().replace("X", "x"), ["home", "elsewhere"])
    assert (nowhere.chain, nowhere.account, nowhere.trouble) == ("elsewhere", None, Trouble.NO_ENDPOINT)
    account = here.account
    assert account is not None
    assert account.balance == int(node("eth_getBalance", ann, "latest"), 16)
    assert (account.nonce, account.holder, account.delegate) == (5, Holder.KEY, None)
    assert (account.searched_from, account.unread) == (0, 0)
    given = Allowance(token=token, spender=bob, amount=1_000_001, symbol="TST", decimals=6)
    assert account.allowances == (given, replace(given, spender=eve, amount=ALL))
    assert [one.is_unlimited for one in account.allowances] == [False, True]


async def test_whoever_decides_for_an_address_is_named(node: Anvil) -> None:
    lent, program = "0x" + "d0" * 20, "0x" + "c0" * 20
    node("anvil_setCode", lent, "0xef0100" + DELEGATE[2:])
    node("anvil_setCode", program, "0x00")
    node("anvil_setBalance", lent, hex(3))
    source = EvmSource(line_to(node.url, CHAIN_ID))
    told = [await source.inspect(one) for one in (lent, program)]
    assert [(one.holder, one.delegate, one.balance) for one in told] == [
        (Holder.DELEGATED, DELEGATE, 3),
        (Holder.CONTRACT, None, 0),
    ]
