"""Payments on two real nodes: on another network than was meant, to another address, to a known company."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.support.anvil import CHAIN_ID, Anvil, anvil
from walletdesk.app.cli import main

OTHER_ID = CHAIN_ID + 1
CHAIN = """
[[chain]]
id = "{id}"
family = "evm"
name = {{en = "{id}", zh-CN = "{id}"}}
chain_id = {number}
coin = {{symbol = "HOM", decimals = 18}}
block_seconds = 2
"""
EXCHANGE = "0x" + "e0" * 20
SAFE = "0x" + "5a" * 20  # a contract, but not at home
BOB, FALSE = "0xb0b" + "1" * 33 + "b0b0", "0xb0b" + "7" * 33 + "b0b0"


@pytest.fixture(scope="module")
def home() -> Iterator[Anvil]:
    with anvil() as running:
        yield running


@pytest.fixture(scope="module")
def other() -> Iterator[Anvil]:
    with anvil(chain_id=OTHER_ID) as running:
        running("anvil_setCode", SAFE, "0x00")
        yield running


@pytest.fixture
def config(tmp_path: Path, home: Anvil, other: Anvil) -> Path:
    party = f'[[party]]\naddress = "{EXCHANGE}"\nkind = "exchange"\nname = "Sample Exchange"\n'
    chains = CHAIN.format(id="home", number=CHAIN_ID) + CHAIN.format(id="other", number=OTHER_ID)
    (tmp_path / "chains.toml").write_text(chains + party, "utf-8")
    keys = tmp_path / "endpoints"
    keys.write_text(f'home = ["{home.url}"]\nother = ["{other.url}"]\n', "utf-8")
    file = tmp_path / "walletdesk.toml"
    file.write_text(
        f"""
data_dir = "{tmp_path}"
[connector]
may_reach = ["127.0.0.1:{home.port}", "127.0.0.1:{other.port}"]
[chains]
file = "{tmp_path / "chains.toml"}"
endpoints_file = "{keys}"
""",
        "utf-8",
    )
    return file


def told(config: Path, id: str, *said: str) -> dict[str, Any]:
    done = CliRunner().invoke(main, ["--config", str(config), "diagnose", f"tx {id}", *said, "--json"])
    assert done.exit_code == 0, done.output
    (found,) = json.loads(done.output)
    return dict(found)


def test_a_payment_is_told_by_what_is_known_of_it(config: Path, home: Anvil) -> None:
    ann = home.accounts()[0]
    paid = home.mined(ann, FALSE, value=10**18)
    plain = told(config, paid)
    assert (plain["code"], plain["chain"]) == ("confirmed", "home")
    alike = told(config, paid, "--paid", ann, "--paid", BOB)
    assert (alike["code"], alike["evidence"]["looks_like"]) == ("address_poisoning", BOB)
    another = told(config, paid, "--meant", ann, "--lang", "zh-CN")
    assert (another["code"], another["title"]) == ("wrong_address", "转到的不是您想转的地址")
    network = told(config, paid, "--named", "other")
    assert (network["code"], network["chain"], network["evidence"]["named"]) == (
        "wrong_network",
        "home",
        "other",
    )


def test_a_receiver_that_is_a_contract_on_another_chain_only(config: Path, home: Anvil, other: Anvil) -> None:
    here = told(config, home.mined(home.accounts()[0], SAFE, value=1))
    assert (here["code"], here["evidence"]["contract_on"]) == ("wrong_network", "other")
    there = told(config, other.mined(other.accounts()[1], SAFE, value=1))
    assert (there["code"], there["chain"]) == ("confirmed_to_contract", "other")


def test_a_payment_to_an_exchange_waits_for_the_exchange(config: Path, home: Anvil) -> None:
    found = told(config, home.mined(home.accounts()[0], EXCHANGE, value=10**18))
    assert (found["code"], found["evidence"]["party"]) == ("exchange_not_credited", "Sample Exchange")
