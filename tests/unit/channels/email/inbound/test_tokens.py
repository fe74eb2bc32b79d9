"""What our letters carry: it finds its conversation again, and nobody else's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walletdesk.channels.email.inbound import ReplyTokens
from walletdesk.channels.email.inbound.tokens import LONGEST_LOCAL
from walletdesk.kernel.ids import ConversationId, new_id

TOKENS = ReplyTokens(b"k" * 32, "support@wallet.example")
ONE, OTHER = ConversationId(new_id("cnv")), ConversationId(new_id("cnv"))


def test_an_answer_finds_its_conversation_by_either() -> None:
    assert TOKENS.in_address(TOKENS.address(ONE)) == ONE
    assert TOKENS.in_message_id(TOKENS.message_id(ONE)) == ONE
    assert TOKENS.in_address(TOKENS.address(ONE).upper()) == ONE
    assert TOKENS.message_id(ONE) != TOKENS.message_id(ONE)


def test_an_address_of_ours_fits_where_mail_goes() -> None:
    longest = ReplyTokens(b"k", f"{'a' * LONGEST_LOCAL}@wallet.example")
    assert len(longest.address(ONE).partition("@")[0]) == 64
    with pytest.raises(ValueError, match="before the @"):
        ReplyTokens(b"k", f"{'a' * (LONGEST_LOCAL + 1)}@wallet.example")


@pytest.mark.parametrize("other", [b"x" * 32, b""])
def test_a_token_of_another_installation_is_none(other: bytes) -> None:
    foreign = ReplyTokens(other, "support@wallet.example")
    assert TOKENS.in_address(foreign.address(ONE)) is None
    assert TOKENS.in_message_id(foreign.message_id(ONE)) is None


def test_a_seal_moved_to_another_conversation_or_domain_is_none() -> None:
    assert TOKENS.in_address(TOKENS.address(ONE).replace(ONE[4:], OTHER[4:])) is None
    assert TOKENS.in_message_id(TOKENS.message_id(ONE).replace(ONE[4:], OTHER[4:])) is None
    assert TOKENS.in_address(TOKENS.address(ONE).replace("wallet.example", "evil.example")) is None


def test_one_kind_is_not_taken_for_the_other() -> None:
    seal = TOKENS.message_id(ONE).rpartition("@")[0].rpartition(".")[2]
    assert TOKENS.in_address(f"support+{ONE[4:]}{seal}@wallet.example") is None


@given(st.text(max_size=200))
def test_what_anybody_writes_is_none(text: str) -> None:
    assert TOKENS.in_address(text) is None
    assert TOKENS.in_message_id(text) is None
