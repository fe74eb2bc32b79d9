"""The form's own rules: faults by field, and the word that makes sending twice harmless."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.support.memory import Hands
from walletdesk.channels.form import CATEGORIES, Draft, Onces
from walletdesk.platform.settings import InboxSettings

GOOD: dict[str, Any] = {"category": "transfer", "text": "Where is it?"}


@pytest.fixture
def clock() -> Hands:
    return Hands(datetime(2026, 11, 22, 9, tzinfo=UTC))


def test_what_the_widget_asks_more_of_can_be_chosen_here_too() -> None:
    asked = {form.category for form in InboxSettings(id="inb_web", name="Web").forms}
    assert asked - {"impersonation"} <= set(CATEGORIES)  # a fake is reported where the never-ask line stands


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        ({}, {}),
        ({"category": ""}, {"category": "choose"}),
        ({"text": " \n"}, {"text": "empty"}),
        ({"text": "x" * 4001}, {"text": "too_long"}),
        ({"version": "5" * 41, "email": "m" * 255}, {"version": "too_long", "email": "too_long"}),
    ],
)
def test_each_fault_stands_at_its_field(change: dict[str, Any], faults: dict[str, str]) -> None:
    assert Draft(**{**GOOD, **change}).faults() == faults


def test_a_draft_never_prints_what_was_typed() -> None:
    assert "Where" not in repr(Draft(**GOOD))
    assert Draft(**GOOD, email="a@b.example").without_words() == Draft(category="transfer")


def test_only_our_own_word_opens_and_only_for_a_day(clock: Hands) -> None:
    onces = Onces(b"key", clock)
    once = onces.new()
    assert onces.is_open(once)
    assert once != onces.new()
    assert not Onces(b"other", clock).is_open(once)
    assert not onces.is_open("9" + once)
    assert not onces.is_open("")
    clock.forward(hours=24)
    assert onces.is_open(once)
    clock.forward(seconds=1)
    assert not onces.is_open(once)
