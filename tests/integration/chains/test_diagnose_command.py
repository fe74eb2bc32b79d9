"""``walletdesk diagnose`` on a real node, from a pasted text to words for people."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.support.anvil import CHAIN_ID, PROBE, Anvil, anvil
from walletdesk.app.cli import main

HOME = f"""
[[chain]]
id = "home"
family = "evm"
name = {{en = "Home Chain", zh-CN = "家园链"}}
chain_id = {CHAIN_ID}
coin = {{symbol = "HOM", decimals = 18}}
block_seconds = 2
"""


@pytest.fixture(scope="module")
def node() -> Iterator[Anvil]:
    with anvil() as running:
        yield running


@pytest.fixture
def config(tmp_path: Path, node: Anvil) -> Path:
    """An installation that can ask about one chain of its own, and about Ethereum nobody who answers."""
    (tmp_path / "chains.toml").write_text(HOME, "utf-8")
    file = tmp_path / "walletdesk.toml"
    nowhere = node.port + 1 if node.port < 65535 else node.port - 1
    file.write_text(
        f"""
data_dir = "{tmp_path}"
[connector]
may_reach = ["127.0.0.1:{node.port}"]
[chains]
file = "{tmp_path / "chains.toml"}"
[chains.endpoints]
home = ["http://127.0.0.1:{nowhere}", "{node.url}"]
""",
        "utf-8",
    )
    return file


def diagnose(config: Path, *said: str) -> str:
    done = CliRunner().invoke(main, ["--config", str(config), "diagnose", *said])
    assert done.exit_code == 0, done.output
    return done.output


def as_objects(config: Path, *said: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(diagnose(config, *said, "--json"))
    return found


def test_a_failed_transaction_in_a_pasted_text_is_explained_in_chinese(config: Path, node: Anvil) -> None:
    people = node.accounts()
    probe = node.deploy(people[0], PROBE)
    call = node.call("transfer(address,uint256)", people[1], 10**18)
    id = node.mined(people[0], probe, data=call)
    text = f"你好，我这笔转账失败了怎么办？哈希：{id}，收款 {people[1]}"
    (told,) = as_objects(config, text, "--lang", "zh-CN")
    assert (told["chain"], told["code"], told["title"]) == ("home", "reverted", "失败了：合约拒绝了")
    assert told["reason"]["text"] == "ERC20: transfer amount exceeds balance"
    assert told["evidence"]["to"] == probe
    words = diagnose(config, text, "--chain", "home")
    assert "It failed: the contract refused" in words
    assert "ERC20: transfer amount exceeds balance" in words


def test_an_id_that_no_chain_knows_and_one_that_may_be_a_key(config: Path) -> None:
    (lost,) = as_objects(config, "tx 0x" + "ab" * 32)
    assert (lost["code"], lost["chain"], lost["asked"]) == ("not_found", None, ["home"])
    key = "c0ffee" * 10 + "beef"
    (secret,) = as_objects(config, f"my private key is {key}")
    assert (secret["kind"], secret["id"]) == ("secret", None)
    assert key not in diagnose(config, f"my private key is {key}")


def test_with_address_and_number_a_lost_one_is_told_from_a_replaced_one(config: Path, node: Anvil) -> None:
    sender = node.accounts()[2]
    node.mined(sender, sender, value=1)
    lost = "tx 0x" + "cd" * 32
    given = ("--chain", "home", "--from", sender, "--nonce")
    assert [one["code"] for one in as_objects(config, lost, *given, "0")] == ["replaced"]
    assert [one["code"] for one in as_objects(config, lost, *given, "1")] == ["dropped"]


def test_a_chain_without_endpoints_is_unknown_and_not_called_not_found(config: Path) -> None:
    (told,) = as_objects(config, "tx 0x" + "ab" * 32, "--chain", "ethereum")
    assert (told["code"], told["trouble"]) == ("unknown", "no_endpoint")


@pytest.mark.parametrize(
    "said", [("--chain", "nowhere"), ("--from", "0x12", "--nonce", "1"), ("--nonce", "1")], ids=str
)
def test_what_does_not_go_together_is_refused(config: Path, said: tuple[str, ...]) -> None:
    done = CliRunner().invoke(main, ["--config", str(config), "diagnose", "x", *said])
    assert done.exit_code == 2


def test_without_an_id_it_says_so(config: Path) -> None:
    assert diagnose(config, "where is my money?") == "There is no transaction id in this text.\n"
