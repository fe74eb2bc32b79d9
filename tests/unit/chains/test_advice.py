"""Every code has words in both languages, an article, and the warning that nobody needs a phrase."""

from itertools import chain

import pytest

from walletdesk.chains import ACTORS, ADVICE, Advice, Code
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


def test_nothing_is_promised() -> None:
    said = " ".join(chain.from_iterable(sentences(advice) for advice in ADVICE.values())).lower()
    assert [word for word in ("guarantee", "we will return", "refund", "safe") if word in said] == []
