"""Use cases: add a file or a statement, read one, look whether all is as it was, take all of it along."""

from collections.abc import AsyncIterable, Callable, Mapping, Sequence
from dataclasses import dataclass

from walletdesk.kernel.clock import Clock, from_millis, millis
from walletdesk.kernel.errors import Conflict, NotFound, SecretStopped
from walletdesk.kernel.ids import TicketId
from walletdesk.kernel.viewers import AgentViewer
from walletdesk.tickets.evidence.model import (
    FIRST,
    Evidence,
    Fault,
    Form,
    Seal,
    Source,
    called,
    chained,
    digest,
    faults,
    moment,
    refuse_beyond,
    said,
    statement,
)
from walletdesk.tickets.evidence.ports import (
    Archive,
    Hash,
    OpenWork,
    ShownAs,
    Sign,
    Statement,
    Taken,
    Tickets,
    Vault,
)
from walletdesk.tickets.model import State, Ticket, agent

FORMAT = "walletdesk evidence 1"
PLAIN_TEXT = "text/plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A file, as it lies there, and what is known of it."""

    row: Evidence
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """``contents`` by number; what is gone is not among them."""

    ticket: Ticket
    rows: Sequence[Evidence]
    contents: Mapping[int, bytes]
    broken: Sequence[Fault]
    manifest: Statement

    @property
    def is_signed(self) -> bool:
        return "signature" in self.manifest


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """``secret_in`` names the kind of secret that a text holds, or None. ``home``: our address."""

    tickets: Tickets
    archive: Archive
    open_work: OpenWork
    vault: Vault
    shown_as: ShownAs
    secret_in: Callable[[str], str | None]
    hash: Hash
    seal: Seal
    sign: Sign
    clock: Clock
    home: str

    async def list(self, viewer: AgentViewer, ticket: TicketId) -> Sequence[Evidence]:
        await self.tickets.seen_by(viewer, ticket)
        return await self.archive.list(ticket)

    async def state(
        self, viewer: AgentViewer, ticket: TicketId, source: Source, name: str, text: str
    ) -> Evidence:
        """What somebody says, in words."""
        _refuse_closed(await self.tickets.seen_by(viewer, ticket))
        name, text = called(name), statement(text)
        self._refuse_secret(f"{name}\n{text}")
        content = text.encode()
        sha256 = digest(content)  # no longer than a statement may be
        kept = Taken(
            name=name, type=PLAIN_TEXT, size=len(content), sha256=sha256, arrived=sha256, unread=False
        )
        return await self._add(viewer, self._row(viewer, ticket, source, kept, text))

    async def may_add(self, viewer: AgentViewer, ticket: TicketId) -> None:
        """Raises NotFound or Conflict where a file would not be taken: before a byte is looked at."""
        _refuse_closed(await self.tickets.seen_by(viewer, ticket))

    async def add(
        self, viewer: AgentViewer, ticket: TicketId, source: Source, name: str, pieces: AsyncIterable[bytes]
    ) -> Evidence:
        await self.may_add(viewer, ticket)
        taken = await self.vault.take(name, pieces)
        try:
            return await self._add(viewer, self._row(viewer, ticket, source, taken))
        except Conflict:
            if taken.blob:
                await self.vault.remove(taken.blob)
            raise

    async def read(self, viewer: AgentViewer, ticket: TicketId, seq: int, *, unread: bool = False) -> Opened:
        """The bytes of one, noted as looked at. ``unread``: the agent knows that nothing looked at it.

        Raises Conflict where what lies there is not what was kept.
        """
        await self.tickets.seen_by(viewer, ticket)
        row = await self.archive.find(ticket, seq)
        if row is None:
            raise NotFound
        if row.unread and not unread:
            raise Conflict("This picture was not checked: it may show a secret.", code="picture_unread")
        content = await self._content(row)
        if content is None or await self.hash(content) != row.sha256:
            raise Conflict(
                "What is kept here is not what was added. Nothing of it is shown.", code="not_as_it_was"
            )
        action = "unread_evidence_read" if row.unread else "evidence_read"
        await self._note(viewer, action, f"{ticket}/{seq}")
        return Opened(row=row, content=content)

    async def check(self, viewer: AgentViewer, ticket: TicketId) -> Sequence[Fault]:
        """Every hash anew, from the bytes. Empty: all is as it was."""
        await self.tickets.seen_by(viewer, ticket)
        _, _, broken = await self._looked(ticket)
        return broken

    async def export(self, viewer: AgentViewer, ticket: TicketId) -> Export:
        """All of it, with what is needed to check it elsewhere; noted as taken along."""
        seen = await self.tickets.seen_by(viewer, ticket)
        rows, contents, broken = await self._looked(ticket)
        manifest = await self.sign(self._manifest(viewer, seen, rows, broken))
        await self._note(viewer, "evidence_exported", ticket)
        read = {row.seq for row in rows if not row.unread}  # what nothing looked at may show a secret
        taken = {seq: content for seq, content in contents.items() if seq in read}
        return Export(ticket=seen, rows=rows, contents=taken, broken=broken, manifest=manifest)

    def _manifest(
        self, viewer: AgentViewer, ticket: Ticket, rows: Sequence[Evidence], broken: Sequence[Fault]
    ) -> Statement:
        return {
            "format": FORMAT,
            "home": self.home,
            "ticket": ticket.name,
            "made": moment(self.clock()),
            "made_by": {"by": self.shown_as(viewer.agent), "role": viewer.role.value},
            "begins_with": FIRST,
            "items": [{**said(row), "hash": row.hash} for row in rows],
            "faults": [{"seq": one.seq, "what": one.what.value} for one in broken],
        }

    def _row(
        self, viewer: AgentViewer, ticket: TicketId, source: Source, taken: Taken, text: str = ""
    ) -> Evidence:
        """Not in its place yet."""
        return Evidence(
            ticket=ticket,
            seq=0,
            form=Form.FILE if taken.blob else Form.STATEMENT,
            source=source,
            name=taken.name,
            type=taken.type,
            size=taken.size,
            sha256=taken.sha256,
            arrived=taken.arrived,
            unread=taken.unread,
            at=from_millis(millis(self.clock())),
            agent=viewer.agent,
            by=self.shown_as(viewer.agent),
            role=viewer.role.value,
            blob=taken.blob,
            text=text,
        )

    async def _add(self, viewer: AgentViewer, row: Evidence) -> Evidence:
        """Whoever adds to the same ticket waits: holding the ticket holds its chain."""
        ticket = row.ticket
        async with self.open_work() as work:
            held = await work.tickets.get(ticket)
            _refuse_closed(held)
            refuse_beyond(await work.chain.size(ticket), row.size)
            placed, end = chained(row, await work.chain.end(ticket), self.seal)
            held.add_evidence(placed.seq, placed.name, agent(viewer.agent), row.at)
            await work.chain.add(placed, end)
            await work.tickets.save(held)
            await work.audit.note(
                row.at, viewer.agent, "evidence_added", f"{ticket}/{placed.seq}/{placed.hash}"
            )
        return placed

    async def _looked(
        self, ticket: TicketId
    ) -> tuple[Sequence[Evidence], Mapping[int, bytes], Sequence[Fault]]:
        """All of it, and what does not fit. Whoever adds a piece meanwhile must not look like a thief."""
        while True:
            end = await self.archive.end(ticket)
            rows, told = await self.archive.list(ticket), await self.archive.told(ticket)
            if end == await self.archive.end(ticket):
                break
        contents = {row.seq: content for row in rows if (content := await self._content(row)) is not None}
        digests = {seq: await self.hash(content) for seq, content in contents.items()}
        return rows, contents, faults(rows, end, seal=self.seal, contents=digests, told=told)

    async def _content(self, row: Evidence) -> bytes | None:
        if row.form is Form.STATEMENT:
            return row.text.encode()
        return await self.vault.read(row.blob) if row.blob else None

    async def _note(self, viewer: AgentViewer, action: str, target: str) -> None:
        async with self.open_work() as work:
            await work.audit.note(self.clock(), viewer.agent, action, target)

    def _refuse_secret(self, text: str) -> None:
        if secret := self.secret_in(text):
            raise SecretStopped(secret=secret)


def _refuse_closed(ticket: Ticket) -> None:
    if ticket.state is State.CLOSED:
        raise Conflict("This ticket is closed. Open a new one and link it.", code="closed")
