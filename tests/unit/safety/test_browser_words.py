"""The browser's word lists are the server's."""

from scripts.shield_words import MODULE, module


def test_the_browser_has_the_words_of_the_server() -> None:
    assert MODULE.read_text("utf-8") == module()
