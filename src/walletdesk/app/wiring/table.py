"""The one table of who reacts to what. Read it aloud: each line is a sentence."""

from walletdesk.app.wiring.engine import Engine
from walletdesk.app.wiring.faces import Faces
from walletdesk.app.wiring.heart import Heart
from walletdesk.app.wiring.joints import Joints
from walletdesk.app.wiring.people import Contacts, Staff
from walletdesk.app.wiring.work import Work
from walletdesk.contacts import ContactEmailProven, ContactIdentified, ContactSignedOut
from walletdesk.conversations import (
    AgentAssigned,
    AgentRequested,
    AgentUnassigned,
    Changed,
    ConversationClosed,
    ConversationResolved,
    ConversationStarted,
    MessageAdded,
    NoteAdded,
    PriorityChanged,
)
from walletdesk.hours import CalendarChanged
from walletdesk.routing import Decided, QueueChanged
from walletdesk.routing.jobs import SWEEP
from walletdesk.routing.reactions import RoutingReactions, is_from_waiting_contact
from walletdesk.routing.service import AGENT_GONE, CONTACT_GONE, OFFER_EXPIRED
from walletdesk.sla import FirstReplyPromised, PolicyChanged
from walletdesk.sla.reactions import PromiseReactions
from walletdesk.sla.service import CHECK
from walletdesk.staff import AgentAvailabilityChanged, AgentChanged, SessionRevoked
from walletdesk.surveys import SurveyAnswered, SurveyAsked
from walletdesk.surveys.reactions import SurveyReactions
from walletdesk.tickets import TicketOpened
from walletdesk.tickets.reactions import TicketReactions


def subscribe(
    engine: Engine, people: tuple[Contacts, Staff], heart: Heart, work: Work, faces: Faces, joints: Joints
) -> None:
    relay, jobs = engine.relay, engine.jobs
    contacts, staff = people

    relay.hint(Changed, faces.contact_pushes.on_changed, faces.agent_pushes.on_changed)
    relay.hint(QueueChanged, work.board.on_queue_changed)

    relay.on_batch(MessageAdded, heart.searching.index)
    relay.on_batch(NoteAdded, heart.searching.index)

    routing = RoutingReactions(work.routing)
    relay.on(AgentRequested, routing.on_agent_requested)
    relay.on(PriorityChanged, routing.on_priority_changed)
    relay.on(ConversationResolved, routing.on_resolved)
    relay.on(ConversationClosed, routing.on_closed)
    relay.on(AgentAssigned, routing.on_agent_assigned)
    relay.on(AgentUnassigned, routing.on_agent_unassigned)
    relay.on(MessageAdded, routing.on_message_added, when=is_from_waiting_contact)
    relay.on(AgentAvailabilityChanged, routing.on_availability_changed)
    relay.on(Decided, routing.on_decided)
    jobs.on(OFFER_EXPIRED, work.routing_jobs.on_offer_expired)
    jobs.on(CONTACT_GONE, work.routing_jobs.on_contact_gone)
    jobs.on(AGENT_GONE, work.routing_jobs.on_agent_gone)
    jobs.on(SWEEP, work.routing_jobs.on_sweep)

    promises = PromiseReactions(work.promising)
    relay.on(ConversationStarted, promises.on_conversation_started)
    relay.on(AgentRequested, promises.on_agent_requested)
    relay.on(MessageAdded, promises.on_message_added, when=is_from_agent)
    relay.on(ConversationResolved, promises.on_over)
    relay.on(ConversationClosed, promises.on_over)
    relay.on(PriorityChanged, promises.on_priority_changed)
    relay.on(CalendarChanged, promises.on_terms_changed)
    relay.on(PolicyChanged, promises.on_terms_changed)
    relay.on(FirstReplyPromised, joints.on_first_reply_promised)
    jobs.on(CHECK, work.alarm.ring)

    tickets = TicketReactions(work.automatic, hours=work.hours, tell=joints, still_waits=joints.still_waits)
    relay.on(AgentRequested, tickets.on_agent_requested)
    relay.on(TicketOpened, tickets.on_ticket_opened)
    relay.on(AgentAssigned, tickets.on_agent_assigned)
    relay.on(ConversationResolved, tickets.on_conversation_resolved)

    surveys = SurveyReactions(work.surveying)
    relay.on(ConversationResolved, surveys.on_conversation_resolved)
    relay.on(SurveyAsked, joints.on_survey_asked)
    relay.on(SurveyAnswered, joints.on_survey_answered)

    relay.on(ContactIdentified, joints.on_contact_changed)
    relay.on(ContactEmailProven, joints.on_contact_changed)
    relay.on(ContactSignedOut, contacts.book.on_contact_signed_out, joints.on_contact_signed_out)
    relay.on(AgentChanged, joints.on_agent_changed)
    relay.on(SessionRevoked, staff.sessions.on_session_revoked, joints.on_session_revoked)


def is_from_agent(event: MessageAdded) -> bool:
    return event.author == "agent"
