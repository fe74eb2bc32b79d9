"""A piece of evidence, the chain that it is in, and what tells that something in it is not as it was.

Each hash covers what its row says, the digest of the bytes, and the hash before; the seal over it needs the
installation's key. The last number is sealed once more, so that nothing is taken off the end unnoticed.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum

from walletdesk.kernel.clock import millis
from walletdesk.kernel.errors import Conflict, Invalid
from walletdesk.kernel.ids import AgentId, BlobId, TicketId
from walletdesk.tickets.model import squeezed

NAME = 200  # characters
STATEMENT = 10_000
MOST = 100  # of a ticket; an export is one file that people send by mail
MOST_BYTES = 60_000_000  # of a ticket, for the same reason
FIRST = "0" * 64  # what the first row names as the hash before it

Seal = Callable[[str], str]
"""Of a text, by the key of this installation and for this purpose alone."""


class Form(StrEnum):
    FILE = "file"
    STATEMENT = "statement"


class Source(StrEnum):
    """From whom it came to us."""

    CONTACT = "contact"
    OURS = "ours"
    THIRD_PARTY = "third_party"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """``sha256``: of the bytes that are kept; ``arrived``: of those that came (pictures are drawn anew).

    ``unread``: a picture that nothing has looked at for secrets. ``by`` and ``role``: as they were then.
    ``blob`` is where a file lies, ``text`` a statement's words; the digest stands for both in the chain.
    """

    ticket: TicketId
    seq: int
    form: Form
    source: Source
    name: str
    type: str
    size: int
    sha256: str
    arrived: str
    unread: bool = False
    at: datetime
    agent: AgentId
    by: str
    role: str
    blob: BlobId | None = None
    text: str = ""
    previous: str = FIRST
    hash: str = ""
    seal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """The last row of a ticket's chain."""

    ticket: TicketId
    seq: int
    hash: str
    seal: str


class Break(StrEnum):
    """What is not as it was. ``END``: where the chain ends is not what was sealed."""

    ROW_GONE = "row_gone"
    ROW_CHANGED = "row_changed"
    CONTENT_GONE = "content_gone"
    CONTENT_CHANGED = "content_changed"
    END = "end"


@dataclass(frozen=True, slots=True)
class Fault:
    seq: int
    what: Break


def said(row: Evidence) -> dict[str, str | int]:
    """What the hash covers, and what an export says: strings and whole numbers."""
    return {
        "ticket": row.ticket,
        "seq": row.seq,
        "form": row.form.value,
        "source": row.source.value,
        "name": row.name,
        "type": row.type,
        "size": row.size,
        "sha256": row.sha256,
        "arrived": row.arrived,
        "unread": int(row.unread),
        "at": moment(row.at),
        "agent": row.agent,
        "by": row.by,
        "role": row.role,
        "previous": row.previous,
    }


def moment(at: datetime) -> str:
    """To the millisecond, as it is kept."""
    utc = at.astimezone(UTC)
    return f"{utc:%Y-%m-%dT%H:%M:%S}.{millis(at) % 1000:03}Z"


def hash_of(row: Evidence) -> str:
    text = json.dumps(said(row), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return digest(text.encode())


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def chained(row: Evidence, end: End | None, seal: Seal) -> tuple[Evidence, End]:
    """The row in its place behind ``end``, and the end that follows."""
    seq, previous = (end.seq + 1, end.hash) if end else (1, FIRST)
    if seq > MOST:
        raise Conflict("This ticket has as much evidence as it can hold.", code="too_much_evidence")
    placed = replace(row, seq=seq, previous=previous)
    hash = hash_of(placed)
    placed = replace(placed, hash=hash, seal=seal(_of_row(hash)))
    return placed, End(ticket=row.ticket, seq=seq, hash=hash, seal=seal(_of_end(row.ticket, seq, hash)))


def faults(
    rows: Sequence[Evidence],
    end: End | None,
    *,
    seal: Seal,
    contents: Mapping[int, str | None],
    told: int,
) -> list[Fault]:
    """Which do not fit, in the order of the chain.

    ``contents``: the digest of what lies there now, by number; None where nothing does.
    ``told``: how many the ticket's history tells of.
    """
    found = list(_of_rows(rows, contents, seal))
    last = rows[-1].seq if rows else 0
    whole = max(end.seq if end else 0, told)
    found += [Fault(seq, Break.ROW_GONE) for seq in range(last + 1, whole + 1)]
    if not _ends(rows, end, seal):
        found.append(Fault(last, Break.END))
    return found


def _of_rows(rows: Sequence[Evidence], contents: Mapping[int, str | None], seal: Seal) -> Iterator[Fault]:
    before, sound = FIRST, True
    expected = 1
    for row in rows:
        for seq in range(expected, row.seq):
            yield Fault(seq, Break.ROW_GONE)
        adjoins = row.seq == expected
        fits = row.hash == hash_of(row) and row.seal == seal(_of_row(row.hash))
        if not fits or (adjoins and sound and row.previous != before):
            yield Fault(row.seq, Break.ROW_CHANGED)
        else:
            yield from _of_content(row, contents.get(row.seq))
        before, sound, expected = row.hash, fits, row.seq + 1


def _of_content(row: Evidence, found: str | None) -> Iterator[Fault]:
    if found is None:
        yield Fault(row.seq, Break.CONTENT_GONE)
    elif found != row.sha256:
        yield Fault(row.seq, Break.CONTENT_CHANGED)


def _ends(rows: Sequence[Evidence], end: End | None, seal: Seal) -> bool:
    """Whether the seal of the end holds, and no row stands behind it."""
    if end is None:
        return not rows
    if end.seal != seal(_of_end(end.ticket, end.seq, end.hash)):
        return False
    last = rows[-1] if rows else None
    return last is None or last.seq < end.seq or (last.seq == end.seq and _same_end(last, end))


def _same_end(last: Evidence, end: End) -> bool:
    """A last row that was changed is told by its own number."""
    return last.hash == end.hash or last.hash != hash_of(last)


def _of_row(hash: str) -> str:
    return f"evidence {hash}"


def _of_end(ticket: TicketId, seq: int, hash: str) -> str:
    return f"end of evidence {ticket} {seq} {hash}"


def called(name: str) -> str:
    """What a statement is called: one line."""
    if line := squeezed(name):
        return line
    raise Invalid("Give the statement a name.")


def statement(text: str) -> str:
    text = text.strip()
    if not text or len(text) > STATEMENT:
        raise Invalid("A statement has between 1 and {most} characters.", most=STATEMENT)
    return text


def refuse_beyond(size: int, more: int) -> None:
    """Bytes that a ticket has, and those that would come."""
    if size + more > MOST_BYTES:
        raise Conflict(
            "The evidence of this ticket is as large as it can be: {most} MB.",
            code="too_much_evidence",
            most=MOST_BYTES // 1_000_000,
        )
