"""Mails that come into an installation, as a transport hands them over, and what went out of it."""

import hashlib
from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa

from tests.support.installation import Agent, Installation, Json
from tests.support.mail import Sink, Taken
from tests.support.until import until, until_kept
from walletdesk.channels.arrivals import Arrival, Arriving, State
from walletdesk.kernel.ids import InboxId
from walletdesk.platform.db import Database, statement

OURS: Final = "support@wallet.example"
LI: Final = "li@customer.example"
SETTINGS: Final = {"address": OURS, "servers": "mx.wallet.example"}
VOUCHED: Final = "Authentication-Results: mx.wallet.example; dmarc=pass header.from=customer.example"


def mail(
    text: str,
    *headers: str,
    sender: str = f"Li <{LI}>",
    to: str = OURS,
    subject: str = "My coins are gone",
    id: str = "first@customer.example",
) -> bytes:
    head = [*headers, f"From: {sender}", f"To: {to}", f"Subject: {subject}"]
    kind = ["MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8"]
    return "\r\n".join([*head, f"Message-ID: <{id}>", *kind, "", text]).encode()


def arriving(raw: bytes, *, to: str = "") -> Arriving:
    return Arriving(hashlib.sha256(raw).hexdigest(), raw, {"recipients": to} if to else {})


async def said_by_contacts(db: Database) -> list[tuple[str, str]]:
    """Every message of a contact: its conversation, and its words."""
    asked = "select conversation, text from message where author_kind = 'contact' order by conversation, seq"
    return [(str(row[0]), str(row[1])) for row in await db.all(statement(sa.text(asked)))]


class PostOffice:
    """Of one inbox."""

    def __init__(self, house: Installation, agent: Agent, sink: Sink, inbox: InboxId) -> None:
        self.house, self.agent, self.sink, self.inbox = house, agent, sink, inbox

    async def brings(self, raw: bytes, *, to: str = "") -> Arrival:
        """Until it was taken, and all who hear of it have heard."""
        intake, brought = self.house.system.intake.arrivals, arriving(raw, to=to)
        await intake.keep(self.inbox, "email", brought)
        found = list[Arrival]()

        async def is_taken() -> bool:
            every = await intake.listed(self.inbox, [one for one in State if one is not State.WAITING])
            found.extend(one for one in every if one.external_id == brought.external_id)
            return bool(found)

        await until_kept(is_taken)
        await self.house.settle()
        return found[0]

    async def thread(self, arrival: Arrival) -> Json:
        """As an agent opens it."""
        assert arrival.conversation is not None
        return await self.agent.get(self.agent.of(arrival.conversation))

    async def letters(self, many: int) -> Sequence[Taken]:
        await until(lambda: len(self.sink.letters) >= many)
        return self.sink.letters


async def post_office(house: Installation, agent: Agent, sink: Sink) -> PostOffice:
    inbox = await house.system.intake.inboxes.add("email", "Mail", SETTINGS, {}, by=agent.id)
    return PostOffice(house, agent, sink, inbox.id)
