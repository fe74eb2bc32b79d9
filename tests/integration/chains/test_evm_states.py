"""Every state in which an Ethereum transaction can be, made on a real node and told apart by its code."""

from collections.abc import Awaitable, Callable, Iterator

import pytest

from tests.support.anvil import CHAIN_ID, ECHO, GWEI, PROBE, Anvil, anvil, word
from tests.support.chains import Listening, line_to
from walletdesk.chains.model.diagnosis import Diagnosis, Known, diagnose_evm
from walletdesk.chains.sources.evm import EvmSource

pytestmark = pytest.mark.anyio

ALL = 2**256 - 1
ERRORS = {bytes.fromhex("118cdaa7"): "OwnableUnauthorizedAccount(address)"}


@pytest.fixture(scope="module")
def node() -> Iterator[Anvil]:
    with anvil() as running:
        yield running


@pytest.fixture(scope="module")
def people(node: Anvil) -> list[str]:
    return node.accounts()


@pytest.fixture(scope="module")
def probe(node: Anvil, people: list[str]) -> str:
    return node.deploy(people[0], PROBE)


@pytest.fixture(scope="module")
def echo(node: Anvil, people: list[str]) -> str:
    """A contract that refuses with whatever it was called with."""
    return node.deploy(people[0], ECHO)


@pytest.fixture
def waiting(node: Anvil) -> Iterator[None]:
    """No block comes by itself; what was left waiting is thrown away."""
    node("evm_setAutomine", False)
    node("anvil_setNextBlockBaseFeePerGas", hex(GWEI))
    node("evm_mine")
    yield
    node("anvil_dropAllTransactions")
    node("evm_setAutomine", True)


Diagnose = Callable[..., Awaitable[Diagnosis]]


@pytest.fixture(scope="module")
def line(node: Anvil) -> Listening:
    return Listening(line_to(node.url, CHAIN_ID))


@pytest.fixture
def diagnosed(line: Listening, request: pytest.FixtureRequest) -> Diagnose:
    async def told(id: str, known: Known | None = None) -> Diagnosis:
        diagnosis = diagnose_evm(await EvmSource(line).look_up(id, known), ERRORS)
        line.write(request.node.name, id, known, diagnosis)
        return diagnosis

    return told


async def test_a_plain_payment_has_arrived(diagnosed: Diagnose, node: Anvil, people: list[str]) -> None:
    told = await diagnosed(node.mined(people[0], people[1], value=10**18))
    assert (told.code, told.evidence["value"], told.evidence["confirmations"]) == ("confirmed", 10**18, 1)


async def test_a_token_that_arrived_may_not_be_shown(
    diagnosed: Diagnose, node: Anvil, people: list[str], probe: str
) -> None:
    call = node.call("transfer(address,uint256)", people[1], 5_000_000)
    told = await diagnosed(node.mined(people[0], probe, data=call))
    shown = {name: told.evidence[name] for name in ("token", "recipient", "amount", "symbol", "decimals")}
    assert told.code == "confirmed_token_hidden"
    assert shown == {
        "token": probe,
        "recipient": people[1],
        "amount": 5_000_000,
        "symbol": "TST",
        "decimals": 6,
    }


async def test_a_token_sent_to_a_contract(
    diagnosed: Diagnose, node: Anvil, people: list[str], probe: str
) -> None:
    call = node.call("transfer(address,uint256)", probe, 1)
    told = await diagnosed(node.mined(people[0], probe, data=call))
    assert (told.code, told.evidence["recipient"]) == ("confirmed_to_contract", probe)


async def test_coins_sent_to_a_contract(diagnosed: Diagnose, node: Anvil, people: list[str]) -> None:
    taker = "0x" + "c0" * 20
    node("anvil_setCode", taker, "0x00")  # STOP: it takes whatever comes
    told = await diagnosed(node.mined(people[0], taker, value=1))
    assert (told.code, told.evidence["recipient"]) == ("confirmed_to_contract", taker)


async def test_an_account_that_lends_itself_to_a_program_is_no_contract(
    diagnosed: Diagnose, node: Anvil, people: list[str], probe: str
) -> None:
    lent = "0x" + "d0" * 20
    node("anvil_setCode", lent, "0xef0100" + "00" * 20)
    call = node.call("transfer(address,uint256)", lent, 1)
    coins = await diagnosed(node.mined(people[0], lent, value=1))
    tokens = await diagnosed(node.mined(people[0], probe, data=call))
    assert (coins.code, tokens.code) == ("confirmed", "confirmed_token_hidden")


async def test_a_permission_without_limit(
    diagnosed: Diagnose, node: Anvil, people: list[str], probe: str
) -> None:
    given = node.mined(people[1], probe, data=node.call("approve(address,uint256)", people[2], ALL))
    small = node.mined(people[1], probe, data=node.call("approve(address,uint256)", people[2], 10**18))
    told = await diagnosed(given)
    assert (told.code, told.evidence["spender"]) == ("unlimited_approval", people[2])
    assert (await diagnosed(small)).code == "confirmed"


@pytest.mark.parametrize("gas", [120_000, 25_000], ids=["in the middle", "at the first write"])
async def test_out_of_gas(diagnosed: Diagnose, node: Anvil, people: list[str], probe: str, gas: int) -> None:
    call = {
        120_000: node.call("burnGas(uint256)", 1000),
        25_000: node.call("transfer(address,uint256)", people[3], 1),
    }[gas]
    told = await diagnosed(node.mined(people[0], probe, gas=gas, data=call))
    assert (told.code, told.evidence["gas_limit"], told.reason) == ("out_of_gas", gas, None)


