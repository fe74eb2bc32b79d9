"""The face of storage: committed reads, and the block that is the only commit."""

import logging
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, NamedTuple, Protocol, TypeVar

from walletdesk.kernel.events import Event
from walletdesk.kernel.jobs import Job
from walletdesk.platform.db.statement import Statement

Row = tuple[Any, ...]
W = TypeVar("W")


class Emitted(NamedTuple):
    """An event that is on disk: its outbox number and itself."""

    id: int
    event: Event


class Kept(NamedTuple):
    """What a committed block leaves for others to do."""

    events: Sequence[Emitted]
    jobs: Sequence[Job]
    hints: Sequence[object] = ()

    @property
    def topics(self) -> frozenset[str]:
        """What is told in the order of the commits; a hint without a topic may be told in any."""
        hinted = {getattr(hint, "topic", "") for hint in self.hints}
        return frozenset({emitted.event.topic for emitted in self.events} | hinted - {""})


OnKept = Callable[[Kept], None]

LOG = logging.getLogger(__name__)


def tell(listeners: Iterable[OnKept], kept: Kept) -> None:
    """What is on disk is told to everybody. A listener that fails hurts neither the writer nor the others."""
    for listener in listeners:
        try:
            listener(kept)
        except Exception:
            LOG.exception("listener failed", extra={"events": len(kept.events)})


class Transaction(Protocol):
    """One block of writes. Await nothing in it but its own methods: on SQLite every writer waits for it."""

    engine: str

    async def one(self, statement: Statement, **values: Any) -> Row | None: ...
    async def all(self, statement: Statement, **values: Any) -> list[Row]: ...
    async def run(self, statement: Statement, **values: Any) -> int:
        """Affected rows."""

    async def many(self, statement: Statement, rows: Sequence[dict[str, Any]]) -> None: ...
    def emit(self, *events: Event) -> None:
        """Write events beside the rows they speak of: both are kept, or neither."""

    def hint(self, *hints: object) -> None:
        """Tell listeners in this process after the commit, and nobody ever again: live pushes."""

    def schedule(self, *jobs: Job) -> None: ...
    def cancel(self, kind: str, key: str) -> None: ...


class Database(Protocol):
    """One engine behind one face. ``write`` returns once its block is on disk."""

    engine: str

    def write(self) -> AbstractAsyncContextManager[Transaction]: ...
    async def one(self, statement: Statement, **values: Any) -> Row | None: ...
    async def all(self, statement: Statement, **values: Any) -> list[Row]: ...
    async def slow(self, statement: Statement, **values: Any) -> list[Row]:
        """A read that may take more than a millisecond: a search, a report."""

    def on_kept(self, listener: OnKept) -> None:
        """Tell ``listener`` of every committed block, in the order of the commits, on the event loop."""

    async def scrub(self) -> None:
        """Take what was overwritten or deleted out of the files. Unavailable while somebody reads them."""

    async def create_all(self) -> None:
        """Every registered table, for tests; an installation is made by its migrations."""

    async def close(self) -> None: ...


class SqlWork:
    """Base of the ``Work`` a capability's store offers: its repositories, and these."""

    def __init__(self, tx: Transaction) -> None:
        self.tx = tx

    def emit(self, *events: Event) -> None:
        self.tx.emit(*events)

    def hint(self, *hints: object) -> None:
        self.tx.hint(*hints)

    def schedule(self, *jobs: Job) -> None:
        self.tx.schedule(*jobs)

    def cancel(self, kind: str, key: str) -> None:
        self.tx.cancel(kind, key)


class _Block(AbstractAsyncContextManager[W]):
    __slots__ = ("_make", "_writing")

    def __init__(
        self, writing: AbstractAsyncContextManager[Transaction], make: Callable[[Transaction], W]
    ) -> None:
        self._writing = writing
        self._make = make

    async def __aenter__(self) -> W:
        return self._make(await self._writing.__aenter__())

    async def __aexit__(self, *failure: Any) -> bool | None:
        return await self._writing.__aexit__(*failure)


def works(db: Database, make: Callable[[Transaction], W]) -> Callable[[], AbstractAsyncContextManager[W]]:
    """``open_work`` for a capability: each call is one block, one transaction."""

    def open_work() -> AbstractAsyncContextManager[W]:
        return _Block(db.write(), make)

    return open_work
