"""What contacts typed is forgotten after a while, on both engines."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import cast

import pytest
import sqlalchemy as sa

from walletdesk.app.wiring.engine import Engine
from walletdesk.app.wiring.feedback import FORGET_TEXTS, OldTexts
from walletdesk.kernel.clock import millis
from walletdesk.kernel.jobs import Job
from walletdesk.platform.db import Database, statement
from walletdesk.surveys import store as survey_store
from walletdesk.surveys.pulse import store as pulse_store
from walletdesk.surveys.pulse.store import PULSE
from walletdesk.surveys.store.tables import SURVEY
from walletdesk.surveys.unreached import store as unreached_store
from walletdesk.surveys.unreached.store import UNREACHED

pytestmark = pytest.mark.anyio
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
_OWN = ("id", "once", "at")
OLD, NEW = millis(NOW - timedelta(days=2)), millis(NOW)


async def test_old_texts_are_emptied_and_what_is_counted_stays(db: Database) -> None:
    known = {"contact": "con_1", "locale": "en"}
    marked = {**known, "conversation": "cnv_1", "channel": "webchat", "overall": 2, "comment": "Slow."}
    async with db.write() as tx:
        for id, at in (("a", OLD), ("b", NEW)):
            rows = (
                (SURVEY, {**marked, "id": id, "asked_at": at, "answered_at": at}),
                (PULSE, {**known, "id": id, "asked_at": at, "score": 3, "why": "Slow.", "answered_at": at}),
                (
                    UNREACHED,
                    {**known, "id": id, "once": id, "at": at, "way": "w", "about": "", "said": "No."},
                ),
            )
            for table, row in rows:
                await tx.run(
                    statement(sa.insert(table).values({name: sa.bindparam(name) for name in row})), **row
                )
        for store in (survey_store, pulse_store, unreached_store):
            assert await store.forget_texts(tx, NOW - timedelta(days=1)) == 1
            assert await store.forget_texts(tx, NOW - timedelta(days=1)) == 0
    for number, text in ((SURVEY.c.overall, SURVEY.c.comment), (PULSE.c.score, PULSE.c.why)):
        found = await db.all(statement(sa.select(number, text).order_by(text.table.c.id)))
        assert [tuple(row) for row in found] == [(found[0][0], ""), (found[0][0], "Slow.")]
    said = await db.all(statement(sa.select(UNREACHED.c.said).order_by(UNREACHED.c.id)))
    assert [row[0] for row in said] == ["", "No."]


async def test_a_sealed_address_goes_in_the_night_also_where_nobody_tells_any_more(db: Database) -> None:
    surveys = SimpleNamespace(keep_days=365)
    engine = SimpleNamespace(db=db, clock=lambda: NOW, settings=SimpleNamespace(surveys=surveys))
    old = {"a": timedelta(days=2), "b": timedelta(hours=2), "c": timedelta(minutes=59)}
    told = {"way": "phone", "about": "", "said": "No.", "locale": "en", "sender": "seal"}
    add = statement(sa.insert(UNREACHED).values({name: sa.bindparam(name) for name in (*told, *_OWN)}))
    senders = statement(sa.select(UNREACHED.c.sender).order_by(UNREACHED.c.id))
    async with db.write() as tx:
        for id, ago in old.items():
            await tx.run(add, **told, id=id, once=id, at=millis(NOW - ago))
        assert await unreached_store.SqlUnreached(tx).senders(NOW - timedelta(hours=1)) == 1
    assert [row[0] for row in await db.all(senders)] == ["seal", "", "seal"]  # a telling looks a day back
    await OldTexts(cast("Engine", engine)).on_forget(Job(kind=FORGET_TEXTS, key="all", run_at=NOW))
    assert [row[0] for row in await db.all(senders)] == ["", "", "seal"]
