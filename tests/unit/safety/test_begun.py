"""Which texts are pieces of a phrase whose last piece never came: the browser stopped it."""

import pytest

from walletdesk.safety import begun


@pytest.mark.parametrize(
    ("texts", "places"),
    [
        (["walnut giraffe kangaroo", "mosquito squirrel dolphin"], (0, 1)),
        (["我的币没到", "legal winner thank year wave sausage", "好的", "worth useful legal"], (1, 3)),
        (["walnut giraffe kangaroo", "one", "wait for me", "still here", "are you there?"], (0,)),
        (["my usdt has not arrived", "it was sent from an exchange", "can you help me"], ()),
        (["i can not see the token balance in my wallet today"], ()),
        (["thank you", "ok thanks"], ()),
        ([], ()),
    ],
)
def test_only_what_is_a_piece_by_itself_is_named(texts: list[str], places: tuple[int, ...]) -> None:
    assert begun(texts) == places
