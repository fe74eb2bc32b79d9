"""Evidence in memory, and what both it and the SQL store promise."""

import hashlib
from collections.abc import AsyncIterable, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from tests.support.files import pieces
from tests.support.memory import Hands, MemoryAudit
from tests.support.tickets import ANN, BEN, LEAD, TALK, MemoryTicketsWork, TicketRig
from walletdesk.kernel.errors import Conflict, Invalid, NotFound, SecretStopped
from walletdesk.kernel.ids import BlobId, TicketId
from walletdesk.tickets import Edit, NewTicket, State, Ticket, TicketType
from walletdesk.tickets.evidence import Break, Evidence, Fault, Keeping, Source
from walletdesk.tickets.evidence.model import MOST_BYTES, End, digest
from walletdesk.tickets.evidence.ports import Archive, OpenWork, Statement, Taken
from walletdesk.tickets.model import What

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
PHRASE = "theirs: abandon abandon about"
Audited = Callable[[], Awaitable[list[tuple[str, str, str]]]]


class MemoryChain:
    def __init__(self) -> None:
        self.rows: dict[TicketId, list[Evidence]] = {}
        self.ends: dict[TicketId, End] = {}

    async def size(self, ticket: TicketId) -> int:
        return sum(row.size for row in self.rows.get(ticket, ()))

    async def end(self, ticket: TicketId) -> End | None:
        return self.ends.get(ticket)

    async def add(self, row: Evidence, end: End) -> None:
        self.rows.setdefault(row.ticket, []).append(row)
        self.ends[row.ticket] = end


class MemoryEvidenceWork(MemoryTicketsWork):
    def __init__(self) -> None:
        super().__init__()
        self.chain = MemoryChain()
        self.audit = MemoryAudit()


class MemoryEvidence:
    def __init__(self, memory: MemoryEvidenceWork) -> None:
        self._memory = memory

    async def list(self, ticket: TicketId) -> Sequence[Evidence]:
        return self._memory.chain.rows.get(ticket, [])

    async def find(self, ticket: TicketId, seq: int) -> Evidence | None:
        return next((row for row in await self.list(ticket) if row.seq == seq), None)

    async def end(self, ticket: TicketId) -> End | None:
        return await self._memory.chain.end(ticket)

    async def told(self, ticket: TicketId) -> int:
        return sum(one.what is What.EVIDENCE for one in self._memory.tickets.changes[ticket])


@dataclass
class MemoryVault:
    """Reads no picture: each is unread."""

    blobs: dict[BlobId, bytes] = field(default_factory=dict)

    async def take(self, name: str, pieces: AsyncIterable[bytes]) -> Taken:
        content = b"".join([piece async for piece in pieces])
        if b"abandon" in content:
            raise SecretStopped(secret="mnemonic")
        sha256 = digest(content)
        blob = BlobId(f"blb_{len(self.blobs)}.{sha256}")
        self.blobs[blob] = content
        picture = name.endswith(".png")
        return Taken(
            name=name,
            type="image/png" if picture else "text/plain",
            size=len(content),
            sha256=sha256,
            arrived=sha256,
            unread=picture,
            blob=blob,
        )

    async def read(self, blob: BlobId) -> bytes | None:
        return self.blobs.get(blob)

    async def remove(self, blob: BlobId) -> None:
        self.blobs.pop(blob, None)


def seal(text: str) -> str:
    return hashlib.sha256(f"installation {text}".encode()).hexdigest()


@dataclass
class EvidenceRig:
    tickets: TicketRig
    open_work: OpenWork
    archive: Archive
    audited: Audited
    vault: MemoryVault = field(default_factory=MemoryVault)
    clock: Hands = field(default_factory=lambda: Hands(NOW))
    signed: list[Statement] = field(default_factory=list)
    hashed: list[bytes] = field(default_factory=list)  # beside the loop, if it were large

    def __post_init__(self) -> None:
        self.work = Keeping(
            tickets=self.tickets.work,
            archive=self.archive,
            open_work=self.open_work,
            vault=self.vault,
            shown_as=lambda agent: agent.removeprefix("agt_").title(),
            secret_in=lambda text: "mnemonic" if "abandon abandon" in text else None,
            hash=self._hash,
            seal=seal,
            sign=self._sign,
            clock=self.clock,
            home="https://help.sample.example",
        )

    async def _hash(self, content: bytes) -> str:
        self.hashed.append(content)
        return digest(content)

    async def _sign(self, statement: Statement) -> Statement:
        self.signed.append(statement)
        return {**statement, "signature": "s"}

    async def open(self) -> Ticket:
        new = NewTicket(type=TicketType.CONTACT, subject="", conversation=TALK)
        return await self.tickets.work.open(ANN, new)

    async def filled(self) -> Ticket:
        """With a statement, a file and another statement."""
        ticket = await self.open()
        await self.says(ticket, "I sent 120 USDT.")
        await self.work.add(ANN, ticket.id, Source.THIRD_PARTY, "answer.txt", pieces(b"We looked."))
        self.clock.forward(hours=1)
        await self.says(ticket, "It has arrived.")
        return ticket

    async def says(self, ticket: Ticket, text: str) -> Evidence:
        return await self.work.state(ANN, ticket.id, Source.CONTACT, "What they say", text)


