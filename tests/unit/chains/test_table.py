"""The chain table: what comes with the program, and how an operator's own file changes it."""

from datetime import date
from pathlib import Path

import pytest

from walletdesk.chains import ChainTable, Family, PartyKind, UnfitTable, default_table, read_table

MINE = """
[[chain]]
id = "home"
family = "evm"
name = {en = "Home", zh-CN = "家"}
chain_id = 31337
coin = {symbol = "HOM", decimals = 18}
block_seconds = 2
explorers = [{host = "scan.home.example", tx = "/tx/{id}"}]
"""


def laid_over(folder: Path, toml: str) -> ChainTable:
    own = folder / "chains.toml"
    own.write_text(toml, "utf-8")
    return read_table(own)


def mistakes(folder: Path, toml: str) -> tuple[str, ...]:
    with pytest.raises(UnfitTable) as unfit:
        laid_over(folder, toml)
    return unfit.value.mistakes


def test_every_family_has_a_chain_and_every_chain_is_named_in_both_languages() -> None:
    table = default_table()
    assert {chain.family for chain in table} == set(Family)
    assert [chain.id for chain in table if not (chain.called("en") and chain.called("zh-CN"))] == []
    assert len(table) >= 30


@pytest.mark.parametrize(
    ("chain_id", "id", "symbol"),
    [(1, "ethereum", "ETH"), (56, "bnb", "BNB"), (137, "polygon", "POL"), (8217, "kaia", "KAIA")],
)
def test_a_chain_is_found_by_what_it_calls_itself(chain_id: int, id: str, symbol: str) -> None:
    chain = default_table().of_chain_id(chain_id)
    assert chain is not None
    assert (chain.id, chain.coin.symbol, chain.coin.decimals) == (id, symbol, 18)


def test_a_chain_that_has_ended_says_so() -> None:
    table = default_table()
    assert [c.id for c in table if c.has_ended(date(2026, 11, 22))] == ["heco"]
    assert not table.get("heco").has_ended(date(2025, 1, 14))


def test_an_explorer_shows_a_transaction_and_an_address() -> None:
    shown = default_table().get("tron").explorers[0]
    assert shown.tx_url("ab") == "https://tronscan.org/#/transaction/ab"
    assert shown.address_url("T1") == "https://tronscan.org/#/address/T1"


def test_an_explorer_of_several_chains_names_them_all() -> None:
    assert [chain.id for chain in default_table().of_host("mintscan.io")] == ["cosmos", "osmosis"]


def test_an_operator_adds_a_chain(tmp_path: Path) -> None:
    table = laid_over(tmp_path, MINE)
    home = table.get("home")
    assert (home.called("zh-CN"), home.chain_id, home.explorers[0].address_url("0x")) == ("家", 31337, None)
    assert len(table) == len(default_table()) + 1
    assert "home" in table.of_form("evm")


def test_an_operator_changes_one_field_and_keeps_the_others(tmp_path: Path) -> None:
    table = laid_over(tmp_path, '[[chain]]\nid = "polygon"\ncoin = {symbol = "NEW", decimals = 18}')
    assert (table.get("polygon").coin.symbol, table.get("polygon").chain_id) == ("NEW", 137)


def test_an_operator_hides_a_chain(tmp_path: Path) -> None:
    table = laid_over(tmp_path, '[[chain]]\nid = "heco"\nhidden = true')
    assert (table.find("heco"), "heco" in table.of_form("evm")) == (None, False)


@pytest.mark.parametrize(
    ("wrong", "right", "said"),
    [
        ('"evm"', '"evn"', "chain home.family: This is none of the known words."),
        ("chain_id = 31337", "", "chain home: chain_id is missing; chains of this family differ by it."),
        ("31337", "56", "chain bnb: another chain has the same chain_id."),
        ('en = "Home", ', "", "chain home.name: en is missing."),
        ("decimals = 18", "decimals = -1", "chain home.coin.decimals: Expected `int` >= 0."),
        ("block_seconds = 2", "", "chain home: Object missing required field `block_seconds`."),
        ("block_seconds", "speed", "chain home: Object contains unknown field `speed`."),
        ('id = "home"', "", "[[chain]] number 1: id is missing."),
        ("[[chain]]", "[[chains]]", "Only [[chain]] and [[party]] tables may stand here."),
        ("[[chain]]", "[[chain", "This cannot be read as TOML: at line 2, column 8."),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, wrong: str, right: str, said: str) -> None:
    assert said in mistakes(tmp_path, MINE.replace(wrong, right))


def test_an_explorer_needs_a_host_and_a_place_for_the_id(tmp_path: Path) -> None:
    assert mistakes(tmp_path, MINE.replace("/tx/{id}", "/tx/"))[0].startswith("chain home.explorers[0].tx: ")
    evil = MINE.replace("scan.home.example", "scan.home.example/@evil")
    assert mistakes(tmp_path, evil)[0].startswith("chain home.explorers[0].host: ")


def test_one_id_stands_once_in_a_file(tmp_path: Path) -> None:
    assert mistakes(tmp_path, MINE + MINE) == ("[[chain]] number 2: this id stands twice.",)


def test_what_is_not_text_is_refused(tmp_path: Path) -> None:
    own = tmp_path / "chains.toml"
    own.write_bytes(b"\xff\xfe")
    with pytest.raises(UnfitTable, match="not UTF-8"):
        read_table(own)


PARTY = """
[[party]]
address = "0xABababababababababababababababababababab"
kind = "bridge"
name = "Sample Bridge"
chains = ["ethereum"]
"""


def test_companies_are_known_by_their_addresses(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(PARTY, "utf-8")
    (party,) = read_table(own).parties
    assert (party.name, party.kind, party.is_on("ethereum"), party.is_on("tron")) == (
        "Sample Bridge",
        PartyKind.BRIDGE,
        True,
        False,
    )
    assert default_table().parties == ()


@pytest.mark.parametrize(
    ("wrong", "right", "said"),
    [
        ('"bridge"', '"bank"', "party number 1.kind: This is none of the known words."),
        ('"ethereum"', '"nowhere"', "party number 1.chains: The chain table has no such chain."),
        ('name = "Sample Bridge"', "", "party number 1: Object missing required field `name`."),
        ("kind", "sort", "party number 1: Object contains unknown field `sort`."),
        ("[[party]]", "[party]", "Only [[chain]] and [[party]] tables may stand here."),
    ],
)
def test_a_mistake_in_a_company_is_told_with_its_place(
    tmp_path: Path, wrong: str, right: str, said: str
) -> None:
    assert said in mistakes(tmp_path, PARTY.replace(wrong, right))