async def reason(diagnosed: Diagnose, id: str) -> tuple[str, str, str]:
    told = await diagnosed(id)
    assert told.reason is not None
    return told.code, told.reason.kind, told.reason.text


async def test_refused_with_words(diagnosed: Diagnose, node: Anvil, people: list[str], probe: str) -> None:
    call = node.call("transfer(address,uint256)", people[1], 10**18)
    told = await reason(diagnosed, node.mined(people[0], probe, data=call))
    assert told == ("reverted", "text", "ERC20: transfer amount exceeds balance")


async def test_refused_by_a_panic(diagnosed: Diagnose, node: Anvil, people: list[str], probe: str) -> None:
    told = await reason(diagnosed, node.mined(people[0], probe, data=node.call("panic(uint256)", 0)))
    assert told == ("reverted", "panic", "Panic(0x12): division by zero")


async def test_refused_by_a_known_error(
    diagnosed: Diagnose, node: Anvil, people: list[str], echo: str
) -> None:
    call = node.call("OwnableUnauthorizedAccount(address)", people[4])
    told = await reason(diagnosed, node.mined(people[0], echo, data=call))
    assert told == ("reverted", "custom", f"OwnableUnauthorizedAccount({people[4]})")


async def test_refused_by_an_error_that_nobody_knows(
    diagnosed: Diagnose, node: Anvil, people: list[str], probe: str
) -> None:
    told = await reason(diagnosed, node.mined(people[0], probe, data=node.call("custom()")))
    assert told == ("reverted", "unknown_custom", node.selector("NotAllowed(address,uint256)"))


async def test_refused_without_a_word(
    diagnosed: Diagnose, node: Anvil, people: list[str], probe: str
) -> None:
    told = await reason(diagnosed, node.mined(people[0], probe, data=node.call("silent()")))
    assert told == ("reverted", "silent", "")


async def test_refused_by_data_that_are_cut_off(
    diagnosed: Diagnose, node: Anvil, people: list[str], echo: str
) -> None:
    told = await reason(diagnosed, node.mined(people[0], echo, data="0x08c379a0" + word(32)))
    assert told == ("reverted", "malformed", "0x08c379a0")


async def test_an_id_that_nobody_knows(diagnosed: Diagnose, node: Anvil) -> None:
    assert (await diagnosed("0x" + "ab" * 32)).code == "not_found"


@pytest.mark.usefixtures("waiting")
class TestWaiting:
    """Of each sender one: what one of them does must not stand in the way of another."""

    async def test_for_the_next_block(self, diagnosed: Diagnose, node: Anvil, people: list[str]) -> None:
        told = await diagnosed(self.sent(node, people[3]))
        assert told.code == "pending"

    async def test_behind_an_own_one_that_waits_as_well(
        self, diagnosed: Diagnose, node: Anvil, people: list[str]
    ) -> None:
        self.sent(node, people[3])
        told = await diagnosed(self.sent(node, people[3]))
        assert told.code == "pending"

    async def test_for_a_number_that_was_left_out(
        self, diagnosed: Diagnose, node: Anvil, people: list[str]
    ) -> None:
        told = await diagnosed(self.sent(node, people[5], nonce=5))
        assert (told.code, told.evidence["nonce"], told.evidence["next_nonce"]) == ("pending_nonce_gap", 5, 0)

    async def test_for_a_fee_that_nobody_takes(
        self, diagnosed: Diagnose, node: Anvil, people: list[str]
    ) -> None:
        id = self.sent(node, people[6], fee=2)
        node("anvil_setNextBlockBaseFeePerGas", hex(30 * GWEI))
        told = await diagnosed(id)
        assert (told.code, told.evidence["base_fee"]) == ("pending_underpriced", 30 * GWEI)

    async def test_for_coins_that_are_gone(self, diagnosed: Diagnose, node: Anvil, people: list[str]) -> None:
        id = self.sent(node, people[7])
        node("anvil_setBalance", people[7], hex(GWEI))
        told = await diagnosed(id)
        assert (told.code, told.evidence["balance"]) == ("insufficient_fee", GWEI)

    async def test_and_thrown_away(self, diagnosed: Diagnose, node: Anvil, people: list[str]) -> None:
        id = self.sent(node, people[8])
        node("anvil_dropTransaction", id)
        assert (await diagnosed(id, Known(people[8], 0))).code == "dropped"
        assert (await diagnosed(id)).code == "not_found"

    async def test_until_another_took_its_place(
        self, diagnosed: Diagnose, node: Anvil, people: list[str]
    ) -> None:
        first = self.sent(node, people[9], nonce=0)
        second = self.sent(node, people[9], nonce=0, fee=200)
        node("evm_mine")
        assert (await diagnosed(first, Known(people[9], 0))).code == "replaced"
        assert (await diagnosed(second)).code == "confirmed"

    async def test_and_paid_far_more_than_the_others_of_its_block(
        self, diagnosed: Diagnose, node: Anvil, people: list[str]
    ) -> None:
        usual = [self.sent(node, sender) for sender in people[:3]]
        dear = self.sent(node, people[3], fee=10_000)
        node("evm_mine")
        told = await diagnosed(dear)
        assert (told.code, told.evidence["became"]) == ("abnormal_fee", "confirmed")
        assert int(told.evidence["fee"]) > 10 * int(told.evidence["usual_fee"]) > 0
        assert {(await diagnosed(one)).code for one in usual} == {"confirmed"}

    def sent(self, node: Anvil, sender: str, fee: int = 100, **more: int) -> str:
        fees = {"maxFeePerGas": fee * GWEI, "maxPriorityFeePerGas": GWEI * fee // 100}
        return node.send(sender, "0x" + "ee" * 20, value=1, gas=21_000, **fees, **more)
