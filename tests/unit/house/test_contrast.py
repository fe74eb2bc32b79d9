"""Words and marks can be told from their ground, in light and in dark, wherever one may stand on the other.

WCAG 2.2: 4.5 for words (1.4.3), 3 for marks, edges and the focus (1.4.11, 2.4.11). The colours are read from
``ui/shared/tokens.css``; the list below says what may stand on what.
"""

from typing import Final, NamedTuple

import pytest

from tests.support.css import roles

WORDS, MARKS = 4.5, 3.0
GROUNDS: Final = ("paper", "sunken", "surface", "raised")
TINTS: Final = ("line-tint", "info-tint", "wait-tint", "danger-tint", "note-tint")


class Stands(NamedTuple):
    role: str
    on: tuple[str, ...]
    least: float
    why: str


STANDS: Final = (
    Stands("ink", GROUNDS + TINTS, WORDS, "what must be read is read everywhere"),
    Stands("ink-2", GROUNDS + TINTS, WORDS, "what helps stands beside it: a hint in a banner, a byline"),
    Stands("ink-3", GROUNDS + TINTS, WORDS, "times and counts: `.faint`, `.hint`, `.msg-by`, on a tint too"),
    Stands(
        "line-ink", GROUNDS + TINTS, WORDS, "links stand in all text, in a banner and in a message as well"
    ),
    Stands("info-ink", ("surface", "info-tint"), WORDS, "`.chip-info`, `.source` in what the bot says"),
    Stands("wait-ink", ("surface", "wait-tint"), WORDS, "`.chip-wait`, `.timer-soon`"),
    Stands("danger-ink", (*GROUNDS, "danger-tint"), WORDS, "`.error` stands under a field, wherever that is"),
    Stands("note-ink", ("surface", "note-tint"), WORDS, "the byline of a note on the thread, `.btn-note`"),
    Stands("on-solid", ("line", "line-strong"), WORDS, "the one solid button, its hover, a badge, a number"),
    Stands("on-solid", ("info",), WORDS, "a solid mark of what machines say"),
    Stands("on-solid", ("danger", "danger-ink"), WORDS, "`.btn-danger`, its hover, `.timer-over`, `.never`"),
    Stands("on-sign", ("sign",), WORDS, "the sign board and the rail"),
    Stands("sign", ("on-sign",), WORDS, "the current place on the rail, the mark of the house"),
    Stands("edge", GROUNDS, MARKS, "the border of what a hand can change, the hollow station"),
    Stands("edge", TINTS, MARKS, "a button in a banner"),
    Stands("line", (*GROUNDS, "line-tint"), MARKS, "the painted line, icons of what is done, a chosen tab"),
    Stands("info", ("surface", "info-tint"), MARKS, "the icon of a banner"),
    Stands(
        "wait", (*GROUNDS, "wait-tint"), MARKS, "the station where somebody waits, a dot in a list, a bar"
    ),
    Stands("danger", (*GROUNDS, "danger-tint"), MARKS, "the square station, a wrong field, what never to do"),
    Stands("note", ("sign",), MARKS, "under the current entry of the sign board"),
    Stands("focus", GROUNDS + TINTS, MARKS, "the ring may stand around anything"),
    Stands("on-sign", ("sign",), MARKS, "the ring on the sign board takes the colour of its words"),
)
# These stand on nothing: grounds, and what separates without saying anything.
SILENT: Final = {*GROUNDS, *TINTS, "hairline"}


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_reckoned_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)
    assert contrast("#0b6b5d", "#0b6b5d") == 1


@pytest.mark.parametrize(("scheme", "index"), [("light", 0), ("dark", 1)], ids=["light", "dark"])
def test_everything_can_be_told_from_its_ground(scheme: str, index: int) -> None:
    colours = {role: pair[index] for role, pair in roles().items()}
    faint = [
        f"--{role} on --{ground}, {scheme}: {reached:.2f}, not {least} ({why})"
        for role, on, least, why in STANDS
        for ground in on
        if (reached := contrast(colours[role], colours[ground])) < least
    ]
    assert faint == []


def test_every_role_is_on_the_list() -> None:
    listed = {role for role, *_ in STANDS} | {ground for _, on, *_ in STANDS for ground in on}
    assert set(roles()) ^ (listed | SILENT) == set()


def test_no_pair_is_lost_unseen() -> None:
    """Whoever takes one off the list, or puts one on it, says so here as well."""
    assert len({(role, ground) for role, on, *_ in STANDS for ground in on}) == 90


@pytest.mark.parametrize("role", ["line", "info", "wait", "danger", "note"])
def test_a_signal_has_a_mark_words_and_a_ground(role: str) -> None:
    assert {role, f"{role}-ink", f"{role}-tint"} <= set(roles())
