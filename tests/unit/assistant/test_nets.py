"""A net finds what the same pattern finds with ``re``."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walletdesk.assistant.model.nets import Net

PATTERNS = (
    r"被盗|被(?:人|谁)偷",
    r"\b(?:hacked|stolen)\b|\bwallet\b.{0,8}\bempty\b",
    r"(?:人|he).{0,4}(?:找回|back)|(?<!时候)联系我(?!们)|联?系",
    r"[词词码]|[a词]b|[^词]词{0,2}x|码{1,2}",
    r"(?P<one>词|码)z|(?:词)?q|\|词|[]|]词|a|",
    r"\bx(?=词)|(?=词)\w|电\b",
)
WORDS = st.lists(
    st.sampled_from(
        ["被", "盗", "偷", "人", "词", "码", "联系", "我", "们", "he", "x", "q", "ab", "z", "|", "]"]
    )
    | st.sampled_from([" ", "stolen", "hacked", "wallet", "empty", "back", "找回", "电", "时候", "."]),
    max_size=12,
).map("".join)


@pytest.mark.parametrize("pattern", PATTERNS)
@given(said=WORDS)
def test_a_net_finds_what_its_pattern_finds(pattern: str, said: str) -> None:
    assert Net(pattern).search(said) is bool(re.search(pattern, said))


def test_what_needs_no_chinese_character_is_found_without_one() -> None:
    assert Net(r"(?:人|he) took|词?s").search("he took it")
    assert Net("词?s").search("is")
