"""What an inbox for mails asks for, what can be wrong with it, and the test that signs in for once."""

import asyncio
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Protocol

from walletdesk.channels.email.wire.model import Account, NotReachable
from walletdesk.channels.email.wire.watching import KIND
from walletdesk.channels.inboxes import Asks, Field, Kind, Step


class TriedLine(Protocol):
    def mailboxes(self) -> Sequence[str]: ...
    def close(self) -> None: ...


class OpenTriedLine(Protocol):
    def __call__(self, account: Account, password: str, mailbox: str) -> TriedLine: ...


FIELDS = (
    Field(
        name="address",
        words="Our addresses",
        help="With commas between. What stands behind a plus does not matter.",
        required=True,
    ),
    Field(
        name="servers",
        words="Names of our mail server",
        help="By which it signs what it found out about a sender. Without them every sender stays unproven.",
    ),
    Field(name="imap_host", words="Mailbox: server", help="Empty where mails are brought another way."),
    Field(name="imap_port", words="Mailbox: port", asks=Asks.NUMBER),
    Field(
        name="imap_tls",
        words="Mailbox: protection of the line",
        asks=Asks.CHOICE,
        choices=("tls", "starttls", "none"),
    ),
    Field(name="imap_user", words="Mailbox: name to sign in with"),
    Field(
        name="imap_password",
        words="Mailbox: password",
        help="Most providers want one made for programs.",
        asks=Asks.SECRET,
    ),
    Field(name="imap_mailboxes", words="Mailbox: folders", help="With commas between; INBOX if empty."),
    Field(
        name="imap_move_to",
        words="Mailbox: folder for what was taken",
        help="Empty: it is marked as read.",
    ),
    Field(name="webhook_secret", words="Secret of the webhook", asks=Asks.SECRET),
)
FAULTS = {
    "unreachable": "The mail server does not answer.",
    "no_such_host": "There is no mail server of this name.",
    "certificate": "The mail server shows no valid certificate for its name.",
    "tls": "The mail server does not speak TLS as it was set.",
    "sign_in_refused": "The mail server refused the name or the password.",
    "no_such_mailbox": "A folder of the mailbox cannot be opened.",
    "connection_lost": "The line to the mail server broke off.",
    "protocol": "The mail server answered with what is no IMAP.",
    "not_marked": "What was taken could not be moved. It was marked as read.",
    "not_allowed": "This address is of our own network. An operator can allow it in connector.may_reach.",
    "unprotected": "Without TLS the password would travel unprotected.",
    "bad_port": "This is no port.",
    "secret_unreadable": "The secret was sealed with another key. Enter it anew.",
}
SIGN_IN = "Sign in to the mailbox"
BROUGHT = "No mailbox is set: mails are brought by your mail server or a provider."


def mail_kind(open_line: OpenTriedLine) -> Kind:
    async def attempt(settings: Mapping[str, str], secrets: Mapping[str, str]) -> Sequence[Step]:
        try:
            account = Account.of(settings)
            if account is None:
                return [Step(BROUGHT)]
            found: list[str] = []
            for mailbox in account.mailboxes:
                password = secrets.get("imap_password", "")
                found = await asyncio.to_thread(partial(_looked, open_line, account, password, mailbox))
        except NotReachable as fault:
            return [Step(SIGN_IN, fault.code)]
        return [Step(SIGN_IN, found=tuple(found[:100]))]

    return Kind(
        id=KIND,
        words="E-mail",
        docs="docs/channels/email.md",
        fields=FIELDS,
        faults=FAULTS,
        attempt=attempt,
    )


def _looked(open_line: OpenTriedLine, account: Account, password: str, mailbox: str) -> list[str]:
    line = open_line(account, password, mailbox)
    try:
        return list(line.mailboxes())
    finally:
        line.close()
