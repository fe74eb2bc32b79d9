"""When we write by ourselves, and when we keep quiet."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from tests.support.email import (
    NOON,
    PROOF,
    TALK,
    MailRig,
    MemoryMailWork,
    MemoryWaiting,
    Person,
)
from tests.support.mail import mail_server
from tests.support.memory import opening
from walletdesk.channels.email import MailReactions
from walletdesk.channels.email.reactions import by_an_agent
from walletdesk.contacts import EmailProofRequested
from walletdesk.conversations import (
    Author,
    Conversation,
    Item,
    Kind,
    MessageAdded,
    Page,
    Speaker,
    Status,
    Transcript,
)
from walletdesk.dossiers import DiagnosisReady
from walletdesk.kernel.errors import Conflict, TooLarge
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId, InboxId, MessageId, SurveyId, TicketId
from walletdesk.kernel.jobs import Job
from walletdesk.kernel.viewers import ContactViewer, Viewer
from walletdesk.surveys import PulseAsked, SurveyAnswered, SurveyAsked

ASKER = ContactId("con_1")


def item(public_seq: int | None, speaker: Speaker, text: str, kind: Kind = Kind.MESSAGE) -> Item:
    return Item(
        seq=public_seq or 9,
        public_seq=public_seq,
        id=MessageId("msg_1"),
        kind=kind,
        author=Author(speaker, "agt_1", "Ann"),
        text=text,
        at=NOON,
    )


@dataclass
class House:
    """One contact, one conversation."""

    person: Person | None = field(default_factory=Person)
    unread: int = 2
    survey: str = "asked"
    transcript: str = "09:00 You: hello"
    known: bool = True
    every: Sequence[Item] = ()

    async def find(self, id: ConversationId) -> Conversation | None:
        talk = Conversation(
            id=TALK,
            contact=ASKER,
            inbox=InboxId("inb_1"),
            channel="webchat",
            locale="en",
            created_at=NOON,
            last_at=NOON,
            status=Status.WITH_AGENT,
            contact_read=1,
            contact_unread=self.unread,
            public_seq=4,
            seq=6,
            survey=self.survey,
        )
        return talk if self.known else None

    async def items(self, id: ConversationId, page: Page) -> Sequence[Item]:
        assert page.public
        every = self.every or [
            item(1, Speaker.AGENT, "read already"),
            item(2, Speaker.AGENT, "It has arrived."),
            item(3, Speaker.BOT, "I am a bot."),
            item(4, Speaker.AGENT, "Look again."),
        ]
        return [i for i in every if (i.public_seq or 0) > (page.after or 0)]

    async def made(self, viewer: Viewer, id: ConversationId, format: str) -> Transcript:
        return Transcript("conversation.txt", "text/plain", self.transcript.encode())


@dataclass
class Book:
    house: House

    async def find(self, id: ContactId) -> Person | None:
        return self.house.person


class Scene:
    def __init__(self, rig: MailRig, memory: MemoryMailWork) -> None:
        self.rig, self.memory, self.house = rig, memory, House()
        self.react = MailReactions(
            mailing=rig.mailing,
            open_work=opening(memory),
            contacts=Book(self.house),
            archive=self.house,
            transcripts=self.house,
            clock=rig.clock,
        )

    async def sent(self) -> list[str]:
        """The texts of what went out."""
        await self.rig.run()
        letters = [letter.message for letter in self.rig.sink.letters]
        texts = [part.get_payload(decode=True) for m in letters for part in m.walk()]
        return [t.decode() for t in texts if isinstance(t, bytes) and not t.startswith(b"<!doctype")]

    def planned(self) -> list[tuple[str, timedelta]]:
        return [(job.kind, job.run_at - NOON) for job in self.memory.jobs.values()]


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    memory = MemoryMailWork()
    async with mail_server() as sink:
        rig = MailRig(opening(memory), MemoryWaiting(memory), memory.events, memory.waiting, sink)
        yield Scene(rig, memory)


@pytest.mark.parametrize(
    ("is_news", "planned"), [(True, [("mail.tell_away", timedelta(minutes=5))]), (False, [])]
)
async def test_news_of_a_transaction_goes_by_mail_to_whoever_has_gone(
    scene: Scene, is_news: bool, planned: list[tuple[str, timedelta]]
) -> None:
    await scene.react.on_diagnosis_ready(ready(is_news=is_news))
    assert scene.planned() == planned


async def test_a_mail_of_news_says_that_it_is_news_and_not_that_somebody_wrote(scene: Scene) -> None:
    scene.house.every = [
        item(2, Speaker.BOT, "I am a bot."),
        replace(item(3, Speaker.BOT, "News of transaction D-3001."), client_key="bot:dossier-news-dos_1-2"),
    ]
    await scene.react.tell_away(Job(kind="mail.tell_away", key=TALK, run_at=NOON))
    (letter,) = await scene.sent()
    assert "There is news of a transaction you asked about." in letter
    assert "News of transaction D-3001." in letter
    assert "I am a bot" not in letter
    assert "replied while you were away" not in letter


def ready(*, is_news: bool) -> DiagnosisReady:
    return DiagnosisReady(
        at=NOON,
        conversation=TALK,
        dossier="dos_1",
        contact=ASKER,
        locale="en",
        code="confirmed",
        is_news=is_news,
        seq=2,
    )


def said(author: str, minute: int = 0) -> MessageAdded:
    return MessageAdded(
        at=NOON + timedelta(minutes=minute),
        conversation=TALK,
        message=MessageId("msg_1"),
        seq=1,
        author=author,
        author_id="x",
        text="x",
        status="with_agent",
        assignee=None,
        contact=ASKER,
        inbox=InboxId("inb_1"),
        channel="webchat",
        locale="en",
    )


ALARM = Job(kind="mail.tell_away", key=TALK, run_at=NOON)
SURVEY = Job(kind="mail.tell_survey", key=TALK, run_at=NOON)


async def test_the_proof_is_mailed_once_to_the_address_that_was_given(scene: Scene) -> None:
    event = EmailProofRequested(
        at=NOON, contact=ASKER, proof=PROOF, address="new@mail.example", locale="zh-CN"
    )
    await scene.react.on_email_proof_requested(event)
    await scene.react.on_email_proof_requested(event)
    [text] = await scene.sent()
    assert PROOF in text
    assert scene.rig.sink.letters[0].to == ["new@mail.example"]


async def test_each_answer_of_an_agent_moves_the_moment_on(scene: Scene) -> None:
    for author, minute in (("agent", 0), ("bot", 1), ("contact", 2), ("agent", 3)):
        await scene.react.on_message_added(said(author, minute))
    assert scene.planned() == [("mail.tell_away", timedelta(minutes=8))]
    assert [by_an_agent(said(author)) for author in ("agent", "contact")] == [True, False]


@pytest.mark.parametrize(
    "person", [None, Person(email=""), Person(blocked=True)], ids=["gone", "unproven", "blocked"]
)
async def test_whoever_has_no_proven_address_gets_no_mail(scene: Scene, person: Person | None) -> None:
    scene.house.person = person
    await scene.react.on_message_added(said("agent"))
    await scene.react.on_survey_asked(asked())
    assert scene.planned() == []
    await scene.react.tell_away(ALARM)
    await scene.react.tell_survey(SURVEY)
    assert await scene.sent() == []


async def test_one_mail_tells_all_that_was_not_read(scene: Scene) -> None:
    await scene.react.tell_away(ALARM)
    await scene.react.tell_away(ALARM)
    [text] = await scene.sent()
    assert "> It has arrived." in text
    assert "> Look again." in text
    assert "read already" not in text
    assert "I am a bot" not in text


async def test_who_has_read_it_meanwhile_or_is_gone_is_not_written_to(scene: Scene) -> None:
    scene.house.unread = 0
    await scene.react.tell_away(ALARM)
    scene.house.known = False
    await scene.react.tell_away(ALARM)
    await scene.react.tell_survey(SURVEY)
    assert await scene.sent() == []


def asked() -> SurveyAsked:
    return SurveyAsked(at=NOON, conversation=TALK, survey=SurveyId("srv_1"), contact=ASKER, locale="en")


async def test_a_survey_is_mailed_an_hour_later_unless_it_was_answered(scene: Scene) -> None:
    await scene.react.on_survey_asked(asked())
    assert scene.planned() == [("mail.tell_survey", timedelta(hours=1))]
    await scene.react.tell_survey(SURVEY)
    assert len(await scene.sent()) == 1
    scene.house.survey = "given"
    await scene.react.tell_survey(SURVEY)
    assert len(await scene.sent()) == 1


async def test_a_ticket_without_a_conversation_and_the_periodic_question_are_mailed_at_once(
    scene: Scene,
) -> None:
    ticket = SurveyAsked(
        at=NOON, ticket=TicketId("tkt_1"), survey=SurveyId("srv_1"), contact=ASKER, locale="en"
    )
    pulse = PulseAsked(at=NOON, pulse="pls_1", contact=ASKER, locale="en")
    for _ in range(2):
        await scene.react.on_survey_asked(ticket)
        await scene.react.on_pulse_asked(pulse)
    assert len(await scene.sent()) == 2
    assert scene.planned() == []


async def test_an_answered_survey_is_not_asked_for_again(scene: Scene) -> None:
    await scene.react.on_survey_asked(asked())
    given = SurveyAnswered(
        at=NOON,
        conversation=TALK,
        survey=SurveyId("srv_1"),
        contact=ASKER,
        agent=AgentId("agt_1"),
        overall=5,
    )
    await scene.react.on_survey_answered(given)
    assert scene.planned() == []


async def test_a_transcript_goes_to_the_proven_address_once_while_nothing_new_was_said(
    scene: Scene,
) -> None:
    me = ContactViewer(contact=ASKER)
    assert await scene.react.send_transcript(me, TALK)
    assert not await scene.react.send_transcript(me, TALK)
    [text] = await scene.sent()
    assert "> 09:00 You: hello" in text


async def test_a_transcript_needs_an_address_and_an_end(scene: Scene) -> None:
    me = ContactViewer(contact=ASKER)
    scene.house.transcript = "x" * 200_001
    with pytest.raises(TooLarge):
        await scene.react.send_transcript(me, TALK)
    scene.house.person = replace(Person(), email="")
    with pytest.raises(Conflict) as refusal:
        await scene.react.send_transcript(me, TALK)
    assert refusal.value.code == "no_proven_address"
