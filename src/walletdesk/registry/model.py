"""An official channel, and what is none. Values are in their one normal form, which ``normal`` makes."""

from dataclasses import dataclass
from enum import StrEnum


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreign:
    """A contact in a text that is not ours. ``start`` and ``end`` are code points of that text."""

    kind: Kind
    value: str
    start: int
    end: int
    reason: Reason
