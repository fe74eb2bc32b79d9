"""Use cases about evidence, on both engines; and what is told of rows that were changed behind our back."""

import asyncio

import pytest
import sqlalchemy as sa

from tests.support.evidence import EvidencePromises, EvidenceRig
from tests.support.kept import events_of
from tests.support.tickets import ANN, TicketRig
from walletdesk.platform.db import Database, statement
from walletdesk.staff.store import SqlReading, audit_in
from walletdesk.tickets.evidence import Break, Fault
from walletdesk.tickets.evidence.store import SqlEvidence, open_work
from walletdesk.tickets.store import SqlArchive
from walletdesk.tickets.store import open_work as open_tickets

KEY = b"k" * 32
SHORTEN = statement(sa.text("delete from ticket_evidence where seq > :last"))
PUT_BACK = statement(sa.text("update ticket_evidence_end set seq = :last, hash = :hash, seal = :seal"))


@pytest.fixture
def evidence(db: Database) -> EvidenceRig:
    async def audited() -> list[tuple[str, str, str]]:
        return [(row.actor, row.action, row.target) for row in await SqlReading(db).audit_from(1, 50)]

    tickets = TicketRig(open_tickets(db), SqlArchive(db), events_of(db))
    return EvidenceRig(tickets, open_work(db, audit_in(KEY)), SqlEvidence(db), audited)


class TestInSql(EvidencePromises):
    pass


async def test_what_many_add_at_once_is_one_chain(evidence: EvidenceRig) -> None:
    ticket = await evidence.open()
    rows = await asyncio.gather(*[evidence.says(ticket, f"No. {n}") for n in range(8)])
    assert sorted(row.seq for row in rows) == list(range(1, 9))
    assert await evidence.work.check(ANN, ticket.id) == []


@pytest.mark.parametrize(
    ("trespass", "told"),
    [
        ("update ticket_evidence set name = 'other.txt' where seq = 2", Fault(2, Break.ROW_CHANGED)),
        ("update ticket_evidence set at = at - 1 where seq = 1", Fault(1, Break.ROW_CHANGED)),
        ("update ticket_evidence set agent = 'agt_ben' where seq = 3", Fault(3, Break.ROW_CHANGED)),
        ("update ticket_evidence set hash = previous where seq = 2", Fault(2, Break.ROW_CHANGED)),
        ("update ticket_evidence set text = 'I sent 9.' where seq = 1", Fault(1, Break.CONTENT_CHANGED)),
        ("update ticket_evidence set blob = null where seq = 2", Fault(2, Break.CONTENT_GONE)),
        ("delete from ticket_evidence where seq = 1", Fault(1, Break.ROW_GONE)),
        ("delete from ticket_evidence where seq = 2", Fault(2, Break.ROW_GONE)),
        ("delete from ticket_evidence where seq = 3", Fault(3, Break.ROW_GONE)),
        ("update ticket_evidence_end set seq = 4", Fault(3, Break.END)),
    ],
)
async def test_a_change_behind_our_back_is_told_by_its_number(
    db: Database, evidence: EvidenceRig, trespass: str, told: Fault
) -> None:
    ticket = await evidence.filled()
    await _done(db, trespass)
    assert told in await evidence.work.check(ANN, ticket.id)
    assert {fault.seq for fault in await evidence.work.check(ANN, ticket.id)} <= {told.seq, 4}
    assert (await evidence.work.export(ANN, ticket.id)).broken != []


@pytest.mark.parametrize("last", [1, 2])
async def test_a_shorter_chain_with_an_older_end_is_told_by_the_history(
    db: Database, evidence: EvidenceRig, last: int
) -> None:
    """Whoever puts back an older end with its own seal still has the ticket's history against them."""
    ticket = await evidence.open()
    ends = []
    for n in range(3):
        await evidence.says(ticket, f"No. {n}")
        ends.append(await evidence.archive.end(ticket.id))
    older = ends[last - 1]
    assert older is not None
    async with db.write() as tx:
        await tx.run(SHORTEN, last=last)
        await tx.run(PUT_BACK, last=last, hash=older.hash, seal=older.seal)
    found = await evidence.work.check(ANN, ticket.id)
    assert found == [Fault(seq, Break.ROW_GONE) for seq in range(last + 1, 4)]


async def test_a_chain_that_is_gone_as_a_whole_is_told_by_the_history(
    db: Database, evidence: EvidenceRig
) -> None:
    ticket = await evidence.filled()
    await _done(db, "delete from ticket_evidence")
    await _done(db, "delete from ticket_evidence_end")
    found = await evidence.work.check(ANN, ticket.id)
    assert found == [Fault(seq, Break.ROW_GONE) for seq in (1, 2, 3)]


async def test_a_chain_made_anew_without_our_key_is_told(db: Database, evidence: EvidenceRig) -> None:
    ticket = await evidence.filled()
    await _done(db, "update ticket_evidence set seal = hash where seq = 2")
    assert await evidence.work.check(ANN, ticket.id) == [Fault(2, Break.ROW_CHANGED)]


async def _done(db: Database, trespass: str) -> None:
    async with db.write() as tx:
        await tx.run(statement(sa.text(trespass)))
