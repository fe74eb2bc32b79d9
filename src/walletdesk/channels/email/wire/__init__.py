"""How mails reach us: fetched from a mailbox, brought by our mail server or by a provider."""

from walletdesk.channels.email.wire.collecting import Collecting
from walletdesk.channels.email.wire.imap import ImapLine
from walletdesk.channels.email.wire.kind import mail_kind
from walletdesk.channels.email.wire.listener import Listener, Reception
from walletdesk.channels.email.wire.mail_only import MailOnly
from walletdesk.channels.email.wire.model import MEGABYTE, Account, NotReachable
from walletdesk.channels.email.wire.watching import TOO_LARGE, Tools

__all__ = [
    "MEGABYTE",
    "TOO_LARGE",
    "Account",
    "Collecting",
    "ImapLine",
    "Listener",
    "MailOnly",
    "NotReachable",
    "Reception",
    "Tools",
    "mail_kind",
]
