"""The browser's word lists are the server's."""

import re

from scripts.shield_words import MODULE, WORDS, front_coded, module


def test_the_browser_has_the_words_of_the_server() -> None:
    assert MODULE.read_text("utf-8") == module()


def test_what_is_shared_with_the_word_before_can_be_read_back() -> None:
    words, read, word = (WORDS / "english.txt").read_text("ascii").split(), [], ""
    for kept, rest in re.findall(r"(\d)(\D+)", front_coded(words)):
        word = word[: int(kept)] + rest
        read.append(word)
    assert read == words
