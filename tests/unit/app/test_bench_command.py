"""``walletdesk bench``: what cannot be measured is said in one line."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from walletdesk.app.bench import verifying
from walletdesk.app.cli import main
from walletdesk.channels.messaging.fakes import fakes


@pytest.mark.parametrize(
    ("option", "said"), [("--only", "There are: full-path, idle"), ("--folder", "is a file")]
)
def test_a_part_or_a_folder_that_is_none_is_refused(tmp_path: Path, option: str, said: str) -> None:
    (tmp_path / "file").touch()
    ran = CliRunner().invoke(main, ["bench", option, str(tmp_path / "file")])
    assert ran.exit_code == 2
    assert said in ran.output
    assert ("There are" not in ran.output) or str(tmp_path) not in ran.output  # it may be a secret


def test_every_kind_has_its_check_measured_and_takes_what_is_right() -> None:
    measured = dict(verifying.every(4_000))
    assert {*fakes(), "wechat (plain)", "mail", "twilio"} == measured.keys()
    assert all(verify() for verify in measured.values())
