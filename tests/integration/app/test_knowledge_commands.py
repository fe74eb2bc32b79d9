"""``walletdesk knowledge``, as an operator calls it, on both engines."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import walletdesk.knowledge.starter
from walletdesk.app import operating
from walletdesk.app.cli import main
from walletdesk.app.migrations import HEAD

STARTERS = Path(walletdesk.knowledge.starter.__file__).parent


@pytest.fixture
def environ(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    async def stands_at_head(_: str) -> str:
        return HEAD  # a test's database has its tables without the steps that lead there

    monkeypatch.setattr(operating, "current", stands_at_head)
    data = tmp_path / "data"
    data.mkdir()
    return {"WALLETDESK_DATABASE__URL": database_url, "WALLETDESK_DATA_DIR": str(data)}


def ran(environ: dict[str, str], *words: str) -> Result:
    return CliRunner().invoke(main, ["knowledge", *words], env=environ)


def test_a_folder_goes_in_and_comes_out_the_same(environ: dict[str, str], tmp_path: Path) -> None:
    out, two = tmp_path / "out", tmp_path / "two"
    two.mkdir()
    for name in ("gas-fee-high.md", "stolen-funds.md"):
        (two / name).write_bytes((STARTERS / name).read_bytes())
    said = ran(environ, "export", str(out))
    before = {file.name: file.read_bytes() for file in out.iterdir()}
    assert (said.exit_code, before) == (0, {file.name: file.read_bytes() for file in STARTERS.glob("*.md")})

    own = (two / "gas-fee-high.md").read_text("utf-8").replace('"gas-fee-high"', '"our-own"')
    (two / "our-own.md").write_text(own, "utf-8")
    (two / "bad.md").write_bytes(b"\xff")
    refused = ran(environ, "import", str(two))
    assert (refused.exit_code, refused.output) == (
        1,
        "refused bad.md: This is not UTF-8 text.\nNothing was kept.\n",
    )
    (two / "bad.md").unlink()
    tried = ran(environ, "import", "--dry-run", str(two))
    assert tried.output.splitlines()[-1] == (
        "2 new, 0 changed, 4 as they were. Nothing was kept: this was a dry run."
    )
    assert ran(environ, "import", str(two)).output.splitlines() == [
        "new     our-own (zh-CN)",
        "new     our-own (en)",
        "2 new, 0 changed, 4 as they were. Kept.",
    ]
    again = ran(environ, "export", str(out))
    assert again.output == f"{len(before) + 1} topics, 1 files new or changed.\n"
    assert (out / "our-own.md").read_text("utf-8") == own
    told = json.loads(ran(environ, "topics", "--json").output)
    assert {topic["id"] for topic in told} == {Path(name).stem for name in before} | {"our-own"}
