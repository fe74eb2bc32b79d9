"""The docs tell the truth where a machine can tell: names, settings, commands, links."""

import ast
import re
from collections.abc import Iterator
from importlib import import_module

import msgspec

from tests.support.source import ROOT, SRC, folders, modules, nodes, place
from walletdesk.platform.settings import Settings

MAP = (ROOT / "docs" / "map.md").read_text("utf-8")
OPERATING = "\n".join(f.read_text("utf-8") for f in sorted((ROOT / "docs" / "operating").glob("*.md")))
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "changes").glob("*.md")])
LINK = re.compile(r"\]\((?!https?:|mailto:|picture:|#)([^)#\s]+)")
COMMAND = re.compile(r"(?:\.venv/bin/|`|^\s*)walletdesk ([a-z][a-z-]+)", re.MULTILINE)
FRAGMENT = re.compile(r"[a-z0-9-]+\.(?:added|changed|fixed|security)\.md")
DECISION_PARTS = (
    "**Context.**",
    "**Decision.**",
    "**What follows.**",
    "**Considered.**",
    "**What keeps it true.**",
)


def classes() -> dict[str, tuple[str, set[str]]]:
    """Each class of the package: where it stands, and the names of its bases."""
    return {
        node.name: (place(file, node), {base.id for base in node.bases if isinstance(base, ast.Name)})
        for file in modules("src/walletdesk")
        for node in nodes(file)
        if isinstance(node, ast.ClassDef)
    }


def events() -> dict[str, str]:
    """The facts that are told: what descends from Event and has no descendant. Name -> where."""
    known = classes()
    family = {"Event"}
    while more := {name for name, (_, bases) in known.items() if bases & family} - family:
        family |= more
    parents = {base for name in family & set(known) for base in known[name][1]}
    return {name: known[name][0] for name in family - parents - {"Event"}}


def tables() -> dict[str, str]:
    """Name -> where, from the calls of ``table("name", ...)``."""
    calls = (
        (node, file)
        for file in modules("src/walletdesk")
        for node in nodes(file)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "table"
    )
    return {
        node.args[0].value: place(file, node)
        for node, file in calls
        if node.args and isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str)
    }


def settings_of(kind: type[msgspec.Struct], above: str = "") -> Iterator[str]:
    """Every key an operator may set, with its sections: ``http.port``, ``inboxes.id``."""
    for found in msgspec.structs.fields(kind):
        name = f"{above}{found.encode_name}"
        inner = [t for t in (found.type, *getattr(found.type, "__args__", ())) if is_struct(t)]
        if not inner:
            yield name
        for section in inner:
            yield from settings_of(section, f"{name}.")


def is_struct(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


def commands() -> set[str]:
    main = import_module("walletdesk.app.cli").main
    return set(main.commands)


def test_the_map_names_every_event() -> None:
    assert {name: where for name, where in events().items() if f"`{name}`" not in MAP} == {}


def test_the_map_names_every_table() -> None:
    assert {name: where for name, where in tables().items() if f"`{name}`" not in MAP} == {}


def test_the_map_names_every_folder_and_channel() -> None:
    channels = SRC / "channels"
    names = [folder.name for folder in (*folders(SRC), *folders(channels))]
    assert [name for name in names if f"`{name}`" not in MAP] == []


def test_the_operator_finds_every_setting() -> None:
    page = (ROOT / "docs" / "operating" / "configuration.md").read_text("utf-8")
    assert [name for name in settings_of(Settings) if f"`{name}`" not in page] == []


def test_the_operator_finds_every_command() -> None:
    assert {name for name in commands() if f"walletdesk {name}" not in OPERATING} == set()


def test_no_page_promises_a_command_that_is_not_there() -> None:
    promised = {
        f"{place(page)}: {name}"
        for page in PAGES
        for name in COMMAND.findall(page.read_text("utf-8"))
        if name not in commands()
    }
    assert promised == set()


def test_contributors_find_every_target_of_make() -> None:
    targets = re.findall(r"^#: ([a-z-]+) - ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    pages = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert [name for name in targets if name != "help" and f"make {name}`" not in pages] == []


def test_every_link_leads_somewhere() -> None:
    broken = [
        f"{place(page)} -> {target}"
        for page in PAGES
        for target in LINK.findall(page.read_text("utf-8"))
        if not (page.parent / target).exists()
    ]
    assert broken == []


def test_both_readmes_say_the_same_commands() -> None:
    english, chinese = (
        re.findall(r"^```\n(.*?)^```", (ROOT / name).read_text("utf-8"), re.MULTILINE | re.DOTALL)
        for name in ("README.md", "README.zh-CN.md")
    )
    assert english == chinese


def test_decisions_are_numbered_complete_and_listed() -> None:
    pages = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    index = (ROOT / "docs" / "decisions" / "README.md").read_text("utf-8")
    assert [page.name[:4] for page in pages] == [f"{n:04}" for n in range(1, len(pages) + 1)]
    assert [page.name for page in pages if f"({page.name})" not in index] == []
    assert [
        f"{place(page)} lacks {part}"
        for page in pages
        for part in DECISION_PARTS
        if part not in page.read_text("utf-8")
    ] == []


def test_a_fragment_of_the_changelog_is_named_by_its_kind() -> None:
    fragments = [f for f in (ROOT / "changes").iterdir() if f.name != "README.md"]
    assert [f.name for f in fragments if not FRAGMENT.fullmatch(f.name)] == []
    assert [f.name for f in fragments if not f.read_text("utf-8").strip()] == []
