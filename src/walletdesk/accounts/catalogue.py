"""The services as the package knows them, read from ``services.toml``."""

import tomllib
from functools import cache
from pathlib import Path

from walletdesk.accounts.model import Catalogue, Entry, Mode, Service

_FILE = Path(__file__).parent / "services.toml"


def catalogue(mode: str) -> Catalogue:
    return Catalogue(Mode(mode), _entries())


@cache
def _entries() -> dict[Service, Entry]:
    read = tomllib.loads(_FILE.read_text("utf-8"))["service"]
    entries = [
        Entry(
            service=Service(one["id"]),
            modes=frozenset(Mode(mode) for mode in one["modes"]),
            why=one["why"],
            instead=one["instead"],
        )
        for one in read
    ]
    return {entry.service: entry for entry in entries}
