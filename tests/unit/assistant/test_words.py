"""The bot's sentences exist in both languages and keep the rules of our words."""

import re

import pytest

from walletdesk.assistant.model import sentences
from walletdesk.platform.i18n import knows, translate

AVOIDED_ZH = (
    "亲|哦|呢|温馨提示|敬请谅解|给您带来不便|高度重视|请耐心等待|尽快|稍后|请放心"
    "|进行|予以|针对|保证|肯定|马上到账"
)
AVOIDED_EN = (
    r"\b(?:user|valued|kindly|shortly|rest assured|as soon as possible|guarantee|simply|just|unfortunately)\b"
)


@pytest.mark.parametrize("sentence", sorted(sentences.ALL))
def test_every_sentence_is_said_in_both_languages(sentence: str) -> None:
    assert knows(sentence)
    assert re.search(r"[\u4e00-\u9fff]", translate("zh-CN", sentence))


@pytest.mark.parametrize("sentence", sorted(sentences.ALL))
def test_no_sentence_uses_a_word_we_avoid(sentence: str) -> None:
    assert not re.search(AVOIDED_EN, sentence, re.IGNORECASE)
    assert not re.search(AVOIDED_ZH, translate("zh-CN", sentence))
    assert "!" not in sentence


@pytest.mark.parametrize("sentence", sorted(sentences.ALL))
def test_sentences_are_short(sentence: str) -> None:
    parts = [part for part in re.split(r"[.?:;]\s|[.?:;]$", sentence) if part]
    assert max(len(part.split()) for part in parts) <= 28
    zh = [part for part in re.split("[。？：；]", translate("zh-CN", sentence)) if part]
    assert max(len(part) for part in zh) <= 55
