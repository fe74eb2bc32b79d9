"""The days before: stories played through the doors of a second system whose clock stands in the past.

It shares the database with the one that serves, and nothing else: what it writes is what people would have
written then. It starts no jobs and watches over nobody; its timers wait on disk for the one that serves.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import httpx

from walletdesk.app.demo import ACCOUNTS, COLLEAGUES
from walletdesk.app.life.doors import AgentDoor, ContactDoor, ShutError
from walletdesk.app.life.picture import screenshot
from walletdesk.app.life.story import Step, Story
from walletdesk.app.wiring import System
from walletdesk.app.wiring.system import build
from walletdesk.conversations import Conversation, Status
from walletdesk.kernel.clock import utc_now
from walletdesk.kernel.ids import ConversationId
from walletdesk.platform.settings import Settings

PATIENCE = 5.0  # seconds for a reaction; a story goes on without it
GONE = 401
SHIFT = 55  # minutes before now: nothing begun earlier is still with an agent of the front
LONG = 30  # minutes: whoever was away so long comes back as a browser does
NIGHT = timedelta(hours=2, minutes=30)


class PastClock:
    """Stands where a story has come to."""

    def __init__(self) -> None:
        self.at = utc_now()

    def __call__(self) -> datetime:
        return self.at

    def forward(self, minutes: float) -> None:
        self.at += timedelta(seconds=round(minutes * 60))


@asynccontextmanager
async def past_system(settings: Settings, clock: PastClock) -> AsyncIterator[System]:
    system = await build(settings, clock)
    try:
        await system.staff.directory.load()
        await system.engine.relay.start()
        system.answers.library.refresh()
        yield system
        await _until(lambda: _is_quiet(system))
    finally:
        await system.work.board.close()
        await system.engine.relay.stop()
        await system.engine.db.close()


class Stage:
    """Plays one story after the other, in the order of their beginnings."""

    def __init__(self, system: System, clock: PastClock, http: httpx.AsyncClient) -> None:
        self._system = system
        self._clock = clock
        self._http = http
        self._agents: dict[str, AgentDoor] = {}
        self._accounts = {account.login: account for account in (*ACCOUNTS, *COLLEAGUES)}
        self._number = 0
        self._shift_began = False

    async def play(self, stories: Sequence[Story], now: datetime) -> None:
        zone = self._system.engine.settings.time_zone
        for begins, story in sorted(
            ((_begin(one, now, zone), one) for one in stories), key=lambda pair: pair[0]
        ):
            self._clock.at = begins
            if story.ago <= SHIFT and not story.night:
                await self._begin_shift()
            await self._one(story)
        self._clock.at = now
        await _until(lambda: _is_quiet(self._system))
        await self._settle_alerts()
        for account in self._accounts.values():
            if account.state:
                await self._as(account.login, lambda door, state=account.state: door.is_now(state))  # type: ignore[misc]

    async def _settle_alerts(self) -> None:
        """The lead has seen what was of its hour; marks and promises stay to be looked at."""

        async def look(door: AgentDoor) -> None:
            for alert in await door.alerts():
                if alert["what"] == "nobody_online":
                    await door.acknowledge(alert["id"])

        await self._as("lead", look)

    async def _begin_shift(self) -> None:
        """Whoever had the days before comes anew: their "since" is of today."""
        if self._shift_began:
            return
        self._shift_began = True
        for login in sorted(self._agents.keys() - {"lead", "admin", "funds1"}):
            for state in ("offline", "away"):
                await self._as(login, lambda door, state=state: door.is_now(state))  # type: ignore[misc]

    async def _one(self, story: Story) -> None:
        contact = await ContactDoor.come(self._http, story.locale)
        await contact.start(story.first)
        await self._answered(contact, 1)
        told = _Told(story, contact, story.agent)
        for step in story.steps:
            self._clock.forward(step.after)
            if step.after >= LONG:
                await contact.come_back()
            await getattr(self, f"_{step.what}")(told, step)

    async def _says(self, told: "_Told", step: Step) -> None:
        stored = await told.contact.say(step.text)
        await self._answered(told.contact, stored["seq"])

    async def _picture(self, told: "_Told", step: Step) -> None:
        await told.contact.send_picture("screenshot.png", screenshot())

    async def _asks(self, told: "_Told", step: Step) -> None:
        await told.contact.ask_for_person()
        await self._is(told.contact, lambda talk: talk.first_reply_due is not None)
        if told.story.night:
            await _until(lambda: self._has_ticket(told.contact))

    async def _takes(self, told: "_Told", step: Step) -> None:
        told.agent = step.text or told.agent
        await self._is(told.contact, lambda talk: talk.status is Status.WAITING_FOR_AGENT)
        await self._as(told.agent, lambda door: door.is_now("away"))  # takes by hand, is given nothing
        await self._as(told.agent, lambda door: door.take(told.contact.id))

    async def _replies(self, told: "_Told", step: Step) -> None:
        await self._writes(told, step, "reply")

    async def _notes(self, told: "_Told", step: Step) -> None:
        await self._writes(told, step, "note")

    async def _writes(self, told: "_Told", step: Step, mode: str) -> None:
        self._number += 1
        id, client_id = told.contact.id, f"life{self._number}"
        await self._as(told.agent, lambda door: door.write(id, step.text, client_id, mode=mode))

    async def _to_team(self, told: "_Told", step: Step) -> None:
        [team] = [one.id for one in await self._system.staff.teams.list() if one.name == step.text]
        await self._as(told.agent, lambda door: door.give_to_team(told.contact.id, team))
        await self._is(told.contact, lambda talk: talk.team == team)

    async def _resolves(self, told: "_Told", step: Step) -> None:
        await self._as(told.agent, lambda door: door.resolve(told.contact.id))
        await self._is(told.contact, lambda talk: talk.survey == "asked")

    async def _rates(self, told: "_Told", step: Step) -> None:
        await told.contact.rate(int(step.text))

    async def _ends(self, told: "_Told", step: Step) -> None:
        await told.contact.end()

    async def _answered(self, contact: ContactDoor, seq: int) -> None:
        """The bot has spoken after that message, or it is its turn no more."""
        await self._is(contact, lambda talk: talk.status is not Status.OPEN or talk.public_seq > seq)

    async def _has_ticket(self, contact: ContactDoor) -> bool:
        return bool(await self._system.work.ticketing.of_conversation(ConversationId(contact.id)))

    async def _is(self, contact: ContactDoor, claim: Callable[[Conversation], bool]) -> None:
        async def holds() -> bool:
            talk = await self._system.heart.reading.find(ConversationId(contact.id))
            return talk is not None and claim(talk)

        await _until(holds)

    async def _as(self, login: str, act: Callable[[AgentDoor], Awaitable[None]]) -> None:
        """Sign in when they have not, or when it was days ago."""
        account = self._accounts[login]
        for _ in range(2):
            if login not in self._agents:
                self._agents[login] = await AgentDoor.sign_in(self._http, login, account.password)
            try:
                return await act(self._agents[login])
            except ShutError as shut:
                if shut.status != GONE:
                    raise
                del self._agents[login]
        raise ShutError(GONE)


class _Told:
    """A story while it is told."""

    def __init__(self, story: Story, contact: ContactDoor, agent: str) -> None:
        self.story = story
        self.contact = contact
        self.agent = agent


def _begin(story: Story, now: datetime, zone: str) -> datetime:
    if not story.night:
        return now - timedelta(seconds=round(story.ago * 60))
    local = now.astimezone(ZoneInfo(zone)).replace(hour=0, minute=0, second=0, microsecond=0)
    return (local - timedelta(days=1) + NIGHT).astimezone(now.tzinfo)


async def _is_quiet(system: System) -> bool:
    return system.engine.relay.waiting == 0


async def _until(claim: Callable[[], Awaitable[bool]]) -> None:
    loop = asyncio.get_running_loop()
    give_up = loop.time() + PATIENCE
    while not await claim() and loop.time() < give_up:  # noqa: ASYNC110 - what it waits for has no event
        await asyncio.sleep(0.01)
