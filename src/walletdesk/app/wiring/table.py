"""The one table of who reacts to what. Read it aloud: each line is a sentence."""

from walletdesk.app.wiring.feedback import FORGET_TEXTS, FORGET_TEXTS_EVERY
from walletdesk.app.wiring.joints import CHECK_EVERY, SWEEP_FILES, SWEEP_FILES_EVERY, Joints
from walletdesk.app.wiring.outside import chase_teller
from walletdesk.app.wiring.parts import Parts
from walletdesk.app.wiring.queues import Destinations, OverflowTold
from walletdesk.app.wiring.specialist_news import SpecialistNews
from walletdesk.assistant import AnswerJudged, QuestionDecided
from walletdesk.assistant.learning import PrecisionFell, VersionSwitched
from walletdesk.assistant.learning.jobs import REFIT, REFIT_EVERY
from walletdesk.assistant.reactions import AssistantReactions, is_for_bot
from walletdesk.automation import SavedRepliesChanged
from walletdesk.callbacks import DUE as CALLBACK_DUE
from walletdesk.callbacks import HANG_UP, RING, WATCH, CallbackChanged, Change
from walletdesk.callbacks import LATE as CALLBACK_LATE
from walletdesk.callbacks.jobs import FORGET, FORGET_EVERY
from walletdesk.channels.arrivals import FORGET as FORGET_ARRIVALS
from walletdesk.channels.arrivals import FORGET_EVERY as FORGET_ARRIVALS_EVERY
from walletdesk.channels.arrivals import TAKE
from walletdesk.channels.email import (
    SEND,
    TELL_AWAY,
    TELL_SURVEY,
    MailBounced,
    MailFailed,
    MailHeld,
    by_an_agent,
)
from walletdesk.channels.inboxes import InboxChanged
from walletdesk.channels.messaging import SEND as SEND_MESSAGE
from walletdesk.channels.messaging import DeliveryMoved
from walletdesk.channels.messaging.reactions import is_ours
from walletdesk.channels.voice import STEP
from walletdesk.channels.voice.hotline import LOOK as LOOK_AT_INCOMING
from walletdesk.channels.voice.hotline import PhoneCallChanged
from walletdesk.channels.voice.webrtc import LOOK as LOOK_AT_CALL
from walletdesk.channels.voice.webrtc import VoiceCallChanged
from walletdesk.contacts import (
    BLOCK_OVER,
    ContactEmailProven,
    ContactIdentified,
    ContactSignedOut,
    EmailProofRequested,
)
from walletdesk.contacts.linking import IdentityLinked, IdentityUnlinked
from walletdesk.contacts.organizations import ContactPlaced, OrganizationChanged
from walletdesk.conversations import (
    CHECK_PICTURES,
    AgentAssigned,
    AgentRequested,
    AgentUnassigned,
    Changed,
    ConversationClosed,
    ConversationMoved,
    ConversationReopened,
    ConversationResolved,
    ConversationStarted,
    HeldMessageChanged,
    MessageAdded,
    MessagesWithdrawn,
    NoteAdded,
    PictureCondemned,
    PriorityChanged,
    SecretAsked,
    SecretStoppedByServer,
)
from walletdesk.conversations.store import SCRUB
from walletdesk.dossiers import DiagnosisReady, DossierChanged, DossierOpened
from walletdesk.dossiers.jobs import SWEEP as SWEEP_DOSSIERS
from walletdesk.dossiers.jobs import SWEEP_EVERY as SWEEP_DOSSIERS_EVERY
from walletdesk.dossiers.reactions import is_of_people
from walletdesk.dossiers.service import LOOK as LOOK_UP
from walletdesk.hours import CalendarChanged
from walletdesk.impersonation import CampaignDecided, FakesRefused
from walletdesk.impersonation.reactions import ImpersonationReactions, came_with_a_fake, is_from_contact
from walletdesk.insights import AlertAcknowledged, AlertRaised
from walletdesk.insights.digests import LOOK as LOOK_AT_DIGESTS
from walletdesk.insights.digests import LOOK_EVERY as LOOK_AT_DIGESTS_EVERY
from walletdesk.insights.digests import MORNING, DigestAddressGiven, DigestDue
from walletdesk.insights.reactions import AlertReactions
from walletdesk.insights.reports import COUNT as COUNT_FIGURES
from walletdesk.insights.reports import SWEEP as SWEEP_FIGURES
from walletdesk.insights.reports import SWEEP_EVERY as SWEEP_FIGURES_EVERY
from walletdesk.integrations import HINT, HintJobs, HintReactions, is_from_us
from walletdesk.kernel.events import Event
from walletdesk.knowledge import ArticleChanged
from walletdesk.knowledge.drafts.service import PUBLISH_DUE
from walletdesk.knowledge.jobs import KnowledgeJobs
from walletdesk.knowledge.reactions import KnowledgeReactions
from walletdesk.registry import RegistryExpiring, RegistryPublished
from walletdesk.registry.jobs import LOOK, LOOK_EVERY
from walletdesk.routing import Decided, OfferChanged, QueueChanged, QueueLeft, QueueOverflowed, QueueRejoined
from walletdesk.routing.jobs import REPAIR, REPAIR_EVERY, SWEEP, SWEEP_EVERY
from walletdesk.routing.reactions import RoutingReactions, is_from_waiting_contact
from walletdesk.routing.rules.service import REWEIGH
from walletdesk.routing.service import AGENT_GONE, CONTACT_GONE, OFFER_EXPIRED
from walletdesk.sla import (
    FirstReplyPromised,
    NextReplyPromised,
    PolicyChanged,
    PromiseBreached,
    PromiseCancelled,
    PromiseMet,
    PromiseNearing,
)
from walletdesk.sla.jobs import Moves
from walletdesk.sla.reactions import PromiseReactions
from walletdesk.sla.service import CHECK, MOVES
from walletdesk.staff import AgentAvailabilityChanged, AgentChanged, SessionRevoked
from walletdesk.surveys import (
    GoOnAsked,
    ManyUnreached,
    PulseAsked,
    ReviewDone,
    ReviewOpened,
    SurveyAnswered,
    SurveyAsked,
)
from walletdesk.surveys.pulse import PULSE
from walletdesk.surveys.pulse.jobs import PulseJobs
from walletdesk.surveys.pulse.reactions import PulseReactions
from walletdesk.theft import LOOK as LOOK_AT_ADDRESSES
from walletdesk.theft import AddressTold, StepTaken
from walletdesk.tickets import TicketLinked, TicketOpened, TicketStateChanged, TicketUnlinked
from walletdesk.tickets.desks import DUE, DeskAnswered, DeskChanged, DeskOverdue
from walletdesk.tickets.reactions import TicketReactions
from walletdesk.tickets.tasks import CHASE, ChaseDue, TaskJobs
from walletdesk.verification import CodesRefused
from walletdesk.verification.ownership import AddressProven

