"""Mail that leaves the house: a letter as bytes that cannot be bent, and the line to the SMTP server."""

from walletdesk.platform.mail.address import Address, address, domain_of
from walletdesk.platform.mail.dkim import (
    DkimKey,
    DkimKeyError,
    PublishedKey,
    Verdict,
    private_key,
    signed,
    verdict,
)
from walletdesk.platform.mail.letter import Automatic, Enclosed, Letter, Mailbox, in_bytes, new_message_id
from walletdesk.platform.mail.smtp import (
    Delivery,
    Envelope,
    Line,
    MailServerAwayError,
    Outcome,
    SmtpLine,
    SmtpServer,
    Transport,
)

__all__ = [
    "Address",
    "Automatic",
    "Delivery",
    "DkimKey",
    "DkimKeyError",
    "Enclosed",
    "Envelope",
    "Letter",
    "Line",
    "MailServerAwayError",
    "Mailbox",
    "Outcome",
    "PublishedKey",
    "SmtpLine",
    "SmtpServer",
    "Transport",
    "Verdict",
    "address",
    "domain_of",
    "in_bytes",
    "new_message_id",
    "private_key",
    "signed",
    "verdict",
]
