"""Whoever wants to call another machine goes through platform.connector; nobody opens a line by himself."""

import ast
from collections.abc import Iterator
from pathlib import Path

SRC = Path(__file__).parents[2] / "src" / "walletdesk"
CALLERS = frozenset(
    {
        "httpx",
        "httpcore",
        "socket",
        "ssl",
        "ftplib",
        "telnetlib",
        "requests",
        "aiohttp",
        "urllib3",
        "websockets",
    }
    | {
        "http.client",
        "urllib.request",
        "xmlrpc.client",
        "smtplib",
        "imapclient",
        "imaplib",
        "poplib",
        "aiosmtplib",
        "asyncssh",
    }
)
CALLS = frozenset({"open_connection", "create_connection", "urlopen", "getaddrinfo", "open_unix_connection"})
# Who may, and what: each is a line to a server that the operator named, or to this machine.
MAY = {
    "platform/connector/connector.py": {"httpx", "socket", "ssl", "getaddrinfo"},
    "platform/mail": {"aiosmtplib", "smtplib", "ssl", "socket"},
    "platform/db": {"socket"},
    "channels/email/wire/imap.py": {  # to the very address that it has checked
        "imapclient",
        "imaplib",
        "socket",
        "ssl",
        "getaddrinfo",
        "create_connection",
    },
    "platform/http/socket_protocol.py": {
        "websockets"
    },  # the answering side: it names types, it opens no line
    "app/serving.py": {"socket"},  # it opens the door, it goes out to nobody
    "app/bench": {
        "httpx",
        "socket",
        "urllib.request",
        "urlopen",
        "websockets",
        "create_connection",
        "open_connection",
    },
    "app/simulate": {"httpx", "websockets"},
    "app/life": {"httpx"},  # to this server alone, for people who are played
}


def test_nobody_else_calls_other_machines() -> None:
    found = [
        f"{path.relative_to(SRC)}: {used}"
        for path in sorted(SRC.rglob("*.py"))
        for used in sorted(set(outgoing(ast.parse(path.read_text("utf-8")))))
        if not allowed(path, used)
    ]
    assert found == []


def allowed(path: Path, used: str) -> bool:
    place = path.relative_to(SRC).as_posix()
    names = {name for prefix, granted in MAY.items() if place.startswith(prefix) for name in granted}
    return any(used == name or used.startswith(f"{name}.") for name in names)


def outgoing(tree: ast.AST) -> Iterator[str]:
    """Imports and calls by which a line to another machine is opened, those inside functions too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if is_caller(alias.name))
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = (node.module, *(f"{node.module}.{alias.name}" for alias in node.names))
            yield from (name for name in names if is_caller(name))
        elif isinstance(node, ast.Attribute) and node.attr in CALLS:
            yield node.attr


def is_caller(module: str) -> bool:
    return any(module == caller or module.startswith(f"{caller}.") for caller in CALLERS)


def test_the_test_sees_what_it_looks_for() -> None:
    planted = (
        "import urllib.request; from http import client\n"
        "def call(): import httpx; asyncio.open_connection()\n"
    )
    assert set(outgoing(ast.parse(planted))) == {"urllib.request", "http.client", "httpx", "open_connection"}
    assert (
        list(outgoing(ast.parse("from urllib.parse import urlsplit\nimport walletdesk.platform.http"))) == []
    )
