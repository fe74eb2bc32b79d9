"""The browser's word lists and patterns are the server's."""

import re

from scripts.shield_words import front_coded, modules
from walletdesk.safety import lists


def test_the_browser_has_the_words_and_patterns_of_the_server() -> None:
    assert [path.name for path, text in modules().items() if path.read_text("utf-8") != text] == []


def test_what_is_shared_with_the_word_before_can_be_read_back() -> None:
    words, read, word = list(lists.word_list(lists.ENGLISH).words), [], ""
    for kept, rest in re.findall(r"(\d)(\D+)", front_coded(tuple(words))):
        word = word[: int(kept)] + rest
        read.append(word)
    assert read == words
