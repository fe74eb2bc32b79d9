"""Every code has words in both languages, an article, and the warning that nobody needs a phrase."""

from itertools import chain

import pytest

from walletdesk.chains import ACTORS, ADVICE, Actor, Advice, Code
from walletdesk.knowledge.starter import starter_topics
from walletdesk.platform.i18n import translate

TOPICS = {article.id for article in starter_topics()}


def sentences(advice: Advice) -> list[str]:
    return [advice.title, advice.meaning, *advice.steps, *advice.never, ACTORS[advice.actor]]


def test_every_code_has_advice() -> None:
    assert set(ADVICE) == set(Code)


@pytest.mark.parametrize("code", Code, ids=str)
def test_it_is_said_in_chinese_with_an_article_and_a_warning(code: Code) -> None:
    advice = ADVICE[code]
    said = sentences(advice)
    assert [one for one in said if translate("zh-CN", one) == one] == []
    assert advice.article in TOPICS
    assert any("recovery phrase" in one for one in advice.never)


# Also, or only, said of what nobody has received
NOT_RECEIVED = [
    code for code in Code if code.value in {"recipient_not_ready", "memo_missing", "withdrawal_held"}
]


@pytest.mark.parametrize("code", NOT_RECEIVED, ids=str)
def test_where_nobody_may_have_received_it_nobody_is_asked_to_send_it_back(code: Code) -> None:
    assert len(NOT_RECEIVED) == 3
    assert ADVICE[code].actor is not Actor.RECIPIENT


@pytest.mark.parametrize("code", [Code.INSUFFICIENT_FEE, Code.INSUFFICIENT_BALANCE], ids=str)
def test_what_waits_on_one_chain_and_failed_on_another_is_said_for_both(code: Code) -> None:
    said = " ".join(sentences(ADVICE[code]))
    assert ("still waits" in said, "failed" in said, "number" in said) == (True, True, False)


def test_nothing_is_promised() -> None:
    said = " ".join(chain.from_iterable(sentences(advice) for advice in ADVICE.values())).lower()
    assert [word for word in ("guarantee", "we will return", "refund", "safe") if word in said] == []
