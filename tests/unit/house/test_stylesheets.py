"""What every stylesheet of ours keeps to: colours from tokens, both directions, names that exist."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

import pytest

from tests.support.css import TOKENS, Declaration, declarations, icons, roles, text
from tests.support.source import SRC, UI, browser_files, place

# Somebody else's page, by design: a wallet brings its own colours.
FOREIGN: Final = {"demo/wallet.css": "the sample wallet is not ours and must not look like it"}
LOADER: Final = UI / "loader" / "widget.js"  # stands in a wallet's page, where no token reaches
COLOUR: Final = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|oklab|oklch|lab|lch|color)\(|"
    r"(?<![\w-])(?:black|white|gr[ae]y|silver|red|green|blue|yellow|orange|purple|pink|teal|navy|gold|brown)(?![\w-])",
    re.IGNORECASE,
)
PHYSICAL: Final = re.compile(
    r"(?:margin|padding|inset|scroll-margin|scroll-padding)-(?:top|right|bottom|left)|top|right|bottom|left"
    r"|border-(?:top|right|bottom|left)(?:-(?:color|style|width|(?:left|right)-radius))?"
    r"|(?:min-|max-)?(?:width|height)"
)  # overflow-x stays: overflow-inline is not in browsers yet, and scrolling is the same in both directions
EXPANDED: Final = {1: (0, 0, 0, 0), 2: (0, 1, 0, 1), 3: (0, 1, 2, 1), 4: (0, 1, 2, 3)}
FOUR_SIDES: Final = ("margin", "padding", "inset", "border-width", "border-color", "border-style")
SIDEWAYS: Final = re.compile(r"translateX?\(\s*(?!0[,)]|-?50%)[^,)]+")
USED: Final = re.compile(r"var\(\s*--([\w-]+)")
CALL: Final = re.compile(r"\bicon\(((?:[^()]|\([^()]*\))*)\)")
NAME: Final = re.compile(r"""["']([a-z][a-z-]*)["']""")
# Where icons are chosen by a table: the names in it.
TABLES: Final = {
    "ui/workspace/view/words.js": r"channelIcon = .*",
    "ui/workspace/view/toasts.js": r"const MARKS = .*",
    "ui/widget/views/menu.js": r"entry\(\"[\w-]+\"",
}


def ours() -> list[Declaration]:
    return [one for one in declarations() if one.where.partition(":")[0] not in FOREIGN]


def split(value: str) -> list[str]:
    """By spaces outside of brackets."""
    parts, depth = [""], 0
    for letter in value:
        depth += (letter == "(") - (letter == ")")
        if letter.isspace() and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return [part for part in parts if part]


def leaning(one: Declaration) -> bool:
    """Whether a shorthand says one thing for the left and another for the right."""
    values = split(one.value.removesuffix("!important"))
    first, second, third, fourth = (values[at] for at in EXPANDED.get(len(values), EXPANDED[1]))
    if one.name in FOUR_SIDES:  # top, right, bottom, left
        return second != fourth
    return one.name == "border-radius" and (first, fourth) != (second, third)  # clockwise from the top left


def test_colours_stand_in_the_tokens_and_nowhere_else() -> None:
    own = [one for one in ours() if not one.where.startswith("shared/tokens.css")]
    assert [f"{one.where} {one.name}: {one.value}" for one in own if COLOUR.search(one.value)] == []


def test_foreign_stylesheets_are_still_there() -> None:
    assert [name for name in FOREIGN if not (UI / name).is_file()] == []


def test_scripts_and_pages_bring_no_colours() -> None:
    coloured = [
        f"{place(file)}: {found}"
        for suffix in (".js", ".html")
        for file in browser_files(suffix)
        if file != LOADER
        for found in re.findall(r"[:\"'` ](#[0-9a-fA-F]{3,8})[\"'`;, )]", file.read_text("utf-8"))
    ]
    assert coloured == []


def test_the_button_in_a_wallets_page_has_our_colours() -> None:
    ours = {value for pair in roles().values() for value in pair}
    used = set(re.findall(r"#[0-9a-f]{6}\b", LOADER.read_text("utf-8")))
    assert used - ours == set()
    assert used


def test_nothing_is_left_or_right_top_or_bottom() -> None:
    sided = [f"{one.where} {one.name}: {one.value}" for one in ours() if PHYSICAL.fullmatch(one.name)]
    assert sided == []


def test_no_shorthand_leans_to_one_side() -> None:
    """``padding: 0 1rem 0 0`` keeps its gap on the right in a page that runs from right to left."""
    found = [f"{one.where} {one.name}: {one.value}" for one in ours() if leaning(one)]
    assert found == []


def test_nothing_is_aligned_or_moved_to_the_left_or_right() -> None:
    found = [
        f"{one.where} {one.name}: {one.value}"
        for one in ours()
        if (one.name in ("text-align", "float", "clear") and one.value in ("left", "right"))
        or (one.name in ("transform", "translate") and SIDEWAYS.search(one.value))
    ]
    assert found == []


def test_every_token_that_is_used_is_defined() -> None:
    defined = {one.name.removeprefix("--") for one in declarations() if one.name.startswith("--")}
    unknown = [f"{one.where} --{name}" for one in declarations() for name in USED.findall(one.value)
               if name not in defined]  # fmt: skip
    assert unknown == []


def named_icons() -> Iterator[tuple[str, str]]:
    """Every name of an icon that a page, a script or a template asks for, and where."""
    for file in [*browser_files(".js"), *browser_files(".html"), *sorted(SRC.rglob("templates/**/*.html"))]:
        whole = file.read_text("utf-8")
        table = TABLES.get(place(file))
        calls = [*CALL.findall(whole), *(re.findall(table, whole) if table else ())]
        names = [name for call in calls for name in NAME.findall(call)]
        for name in [*names, *re.findall(r"#i-([a-z][\w-]*)", whole)]:
            yield name, place(file)


def test_every_icon_that_is_named_is_in_the_sprite() -> None:
    missing = [f"{where}: {name}" for name, where in named_icons() if name not in icons()]
    assert missing == []


def test_the_search_for_icons_finds_them() -> None:
    found = list(named_icons())
    assert len({where for _, where in found}) > 10
    assert {name for name, _ in found} > {"shield", "shield-x", "mail", "message"}
    assert all(any(where == table for _, where in found) for table in TABLES)


@pytest.mark.parametrize(
    ("name", "value", "leans"),
    [
        ("padding", "0 1rem 0 0", True),
        ("padding", "0 1rem", False),
        ("padding", "calc(1px + 2px) 3px 0 3px", False),
        ("border-radius", "0 4px 4px 0", True),
        ("border-radius", "4px 4px 0 0", False),
        ("border-radius", "4px 0", True),
    ],
)
def test_a_leaning_shorthand_is_seen(name: str, value: str, *, leans: bool) -> None:
    assert leaning(Declaration(name, value, "")) is leans


def test_tokens_come_in_pairs() -> None:
    """A colour that is written once would be the same in the dark; shadows carry theirs inside."""
    bare = [
        one.where for one in declarations(TOKENS)
        if COLOUR.search(one.value) and "light-dark(" not in one.value
    ]  # fmt: skip
    assert bare == []


def test_sizes_of_type_grow() -> None:
    sizes = re.findall(r"--t-\d: ([\d.]+)rem", text(TOKENS))
    assert all(float(one) < float(next) for one, next in pairwise(sizes))
