"""Secrets that are planted through every way in, and the search for what became of them.

The ways are not listed here: they are the routes of the router, with the fields that their own description
names. What is not found by that is no way in.
"""

import copy
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import sqlalchemy as sa
from mnemonic import Mnemonic

from tests.support.matrix import Row
from walletdesk.platform.db import Database, statement

# Made for this, on no chain. The words are chosen so that no text of ours holds three of them together.
PHRASE: Final = Mnemonic("english").to_mnemonic(bytes.fromhex("7f3a91c4d2e85b60a7f31c9e4d0b8265"))
KEY: Final = "0x" + "".join(f"{(i * 97 + 41) % 256:02x}" for i in range(32))
WIF: Final = "KxcTtPoUFDHBRC48uEzLnebg2tJRHeUYVrmV3euh9X2dBZRjM9yS"
PASSWORD: Final = "Kestrel47#gravel"
CANARIES: Final = {
    "phrase": PHRASE,
    "key": f"private key {KEY}",
    "wif": WIF,
    "password": f"my wallet password is {PASSWORD}",
}
DIGITS: Final = KEY  # 64 digits that nobody named: a private key, or a transaction that anybody may see
# Where digits of that kind are not asked about, or are what the field is for. Each is a field of one route.
UNASKED: Final = {
    **dict.fromkeys(
        (
            "POST /api/advice/rules body.phrase",
            "POST /api/advice/rules body.matches",
            "POST /api/advice/rules body.passes",
            "POST /api/advice/rules body.why",
            "POST /api/advice/rules body.instead",
            "PUT /api/advice/rules/{rule}/phrase body.phrase",
            "PUT /api/advice/rules/{rule}/phrase body.matches",
            "PUT /api/advice/rules/{rule}/phrase body.passes",
            "PUT /api/advice/rules/{rule}/phrase body.why",
            "PUT /api/advice/rules/{rule}/phrase body.instead",
            "PUT /api/calendars/{calendar} body.name",
            "POST /api/calendars body.name",
            "POST /api/calendars/preview body.name",
            "POST /api/calendars/holidays body.text",
            "PUT /api/policies/{policy} body.name",
        ),
        "a setting",
    ),
    **dict.fromkeys(
        (
            "POST /api/builds body.digest",
            "POST /api/builds body.reason",
            "POST /api/builds body.source",
            "POST /api/builds/import body.text",
            "POST /api/conversations body.build.digest",
            "POST /api/conversations body.build.source",
            "POST /api/forms/message body.build.digest",
            "POST /api/forms/message body.build.source",
            "POST /message form.digest",
            "POST /message form.source",
            "GET /message query.digest",
            "GET /message query.source",
        ),
        "speaks of a build of an app, which is named by 64 digits",
    ),
    "POST /message form.version": "too long for a version: refused, and shown as it was typed",
    "POST /api/workspace/conversations/{conversation}/dossiers body.text": "a field for transaction ids",
    "POST /verify form.q": "shows what was judged, and keeps nothing",
}
ECHOED: Final = {
    "GET /hooks/{kind}/{inbox} query.echostr": "a provider asks for it under its signature; nothing is kept",
}
_SCRAPS: Final = (KEY[2:22], KEY[-20:], WIF[:20].lower(), WIF[-20:].lower(), PASSWORD.lower())
_WORDS: Final = frozenset(PHRASE.split())
_ENOUGH: Final = 5  # words of the phrase in one place, which no text of ours has
_RING = re.compile(r"zq\d{5}")
_IN_PATH = re.compile(r"{(\w+)}")
_TOKEN = re.compile(r"[a-z]+")

Body = Any  # JSON


@dataclass(frozen=True)
class Plant:
    """One canary in one field of one route. ``ring``: by which its route is known again.

    ``asked`` is the route with what its address is filled with.
    """

    where: str
    ring: str
    route: str
    asked: str
    row: Row


def planted(routes: Mapping[str, Row], schema: Mapping[str, Any]) -> Iterator[Plant]:
    """Every text field of every route: those that its row sends, and those that it could send besides."""
    for plant in _planted(routes, schema):
        field, _, name = plant.where.rpartition(" ")
        if field not in ECHOED and (name != "digits" or field not in UNASKED):
            yield plant


def _planted(routes: Mapping[str, Row], schema: Mapping[str, Any]) -> Iterator[Plant]:
    numbers = count()
    for route, row in routes.items():
        for name, canary in {**CANARIES, "digits": DIGITS}.items():
            ring = f"zq{next(numbers):05}"
            text = canary if canary == WIF else f"{canary} {ring}"  # by itself it fits where no blank may be
            for field, changed in _fields(route, row, schema, text):
                yield Plant(f"{route} {field} {name}", ring, route, route, changed)
            for part in _IN_PATH.findall(route):
                asked = route.replace(f"{{{part}}}", quote(text, safe=""))
                yield Plant(f"{route} path.{part} {name}", ring, route, asked, row)


