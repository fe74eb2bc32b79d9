"""Rules of the house that a machine can keep: sizes, docstrings, one commit, one clock."""

import ast
import re

import pytest

from tests.support.source import (
    ROOT,
    SRC,
    browser_files,
    modules,
    nodes,
    place,
    ring,
    tree,
)

LONGEST_FILE = 400
LONGEST_STYLESHEET = 700  # a stylesheet is read by looking one rule up, not from top to bottom
GENERATED = "app/migrations/versions/"  # steps that a tool wrote down, and that nobody edits afterwards
ALLOWED_LONGER: dict[str, int] = {}  # file -> its lines; may only shrink
PURE = {"model", "events", "ports", "service"}
CLOCKS = {"utc_now", "now", "utcnow", "today", "time", "time_ns", "monotonic", "perf_counter"}
CLOCK_OWNERS = {"datetime", "date", "time"}
SIDES = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border|inset)-)?(?:left|right)\s*:|:\s*(?:left|right)\s*[;}]"
)
MARKUP_FROM_TEXT = re.compile(
    r"\.(?:innerHTML|outerHTML)\s*=|insertAdjacentHTML|document\.write|\beval\(|new Function\("
)


def lines(file_text: str) -> int:
    return len(file_text.splitlines())


def test_no_file_outgrows_one_sitting() -> None:
    limits = dict.fromkeys((*modules("src", "tests", "scripts"), *browser_files(".js")), LONGEST_FILE)
    limits = {file: limit for file, limit in limits.items() if GENERATED not in place(file)}
    limits |= dict.fromkeys(browser_files(".css"), LONGEST_STYLESHEET)
    sizes = {place(file): (lines(file.read_text("utf-8")), limit) for file, limit in limits.items()}
    too_long = {name: size for name, (size, limit) in sizes.items() if size > ALLOWED_LONGER.get(name, limit)}
    assert too_long == {}


def test_exceptions_from_the_size_shrink_with_their_files() -> None:
    now = {name: lines((ROOT / name).read_text("utf-8")) for name in ALLOWED_LONGER}
    assert now == ALLOWED_LONGER


def test_every_module_says_what_it_is_for() -> None:
    silent = [place(file) for file in modules("src", "tests", "scripts") if not ast.get_docstring(tree(file))]
    assert silent == []


def test_only_the_engine_commits() -> None:
    """Use cases end a ``Work`` block; nobody commits by hand, so nothing is ever half done."""
    hands = [
        place(file, node)
        for file in modules("src/walletdesk")
        if file.relative_to(SRC).parts[0] != "platform"
        for node in nodes(file)
        if isinstance(node, ast.Attribute) and node.attr in {"commit", "rollback"}
    ]
    assert hands == []


def test_rules_and_use_cases_are_told_the_time() -> None:
    """They take ``at`` or a ``Clock``: a test can be at any time, and a clock's jump is met in one place."""
    lookers = [
        place(file, node)
        for file in modules("src/walletdesk")
        if ring(file) in PURE and file.relative_to(SRC).parts[0] != "platform"
        for node in nodes(file)
        if looks_at_a_clock(node)
    ]
    assert lookers == []


def looks_at_a_clock(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Name(id="utc_now")):
            return True
        case ast.Call(func=ast.Attribute(value=ast.Name(id=owner), attr=name)):
            return owner in CLOCK_OWNERS and name in CLOCKS
        case _:
            return False


def test_a_page_can_be_turned_around_for_scripts_that_run_right_to_left() -> None:
    """Start and end, never left and right."""
    sided = [
        f"{place(file)}:{number} {line.strip()}"
        for file in browser_files(".css")
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if SIDES.search(line)
    ]
    assert sided == []


@pytest.mark.parametrize("suffix", [".js", ".html"])
def test_no_page_makes_markup_out_of_text(suffix: str) -> None:
    made = [place(f) for f in browser_files(suffix) if MARKUP_FROM_TEXT.search(f.read_text("utf-8"))]
    assert made == []


def test_pages_name_no_address_outside() -> None:
    """Everything a page loads comes with it: no other company learns who asked for help."""
    addresses = [
        f"{place(file)}: {found}"
        for suffix in (".js", ".css", ".html")
        for file in browser_files(suffix)
        for found in re.findall(r"https?://[^\s\"'`)]+", file.read_text("utf-8"))
        if not found.startswith("http://www.w3.org/")  # names of markup languages, never fetched
        and not found.endswith(".example")  # what nobody can own: an example to be read
    ]
    assert addresses == []
