"""What makes us write: an address to prove, an answer nobody has read yet, a survey nobody has taken."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from walletdesk.channels.email.content import (
    LONGEST_TRANSCRIPT,
    AgentReplied,
    MailAnswer,
    MailNews,
    ProofLink,
    ProvenAddress,
    PulseInvitation,
    SurveyInvitation,
    TranscriptSent,
    proof_id,
    proven_address,
    to_anyone,
    to_proven,
    vouched_for,
)
from walletdesk.channels.email.outbound import Mailing
from walletdesk.channels.email.ports import Archive, ContactBook, NoWays, OpenWork, Transcripts, Ways
from walletdesk.contacts import EmailProofRequested
from walletdesk.conversations import Conversation, Item, Kind, MessageAdded, Page, Speaker
from walletdesk.dossiers import NEWS_KEY, DiagnosisReady
from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Conflict, NotFound, TooLarge
from walletdesk.kernel.ids import ContactId, ConversationId
from walletdesk.kernel.jobs import Job
from walletdesk.kernel.viewers import ContactViewer
from walletdesk.platform.mail import address
from walletdesk.surveys import PulseAsked, SurveyAnswered, SurveyAsked

TELL_AWAY, TELL_SURVEY = "mail.tell_away", "mail.tell_survey"
AWAY_AFTER = timedelta(minutes=5)  # an answer that was not read for so long is worth a mail
SURVEY_AFTER = timedelta(hours=1)
MOST_REPLIES = 20


CHANNEL = "email"  # of conversations that are held by mail


Tell = Callable[[ConversationId, int], Awaitable[None]]


async def nobody(conversation: ConversationId, seq: int) -> None:
    """Where no thread tells it."""


def by_an_agent(event: MessageAdded) -> bool:
    """For the relay's ``when``: most messages are not for us."""
    return event.author == "agent" or (event.author == "bot" and event.channel == CHANNEL)


