"""The log of a dossier: each line names the one before it by its digest, so that none can change unseen."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from walletdesk.kernel.clock import millis

Body = dict[str, str | list[str] | dict[str, str]]


class What(StrEnum):
    OPENED = "opened"
    TOLD = "told"  # somebody told more than the id
    FOUND = "found"
    HELD = "held"  # a desk said that it is held
    LET_GO = "let_go"


@dataclass(frozen=True, slots=True)
class Entry:
    """``text``: canonical JSON, exactly what ``digest`` was made of together with the digest before it."""

    seq: int
    text: str
    digest: str


def entry(dossier: str, seq: int, at: datetime, what: What, body: Body, *, before: str) -> Entry:
    text = canonical({"dossier": dossier, "seq": seq, "at": millis(at), "what": what.value, **body})
    return Entry(seq, text, digest(before, text))


def canonical(value: Mapping[str, object]) -> str:
    """RFC 8785 (JCS) of strings, whole numbers, lists and objects; nothing else is ever in one.

    Names of fields are ASCII, so that the order of code points is the order of JCS.
    """
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def digest(before: str, text: str) -> str:
    return hashlib.sha256((before + text).encode()).hexdigest()


def first_broken(entries: Sequence[Entry]) -> int | None:
    """The place of the first entry that does not follow from the one before it; None: all of them do."""
    before = ""
    for place, one in enumerate(entries):
        told = json.loads(one.text)
        if digest(before, one.text) != one.digest or told.get("seq") != place + 1 or one.seq != place + 1:
            return place
        before = one.digest
    return None
