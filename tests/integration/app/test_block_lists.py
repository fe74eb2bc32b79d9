"""``walletdesk import blocklist`` from the file to the answer."""

import asyncio
from datetime import date
from pathlib import Path

from click.testing import CliRunner, Result

from walletdesk.app.cli import main
from walletdesk.app.wiring.checking import block_lists
from walletdesk.platform.db import open_database
from walletdesk.safety import BlockList, KnownBad


def run(folder: Path, text: str, *, source: str = "A list", of: str = "2026-02-03") -> Result:
    file = folder / "list.txt"
    file.write_text(text, "utf-8")
    options = ["--source", source, "--licence", "Apache-2.0", "--date", of]
    environ = {"WALLETDESK_DATA_DIR": str(folder / "data")}
    return CliRunner().invoke(main, ["import", "blocklist", str(file), *options], env=environ)


def known_of(folder: Path, value: str) -> list[KnownBad]:
    async def ask() -> list[KnownBad]:
        (file,) = (folder / "data").glob("*.db")
        db = await open_database(f"sqlite:///{file}")
        try:
            return await block_lists(db).about(value)
        finally:
            await db.close()

    return asyncio.run(ask())


def test_an_imported_list_is_known_with_source_licence_and_date(tmp_path: Path) -> None:
    done = run(tmp_path, "fake-wallet.example\ngithub.io\nsites.example/view/fake\n")
    assert done.exit_code == 0, done.output
    assert "1 sites are known now by A list." in done.output
    assert "many share them: github.io" in done.output
    assert "1 lines name no site" in done.output
    made = BlockList(source="A list", licence="Apache-2.0", of=date(2026, 2, 3))
    assert known_of(tmp_path, "https://claim.fake-wallet.example/") == [KnownBad("fake-wallet.example", made)]


def test_a_list_that_names_nothing_is_refused_in_one_line(tmp_path: Path) -> None:
    done = run(tmp_path, "# nothing\n")
    assert done.exit_code == 1
    assert done.output == "This list names no site. Nothing was changed.\n"


def test_a_list_without_its_day_is_refused(tmp_path: Path) -> None:
    assert run(tmp_path, "fake.example", of="yesterday").exit_code == 2
