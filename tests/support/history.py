"""After any storm the acknowledged is stored, once, in the order sent, and everybody reads the same.

The writers keep their own journals; nothing the server says about itself is taken for granted.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple


@dataclass(slots=True)
class Journal:
    """One writer's own log. ``sent`` in order; ``acked`` says under which number each was acknowledged."""

    conversation: str
    sent: dict[str, str] = field(default_factory=dict)  # text by client id
    acked: dict[str, int] = field(default_factory=dict)

    @property
    def unacked(self) -> list[str]:
        return [client_id for client_id in self.sent if client_id not in self.acked]


class Stored(NamedTuple):
    """A row of the database. Contacts count by ``public_seq``; ``client_id`` only of the writer's own."""

    seq: int
    public_seq: int | None
    text: str
    client_id: str | None


class Shown(NamedTuple):
    """An item as a reader sees it."""

    seq: int
    text: str


def faults(
    journal: Journal,
    rows: Sequence[Stored],
    *,
    contacts: Mapping[str, Sequence[Shown]],
    agents: Mapping[str, Sequence[Shown]],
) -> list[str]:
    """Every broken promise, as a sentence; none if all is well. ``rows`` in the order of ``seq``."""
    public = [Shown(row.public_seq, row.text) for row in rows if row.public_seq is not None]
    everything = [Shown(row.seq, row.text) for row in rows]
    return [
        *_of_storage(journal, rows),
        *_of_numbers("seq", [row.seq for row in rows]),
        *_of_numbers("public seq", [item.seq for item in public]),
        *_of_readers(contacts, public),
        *_of_readers(agents, everything),
    ]


def missing(journal: Journal, rows: Sequence[Stored]) -> list[str]:
    """Client ids that were acknowledged and are not there."""
    stored = {row.client_id for row in rows}
    return [client_id for client_id in journal.acked if client_id not in stored]


def _of_storage(journal: Journal, rows: Sequence[Stored]) -> Iterator[str]:
    own = [row for row in rows if row.client_id is not None]
    times = Counter(row.client_id for row in own)
    yield from (f"{id} was acknowledged and is missing" for id in missing(journal, rows))
    yield from (f"{id} is stored {n} times" for id, n in times.items() if n > 1)
    yield from (f"{row.client_id} was never sent" for row in own if row.client_id not in journal.sent)
    yield from (f"{row.client_id} has other words" for row in own if _differs(journal, row))
    yield from (
        f"{row.client_id} was acknowledged under another number" for row in own if _moved(journal, row)
    )
    stored = list(dict.fromkeys(row.client_id for row in own))
    if stored != [id for id in journal.sent if id in times]:
        yield "the order stored is not the order sent"


def _differs(journal: Journal, row: Stored) -> bool:
    return journal.sent.get(row.client_id or "", row.text) != row.text


def _moved(journal: Journal, row: Stored) -> bool:
    return journal.acked.get(row.client_id or "", row.public_seq) != row.public_seq


def _of_numbers(name: str, numbers: Sequence[int]) -> Iterator[str]:
    if list(numbers) != list(range(1, len(numbers) + 1)):
        yield f"{name} has a gap, a repetition or another order"


def _of_readers(readers: Mapping[str, Sequence[Shown]], rows: Sequence[Shown]) -> Iterator[str]:
    for name, items in readers.items():
        if list(items) != list(rows):
            yield f"{name} shows {len(items)} items that are not the {len(rows)} stored"
