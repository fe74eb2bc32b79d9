"""A whole running Walletdesk in this process, asked over HTTP as browsers ask it, and its live lines."""

import json
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any
from unittest.mock import patch

import httpx

from tests.support.indexes import sharing_ranker_of, starters
from tests.support.reused import reused
from walletdesk.app import demo
from walletdesk.app.demo import first_steps
from walletdesk.app.wiring import System, answers
from walletdesk.app.wiring.eyes import own_eyes
from walletdesk.app.wiring.system import MakeEyes, running
from walletdesk.contacts import EmailProofRequested
from walletdesk.hours import OneOff
from walletdesk.kernel.clock import Clock, utc_now
from walletdesk.kernel.ids import AgentId, TeamId
from walletdesk.kernel.viewers import Role
from walletdesk.platform.feed import Coalescer
from walletdesk.platform.http import SESSION_COOKIE
from walletdesk.platform.settings import (
    BotSettings,
    ChainSettings,
    ConnectorSettings,
    CustodyMode,
    DatabaseSettings,
    IdentitySettings,
    InboxSettings,
    LimitSettings,
    MailSettings,
    PushSettings,
    RoutingSettings,
    Settings,
    VoiceSettings,
)
from walletdesk.staff import NewAgent

HOME = "http://127.0.0.1:8080"
PASSWORD = "seven quiet herons at dusk"
INBOX = "inb_webchat"
PLENTY = LimitSettings(
    messages_per_minute=100_000,
    conversations_per_hour=100_000,
    sessions_per_hour=100_000,
    uploads_per_hour=100_000,
    sign_ins_per_quarter_hour=1_000,
)
CALLS = VoiceSettings(provider="simulator", simulator_seconds=0)
Json = Any  # what came over the wire


def _talks() -> InboxSettings:
    """A new one each: some tests change it."""
    return InboxSettings(id=INBOX, name="Chat", instead=["message", "callback"], voice="both", voicemail=True)


class Asking:
    """Somebody with credentials, and the language they read."""

    def __init__(self, http: httpx.AsyncClient, headers: dict[str, str]) -> None:
        self.http = http
        self.headers = headers

    async def ask(self, method: str, path: str, body: Json = None, **more: Any) -> httpx.Response:  # noqa: ANN401 - as httpx takes them
        headers = {**self.headers, **more.pop("headers", {})}
        if body is not None:
            more["json"] = body
        return await self.http.request(method, path, headers=headers, **more)

    async def get(self, path: str) -> Json:
        answer = await self.ask("GET", path)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def post(self, path: str, body: Json = None) -> Json:
        """What came back, which must not be a refusal."""
        answer = await self.ask("POST", path, {} if body is None else body)
        assert answer.status_code < 300, answer.text
        return answer.json() if answer.content else None


class Contact(Asking):
    id: str

    async def starts(self, text: str = "hello", client_id: str = "start", locale: str = "en") -> Json:
        body = {"client_id": client_id, "text": text, "inbox": INBOX, "locale": locale}
        return await self.post("/api/conversations", body)

    async def says(self, conversation: str, text: str, client_id: str) -> Json:
        body = {"client_id": client_id, "text": text}
        return await self.post(f"/api/conversations/{conversation}/messages", body)


class Agent(Asking):
    id: AgentId
    session: str

    def of(self, conversation: str, what: str = "") -> str:
        return f"/api/workspace/conversations/{conversation}{what}"

    async def picture(self, conversation: str) -> Json:
        """What an opened conversation shows, without the number of its making."""
        opened = await self.get(self.of(conversation))
        return {**opened, "head": {**opened["head"], "told": 0}}

    async def writes(self, conversation: str, text: str, client_id: str, mode: str = "reply") -> Json:
        body = {"client_id": client_id, "text": text, "mode": mode}
        return await self.post(self.of(conversation, "/messages"), body)


@dataclass(eq=False)
class Frames:
    """A listener on somebody's feed, as a socket is one."""

    taken: list[str] = field(default_factory=list)

    def put(self, frame: str) -> None:
        self.taken.append(frame)

    def end(self, frame: str) -> None:
        self.taken.append(frame)

    def of(self, *kinds: str) -> list[Json]:
        decoded = [json.loads(frame) for frame in self.taken]
        return [frame for frame in decoded if frame["t"] in kinds]


