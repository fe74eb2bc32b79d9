"""A note never leaves the house: not in the mail about an answer, not in the transcript."""

from collections.abc import AsyncIterator
from functools import partial

import pytest

from tests.support.email import MailRig, Person
from tests.support.house import StrictHouse
from tests.support.kept import events_of, jobs_of
from tests.support.mail import mail_server
from walletdesk.channels.email import MailReactions
from walletdesk.channels.email.store import SqlWaiting, open_work
from walletdesk.conversations import (
    Author,
    Beginning,
    Conversation,
    Conversing,
    Reading,
    Said,
    Speaker,
    Transcripts,
)
from walletdesk.conversations import store as conversation_store
from walletdesk.kernel.ids import AgentId, ContactId, InboxId
from walletdesk.kernel.jobs import Job
from walletdesk.kernel.viewers import ContactViewer
from walletdesk.platform.db import Database

ASKER = ContactId("con_1")
ANN = Author(Speaker.AGENT, "agt_ann", "Ann")


class Words:
    def say(self, locale: str, sentence: str, **values: str | int) -> str:
        return sentence

    def when(self, locale: str, at: object) -> str:
        return "then"


class Book:
    async def find(self, id: ContactId) -> Person | None:
        return Person()


@pytest.fixture
async def rig(db: Database) -> AsyncIterator[MailRig]:
    async with mail_server() as sink:
        yield MailRig(open_work(db), SqlWaiting(db), events_of(db), partial(jobs_of, db), sink)


async def talked(db: Database, rig: MailRig) -> Conversation:
    """Notes before, between and after what the agent says to the contact."""
    conversing = Conversing(
        open_work=conversation_store.open_work(db),
        archive=conversation_store.SqlArchive(db),
        secret_in=lambda text: None,
        outgoing=StrictHouse(),
        clock=rig.clock,
    )
    beginning = Beginning(contact=ASKER, inbox=InboxId("inb_1"), channel="webchat", locale="en")
    hello = Said(text="hello", client_id="1")
    talk = await conversing.start(beginning, Author(Speaker.CONTACT, ASKER), hello)
    await conversing.assign(talk.id, AgentId(ANN.id), ANN.name, reason="taken")
    for n in range(3):
        await conversing.note(talk.id, ANN, Said(text=f"SUSPICIOUS-{n}", client_id=f"n{n}"))
        await conversing.answer(talk.id, ANN, Said(text=f"answer {n}", client_id=f"a{n}"))
    await conversing.note(talk.id, ANN, Said(text="SUSPICIOUS-LAST", client_id="last"))
    return talk


async def test_no_mail_carries_a_note(db: Database, rig: MailRig) -> None:
    talk = await talked(db, rig)
    archive = conversation_store.SqlArchive(db)
    transcripts = Transcripts(reading=Reading(archive), archive=archive, words=Words(), defanged=str)
    reactions = MailReactions(
        mailing=rig.mailing,
        open_work=open_work(db),
        contacts=Book(),
        archive=archive,
        transcripts=transcripts,
        clock=rig.clock,
    )
    await reactions.tell_away(Job(kind="mail.tell_away", key=talk.id, run_at=rig.clock()))
    me = ContactViewer(contact=ASKER)
    assert await reactions.send_transcript(me, talk.id)
    rig.threads.said = (await transcripts.made(me, talk.id, "text")).body.decode()
    await rig.run()
    parts = [part for letter in rig.sink.letters for part in letter.message.walk()]
    bodies = [body for part in parts if isinstance(body := part.get_payload(decode=True), bytes)]
    assert (len(rig.sink.letters), len(bodies)) == (2, 4)
    assert all(b"answer 2" in body for body in bodies)
    assert not [body for body in bodies if b"SUSPICIOUS" in body]
