"""What contacts typed is forgotten after a while, on both engines."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from walletdesk.kernel.clock import millis
from walletdesk.platform.db import Database, statement
from walletdesk.surveys import store as survey_store
from walletdesk.surveys.pulse import store as pulse_store
from walletdesk.surveys.pulse.store import PULSE
from walletdesk.surveys.store.tables import SURVEY
from walletdesk.surveys.unreached import store as unreached_store
from walletdesk.surveys.unreached.store import UNREACHED

pytestmark = pytest.mark.anyio
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
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
