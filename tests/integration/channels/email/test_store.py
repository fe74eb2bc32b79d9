"""Outgoing mail on both engines, against a real mail server."""

from collections.abc import AsyncIterator
from functools import partial

import pytest
import sqlalchemy as sa

from tests.support.email import MailPromises, MailRig, replied, transcript
from tests.support.email_bounces import BouncePromises
from tests.support.kept import events_of, jobs_of
from tests.support.mail import Does, mail_server
from walletdesk.channels.email import PostBox
from walletdesk.channels.email.store import OUTGOING_MAIL, SqlMails, SqlWaiting, open_work
from walletdesk.platform.db import Database, statement

ROWS = statement(sa.select(sa.func.count()).select_from(OUTGOING_MAIL))
ARGS = statement(sa.select(OUTGOING_MAIL.c.args))
TAMPER = statement(sa.update(OUTGOING_MAIL).values(proven=sa.bindparam("proven_value")))


@pytest.fixture
async def rig(db: Database) -> AsyncIterator[MailRig]:
    async with mail_server() as sink:
        yield MailRig(open_work(db), SqlWaiting(db), events_of(db), partial(jobs_of, db), sink)


class TestInSql(MailPromises, BouncePromises):
    pass


async def test_a_mail_is_wanted_only_if_its_cause_is_kept(db: Database, rig: MailRig) -> None:
    box = PostBox(domain="desk.example")

    async def want(*, and_fail: bool) -> None:
        async with open_work(db)() as work:
            work.mails = SqlMails(work.tx)
            await box.post(work, replied(), rig.clock())
            assert not and_fail

    with pytest.raises(AssertionError):
        await want(and_fail=True)
    assert await db.one(ROWS) == (0,)
    assert not await rig.jobs()
    await want(and_fail=False)
    assert await db.one(ROWS) == (1,)


async def test_a_row_that_says_too_much_to_an_unproven_address_is_not_sent(
    db: Database, rig: MailRig
) -> None:
    await rig.post(replied())
    async with db.write() as tx:
        await tx.run(TAMPER, proven_value=0)
    with pytest.raises(TypeError, match="unproven"):
        await rig.run()
    assert rig.sink.letters == []


async def test_a_transcript_is_made_when_it_goes_out_and_nothing_of_it_waits(
    db: Database, rig: MailRig
) -> None:
    rig.sink.plan.append(Does.BUSY)
    await rig.post(transcript())
    await rig.run()
    row = await db.one(ARGS)
    assert row is not None
    assert "hello" not in row[0]
    rig.threads.said = "09:00 You: what stands now"
    await rig.run_when_due()
    [letter] = rig.sink.letters
    bodies = [part.get_payload(decode=True) for part in letter.message.walk()]
    assert [b"what stands now" in body for body in bodies if isinstance(body, bytes)] == [True, True]
