"""All parts of the running system in one hand, for those who join them."""

from dataclasses import dataclass

from walletdesk.app.wiring.answers import Answers
from walletdesk.app.wiring.callbacks import Callbacks
from walletdesk.app.wiring.digests import MailedReports
from walletdesk.app.wiring.dossiers import DossierFaces, Dossiers
from walletdesk.app.wiring.engine import Engine
from walletdesk.app.wiring.faces import Faces
from walletdesk.app.wiring.fakes import Impersonation
from walletdesk.app.wiring.feedback import Feedback
from walletdesk.app.wiring.heart import Heart
from walletdesk.app.wiring.hotline import Hotline
from walletdesk.app.wiring.inboxes import Intake
from walletdesk.app.wiring.learning import Learning
from walletdesk.app.wiring.mail import Mail
from walletdesk.app.wiring.mail_talks import MailTalks
from walletdesk.app.wiring.mail_wire import MailWire
from walletdesk.app.wiring.messaging import Messaging
from walletdesk.app.wiring.partners import Enterprise
from walletdesk.app.wiring.people import Contacts, Staff
from walletdesk.app.wiring.proof import Verification
from walletdesk.app.wiring.registry import OfficialChannels
from walletdesk.app.wiring.reports import Reports
from walletdesk.app.wiring.specialists import Specialists
from walletdesk.app.wiring.theft import TheftMode
from walletdesk.app.wiring.voice import Voice
from walletdesk.app.wiring.work import Work
from walletdesk.integrations import Hinting
from walletdesk.platform.limits import Limiter
from walletdesk.releases import AppProblems, Releases
from walletdesk.safety.advice.service import AdviceRules
from walletdesk.tickets.evidence import Keeping
from walletdesk.tickets.tasks import Chasing


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    engine: Engine
    limiter: Limiter
    contacts: Contacts
    staff: Staff
    heart: Heart
    work: Work
    enterprise: Enterprise
    specialists: Specialists
    channels: OfficialChannels
    dossiers: Dossiers
    answers: Answers
    dossier_faces: DossierFaces
    learning: Learning
    verification: Verification
    impersonation: Impersonation
    theft: TheftMode
    callbacks: Callbacks
    intake: Intake
    voice: Voice
    hotline: Hotline
    mail_wire: MailWire
    messaging: Messaging
    releases: Releases
    app_problems: AppProblems
    mail: Mail | None
    hints: Hinting | None
    mail_talks: MailTalks
    faces: Faces
    feedback: Feedback
    advice: AdviceRules
    evidence: Keeping
    chasing: Chasing
    reports: Reports
    mailed_reports: MailedReports
