"""Small reactions that join neighbours who must not know each other."""

from datetime import datetime, timedelta

import msgspec

from walletdesk.app.wiring.parts import Parts
from walletdesk.automation import SavedRepliesChanged
from walletdesk.channels.email import MailBounced
from walletdesk.contacts import ContactEmailProven, ContactIdentified, ContactSignedOut
from walletdesk.contacts.linking import IdentityLinked, IdentityUnlinked
from walletdesk.contacts.organizations import ContactPlaced
from walletdesk.conversations import (
    CHECK_PICTURES,
    Begun,
    HeldMessageChanged,
    Listing,
    PictureCondemned,
    Status,
)
from walletdesk.conversations.store import SqlFileArchive
from walletdesk.insights import AlertAcknowledged, AlertRaised
from walletdesk.insights.http import alert_view
from walletdesk.kernel.clock import millis
from walletdesk.kernel.ids import AlertId, BlobId, ContactId, ConversationId, InboxId
from walletdesk.kernel.jobs import Job
from walletdesk.kernel.viewers import Role
from walletdesk.knowledge.pictures.store import SqlPictures
from walletdesk.platform.blobs import sweep
from walletdesk.platform.limits import SharedLimiter
from walletdesk.routing import OfferChanged, Queue
from walletdesk.sla import Metric, PromiseBreached, PromiseEvent, PromiseNearing
from walletdesk.staff import AgentAvailabilityChanged, AgentChanged, SessionRevoked
from walletdesk.surveys import SurveyAnswered, SurveyAsked
from walletdesk.tickets import TicketLinked, TicketOpened, TicketUnlinked
from walletdesk.tickets.evidence.store import SqlEvidence
from walletdesk.verification.ownership import AddressProven
from walletdesk.workspace import availability_body, feed_key

MOST_SHOWN_ANEW = 200  # heads
LOOKED_AT = 20  # of a line, whether anybody in it should be served now
SWEEP_FILES = "files.sweep"
SWEEP_FILES_EVERY = timedelta(days=1)
CHECK_EVERY = timedelta(minutes=1)  # for those whose process died while it looked
SIGNED_OUT = '{"t":"signed_out"}'
RIGHTS = '"t":"rights"'  # what may be seen may have changed: the picture anew
HELD = '"t":"held"'  # a message waits for a second person, or was decided about
REPLIES = '"t":"replies"'  # the saved ones changed: to be asked for anew
COME_BACK = '{"t":"bye","retry_in":[0,500]}'  # ms


