"""Whether pictures are checked here, as the operator and the leads are told it."""

from collections.abc import Callable

import pytest

from walletdesk.app.pictures import unchecked
from walletdesk.app.wiring import eyes
from walletdesk.app.wiring.eyes import sight
from walletdesk.platform.settings import AttachmentSettings, Settings

OFF = Settings(attachments=AttachmentSettings(read_pictures=False))
Install = Callable[[bool], None]


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Install:
    return lambda there: monkeypatch.setattr(eyes, "can_read", lambda: there)


def test_with_the_extra_nothing_is_missing(install: Install) -> None:
    install(True)
    assert (sight(Settings()), unchecked(Settings())) == ("checked", [])


def test_without_the_extra_the_operator_is_warned_and_told_what_follows(install: Install) -> None:
    install(False)
    [warning] = unchecked(Settings())
    assert (sight(Settings()), warning.level) == ("missing", "warning")
    assert warning.said("en") == (
        "attachments.read_pictures: The extra ocr is not installed, so pictures are not checked for secrets: "
        "agents must confirm before they open one."
    )


def test_whoever_switches_it_off_is_warned_too(install: Install) -> None:
    install(True)
    assert (sight(OFF), [one.level for one in unchecked(OFF)]) == ("off", ["warning"])
