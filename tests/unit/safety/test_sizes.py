"""How much of a secret was sent: coarse on purpose."""

from hashlib import shake_256

import pytest
from mnemonic import Mnemonic

from walletdesk.safety import screen, size_of

BYTES = {"12": 16, "15": 20, "18": 24, "21": 28, "24": 32}


def size(text: str, before: tuple[str, ...] = ()) -> str:
    seen = screen(text, context=before)
    assert seen.worst is not None
    return size_of(seen.worst, text, [before[place] for place in seen.parts])


@pytest.mark.parametrize(
    "language", ["english", "chinese_simplified", "japanese", "spanish", "korean", "french"]
)
@pytest.mark.parametrize("length", BYTES)
def test_a_whole_phrase_is_called_by_its_words(language: str, length: str) -> None:
    phrase = Mnemonic(language).to_mnemonic(shake_256(b"size").digest(BYTES[length]))
    assert size(phrase) == length


def test_what_is_missing_words_is_partial() -> None:
    phrase = Mnemonic("english").to_mnemonic(shake_256(b"size").digest(16)).split()
    assert size(" ".join(phrase[:-1])) == "partial"


def test_a_phrase_in_pieces_is_counted_together() -> None:
    words = Mnemonic("english").to_mnemonic(shake_256(b"size").digest(16)).split()
    assert size(" ".join(words[6:]), (" ".join(words[:6]),)) == "12"


@pytest.mark.parametrize(("length", "expected"), [(9, "short"), (12, "short"), (14, "short"), (64, "long")])
def test_of_anything_else_only_short_or_long_is_told(length: int, expected: str) -> None:
    value = ("Tr0ub4dor!" * 7)[:length]
    key = "0x" + "3f" * 32
    assert size(f"private key {key}" if length == 64 else f"my password is {value}") == expected
