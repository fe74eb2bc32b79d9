"""Mail: for now only out. Queued with its cause, sent once that its reader can see."""

from walletdesk.channels.email.bounces import Bounces
from walletdesk.channels.email.content import (
    AgentReplied,
    DigestFigures,
    Mail,
    ProofLink,
    ProvenAddress,
    PulseInvitation,
    SurveyInvitation,
    TranscriptSent,
    proven_address,
    to_anyone,
    to_proven,
)
from walletdesk.channels.email.digests import DigestMails
from walletdesk.channels.email.events import MailBounced, MailFailed, MailHeld, MailSent
from walletdesk.channels.email.letters import House, Letters
from walletdesk.channels.email.model import Caps
from walletdesk.channels.email.outbound import SEND, Mailing, MailSender, PostBox
from walletdesk.channels.email.reactions import TELL_AWAY, TELL_SURVEY, MailReactions, by_an_agent

__all__ = [
    "SEND",
    "TELL_AWAY",
    "TELL_SURVEY",
    "AgentReplied",
    "Bounces",
    "Caps",
    "DigestFigures",
    "DigestMails",
    "House",
    "Letters",
    "Mail",
    "MailBounced",
    "MailFailed",
    "MailHeld",
    "MailReactions",
    "MailSender",
    "MailSent",
    "Mailing",
    "PostBox",
    "ProofLink",
    "ProvenAddress",
    "PulseInvitation",
    "SurveyInvitation",
    "TranscriptSent",
    "by_an_agent",
    "proven_address",
    "to_anyone",
    "to_proven",
]