class EvidencePromises:
    """Give a fixture ``evidence``."""

    async def test_what_is_added_stands_there_with_hash_uploader_and_time(
        self, evidence: EvidenceRig
    ) -> None:
        ticket = await evidence.filled()
        rows = await evidence.work.list(LEAD, ticket.id)
        assert [(r.seq, r.form.value, r.source.value, r.name) for r in rows] == [
            (1, "statement", "contact", "What they say"),
            (2, "file", "third_party", "answer.txt"),
            (3, "statement", "contact", "What they say"),
        ]
        second = rows[1]
        assert (second.sha256, second.size) == (hashlib.sha256(b"We looked.").hexdigest(), 10)
        assert (second.at, second.agent, second.by, second.role) == (NOW, ANN.agent, "Ann", "agent")
        assert [r.previous for r in rows[1:]] == [r.hash for r in rows[:-1]]
        assert await evidence.work.check(LEAD, ticket.id) == []
        assert b"We looked." in evidence.hashed
        assert ("agt_ann", "evidence", "2", "answer.txt") in await evidence.tickets.lines(ticket)
        added = [row for row in await evidence.audited() if row[1] == "evidence_added"]
        assert added[1] == (ANN.agent, "evidence_added", f"{ticket.id}/2/{second.hash}")

    async def test_whoever_opens_one_is_noted(self, evidence: EvidenceRig) -> None:
        ticket = await evidence.filled()
        opened = await evidence.work.read(LEAD, ticket.id, 2)
        assert (opened.content, evidence.hashed) == (b"We looked.", [b"We looked."])
        assert (await evidence.audited())[-1] == (LEAD.agent, "evidence_read", f"{ticket.id}/2")

    async def test_a_picture_that_nothing_looked_at_is_opened_knowingly(self, evidence: EvidenceRig) -> None:
        ticket = await evidence.open()
        await evidence.work.add(ANN, ticket.id, Source.CONTACT, "screen.png", pieces(b"pixels"))
        with pytest.raises(Conflict) as refusal:
            await evidence.work.read(ANN, ticket.id, 1)
        assert refusal.value.code == "picture_unread"
        assert (await evidence.work.read(ANN, ticket.id, 1, unread=True)).content == b"pixels"
        assert (await evidence.audited())[-1][1] == "unread_evidence_read"

    async def test_changed_bytes_are_told_and_shown_to_nobody(self, evidence: EvidenceRig) -> None:
        ticket = await evidence.filled()
        (blob,) = evidence.vault.blobs
        evidence.vault.blobs[blob] = b"We looked!"
        assert await evidence.work.check(ANN, ticket.id) == [Fault(2, Break.CONTENT_CHANGED)]
        with pytest.raises(Conflict) as refusal:
            await evidence.work.read(ANN, ticket.id, 2)
        assert refusal.value.code == "not_as_it_was"
        evidence.vault.blobs.clear()
        assert await evidence.work.check(ANN, ticket.id) == [Fault(2, Break.CONTENT_GONE)]

    async def test_all_of_it_is_taken_along_with_what_checks_it(self, evidence: EvidenceRig) -> None:
        ticket = await evidence.filled()
        export = await evidence.work.export(LEAD, ticket.id)
        assert export.is_signed
        assert export.contents == {1: b"I sent 120 USDT.", 2: b"We looked.", 3: b"It has arrived."}
        manifest = evidence.signed[0]
        assert (manifest["ticket"], manifest["faults"]) == ("WD-10001", [])
        assert manifest["made_by"] == {"by": "Lead", "role": "lead"}
        assert (await evidence.audited())[-1] == (LEAD.agent, "evidence_exported", ticket.id)

    async def test_a_stranger_and_a_wrong_number_look_alike(self, evidence: EvidenceRig) -> None:
        ticket = await evidence.filled()
        work = evidence.work
        for refused in (
            work.list(BEN, ticket.id),
            work.read(BEN, ticket.id, 1),
            work.check(BEN, ticket.id),
            work.export(BEN, ticket.id),
            work.may_add(BEN, ticket.id),
            work.state(BEN, ticket.id, Source.OURS, "n", "t"),
            work.add(BEN, ticket.id, Source.OURS, "n", pieces(b"x")),
            work.read(ANN, ticket.id, 4),
            work.list(ANN, TicketId("tkt_none")),
        ):
            with pytest.raises(NotFound):
                await refused
        assert len(await work.list(ANN, ticket.id)) == 3
        assert len(evidence.vault.blobs) == 1

    async def test_a_secret_is_not_kept(self, evidence: EvidenceRig) -> None:
        ticket = await evidence.open()
        for name, text in (("n", PHRASE), (PHRASE, "t")):
            with pytest.raises(SecretStopped):
                await evidence.work.state(ANN, ticket.id, Source.CONTACT, name, text)
        with pytest.raises(SecretStopped):
            await evidence.work.add(ANN, ticket.id, Source.CONTACT, "a.txt", pieces(b"abandon"))
        for name, text in (("\n", "t"), ("n", " ")):
            with pytest.raises(Invalid):
                await evidence.work.state(ANN, ticket.id, Source.CONTACT, name, text)
        assert await evidence.work.list(ANN, ticket.id) == []

    async def test_a_ticket_takes_no_more_than_can_be_sent_and_none_once_closed(
        self, evidence: EvidenceRig
    ) -> None:
        ticket = await evidence.open()
        big = b"x" * (MOST_BYTES // 2)
        await evidence.work.add(ANN, ticket.id, Source.OURS, "big.txt", pieces(big, 1_000_000))
        with pytest.raises(Conflict) as refusal:
            await evidence.work.add(ANN, ticket.id, Source.OURS, "big.txt", pieces(big + b"x", 1_000_000))
        assert refusal.value.code == "too_much_evidence"
        assert len(evidence.vault.blobs) == 1
        for state in (State.RESOLVED, State.CLOSED):
            await evidence.tickets.work.edit(ANN, ticket.id, Edit(state=state))
        with pytest.raises(Conflict):
            await evidence.says(ticket, "too late")
