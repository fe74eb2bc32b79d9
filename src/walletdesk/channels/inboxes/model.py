"""What an inbox is, and how it does: no clock, no storage, no keys."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from walletdesk.kernel.errors import Invalid
from walletdesk.kernel.ids import InboxId

NAME_LENGTH: Final = 80
MOST_SETTINGS: Final = 40
SETTING_LENGTH: Final = 4_000
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")


class Way(StrEnum):
    IN = "in"
    OUT = "out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbox:
    """One configured instance of a medium. ``kind`` is the channel its conversations name.

    ``settings`` may be read by administrators; what is secret is kept apart, sealed, and never shown again.
    ``secrets``: the names of those that are set.
    """

    id: InboxId
    kind: str
    name: str
    settings: Mapping[str, str] = field(default_factory=dict)
    secrets: frozenset[str] = frozenset()
    paused: bool = False
    created_at: datetime
    version: int = 1

    def changed(self, *, name: str, settings: Mapping[str, str]) -> "Inbox":
        return replace(self, name=clean_name(name), settings=checked(settings), version=self.version + 1)

    def pausing(self, paused: bool) -> "Inbox":
        return replace(self, paused=paused, version=self.version + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """Of one way of an inbox. ``error``: the code of what went wrong last, since the last success."""

    way: Way
    at: datetime | None = None  # of the last success
    error: str = ""
    error_at: datetime | None = None
    expires_at: datetime | None = None  # of the provider's token


def clean_name(name: str) -> str:
    """Raises Invalid."""
    cleaned = " ".join(name.split())
    if not cleaned or len(cleaned) > NAME_LENGTH or not cleaned.isprintable():
        raise Invalid("An inbox needs a name of at most {most} letters.", code="bad_name", most=NAME_LENGTH)
    return cleaned


def checked(settings: Mapping[str, str]) -> dict[str, str]:
    """Raises Invalid."""
    if len(settings) > MOST_SETTINGS:
        raise Invalid(code="too_many_settings")
    for key, value in settings.items():
        if not _KEY.fullmatch(key) or len(value) > SETTING_LENGTH or "\0" in value:
            raise Invalid("A setting of this inbox cannot be kept.", code="bad_setting")
    return dict(settings)
