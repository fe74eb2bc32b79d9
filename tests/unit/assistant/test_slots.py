"""Facts for whoever takes over: known by their form, asked for once."""

import pytest

from walletdesk.assistant.model.hearing import Offered, tapped
from walletdesk.assistant.model.slots import NEEDS, facts_in, wanted
from walletdesk.knowledge.starter import starter_topics

TWO = (Offered("first", "One thing"), Offered("second", "Another thing"))


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("trc20", {"chain": "TRON"}),
        ("走的是BSC网络", {"chain": "BNB Chain"}),
        ("sent on erc-20", {"chain": "Ethereum"}),
        ("版本 5.2", {"app_version": "5.2"}),
        ("v3.14.1", {"app_version": "3.14.1"}),
        ("版本号５．２．１", {"app_version": "5.2.1"}),
        ("I paid 12.5 for it", {}),
        ("electronics", {}),
        ("basic question", {}),
    ],
)
def test_a_fact_is_known_by_its_form(text: str, facts: dict[str, str]) -> None:
    assert facts_in(text) == facts


def test_what_is_known_is_not_asked_for() -> None:
    assert wanted("tx-pending", "funds", ()) == "tx"
    assert wanted("tx-pending", "funds", ("tx",)) == "chain"
    assert wanted("tx-pending", "funds", ("tx", "chain")) == ""
    assert wanted("language-currency", "front", ()) == ""


def test_every_topic_that_needs_a_fact_exists() -> None:
    assert set(NEEDS) <= {str(topic.id) for topic in starter_topics()}


@pytest.mark.parametrize(
    "said", ["2", "２", "②", "二", "第二个", "第2个吧", "two", "the second one", "Option 2"]
)
def test_a_number_is_understood(said: str) -> None:
    assert tapped(said, TWO) == "second"


@pytest.mark.parametrize(
    "said", ["two wallets", "second phone", "两个钱包", "一直没到", "3", "one more question"]
)
def test_a_number_inside_a_sentence_chooses_nothing(said: str) -> None:
    assert tapped(said, TWO) == ""
