"""The secret of a mailed link: it opens one question, and nobody can make one."""

from walletdesk.kernel.ids import new_id
from walletdesk.surveys import QuestionTokens

OURS, OTHERS = QuestionTokens(b"k" * 32), QuestionTokens(b"o" * 32)


def test_a_token_names_its_question_and_no_other() -> None:
    one, other = new_id("srv"), new_id("srv")
    token = OURS.token_for(one)
    assert OURS.id_of(token) == one
    assert OURS.id_of(token.replace(one, other)) is None
    assert OURS.id_of(OTHERS.token_for(one)) is None
    assert [OURS.id_of(wrong) for wrong in ("", one, f"{one}.", token[:-1], token + "x")] == [None] * 5


def test_a_lot_falls_alike_for_the_same_and_evenly_over_all() -> None:
    drawn = [OURS.drawn(f"con_{number}") for number in range(1_000)]
    assert drawn[0] == OURS.drawn("con_0")
    assert drawn[0] != OTHERS.drawn("con_0")
    assert 0 <= min(drawn) < max(drawn) < 1
    assert 60 <= sum(one < 0.1 for one in drawn) <= 140
