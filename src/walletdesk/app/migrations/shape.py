"""Every table of every capability, for comparing what is with what should be."""

import walletdesk.assistant.learning.store
import walletdesk.assistant.store
import walletdesk.automation.store
import walletdesk.callbacks.store
import walletdesk.channels.email.store
import walletdesk.channels.voice.hotline.store
import walletdesk.channels.voice.store
import walletdesk.channels.voice.twilio.store
import walletdesk.contacts.organizations.store
import walletdesk.contacts.store
import walletdesk.conversations.store
import walletdesk.dossiers.store
import walletdesk.hours.store
import walletdesk.insights.staffing.store
import walletdesk.insights.store
import walletdesk.knowledge.drafts.store
import walletdesk.knowledge.opinions.store
import walletdesk.knowledge.searches.store
import walletdesk.knowledge.store
import walletdesk.knowledge.synonyms.store
import walletdesk.platform.db.outbox
import walletdesk.platform.limits.shared
import walletdesk.registry.store
import walletdesk.releases.problems.store
import walletdesk.releases.store
import walletdesk.routing.store
import walletdesk.safety.blocking.store
import walletdesk.sla.store
import walletdesk.staff.store
import walletdesk.surveys.pulse.store
import walletdesk.surveys.store
import walletdesk.surveys.unreached.store
import walletdesk.theft.store
import walletdesk.tickets.desks.store
import walletdesk.tickets.evidence.store
import walletdesk.tickets.store
import walletdesk.tickets.tasks.store
import walletdesk.verification.ownership.store
import walletdesk.verification.store
import walletdesk.workspace.drafts.store
import walletdesk.workspace.preferences.store  # noqa: F401 - importing registers the tables
from walletdesk.platform.db import metadata

__all__ = ["metadata"]
