"""The project read as text and trees, for the tests of its shape. Nothing here imports the product."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src" / "walletdesk"
UI = ROOT / "ui"
RINGS = {"events", "model", "ports", "service", "store", "http", "reactions", "jobs"}
NOT_CAPABILITIES = {"kernel", "platform", "channels", "app"}


def capabilities() -> list[Path]:
    return [folder for folder in folders(SRC) if folder.name not in NOT_CAPABILITIES]


def folders(parent: Path) -> list[Path]:
    """Packages directly below, in order."""
    return sorted(file.parent for file in parent.glob("*/__init__.py"))


@cache
def modules(*tops: str) -> tuple[Path, ...]:
    """Every Python file below these folders of the project."""
    found = (file for top in tops for file in (ROOT / top).rglob("*.py"))
    return tuple(sorted(found))


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text("utf-8"), str(file))


@cache
def nodes(file: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(tree(file)))


def place(file: Path, node: ast.AST | None = None) -> str:
    """Where to look, as editors understand it."""
    line = getattr(node, "lineno", None)
    return str(file.relative_to(ROOT)) + (f":{line}" if line else "")


def module_name(file: Path) -> str:
    """``src/walletdesk/hours/model/wall.py`` is the module ``walletdesk.hours.model.wall``."""
    parts = file.relative_to(SRC.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def ring(file: Path) -> str:
    """What a file of a capability is: ``model``, ``store`` ..., as one file or as a folder of them."""
    parts = file.relative_to(SRC).with_suffix("").parts[1:]
    return next((part for part in parts if part in RINGS), "")


def browser_files(suffix: str) -> list[Path]:
    """What we wrote for the browser; vendored files are others' work."""
    return sorted(f for f in UI.rglob(f"*{suffix}") if "vendor" not in f.parts)


def offered(face: Path) -> frozenset[str]:
    """The names of ``__all__``; empty if there is none."""
    for node in tree(face).body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        if any(isinstance(t, ast.Name) and t.id == "__all__" for t in targets) and isinstance(
            node, ast.Assign
        ):
            return frozenset(ast.literal_eval(node.value))
    return frozenset()


def imported(node: ast.AST) -> list[str]:
    """The modules an import statement names: ``import a.b`` and ``from a.b import c`` both give ``a.b``."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    return []
