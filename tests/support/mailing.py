"""Mails that come into an installation, as a transport hands them over, and what went out of it."""

import hashlib
from collections.abc import Sequence
from typing import Final

from tests.support.installation import Agent, Installation, Json
from tests.support.mail import Sink, Taken
from tests.support.until import until, until_kept
from walletdesk.channels.arrivals import Arrival, Arriving, State
from walletdesk.kernel.ids import InboxId

OURS: Final = "support@wallet.example"
LI: Final = "li@customer.example"
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


class PostOffice:
    """Of one inbox."""

    def __init__(self, house: Installation, agent: Agent, sink: Sink, inbox: InboxId) -> None:
        self.house, self.agent, self.sink, self.inbox = house, agent, sink, inbox

    async def brings(self, raw: bytes, *, to: str = "") -> Arrival:
        """Until it was taken, and all who hear of it have heard."""
        intake, arriving = self.house.system.intake.arrivals, self.arriving(raw, to=to)
        await intake.keep(self.inbox, "email", arriving)
        found = list[Arrival]()

        async def is_taken() -> bool:
            every = await intake.listed(self.inbox, [one for one in State if one is not State.WAITING])
            found.extend(one for one in every if one.external_id == arriving.external_id)
            return bool(found)

        await until_kept(is_taken)
        await self.house.settle()
        return found[0]

    def arriving(self, raw: bytes, *, to: str = "") -> Arriving:
        return Arriving(hashlib.sha256(raw).hexdigest(), raw, {"recipients": to} if to else {})

    async def thread(self, arrival: Arrival) -> Json:
        """As an agent opens it."""
        assert arrival.conversation is not None
        return await self.agent.get(self.agent.of(arrival.conversation))

    async def letters(self, many: int) -> Sequence[Taken]:
        await until(lambda: len(self.sink.letters) >= many)
        return self.sink.letters


async def post_office(house: Installation, agent: Agent, sink: Sink) -> PostOffice:
    settings = {"address": OURS, "servers": "mx.wallet.example"}
    inbox = await house.system.intake.inboxes.add("email", "Mail", settings, {}, by=agent.id)
    return PostOffice(house, agent, sink, inbox.id)
