"""Words of a picture in the orders in which a person reads them, whichever way it was turned."""

import math
from dataclasses import dataclass

import pytest

from walletdesk.safety import readings, screen_picture

TEXT = "legal winner thank year wave sausage worth useful legal winner thank yellow"
PHRASE = TEXT.split()


@dataclass(frozen=True)
class Box:
    text: str
    corners: tuple[tuple[int, int], ...]


def boxes(words: list[str], *, columns: int, degrees: float = 0, down: bool = False) -> list[Box]:
    """A grid of words, turned, in an order that says nothing."""
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    rows, made = -(-len(words) // columns), []
    for i, word in enumerate(words):
        column, row = (i // rows, i % rows) if down else (i % columns, i // columns)
        x, y = 60 + column * 320, 400 + row * 110
        corners = [(x, y), (x + 200, y), (x + 200, y + 40), (x, y + 40)]
        turned = tuple((round(a * cos - b * sin), round(a * sin + b * cos)) for a, b in corners)
        made.append(Box(f"{i + 1}. {word}", turned))
    return sorted(made, key=lambda box: box.text[::-1])


@pytest.mark.parametrize("degrees", [0, 5, -12, 90, 179, 180, 270])
@pytest.mark.parametrize(("columns", "down"), [(3, False), (2, True), (1, False)])
def test_a_grid_is_read_in_its_own_order_however_it_lies(degrees: float, columns: int, down: bool) -> None:
    made = readings(boxes(PHRASE, columns=columns, degrees=degrees, down=down), [])
    assert TEXT in made
    assert screen_picture(boxes(PHRASE, columns=columns, degrees=degrees, down=down)).stopped


def test_a_code_is_read_for_itself() -> None:
    assert screen_picture([], [TEXT]).stopped
    assert not screen_picture([], ["https://wallet.example"]).stopped
    assert readings([], []) == []


def test_a_screen_of_sentences_is_no_phrase() -> None:
    said = ["Transaction failed", "Please contact support", "Try again when the network is less busy"]
    assert not screen_picture(boxes(said, columns=1)).findings
