"""An installation with an inbox of each kind that messages, and its provider played beside it."""

import asyncio
from datetime import datetime, timedelta
from itertools import count

import httpx
import sqlalchemy as sa

from tests.support.installation import Installation
from walletdesk.channels.arrivals import Arrival, State
from walletdesk.channels.arrivals.store import ARRIVAL
from walletdesk.channels.inboxes import Inbox
from walletdesk.channels.messaging.fakes import Fake, Told, fakes
from walletdesk.channels.messaging.model import Delivery, Hook
from walletdesk.channels.messaging.model import State as Going
from walletdesk.channels.messaging.store import DELIVERY, PEER, SqlReading
from walletdesk.conversations import Author, Item, Page, Said, Speaker
from walletdesk.kernel.clock import millis, utc_now
from walletdesk.kernel.ids import AgentId, ConversationId
from walletdesk.platform.db import statement

UNTAKEN = statement(
    sa.select(ARRIVAL.c.id).where(ARRIVAL.c.state == sa.bindparam("waiting")).limit(sa.literal(1))
)
_open = DELIVERY.c.next_at.is_not(None)
_now = sa.or_(DELIVERY.c.next_at <= sa.bindparam("now"), DELIVERY.c.state == sa.bindparam("sending"))
UNSENT = statement(sa.select(DELIVERY.c.id).where(_open, _now).limit(sa.literal(1)))
AGENT = Author(Speaker.AGENT, "agt_sample", "Mei")


class Channel:
    """One inbox and its provider."""

    def __init__(self, house: Installation, fake: Fake, inbox: Inbox) -> None:
        self.house, self.fake, self.inbox = house, fake, inbox
        self.numbers = count(101)

    def id(self) -> str:
        return str(next(self.numbers))

    async def post(self, hook: Hook, inbox: str = "") -> httpx.Response:
        path = f"/hooks/{self.fake.kind}/{inbox or self.inbox.id}"
        return await self.house.http.request(
            hook.method, path, params=dict(hook.query), headers=dict(hook.headers), content=hook.body
        )

    async def told(self, told: Told, at: datetime | None = None) -> None:
        hook = self.fake.hook(told, at or utc_now())
        assert hook is not None
        await self.writes(
            DELIVERY, created_at=1
        )  # theirs count in whole seconds: all before is an earlier one
        answer = await self.post(hook)
        assert answer.status_code == 200, answer.text
        await self.quiet()

    async def says(self, text: str, *, edits: str = "") -> str:
        id = self.id()
        await self.told(Told(id=id, text=text, edits=edits))
        return id

    async def quiet(self) -> None:
        """Return when all that came was taken, and all that was said to it was sent."""
        async with asyncio.timeout(60):
            quiet = 0
            while quiet < 2:
                await self.house.settle()
                await asyncio.sleep(0.002)
                quiet = 0 if await self._is_busy() else quiet + 1

    async def _is_busy(self) -> bool:
        db, now = self.house.system.engine.db, millis(utc_now())
        taken = await db.one(UNTAKEN, waiting=State.WAITING.value)
        sent = await db.one(UNSENT, now=now, sending=Going.SENDING.value)
        return taken is not None or sent is not None

    async def arrivals(self, *states: State) -> list[Arrival]:
        found = await self.house.system.intake.arrivals.listed(self.inbox.id, states or tuple(State))
        return list(found)

    async def conversation(self) -> ConversationId:
        """The one there is."""
        talks = {one.conversation for one in await self.arrivals(State.TAKEN)} - {None}
        [only] = talks
        assert only is not None
        return only

    async def items(self) -> list[Item]:
        page = Page(after=0, most=200, public=False)
        return list(await self.house.system.heart.archive.items(await self.conversation(), page))

    async def heard(self) -> list[str]:
        return [one.text for one in await self.items() if one.author.kind is Speaker.CONTACT]

    async def answers(self, text: str, **more: object) -> None:
        """As an agent does."""
        talk = await self.conversation()
        said = Said(text=text, client_id=f"a{self.id()}", **more)  # type: ignore[arg-type]
        await self.house.system.heart.conversing.answer(talk, AGENT, said)
        await self.quiet()

    async def bot_tells(self, text: str) -> None:
        """Something new, while a person has the conversation."""
        said = Said(text=text, client_id=f"b{self.id()}")
        await self.house.system.heart.conversing.answer_as_bot(await self.conversation(), said, is_news=True)
        await self.quiet()

    async def hand_over(self) -> None:
        """From here on a person answers, and the bot is silent."""
        await self.house.system.heart.conversing.request_agent(await self.conversation(), reason="asked")
        await self.quiet()

    async def deliveries(self) -> list[Delivery]:
        """Of the conversation, the latest message first."""
        reading = SqlReading(self.house.system.engine.db)
        return list(await reading.of_conversation(await self.conversation()))

    async def writes(self, table: sa.Table, **changed: object) -> None:
        """As if time had passed, or a process had been killed there."""
        made = sa.update(table).where(table.c.inbox == sa.bindparam("its")).values(changed)
        async with self.house.system.engine.db.write() as tx:
            await tx.run(statement(made), its=self.inbox.id)

    async def long_ago(self, days: int = 9) -> None:
        """They wrote last when no window is open any more."""
        await self.writes(PEER, last_in=millis(utc_now() - timedelta(days=days)))

    async def sends_what_waits(self) -> None:
        """What was put off is due, or its lease is over."""
        own, peers = DELIVERY.c, self.house.system.messaging.sending
        due = sa.update(DELIVERY).where(own.next_at.is_not(None)).values(next_at=1)
        async with self.house.system.engine.db.write() as tx:
            await tx.run(statement(due))
        await peers.wake(self.inbox.id)
        await self.quiet()


async def channel(house: Installation, kind: str) -> Channel:
    """A new inbox, set up with what its played provider wants."""
    fake = fakes()[kind]()
    provider = house.system.messaging.providers[kind]
    secret = {field.key for field in provider.fields if field.is_secret}
    settings = {key: value for key, value in fake.given.items() if key not in secret}
    secrets = {key: value for key, value in fake.given.items() if key in secret}
    inbox = await house.system.intake.inboxes.add(
        kind, f"Our {provider.title}", settings, secrets, by=AgentId("agt_admin")
    )
    house.system.messaging.accounts.line = fake
    return Channel(house, fake, inbox)