COUNTED: tuple[type[Event], ...] = (  # what reports are made of, besides messages
    ConversationStarted,
    ConversationMoved,
    AgentRequested,
    AgentAssigned,
    AgentUnassigned,
    QueueLeft,
    QueueRejoined,
    ConversationResolved,
    ConversationReopened,
    ConversationClosed,
    PriorityChanged,
    SecretStoppedByServer,
    StepTaken,
    QuestionDecided,
    AnswerJudged,
    PromiseBreached,
    PromiseMet,
    PromiseCancelled,
    SurveyAnswered,
    AgentAvailabilityChanged,
)


def subscribe(parts: Parts, joints: Joints) -> None:
    engine, contacts, staff, heart = parts.engine, parts.contacts, parts.staff, parts.heart
    work, answers, faces = parts.work, parts.answers, parts.faces
    relay, jobs = engine.relay, engine.jobs

    relay.hint(Changed, faces.contact_pushes.on_changed, faces.agent_pushes.on_changed)
    relay.hint(QueueChanged, work.routing.standings.on_queue_changed, faces.patience.on_queue_changed)
    relay.hint(QueueChanged, work.board.on_queue_changed)
    relay.hint(OfferChanged, joints.on_offer_changed)
    relay.hint(DeliveryMoved, faces.agent_pushes.on_delivery_moved)

    relay.on_batch(MessageAdded, heart.searching.index)
    relay.on_batch(NoteAdded, heart.searching.index)
    jobs.on(SCRUB, heart.scrubbing.on_scrub)

    relay.on(MessageAdded, AssistantReactions(answers.assistant).on_message_added, when=is_for_bot)
    relay.on(ArticleChanged, KnowledgeReactions(answers.library).on_article_changed)
    jobs.on(PUBLISH_DUE, KnowledgeJobs(answers.drafting).on_publish_due)

    learning = parts.learning.reactions
    relay.on(QuestionDecided, learning.on_question_decided)
    relay.on(AnswerJudged, learning.on_answer_judged)
    relay.on(VersionSwitched, learning.on_version_switched)
    relay.on(MessagesWithdrawn, learning.on_messages_withdrawn)
    jobs.on(REFIT, parts.learning.jobs.on_refit, every=REFIT_EVERY)

    destinations = Destinations(work.arranging, parts.enterprise.partners, heart)
    routing = RoutingReactions(work.routing, destinations)
    relay.on(AgentRequested, routing.on_agent_requested)
    relay.on(PriorityChanged, routing.on_priority_changed)
    relay.on(ConversationResolved, routing.on_resolved)
    relay.on(ConversationClosed, routing.on_closed)
    relay.on(AgentAssigned, routing.on_agent_assigned)
    relay.on(AgentUnassigned, routing.on_agent_unassigned)
    relay.on(MessageAdded, routing.on_message_added, when=is_from_waiting_contact)
    relay.on(AgentAvailabilityChanged, routing.on_availability_changed, joints.on_availability_changed)
    relay.on(Decided, routing.on_decided)
    relay.on(QueueOverflowed, OverflowTold(heart, staff, engine.settings).on_queue_overflowed)
    jobs.on(OFFER_EXPIRED, work.routing_jobs.on_offer_expired)
    jobs.on(CONTACT_GONE, work.routing_jobs.on_contact_gone)
    jobs.on(AGENT_GONE, work.routing_jobs.on_agent_gone)
    jobs.on(SWEEP, work.routing_jobs.on_sweep, every=SWEEP_EVERY)
    jobs.on(REWEIGH, work.routing_jobs.on_reweigh)
    jobs.on(REPAIR, work.routing_jobs.on_repair, every=REPAIR_EVERY)

    promises = PromiseReactions(work.promising, work.ticket_states)
    relay.on(ConversationStarted, promises.on_conversation_started)
    relay.on(AgentRequested, promises.on_agent_requested)
    relay.on(MessageAdded, promises.on_message_added, when=is_of_people)
    relay.on(AgentAssigned, promises.on_agent_assigned)
    relay.on(TicketStateChanged, promises.on_ticket_state_changed)
    relay.on(TicketLinked, promises.on_ticket_linked)
    relay.on(TicketUnlinked, promises.on_ticket_unlinked)
    relay.on(ConversationResolved, promises.on_resolved)
    relay.on(ConversationClosed, promises.on_over)
    relay.on(PriorityChanged, promises.on_priority_changed)
    relay.on(CalendarChanged, promises.on_terms_changed)
    relay.on(PolicyChanged, promises.on_terms_changed)
    relay.on(ConversationMoved, promises.on_moved)
    relay.on(ContactPlaced, joints.on_contact_placed)
    relay.on(OrganizationChanged, promises.on_belongings_changed)
    relay.on(DeskChanged, promises.on_belongings_changed)
    relay.on(FirstReplyPromised, joints.on_reply_promised)
    relay.on(NextReplyPromised, joints.on_reply_promised)
    relay.on(PromiseMet, joints.on_reply_promised)
    relay.on(PromiseCancelled, joints.on_reply_promised)
    relay.on(PromiseNearing, joints.on_promise_nearing)
    relay.on(PromiseBreached, joints.on_promise_breached)
    jobs.on(CHECK, work.alarm.ring)
    jobs.on(MOVES, Moves(work.promising).look)

    tickets = TicketReactions(
        work.automatic,
        timetable_of=work.timetable_of,
        tell=joints,
        still_waits=joints.still_waits,
        team_of=parts.enterprise.partners.team_of,
    )
    relay.on(AgentRequested, tickets.on_agent_requested)
    relay.on(TicketOpened, joints.on_tickets_changed, tickets.on_ticket_opened)
    relay.on(TicketLinked, joints.on_tickets_changed)
    relay.on(TicketUnlinked, joints.on_tickets_changed)
    relay.on(AgentAssigned, tickets.on_agent_assigned)
    relay.on(ConversationResolved, tickets.on_conversation_resolved)
    specialists = parts.specialists.reactions
    relay.on(TicketStateChanged, specialists.on_ticket_state_changed)
    relay.on(DeskAnswered, specialists.on_answered)
    relay.on(AgentAssigned, specialists.on_agent_assigned)
    relay.on(DeskOverdue, SpecialistNews(work.alerting, faces.presence, faces.agent_pushes).on_overdue)
    jobs.on(DUE, parts.specialists.jobs.on_due)

    dossiers = parts.dossiers.reactions
    relay.on(MessageAdded, dossiers.on_message_added, when=is_of_people)
    relay.on(DossierOpened, dossiers.on_dossier_opened)
    relay.on(DossierChanged, dossiers.on_dossier_changed)
    relay.on(DiagnosisReady, parts.dossier_faces.voice.on_diagnosis_ready)
    jobs.on(LOOK_UP, parts.dossiers.jobs.on_look)
    jobs.on(SWEEP_DOSSIERS, parts.dossiers.jobs.on_sweep, every=SWEEP_DOSSIERS_EVERY)
    chases = chase_teller(engine, heart, staff, work)
    relay.on(ChaseDue, chases.on_chase_due)
    jobs.on(CHASE, TaskJobs(parts.chasing).on_chase)

    relay.on(RegistryPublished, parts.channels.watch.on_registry_published)
    jobs.on(LOOK, parts.channels.jobs.on_look, every=LOOK_EVERY)

    surveys, pulses = parts.feedback.reactions, parts.feedback.pulsing
    relay.on(ConversationResolved, surveys.on_conversation_resolved)
    relay.on(ConversationReopened, surveys.on_conversation_reopened)
    relay.on(TicketStateChanged, surveys.on_ticket_state_changed)
    relay.on(SurveyAsked, joints.on_survey_asked)
    relay.on(SurveyAnswered, joints.on_survey_answered)
    relay.on(GoOnAsked, parts.feedback.going_on.on_go_on_asked)
    relay.on(ConversationResolved, PulseReactions(pulses).on_conversation_resolved)
    jobs.on(PULSE, PulseJobs(pulses).on_pulse)
    jobs.on(FORGET_TEXTS, parts.feedback.old_texts.on_forget, every=FORGET_TEXTS_EVERY)

    fakes = ImpersonationReactions(parts.impersonation.campaigns, parts.impersonation.reporting)
    relay.on(ConversationStarted, fakes.on_conversation_started, when=came_with_a_fake)
    relay.on(MessageAdded, fakes.on_message_added, when=is_from_contact)
    relay.on(CampaignDecided, fakes.on_campaign_decided)

    relay.on(StepTaken, parts.theft.facts.on_step_taken)
    relay.on(AddressTold, parts.theft.facts.on_address_told)
    jobs.on(LOOK_AT_ADDRESSES, parts.theft.jobs.on_look)

    calls, called = parts.callbacks, parts.callbacks.reactions
    relay.on(AgentAssigned, called.on_agent_assigned)
    relay.on(ConversationResolved, called.on_conversation_resolved)
    relay.on(ConversationClosed, called.on_conversation_closed)
    relay.on(CallbackChanged, called.on_callback_changed, calls.teller.on_callback_changed)
    jobs.on(CALLBACK_DUE, calls.jobs.on_due)
    jobs.on(CALLBACK_LATE, calls.jobs.on_late)
    jobs.on(RING, calls.jobs.on_ring)
    jobs.on(WATCH, calls.jobs.on_watch)
    jobs.on(HANG_UP, calls.jobs.on_hang_up)
    jobs.on(FORGET, calls.jobs.on_forget, every=FORGET_EVERY)
    if calls.simulator is not None:
        jobs.on(STEP, calls.simulator.on_step)

    spoken = parts.voice
    relay.on(AgentAssigned, spoken.reactions.on_conversation_moved)
    relay.on(AgentUnassigned, spoken.reactions.on_conversation_moved)
    relay.on(ConversationResolved, spoken.reactions.on_conversation_moved)
    relay.on(ConversationClosed, spoken.reactions.on_conversation_moved)
    relay.on(VoiceCallChanged, spoken.teller.on_voice_call_changed)
    jobs.on(LOOK_AT_CALL, spoken.jobs.on_look)
    relay.on(PhoneCallChanged, parts.hotline.teller.on_phone_call_changed)
    jobs.on(LOOK_AT_INCOMING, parts.hotline.jobs.on_look)

    alerts = AlertReactions(work.alerting, timetable_of=work.timetable_of, floor=joints, clock=engine.clock)
    relay.on(SecretStoppedByServer, alerts.on_secret_stopped)
    relay.on(SecretAsked, alerts.on_secret_asked)
    relay.on(PromiseNearing, alerts.on_promise_nearing)
    relay.on(PromiseBreached, alerts.on_promise_breached)
    relay.on(PromiseMet, alerts.on_promise_ended)
    relay.on(PromiseCancelled, alerts.on_promise_ended)
    relay.on(ReviewOpened, alerts.on_review_opened)
    relay.on(ReviewDone, alerts.on_review_done)
    relay.on(ManyUnreached, alerts.on_many_unreached)
    relay.on(CallbackChanged, alerts.on_callback_late, when=is_late)
    relay.on(AgentRequested, alerts.on_agent_requested)
    relay.on(AgentAvailabilityChanged, alerts.on_agent_left, when=is_no_longer_online)
    relay.on(CodesRefused, alerts.on_codes_refused)
    relay.on(FakesRefused, alerts.on_fakes_refused)
    relay.on(RegistryExpiring, alerts.on_registry_expiring)
    relay.on(PrecisionFell, alerts.on_precision_fell)
    relay.on(AlertRaised, joints.on_alert_raised)
    relay.on(AlertAcknowledged, joints.on_alert_acknowledged)
    relay.on(SavedRepliesChanged, joints.on_saved_replies_changed)
    relay.on(HeldMessageChanged, joints.on_held_message_changed)
    counted = parts.reports.reactions
    relay.on_batch(MessageAdded, counted.on_messages_added)
    for kind in COUNTED:
        relay.on(kind, counted.on_fact)
    jobs.on(COUNT_FIGURES, parts.reports.jobs.on_count)
    jobs.on(SWEEP_FIGURES, parts.reports.jobs.on_sweep, every=SWEEP_FIGURES_EVERY)
    jobs.on(LOOK_AT_DIGESTS, parts.mailed_reports.jobs.on_look, every=LOOK_AT_DIGESTS_EVERY)
    jobs.on(MORNING, parts.mailed_reports.jobs.on_morning)

    relay.on(InboxChanged, parts.intake.on_inbox_changed, parts.mail_wire.on_inbox_changed)
    relay.on(InboxChanged, parts.messaging.on_inbox_changed)
    relay.on(MessageAdded, parts.messaging.reactions.on_message_added, when=is_ours)
    jobs.on(SEND_MESSAGE, parts.messaging.sending.run)
    jobs.on(TAKE, parts.intake.arrivals.take)
    jobs.on(FORGET_ARRIVALS, parts.intake.arrivals.forget, every=FORGET_ARRIVALS_EVERY)
    jobs.on_dead(parts.intake.on_dead)
    relay.on(MessagesWithdrawn, parts.mail_talks.on_messages_withdrawn)
    relay.on(PictureCondemned, parts.mail_talks.on_picture_condemned)

    relay.on_dead(alerts.on_dead_letter)
    jobs.on_dead(alerts.on_dead_job)

    if parts.hints is not None:
        relay.on(MessageAdded, HintReactions(parts.hints).on_message_added, when=is_from_us)
        jobs.on(HINT, HintJobs(parts.hints).on_hint)

    if parts.mail is not None:
        letters = parts.mail.reactions
        relay.on(EmailProofRequested, letters.on_email_proof_requested)
        relay.on(MessageAdded, letters.on_message_added, when=by_an_agent)
        relay.on(DiagnosisReady, letters.on_diagnosis_ready)
        relay.on(SurveyAsked, letters.on_survey_asked)
        relay.on(SurveyAnswered, letters.on_survey_answered)
        relay.on(PulseAsked, letters.on_pulse_asked)
        relay.on(DigestAddressGiven, parts.mail.digests.on_address_given)
        relay.on(DigestDue, parts.mail.digests.on_due)
        relay.on(MailFailed, alerts.on_mail_failed)
        relay.on(MailHeld, alerts.on_mail_held)
        relay.on(MailBounced, joints.on_mail_bounced)
        jobs.on(TELL_AWAY, letters.tell_away)
        jobs.on(TELL_SURVEY, letters.tell_survey)
        jobs.on(SEND, parts.mail.sender.run)

    else:
        relay.on(MessageAdded, parts.mail_talks.on_unsendable, when=by_an_agent)

    relay.on(ContactIdentified, joints.on_contact_changed, joints.on_contact_identified)
    relay.on(ContactEmailProven, joints.on_contact_changed)
    relay.on(IdentityLinked, joints.on_contact_identified)
    relay.on(IdentityUnlinked, joints.on_identity_unlinked)
    relay.on(ContactSignedOut, contacts.book.on_contact_signed_out, joints.on_contact_signed_out)
    jobs.on(BLOCK_OVER, contacts.book.on_block_over)
    relay.on(AddressProven, joints.on_address_proven)
    relay.on(PictureCondemned, joints.on_picture_condemned)
    jobs.on(CHECK_PICTURES, joints.check_pictures, every=CHECK_EVERY)
    jobs.on(SWEEP_FILES, joints.sweep_files, every=SWEEP_FILES_EVERY)
    relay.on(AgentChanged, joints.on_agent_changed, parts.mailed_reports.reactions.on_agent_changed)
    relay.on(SessionRevoked, staff.sessions.on_session_revoked, joints.on_session_revoked)


def is_late(event: CallbackChanged) -> bool:
    return event.what is Change.LATE


def is_no_longer_online(event: AgentAvailabilityChanged) -> bool:
    return event.state != "online"
