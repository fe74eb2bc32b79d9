"""What links a channel: a code of ours that is said there, and a number that comes back from there.

A code alone would let a fake supporter link the channel of somebody frightened: "send this to the official
account". The number comes to that channel with a warning, and whoever links must read it there.
"""

import re
import secrets
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from walletdesk.contacts.model import Contact as Person
from walletdesk.contacts.model import Identity, Level
from walletdesk.kernel.errors import Conflict
from walletdesk.kernel.ids import ContactId

CODE_LIFE: Final = timedelta(minutes=10)
TRIES: Final = 3
_LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE: Final = re.compile(rf"LINK-?([{_LETTERS}]{{4}})-?([{_LETTERS}]{{4}})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """``code`` and ``number`` are kept as keyed hashes. ``identity``: where the code was said."""

    contact: ContactId
    code: str = field(repr=False)
    expires_at: datetime
    identity: Identity | None = None
    number: str = field(default="", repr=False)
    tries: int = 0

    def is_open(self, at: datetime) -> bool:
        return at < self.expires_at and self.tries < TRIES

    def said_on(self, identity: Identity, number: str) -> "Attempt":
        return replace(self, identity=identity, number=number, tries=0)

    def missed(self) -> "Attempt":
        return replace(self, tries=self.tries + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """``absorbed``: the contact whom the channel knew before, who comes back when it is unlinked."""

    identity: Identity
    contact: ContactId
    absorbed: ContactId | None
    at: datetime


def new_code() -> str:
    letters = "".join(secrets.choice(_LETTERS) for _ in range(8))
    return f"LINK-{letters[:4]}-{letters[4:]}"


def new_number() -> str:
    return f"{secrets.randbelow(1_000_000):06d}"


def code_in(text: str) -> str | None:
    """The code if the message is nothing else, in its one form."""
    found = _CODE.fullmatch("".join(text.upper().split()))
    return f"LINK-{found[1]}-{found[2]}" if found else None


def looks_like_code(text: str) -> bool:
    return code_in(text) is not None


def refuse_taken(home: Person, owner: Person | None, *, identities: int) -> None:
    """A channel brings along only a contact that is nothing but this channel. Raises Conflict."""
    if owner is None or owner.id == home.id:
        return
    alone = identities == 1 and owner.level is not Level.IDENTIFIED and owner.merged_into is None
    if not alone or owner.blocked:
        raise Conflict(
            "This channel belongs to somebody already. Unlink it there first.", code="linked_elsewhere"
        )
