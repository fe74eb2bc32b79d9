"""Official channels, and the document that lists them. Values are in the one form that ``normal`` makes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

VERSION = 1
LONGEST = timedelta(days=30)  # a wallet that was kept from the network believes an old list for so long
WARN = timedelta(days=7)
MOST_ENTRIES = 500


class Kind(StrEnum):
    SITE = "site"  # a host that is wholly ours: ``wallet.example``, ``*.wallet.example``, with its port
    PAGE = "page"  # one address on a host of others, exactly
    MAIL = "mail"  # an address, or a domain all of whose addresses are ours
    HANDLE = "handle"  # ``platform:name``
    PHONE = "phone"  # E.164
    APP = "app"  # a package id; ``certificates`` say who may have signed it
    STORE = "store"  # ``store:id``


class Reason(StrEnum):
    NOT_LISTED = "not_listed"
    HIDES_HOST = (
        "hides_host"  # ``https://wallet.example@other.example``: the host is what stands behind the @
    )
    UNREADABLE = "unreadable"  # browsers and people may read it differently


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """``name``: what ``{link:name}`` calls it, and ``url`` where that leads; both may be empty."""

    kind: Kind
    value: str
    name: str = ""
    url: str = ""
    certificates: tuple[str, ...] = ()  # SHA-256 of signing certificates, lower-case hex

    @property
    def key(self) -> tuple[Kind, str]:
        return self.kind, self.value

    @property
    def platform(self) -> str:
        """Of a handle, or the store of an app; elsewhere empty."""
        return self.value.partition(":")[0] if self.kind in (Kind.HANDLE, Kind.STORE) else ""

    @property
    def written(self) -> dict[str, Any]:
        """As it stands in the document; what is empty is left out."""
        said: dict[str, Any] = {
            "kind": self.kind.value,
            "value": self.value,
            "name": self.name,
            "url": self.url,
        }
        said["certificates"] = list(self.certificates)
        return {name: value for name, value in said.items() if value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreign:
    """A contact in a text that is not ours. ``start`` and ``end`` are code points of that text."""

    kind: Kind
    value: str
    start: int
    end: int
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An entry as administrators keep it; the public sees it with the next publication."""

    id: str
    entry: Entry
    added_at: datetime
    added_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """``text``: what is served, byte for byte. ``digest``: SHA-256 of the document in canonical form."""

    serial: int
    text: str
    digest: str
    issued: datetime
    expires: datetime
    by: str
    entries: tuple[Entry, ...]
    added: tuple[Entry, ...]
    removed: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """``successions``: each root's word for the next. ``mandate``: the root's word for the online key."""

    successions: tuple[Mapping[str, Any], ...] = ()
    mandate: Mapping[str, Any] | None = None

    @property
    def number(self) -> int:
        return int(self.mandate["number"]) if self.mandate else 0

    @property
    def root(self) -> str:
        return str(self.mandate["by"]) if self.mandate else ""

    @property
    def until(self) -> datetime | None:
        return datetime.fromisoformat(self.mandate["until"]) if self.mandate else None

    @property
    def keys(self) -> dict[str, Any]:
        return {"roots": [dict(one) for one in self.successions], "mandate": dict(self.mandate or {})}


def said(at: datetime) -> str:
    """A time as it stands in a statement."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """``prev``: the digest of the document before, empty for the first."""

    serial: int
    issued: datetime
    expires: datetime
    prev: str


def document(
    entries: Sequence[Entry], edition: Edition, *, trust: Trust, hours: Mapping[str, Any]
) -> dict[str, Any]:
    return {
        "version": VERSION,
        "serial": edition.serial,
        "issued": said(edition.issued),
        "expires": said(edition.expires),
        "prev": edition.prev,
        "keys": trust.keys,
        "entries": [entry.written for entry in sorted(entries, key=lambda one: one.key)],
        "hours": dict(hours),
    }


def entry_of(written: Mapping[str, Any]) -> Entry:
    """What ``Entry.written`` wrote."""
    return Entry(
        kind=Kind(written["kind"]),
        value=written["value"],
        name=written.get("name", ""),
        url=written.get("url", ""),
        certificates=tuple(written.get("certificates", ())),
    )


def changes(before: Sequence[Entry], after: Sequence[Entry]) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """Added and removed; an entry that says something else now is both."""
    return tuple(e for e in after if e not in before), tuple(e for e in before if e not in after)
