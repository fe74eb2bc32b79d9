"""The operator's own chain table, as ``check-config`` judges it."""

from pathlib import Path

from walletdesk.app.wiring.chains import table_of, unfit
from walletdesk.platform.settings import Settings
from walletdesk.platform.settings.schema import ChainSettings


def with_file(file: Path) -> Settings:
    return Settings(chains=ChainSettings(file=str(file)))


def test_without_a_file_the_chains_of_this_version_hold() -> None:
    assert unfit(Settings()) == []
    assert table_of(Settings()).find("ethereum") is not None


def test_a_file_that_is_not_there_or_wrong_is_told(tmp_path: Path) -> None:
    [missing] = unfit(with_file(tmp_path / "nowhere.toml"))
    assert missing.said("en") == "chains.file: In the chain table: This file cannot be read."
    own = tmp_path / "chains.toml"
    own.write_text('[[chain]]\nid = "tron"\ncoin = {symbol = "TRX", decimals = "six"}', "utf-8")
    [wrong] = unfit(with_file(own))
    assert wrong.where == "chains.file"
    assert wrong.said("zh-CN").endswith("chain tron.coin.decimals: Expected `int`, got `str`.")
    own.write_text('[[chain]]\nid = "heco"\nhidden = true', "utf-8")
    assert unfit(with_file(own)) == []
    assert table_of(with_file(own)).find("heco") is None
