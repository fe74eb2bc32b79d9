"""The operator's own chain table, as ``check-config`` judges it."""

from pathlib import Path

import msgspec
import pytest

from walletdesk.app.wiring.chain_endpoints import endpoints_of
from walletdesk.app.wiring.chains import table_in_use, table_of, unfit, usable
from walletdesk.chains import UnfitTable
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


KEY = "the-key-of-ours"


def with_endpoints(file: Path, text: str, mode: int = 0o600) -> Settings:
    file.write_text(text, "utf-8")
    file.chmod(mode)
    both = {"ethereum": ["https://a.example"], "polygon": ["https://b.example"]}
    return Settings(chains=ChainSettings(endpoints=both, endpoints_file=str(file)))


def test_endpoints_that_hold_a_key_stand_in_a_file_of_their_own(tmp_path: Path) -> None:
    settings = with_endpoints(tmp_path / "keys", f'ethereum = ["https://x.example/{KEY}"]')
    assert unfit(settings) == []
    assert endpoints_of(settings) == {
        "ethereum": [f"https://x.example/{KEY}"],
        "polygon": ["https://b.example"],
    }


@pytest.mark.parametrize(
    ("text", "mode", "said"),
    [
        ('ethereum = ["https://x.example"]', 0o640, "can read this file"),
        (f'ethereum = "https://x.example/{KEY}"', 0o600, "Here must stand"),
        (f'ethereum = ["https://x.example/{KEY}', 0o600, "Here must stand"),
        (f'ethereum = ["http://x.example/{KEY}"]', 0o600, "begins with https://"),
        (f'{KEY} = ["https://x.example"]', 0o600, "no such chain"),
    ],
    ids=str,
)
def test_a_file_of_endpoints_that_is_wrong_is_told_without_its_words(
    text: str, mode: int, said: str, tmp_path: Path
) -> None:
    [finding] = unfit(with_endpoints(tmp_path / "keys", text, mode))
    assert said in finding.said("en")
    assert "x.example" not in finding.said("en")
    assert finding.said("zh-CN") != finding.said("en")


def test_a_file_of_endpoints_that_is_not_there_is_told_and_nothing_is_asked(tmp_path: Path) -> None:
    settings = Settings(chains=ChainSettings(endpoints_file=str(tmp_path / "nowhere")))
    [finding] = unfit(settings)
    assert finding.where == "chains.endpoints_file"
    with pytest.raises(UnfitTable):
        endpoints_of(settings)


def test_a_chain_that_nothing_tells_from_others_is_not_asked(tmp_path: Path) -> None:
    own = tmp_path / "chains.toml"
    own.write_text(
        '[[chain]]\nid = "home"\nfamily = "tron"\nname = {en = "Home", zh-CN = "家园"}\nblock_seconds = 3\n'
        'coin = {symbol = "HOM", decimals = 6}\naddresses = {keys = [65]}\n',
        "utf-8",
    )
    endpoints = {id: ["https://node.example"] for id in ("home", "tron")}
    [told] = unfit(Settings(chains=ChainSettings(file=str(own), endpoints=endpoints)))
    assert told.where == "chains.endpoints.home"
    assert told.said("en").endswith("The chain table names no proof of this chain; this is not used.")


def test_a_file_with_a_mistake_is_not_used_and_told_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings = broken(tmp_path)
    for _ in range(2):
        assert table_in_use(settings).find("ethereum") is not None
        assert endpoints_of(usable(settings)) == {}
    said = [record.getMessage() for record in caplog.records]
    assert [text.partition(" ")[0] for text in said] == ["chains.file", "chains.endpoints_file"]
    assert KEY not in caplog.text


def test_a_file_without_a_mistake_is_used(tmp_path: Path) -> None:
    settings = with_endpoints(tmp_path / "keys", f'ethereum = ["https://x.example/{KEY}"]')
    assert usable(settings) == settings


def broken(folder: Path) -> Settings:
    own = folder / "chains.toml"
    own.write_text("[[chain", "utf-8")
    settings = with_endpoints(folder / "keys", f'ethereum = "https://x.example/{KEY}"')
    return Settings(chains=msgspec.structs.replace(settings.chains, file=str(own)))