def _fields(route: str, row: Row, schema: Mapping[str, Any], canary: str) -> Iterator[tuple[str, Row]]:
    for field, body in _leaves(row.body, canary):
        yield f"body{field}", replace(row, body=body)
    if isinstance(row.body, dict):
        for name, value in _more(route, schema, canary):
            if name not in row.body:
                yield f"body.{name}", replace(row, body={**row.body, name: value})
    for field, form in _leaves(row.form, canary):
        yield f"form{field}", replace(row, form=form)
    if row.file:
        yield "file.name", replace(row, upload=(f"{canary}.txt", b"hello"))
        yield "file.content", replace(row, upload=("a.txt", f"Mine:\n{canary}\n".encode()))
    for name in _parameters(route, schema, "query") | set(row.query):
        yield f"query.{name}", replace(row, query={**row.query, name: canary})


def _leaves(node: Body, canary: str, at: str = "") -> Iterator[tuple[str, Body]]:
    """Each text in it replaced by the canary, one at a time; names of fields that people choose as well."""
    if isinstance(node, str):
        yield at, canary
    elif isinstance(node, Mapping):
        for name in node:
            for path, changed in _leaves(node[name], canary, f"{at}.{name}"):
                yield path, {**node, name: changed}
    elif isinstance(node, list):
        for i, one in enumerate(node):
            for path, changed in _leaves(one, canary, f"{at}[{i}]"):
                whole = copy.copy(node)
                whole[i] = changed
                yield path, whole


def _more(route: str, schema: Mapping[str, Any], canary: str) -> Iterator[tuple[str, Body]]:
    """The fields of the body that take a text, or a list of them."""
    content = _operation(route, schema).get("requestBody", {}).get("content", {})
    for media in content.values():
        shape = _resolved(media.get("schema", {}), schema)
        for name, field in shape.get("properties", {}).items():
            kinds = [_resolved(one, schema) for one in field.get("oneOf", field.get("anyOf", [field]))]
            if any(kind.get("type") == "string" and "enum" not in kind for kind in kinds):
                yield name, canary
            elif any(
                kind.get("type") == "array"
                and _resolved(kind.get("items", {}), schema).get("type") == "string"
                for kind in kinds
            ):
                yield name, [canary]


def _parameters(route: str, schema: Mapping[str, Any], place: str) -> set[str]:
    return {
        one["name"]
        for one in _operation(route, schema).get("parameters", [])
        if one["in"] == place and _resolved(one.get("schema", {}), schema).get("type", "string") == "string"
    }


def _operation(route: str, schema: Mapping[str, Any]) -> Mapping[str, Any]:
    method, _, path = route.partition(" ")
    found: Mapping[str, Any] = schema["paths"].get(path, {}).get(method.lower(), {})
    return found


def _resolved(shape: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    while "$ref" in shape:
        shape = schema["components"]["schemas"][shape["$ref"].rpartition("/")[2]]
    return shape


def holds(text: str) -> bool:
    """Whether enough of a canary is in it to be of use to a thief, in whatever order an index keeps words."""
    plain = text.lower()
    if any(scrap in plain for scrap in _SCRAPS):
        return True
    return len(_WORDS.intersection(_TOKEN.findall(plain))) >= _ENOUGH


async def in_database(db: Database) -> list[str]:
    """Rows of any table, of any index, that hold one: where, with their rings."""
    return [f"table {table} {' '.join(_RING.findall(row))}" for table, row in await rows_of(db) if holds(row)]


async def rows_of(db: Database) -> list[tuple[str, str]]:
    """Every row of every table, with the table's name."""
    return [(table, row) for table in await _tables(db) for row in await _rows(db, table)]


async def _tables(db: Database) -> list[str]:
    ask = (
        "select name from sqlite_master where type = 'table'"
        if db.engine == "sqlite"
        else "select table_name from information_schema.tables where table_schema = 'public'"
    )
    return [str(row[0]) for row in await db.all(statement(sa.text(ask)))]


async def _rows(db: Database, table: str) -> Iterable[str]:
    """As text, whatever the columns are."""
    name = f'"{table}"'
    if db.engine == "sqlite":
        found = await db.all(statement(sa.text(f"select * from {name}")))  # noqa: S608 - names of our own
        return [" ".join(_text(cell) for cell in row) for row in found]
    rows = await db.all(statement(sa.text(f"select t::text from {name} as t")))  # noqa: S608 - as above
    return [str(row[0]) for row in rows]


def _text(cell: object) -> str:
    return cell.decode("utf-8", "replace") if isinstance(cell, bytes) else str(cell)


def in_files(folder: Path) -> list[str]:
    """Files under the data folder, with the write-ahead log, uploads on their way and temporary ones."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return [f"file {file.relative_to(folder)}" for file in files if _in_bytes(file.read_bytes())]


def _in_bytes(body: bytes) -> bool:
    """Whole runs: pages of a database hold many texts side by side."""
    plain = body.decode("utf-8", "ignore").lower()
    words = PHRASE.split()
    runs = (" ".join(words[i : i + 3]) for i in range(len(words) - 2))
    return any(scrap in plain for scrap in (*_SCRAPS, *runs))
