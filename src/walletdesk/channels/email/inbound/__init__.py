"""Mails that come in: whose they are, which conversation they belong to, and whether they may be answered."""

from walletdesk.channels.email.inbound.acknowledging import Acknowledging
from walletdesk.channels.email.inbound.files import MailFiles
from walletdesk.channels.email.inbound.houses import KIND, MailHouses
from walletdesk.channels.email.inbound.judging import Answers, House, Judgement, Place, Standing, judged
from walletdesk.channels.email.inbound.keeping import Keeping
from walletdesk.channels.email.inbound.model import MailItem, MailThread, mailbox_mark
from walletdesk.channels.email.inbound.ports import Seen
from walletdesk.channels.email.inbound.taking import MailTaking, Needs
from walletdesk.channels.email.inbound.tokens import ReplyTokens
from walletdesk.channels.email.inbound.ways import MailWays

__all__ = [
    "KIND",
    "Acknowledging",
    "Answers",
    "House",
    "Judgement",
    "Keeping",
    "MailFiles",
    "MailHouses",
    "MailItem",
    "MailTaking",
    "MailThread",
    "MailWays",
    "Needs",
    "Place",
    "ReplyTokens",
    "Seen",
    "Standing",
    "judged",
    "mailbox_mark",
]
