"""Whom an @name means."""

import pytest

from walletdesk.conversations import mentioned_in
from walletdesk.kernel.ids import AgentId

NAMES = {
    AgentId("one"): "Front agent 1",
    AgentId("ten"): "Front agent 10",
    AgentId("zh"): "客服 1 号",
    AgentId("ann"): "Ann",
    AgentId("twin"): "ann",
    AgentId("none"): "",
}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("@Front agent 1 please look", ["one"]),
        ("@Front agent 10, please", ["ten"]),
        ("@front AGENT 1: and @客服 1 号缺付款时间", ["one", "zh"]),
        ("请＠客服 1 号看一下", ["zh"]),
        ("请@客服 1 号看一下", ["zh"]),
        ("@Front agent 1 and again @Front agent 1", ["one"]),
        ("@Ann", ["ann", "twin"]),
        ("@Anna and @Front agent 11", []),
        ("mail@Ann.example or somebody@Ann", []),
        ("Front agent 1 without a sign, @ nobody, @", []),
        ("", []),
    ],
)
def test_the_longest_name_that_stands_there_is_meant(text: str, meant: list[str]) -> None:
    assert [one.id for one in mentioned_in(text, NAMES)] == meant
