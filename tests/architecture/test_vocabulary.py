"""One word for one thing, in code and on screen. The words and what they mean: docs/map.md."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest

from tests.support.source import SRC, modules, nodes, place

# Say contact, agent, conversation, ticket, team, queue or topic instead.
NOT_OUR_WORDS = {
    "case", "cases", "chat", "chats", "customer", "customers", "department", "departments", "group", "groups",
    "label", "labels", "user", "users", "visitor", "visitors",
}  # fmt: skip
DESK = {"desk", "desks"}  # only ever a specialist team, and those belong to tickets
KNOWS_DESKS = {"tickets", "routing", "staff", "sla"}  # sla: a target may be a desk's

# Others' words, where we must speak their language: (folder, word) -> whose it is.
ALLOWED = {
    ("platform/settings", "chat"): "pre-chat form: what operators of every help desk look for",
    ("platform/telemetry", "labels"): "Prometheus: what tells two series of one metric apart",
    ("platform/settings", "user"): "SMTP: who signs in to the mail server",
    ("platform/mail", "user"): "SMTP: who signs in to the mail server",
    ("platform/mail", "label"): "DNS: one part of a host's name",
    ("platform/mail", "labels"): "DNS: the parts of a host's name",
    ("workspace/http", "group"): "the sections of the agents' list, not people: queue, mine, all, resolved",
}

SAID_WELL = {
    "Chat on the site": "names the channel, not a conversation",
}
EN_NEVER = re.compile(
    r"\b(?:users?|customers?|chats?|cases?|visitors?|departments?|valued|kindly|shortly|rest assured|asap"
    r"|as soon as possible|inconvenience|seed phrase)\b",
    re.IGNORECASE,
)
ZH_NEVER = re.compile(
    "用户|顾客|聊天|案件|温馨提示|敬请谅解|带来不便|高度重视|耐心等待|尽快|稍后|请放心|亲，|~|～"
)
SHOUTING = re.compile("[!！]")


def defined_names() -> Iterator[tuple[str, str]]:
    """Every name we chose ourselves, and where; names that merely get used belong to others."""
    for file in modules("src/walletdesk"):
        yield file.stem, place(file)
        for node in nodes(file):
            for name in names_of(node):
                yield name, place(file, node)


def names_of(node: ast.AST) -> list[str]:
    match node:
        case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
            return [name]
        case ast.arg(arg=name) | ast.Name(id=name, ctx=ast.Store()):
            return [name]
        case ast.Attribute(value=ast.Name(id="self"), attr=name, ctx=ast.Store()):
            return [name]
        case _:
            return []


def words(name: str) -> set[str]:
    """``UserAgent`` and ``user_agent`` are the words user and agent."""
    return set(re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().split("_"))


def sentences() -> list[tuple[str, str, str]]:
    """What people read: locale, where, words."""
    found = []
    for catalogue in sorted((SRC / "locales").rglob("*.po")):
        locale = catalogue.relative_to(SRC / "locales").parts[0]
        for entry in polib.pofile(str(catalogue)):
            where = f"{place(catalogue)}:{entry.linenum}"
            found.append(("en", where, entry.msgid))
            said = [entry.msgstr, *entry.msgstr_plural.values()]
            found += [(locale, where, text) for text in said if text]
    return found


def strangers() -> Iterator[tuple[str, str]]:
    for name, where in defined_names():
        for word in words(name) & NOT_OUR_WORDS:
            yield word, where


def is_allowed(word: str, where: str) -> bool:
    return any(word == w and where.startswith(f"src/walletdesk/{folder}") for folder, w in ALLOWED)


def test_code_uses_our_words() -> None:
    assert [f"{where} {word}" for word, where in strangers() if not is_allowed(word, where)] == []


def test_a_desk_is_a_specialist_team() -> None:
    elsewhere = [
        f"{where} {name}"
        for name, where in defined_names()
        if words(name) & DESK and Path(where).parts[2] not in KNOWS_DESKS
    ]
    assert elsewhere == []


def test_the_exceptions_are_in_use() -> None:
    found = list(strangers())
    idle = [
        (folder, word)
        for folder, word in ALLOWED
        if not any(word == w and where.startswith(f"src/walletdesk/{folder}") for w, where in found)
    ]
    assert idle == []


@pytest.mark.parametrize(("locale", "never"), [("en", EN_NEVER), ("zh_CN", ZH_NEVER)], ids=["en", "zh_CN"])
def test_screens_use_our_words(locale: str, never: re.Pattern[str]) -> None:
    found = [
        f"{where} {text}"
        for spoken, where, text in sentences()
        if spoken == locale and never.search(text) and text not in SAID_WELL
    ]
    assert found == []


def test_nobody_is_shouted_at() -> None:
    assert [f"{where} {text}" for _, where, text in sentences() if SHOUTING.search(text)] == []
