"""``walletdesk answers``, as an operator calls it, on both engines."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from walletdesk.app import operating
from walletdesk.app.cli import main
from walletdesk.app.migrations import HEAD
from walletdesk.assistant.learning import Version
from walletdesk.assistant.learning.store import open_work
from walletdesk.platform.db import open_database
from walletdesk.staff.store import audit_in

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def environ(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    async def stands_at_head(_: str) -> str:
        return HEAD  # a test's database has its tables without the steps that lead there

    monkeypatch.setattr(operating, "current", stands_at_head)
    data = tmp_path / "data"
    data.mkdir()
    asyncio.run(_learnt(database_url))
    return {"WALLETDESK_DATABASE__URL": database_url, "WALLETDESK_DATA_DIR": str(data)}


async def _learnt(url: str) -> None:
    db = await open_database(url)
    async with open_work(db, audit_in(b"k" * 32))() as work:
        await work.versions.add(Version(id="ver_1", at=NOON, judged=12))
        await work.versions.add(
            Version(id="ver_2", at=NOON + timedelta(days=1), judged=240, answer=0.875, offer=0.5)
        )
    await db.close()


def ran(environ: dict[str, str], *words: str) -> Result:
    return CliRunner().invoke(main, ["answers", *words], env=environ)


def test_an_operator_sees_the_versions_and_goes_back(environ: dict[str, str]) -> None:
    first = ran(environ, "versions").output.splitlines()
    assert [line.split()[0] for line in first] == ["ver_2", "ver_1", "*"]
    assert "2026-11-23 12:00  judged 240  phrasings 0  answers from 0.8750" in first[0]
    done = ran(environ, "rollback", "ver_1")
    assert (done.exit_code, "five seconds" in done.output) == (0, True)
    told = json.loads(ran(environ, "versions", "--json").output)
    assert [(one["id"], one["in_force"]) for one in told] == [("ver_2", False), ("ver_1", True)]
    unknown = ran(environ, "rollback", "ver_3")
    assert (unknown.exit_code, "ver_3" in unknown.output) == (1, False)
    assert ran(environ, "rollback", "shipped").exit_code == 0
    assert ran(environ, "versions").output.splitlines()[-1].startswith("* shipped")