class MailReactions:
    def __init__(  # noqa: PLR0913 - whatever makes us write
        self,
        *,
        mailing: Mailing,
        open_work: OpenWork,
        contacts: ContactBook,
        archive: Archive,
        transcripts: Transcripts,
        clock: Clock,
        ways: Ways | None = None,
        tell: Tell | None = None,
    ) -> None:
        """``tell``: agents, of an answer of theirs that no mail will bring."""
        self._mailing = mailing
        self._open_work = open_work
        self._contacts = contacts
        self._archive = archive
        self._transcripts = transcripts
        self._clock = clock
        self._ways = ways or NoWays()
        self._tell = tell or nobody

    async def on_email_proof_requested(self, event: EmailProofRequested) -> None:
        content = ProofLink(proof=proof_id(event.proof))
        mail = to_anyone(address(event.address), content, cause=f"proof:{event.proof}", locale=event.locale)
        await self._mailing.post(mail)

    async def on_message_added(self, event: MessageAdded) -> None:
        """Each answer moves the moment on: one mail for all that was said while the contact was away."""
        if event.channel == CHANNEL:
            await self._answer(event)
        elif by_an_agent(event) and await self._proven(event.contact):
            await self._plan(Job(kind=TELL_AWAY, key=event.conversation, run_at=event.at + AWAY_AFTER))

    async def on_diagnosis_ready(self, event: DiagnosisReady) -> None:
        """What became of a transaction, perhaps hours later: whoever has gone by then gets it by mail."""
        if event.is_news and await self._proven(event.contact):
            await self._plan(Job(kind=TELL_AWAY, key=event.conversation, run_at=event.at + AWAY_AFTER))

    async def on_survey_asked(self, event: SurveyAsked) -> None:
        """One mail for each matter, however often it is resolved. A ticket without a conversation as well."""
        to = await self._proven(event.contact)
        if to is None:
            return
        if event.conversation is not None:
            await self._plan(Job(kind=TELL_SURVEY, key=event.conversation, run_at=event.at + SURVEY_AFTER))
        elif event.ticket is not None:
            content = SurveyInvitation(ticket=event.ticket, contact=event.contact)
            cause = f"survey:{event.ticket}"
            await self._mailing.post(to_proven(to, content, cause=cause, locale=event.locale))

    async def on_survey_answered(self, event: SurveyAnswered) -> None:
        if event.conversation is not None:
            async with self._open_work() as work:
                work.cancel(TELL_SURVEY, event.conversation)

    async def on_pulse_asked(self, event: PulseAsked) -> None:
        if to := await self._proven(event.contact):
            content = PulseInvitation(pulse=event.pulse, contact=event.contact)
            cause = f"pulse:{event.pulse}"
            await self._mailing.post(to_proven(to, content, cause=cause, locale=event.locale))

    # Jobs: each looks again at how things stand by then

    async def tell_away(self, job: Job) -> None:
        talk = await self._archive.find(ConversationId(job.key))
        to = await self._proven(talk.contact) if talk else None
        if talk is None or to is None or not talk.contact_unread or talk.channel == CHANNEL:
            return  # by mail all was told as it was said
        unread = await self._archive.items(talk.id, Page(after=talk.contact_read, most=MOST_REPLIES))
        replies = [item for item in unread if _is_reply(item)]
        if not replies:
            return
        agents = [item.author.name for item in replies if item.author.kind is Speaker.AGENT]
        content = AgentReplied(
            conversation=talk.id,
            agent=agents[-1] if agents else "",
            replies=tuple(item.text for item in replies if item.text),
            is_news=not agents,
        )
        cause = f"away:{talk.id}:{replies[-1].public_seq}"
        await self._mailing.post(to_proven(to, content, cause=cause, locale=talk.locale))

    async def tell_survey(self, job: Job) -> None:
        talk = await self._archive.find(ConversationId(job.key))
        to = await self._proven(talk.contact) if talk else None
        if talk is None or to is None or talk.survey != "asked":
            return
        content = SurveyInvitation(conversation=talk.id)
        cause = f"survey:{talk.id}"
        await self._mailing.post(to_proven(to, content, cause=cause, locale=talk.locale))

    async def send_transcript(self, viewer: ContactViewer, conversation: ConversationId) -> bool:
        """For the contact who asks. False when nothing was said since it was last sent."""
        made = await self._transcripts.made(viewer, conversation, "text")
        to = await self._proven(viewer.contact)
        if to is None:
            raise Conflict("Confirm your e-mail address first.", code="no_proven_address")
        if len(made.body.decode("utf-8")) > LONGEST_TRANSCRIPT:
            raise TooLarge("This conversation is too long for a mail. Download it instead.")
        talk = await self._found(conversation)
        content = TranscriptSent(conversation=conversation)
        cause = f"transcript:{conversation}:{talk.public_seq}"
        return await self._mailing.post(to_proven(to, content, cause=cause, locale=talk.locale))

    async def _answer(self, event: MessageAdded) -> None:
        """What we say in a conversation that is held by mail goes out as one, once."""
        exchange = await self._ways.exchange(event.conversation)
        if not by_an_agent(event) or exchange is None:
            return
        if not exchange.to or not await self._mailing.reaches(exchange.to):
            await self._tell(event.conversation, event.seq)
            return
        id, seq, to, locale = event.conversation, event.seq, address(exchange.to), event.locale
        cause = f"answer:{id}:{seq}"
        if exchange.proven:
            said = MailNews(conversation=id, seq=seq) if event.author == "bot" else None
            content = said or MailAnswer(conversation=id, seq=seq)
            await self._mailing.post(to_proven(vouched_for(to), content, cause=cause, locale=locale))
        elif event.author == "agent":  # by itself nothing goes to an address that may be somebody else's
            content = MailAnswer(conversation=id, seq=seq)
            await self._mailing.post(to_anyone(to, content, cause=cause, locale=locale))

    async def _proven(self, contact: ContactId) -> ProvenAddress | None:
        known = await self._contacts.find(contact)
        return None if known is None or known.blocked else proven_address(known)

    async def _found(self, conversation: ConversationId) -> Conversation:
        if found := await self._archive.find(conversation):
            return found
        raise NotFound

    async def _plan(self, job: Job) -> None:
        async with self._open_work() as work:
            work.schedule(job)


def _is_reply(item: Item) -> bool:
    by_agent = item.kind is Kind.MESSAGE and item.author.kind is Speaker.AGENT
    is_news = item.kind is Kind.MESSAGE and (item.client_id or "").startswith(NEWS_KEY)
    return item.public_seq is not None and (by_agent or (is_news and item.author.kind is Speaker.BOT))
