"""Mail: out, queued with its cause and sent once that its reader can see; in by ``inbound``."""

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
from walletdesk.channels.email.ports import Answer, Answers, Exchange, Receipt, Ways
from walletdesk.channels.email.reactions import TELL_AWAY, TELL_SURVEY, MailReactions, by_an_agent

__all__ = [
    "SEND",
    "TELL_AWAY",
    "TELL_SURVEY",
    "AgentReplied",
    "Answer",
    "Answers",
    "Bounces",
    "Caps",
    "DigestFigures",
    "DigestMails",
    "Exchange",
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
    "Receipt",
    "SurveyInvitation",
    "TranscriptSent",
    "Ways",
    "by_an_agent",
    "proven_address",
    "to_anyone",
    "to_proven",
]