class Joints:
    def __init__(self, parts: Parts) -> None:
        self._engine = parts.engine
        self._heart = parts.heart
        self._staff = parts.staff
        self._work = parts.work
        self._answers = parts.answers
        self._faces = parts.faces
        self._verification = parts.verification
        self._feedback = parts.feedback
        self._callbacks = parts.callbacks
        self._voice = parts.voice
        self._hotline = parts.hotline

    async def on_reply_promised(self, event: PromiseEvent) -> None:
        """What is owed at this moment is shown, whichever news of it came first."""
        id, promising = event.conversation, self._work.promising
        found = await self._heart.reading.find(id)
        first, following = [await promising.due(id, one) for one in (Metric.FIRST_REPLY, Metric.NEXT_REPLY)]
        if found is not None and (found.first_reply_due, found.next_reply_due) != (first, following):
            await self._heart.conversing.note_promises(id, first, following)

    async def on_contact_placed(self, event: ContactPlaced) -> None:
        """Into an organization, or out of it: what was promised may be another's from the start."""
        await self._recount(event.contact)

    async def _recount(self, contact: ContactId) -> None:
        for conversation in await self._heart.reading.of_contact(contact):
            await self._work.promising.moved(conversation.id)

    async def on_promise_nearing(self, event: PromiseNearing) -> None:
        """To whoever has the conversation, in its thread; the leads are alerted beside that."""
        await self._promise_in_thread("promise_nearing", event)

    async def on_promise_breached(self, event: PromiseBreached) -> None:
        await self._promise_in_thread("promise_breached", event)

    async def _promise_in_thread(self, what: str, event: PromiseNearing | PromiseBreached) -> None:
        key = f"{event.metric}/{millis(event.due_at)}"  # told twice, it stands once
        await self._heart.conversing.note_fact(event.conversation, what, value=event.metric, key=key)

    async def on_survey_asked(self, event: SurveyAsked) -> None:
        if event.conversation is not None:
            await self._heart.conversing.note_survey(event.conversation, "asked")

    async def on_survey_answered(self, event: SurveyAnswered) -> None:
        if event.conversation is not None:
            await self._heart.conversing.note_survey(event.conversation, "given")

    async def on_tickets_changed(self, event: TicketOpened | TicketLinked | TicketUnlinked) -> None:
        self._work.ticket_numbers.forget_all()
        if event.conversation is not None:
            self._faces.agent_pushes.around_changed(event.conversation)

    def on_offer_changed(self, hint: OfferChanged) -> None:
        self._faces.agent_pushes.around_changed(hint.conversation)

    async def on_availability_changed(self, event: AgentAvailabilityChanged) -> None:
        """Whoever changed it, and in whichever tab: the agent's own screens show it."""
        self._engine.hub.publish(feed_key(event.agent), availability_body(event.state, event.reason))

    async def sweep_files(self, job: Job) -> None:
        """Files that no row names, because an upload was cut off; counts that are over, and old searches."""
        files, hours = self._faces.files, self._engine.settings.attachments.orphan_hours
        before = self._engine.clock() - timedelta(hours=hours)
        db = self._engine.db
        holders = (SqlFileArchive(db), SqlPictures(db), SqlEvidence(db))
        await self._answers.illustrating.forget_unused(timedelta(hours=hours))

        async def is_used(blob: BlobId) -> bool:
            return any([await holder.is_used(blob) for holder in holders])

        await sweep(files.blobs, before, is_used)
        await SharedLimiter(self._engine.db, self._engine.clock).forget(self._engine.clock())
        await self._answers.searches.forget_old()

    async def on_address_proven(self, event: AddressProven) -> None:
        """In the thread for agents; the contact was told on the page where it was done."""
        await self._heart.conversing.note_fact(event.conversation, "address_proven", value=event.address)

    async def on_mail_bounced(self, event: MailBounced) -> None:
        """In the thread: whoever answered believes that it was read. Of each letter once."""
        if event.conversation is not None:
            await self._heart.conversing.note_fact(event.conversation, "mail_bounced", key=event.mail)

    async def on_picture_condemned(self, event: PictureCondemned) -> None:
        await self._faces.files.blobs.remove(event.blob)

    async def check_pictures(self, job: Job) -> None:
        await self._heart.checking.run()

    async def plan_checks(self) -> None:
        """Whatever waited when an earlier run ended is looked at first."""
        if self._engine.db.engine == "sqlite":
            await self._heart.checking.take_over()
        async with self._engine.db.write() as tx:
            tx.schedule(Job(kind=CHECK_PICTURES, key="all", run_at=self._engine.clock()))

    async def plan_sweep(self, after: timedelta) -> None:
        async with self._engine.db.write() as tx:
            tx.schedule(Job(kind=SWEEP_FILES, key="all", run_at=self._engine.clock() + after))

    async def on_identity_unlinked(self, event: IdentityUnlinked) -> None:
        """The conversations go back; what was decided about the person meanwhile stays with the person."""
        kind, _, inbox = event.channel.partition(":")
        there = Begun(channel=kind, inbox=InboxId(inbox), since=event.linked_at)
        await self._heart.conversing.hand_back(event.contact, event.restored, there)
        for contact in (event.contact, event.restored):
            self._faces.cards.forget(contact)
            await self._show_anew(contact)

    async def on_contact_identified(self, event: ContactIdentified | IdentityLinked) -> None:
        if event.absorbed is not None:
            await self._heart.conversing.hand_over(event.absorbed, event.contact)
            await self._work.routing.presence.hand_over(event.absorbed, event.contact)
            await self._verification.phrases.hand_over(event.absorbed, event.contact)
            await self._feedback.hand_over(self._work, event.absorbed, event.contact)
            await self._callbacks.booking.hand_over(event.absorbed, event.contact)
            await self._voice.talking.hand_over(event.absorbed, event.contact)
            await self._hotline.answering.hand_over(event.absorbed, event.contact)
            self._faces.cards.forget(event.absorbed)
            await self._show_anew(event.contact)

    async def on_contact_changed(self, event: ContactIdentified | ContactEmailProven) -> None:
        self._faces.cards.forget(event.contact)
        await self._show_anew(event.contact)
        await self._recount(event.contact)  # a proven address may be an organization's

    async def _show_anew(self, contact: ContactId) -> None:
        """Who a contact is stands in every head: the open screens learn it."""
        for conversation in await self._heart.reading.of_contact(contact):
            self._faces.agent_pushes.around_changed(conversation.id)

    async def on_contact_signed_out(self, event: ContactSignedOut) -> None:
        """A revoked session keeps no line: nothing may reach it any more."""
        self._engine.hub.end(f"contact:{event.contact}", SIGNED_OUT)

    async def on_agent_changed(self, event: AgentChanged) -> None:
        await self._staff.directory.load()
        has = Listing(status=Status.WITH_AGENT, assignee=event.agent, most=MOST_SHOWN_ANEW)
        for conversation in await self._heart.reading.list(has):  # the agent's name stands in their heads
            self._faces.agent_pushes.around_changed(conversation.id)
        self._engine.hub.publish(feed_key(event.agent), RIGHTS)
        self._engine.hub.end(feed_key(event.agent), COME_BACK)  # a line goes on with the rights it began with

    async def on_session_revoked(self, event: SessionRevoked) -> None:
        """Every line of the agent ends; those whose sessions go on come back by themselves."""
        self._engine.hub.end(feed_key(event.agent), SIGNED_OUT)

    async def on_alert_raised(self, event: AlertRaised) -> None:
        await self._tell_leads(event.alert)

    async def on_alert_acknowledged(self, event: AlertAcknowledged) -> None:
        await self._tell_leads(event.alert)

    async def on_saved_replies_changed(self, event: SavedRepliesChanged) -> None:
        present = [one.viewer.agent for one in self._faces.presence.all()]
        self._faces.agent_pushes.tell_all(present if event.agent is None else [event.agent], REPLIES)

    async def on_held_message_changed(self, _: HeldMessageChanged) -> None:
        """Whoever is here may be the second person; what each may see is asked for."""
        self._faces.agent_pushes.tell_all([one.viewer.agent for one in self._faces.presence.all()], HELD)

    async def waiting(self) -> int:
        """Those in lines at whose head somebody stands for whom we are open."""
        queues = await self._work.routing.standings.queues((), most=LOOKED_AT)
        return sum([one.waiting for one in queues if await self._is_open_for(one)])

    async def _is_open_for(self, queue: Queue) -> bool:
        now = self._engine.clock()
        for one in queue.first:  # nearly always the first of them: each is several reads
            if (await self._work.timetable_of(one.conversation)).is_open(now):
                return True
        return False

    async def online(self) -> int:
        """Agents who take conversations now."""
        members = await self._staff.directory.members()
        return sum(member.availability == "online" for member in members)

    async def _tell_leads(self, alert: AlertId) -> None:
        found = await self._work.alerting.find(alert)
        if found is None:
            return
        leads = [p.viewer.agent for p in self._faces.presence.all() if p.viewer.at_least(Role.LEAD)]
        shown = msgspec.json.encode(alert_view(found, self._engine.settings.locale)).decode()
        self._faces.agent_pushes.tell_all(leads, f'"t":"alert","alert":{shown}')

    async def still_waits(self, conversation: ConversationId) -> str | None:
        found = await self._heart.reading.find(conversation)
        return found.subject if found and found.status is Status.WAITING_FOR_AGENT else None

    async def ticket_opened(
        self, conversation: ConversationId, *, number: str, next_open: datetime | None
    ) -> None:
        """After hours: the number under which the question is kept, and when people are back."""
        found = await self._heart.reading.find(conversation)
        if found is not None:
            await self._heart.conversing.note_fact(conversation, "ticket_opened", value=number, public=True)
