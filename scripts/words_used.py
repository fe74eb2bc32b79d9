"""Which sentences the program says: read from Python, templates and browser modules, without running them."""

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from walletdesk.platform.packing import Packer

ROOT = Path(__file__).parents[1]
SRC = ROOT / "src" / "walletdesk"
UI = ROOT / "ui"
MODULES = {
    "widget": ("widget", "loader", "shared"),
    "workspace": ("workspace", "shared"),
    "outgoing": ("outgoing", "staff"),
    "knowledge": ("knowledge", "staff"),
    "answers": ("answers", "staff"),
    "searches": ("searches", "staff"),
    "staffing": ("staffing", "staff"),
    "surveys": ("surveys", "staff"),
    "reports": ("reports", "staff"),
    "tickets": ("tickets", "staff"),
    "lost": ("lost", "staff"),
    "call": ("call",),
    "settings": ("settings", "staff"),
}  # a page -> its folders in ui/
REFUSALS = ("Refused", "Finding", "Misfit")  # the roots of everything that carries a sentence for a reader
IN_TEMPLATE = re.compile(r"""\bt\(\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""")
IN_MODULE = re.compile(r"""\btn?\(\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""")

# an example in a comment is said to nobody
COMMENT = re.compile(r"/\*.*?\*/|^\s*//[^\n]*", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Use:
    where: str
    sentence: str


def on_server() -> Iterator[Use]:
    trees = {path: ast.parse(path.read_text("utf-8")) for path in sorted(SRC.rglob("*.py"))}
    refusals = with_descendants([node for tree in trees.values() for node in ast.walk(tree)])
    for path, tree in trees.items():
        for node in ast.walk(tree):
            for sentence in said_by(node, refusals):
                yield Use(f"{path.relative_to(ROOT)}:{sentence.lineno}", str(sentence.value))
    for path in sorted(p for folder in (SRC, UI) for p in folder.rglob("*.html")):
        yield from written_in(path, IN_TEMPLATE)


def in_browsers(page: str) -> Iterator[Use]:
    for folder in MODULES[page]:
        for path in sorted((UI / folder).rglob("*.js")):
            yield from written_in(path, IN_MODULE)


@cache
def at_once(page: str) -> frozenset[str]:
    """Whatever a page may say before its parts are there: all strings of the modules that travel with it."""
    return frozenset(unquoted(text) for text in Packer(UI).strings(f"{page}/main.js"))


@cache
def ever(page: str) -> frozenset[str]:
    """Whatever a page may say at all, with what it fetches later."""
    entry = f"{page}/main.js"
    rest = (apart(page, name) for name in Packer(UI).apart(entry))
    return at_once(page).union({unquoted(text) for text in Packer(UI).strings_of_parts(entry)}, *rest)


def parts_apart(page: str) -> list[str]:
    """Modules of parts that bring their own words and icons, such as ``widget/dossier.js``."""
    return Packer(UI).apart(f"{page}/main.js")


@cache
def apart(page: str, lazy: str) -> frozenset[str]:
    return frozenset(unquoted(text) for text in Packer(UI).strings_of_part(f"{page}/main.js", lazy))


@cache
def in_parts(page: str) -> frozenset[str]:
    """Whatever the other parts of a page may say."""
    return frozenset(unquoted(text) for text in Packer(UI).strings_of_parts(f"{page}/main.js"))


def with_descendants(nodes: list[ast.AST]) -> frozenset[str]:
    """Names of the refusals, their subclasses, and the subclasses of those."""
    defined = [node for node in nodes if isinstance(node, ast.ClassDef)]
    classes = {node.name: {ast.unparse(base) for base in node.bases} for node in defined}
    found: frozenset[str] = frozenset(REFUSALS)
    while True:
        more = found | {name for name, bases in classes.items() if bases & found}
        if more == found:
            return found
        found = more


def said_by(node: ast.AST, refusals: frozenset[str]) -> Iterator[ast.Constant]:
    if isinstance(node, ast.ClassDef) and node.name in refusals:
        yield from (text for statement in node.body for text in default_message(statement))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        position = {"translate": 1}.get(node.func.id, 0 if node.func.id in refusals else None)
        if position is not None and len(node.args) > position:
            yield from texts(node.args[position])


def default_message(statement: ast.stmt) -> Iterator[ast.Constant]:
    if isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == "message":
        yield from texts(statement.value)


def texts(node: ast.expr) -> Iterator[ast.Constant]:
    """The sentence, or both sentences of an ``a if x else b``."""
    if isinstance(node, ast.IfExp):
        yield from texts(node.body)
        yield from texts(node.orelse)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        yield node


def written_in(path: Path, pattern: re.Pattern[str]) -> Iterator[Use]:
    text = COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), path.read_text("utf-8"))
    for match in pattern.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        yield Use(f"{path.relative_to(ROOT)}:{line}", unquoted(match[1]))


def unquoted(literal: str) -> str:
    if literal[0] == "'":
        literal = '"' + literal[1:-1].replace('"', '\\"').replace("\\'", "'") + '"'
    return str(json.loads(literal))