class Installation:
    def __init__(self, system: System, http: httpx.AsyncClient, home: str = HOME) -> None:
        self.system = system
        self.http = http
        self.home = home
        self._numbers = count(1)

    async def contact(self, locale: str = "en") -> Contact:
        answer = await self.http.post("/api/widget/session", json={"locale": locale})
        assert answer.status_code < 300, answer.text
        opened = answer.json()
        headers = {"authorization": f"Bearer {opened['token']}", "accept-language": locale}
        contact = Contact(self.http, headers)
        contact.id = opened["contact"]["id"]
        return contact

    async def proves_an_address(self, contact: Contact) -> None:
        """By the link that was mailed."""
        db, events = self.system.engine.db, list[EmailProofRequested]()
        db.on_kept(
            lambda kept: events.extend(
                one.event for one in kept.events if isinstance(one.event, EmailProofRequested)
            )
        )
        await contact.post("/api/contact/email", {"email": f"{contact.id.lower()}@mail.example"})
        proving = self.system.contacts.proving
        letter = await proving.letter(events[-1].proof)
        assert letter is not None
        await proving.confirm(letter.link.partition("t=")[2], ip="127.0.0.1")

    async def team(self, name: str) -> TeamId:
        return (await self.system.staff.teams.found(name)).id

    async def agent(
        self,
        role: Role = Role.AGENT,
        *,
        teams: Iterable[TeamId] = (),
        languages: tuple[str, ...] = ("en",),
        capacity: int = 50,
    ) -> Agent:
        """A new one, signed in, not yet online."""
        login = f"{role.value}-{next(self._numbers)}"
        new = NewAgent(
            login=login,
            name=login.title(),
            role=role,
            teams=frozenset(teams),
            skills={"general": 2},
            languages=languages,
            capacity=capacity,
        )
        agent = await self.system.staff.personnel.enrol(new, PASSWORD)
        await self.system.staff.directory.load()
        return await self.signed_in(login, agent.id)

    async def signed_in(self, login: str, id: AgentId) -> Agent:
        same = {"origin": self.home, "sec-fetch-site": "same-origin"}
        body = {"login": login, "password": PASSWORD}
        answer = await self.http.post("/api/sign-in", json=body, headers=same)
        assert answer.status_code < 300, answer.text
        secret = answer.headers["set-cookie"].partition(";")[0].removeprefix(f"{SESSION_COOKIE}=")
        cookie = {"cookie": f"{SESSION_COOKIE}={secret}", "x-csrf-token": answer.json()["csrf"]}
        agent = Agent(self.http, {**same, **cookie, "accept-language": "en"})
        agent.id, agent.session = id, secret
        self.http.cookies.clear()
        return agent

    def listen(self, key: str) -> Frames:
        frames = Frames()
        self.system.engine.hub.join(key, frames)
        return frames

    async def settle(self) -> None:
        """Return when every reaction has run and every frame is out."""
        faces, relay, quiet = self.system.faces, self.system.engine.relay, 0
        while quiet < 2:  # a frame's making may follow a reaction, and a reaction what was just told
            await relay.drain()
            parts = [*vars(faces.contact_pushes).values(), *vars(faces.agent_pushes).values()]
            busy = [part for part in parts if isinstance(part, Coalescer) and not part.is_idle]
            for part in busy:
                await part.idle()
            quiet = 0 if busy else quiet + 1


@asynccontextmanager
async def installation(
    url: str,
    folder: Path,
    *,
    clock: Clock = utc_now,
    mail: MailSettings | None = None,
    routing: RoutingSettings | None = None,
    inbox: InboxSettings | None = None,
    limits: LimitSettings = PLENTY,
    development: bool = True,
    one_offs: tuple[OneOff, ...] = (),
    home: str = HOME,
    see: MakeEyes = own_eyes,
    bot: BotSettings | None = None,
    connector: ConnectorSettings | None = None,
    chains: ChainSettings | None = None,
    custody_mode: CustodyMode = "self_custody",
    voice: VoiceSettings | None = None,
    push: PushSettings | None = None,
    identity: IdentitySettings | None = None,
) -> AsyncIterator[Installation]:
    """Open at all hours, with the starter articles and the pages of development, and nobody in it."""
    settings = Settings(
        data_dir=str(folder),
        development=development,
        public_url=home,
        custody_mode=custody_mode,
        database=DatabaseSettings(url=url),
        limits=limits,
        mail=mail or MailSettings(),
        routing=routing or RoutingSettings(),
        voice=voice or CALLS,
        push=push or PushSettings(),
        identity=identity or IdentitySettings(),
        bot=bot or BotSettings(),
        connector=connector or ConnectorSettings(),
        chains=chains or ChainSettings(),
        inboxes=[inbox or _talks()],
    )
    async with AsyncExitStack() as stack:
        stack.enter_context(patch.object(answers, "ranker_of", sharing_ranker_of))
        stack.enter_context(patch.object(demo, "starter_topics", starters))
        stack.enter_context(reused())
        system = await stack.enter_async_context(running(settings, clock, see))
        await first_steps(system, always_open=True, one_offs=one_offs)
        system.learning.services.prompting.patience = 120.0  # however busy the machine is
        transport = httpx.ASGITransport(system.web, raise_app_exceptions=False, client=("127.0.0.1", 4711))
        http = await stack.enter_async_context(httpx.AsyncClient(transport=transport, base_url=home))
        yield Installation(system, http, home)
