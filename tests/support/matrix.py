"""Who asks and what they ask about, for the authorisation matrix: real rows behind every id."""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import msgspec
import sqlalchemy as sa

from tests.support import matrix_tickets as tickets
from tests.support.dossier_rig import opened_in
from tests.support.files import picture, pieces
from tests.support.installation import PASSWORD, Agent, Asking, Contact, Installation
from tests.support.kept import events_of
from tests.support.learning import decided
from tests.support.matrix_made import app_version, learnt
from tests.support.registry import publish_sample
from walletdesk.automation import Wording
from walletdesk.channels.form import Onces
from walletdesk.contacts import Asked, EmailProofRequested
from walletdesk.conversations import Author, Beginning, Said, Speaker
from walletdesk.insights.model import Cause, Kind
from walletdesk.insights.ports import Listing as AlertListing
from walletdesk.kernel.clock import utc_now
from walletdesk.kernel.ids import (
    AgentId,
    ArticleId,
    ContactId,
    ConversationId,
    InboxId,
    MessageId,
    TeamId,
    new_id,
)
from walletdesk.kernel.viewers import AgentViewer, Role
from walletdesk.knowledge.synonyms import Synonym
from walletdesk.platform.db import statement
from walletdesk.platform.db.outbox import JOB, OUTBOX
from walletdesk.registry import Draft, checked
from walletdesk.releases import Draft as Build
from walletdesk.safety.advice import RuleChange
from walletdesk.staff import NewAgent

COLUMNS = ("anonymous", "other_contact", "other_desk", "contact", "agent", "lead", "admin")
FIXED = {
    "locale": "en",
    "article": "forgot-password",
    "category": "keys",
    "guide": "recovery-phrase",
    "mode": "reply",
    "kind": "scene",
    "calendar": "cal_default",
    "policy": "sla_default",
    "page": "team",
    "version": "1",
    "target": "host",
    "metric": "volume",
    "seq": "1",
}
HELD = "A test transfer helps."  # which asks for a second person
_DEAD = statement(
    sa.insert(OUTBOX)
    .values(
        topic="agt_1",
        kind="AgentChanged",
        body=sa.bindparam("body"),
        at=1,
        attempts=9,
        dead=1,
        reaction="x",
        error="x",
        failed_at=1,
    )
    .returning(OUTBOX.c.id)
)
_UNREAD = statement(sa.text("update attachment set state = 'unread' where id = :file"))
_DEAD_JOB = statement(
    sa.insert(JOB).values(
        kind="scene", key=sa.bindparam("key"), run_at=1, args="{}", turn="1", attempts=9, dead=1, error="x"
    )
)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One route: who may, and what is sent. ``{names}`` in strings are made for every cell anew.

    ``about``: how the conversation stands: assigned, waiting or resolved. ``alone``: the asker is new,
    since asking changes them.
    """

    may: frozenset[str]
    body: Any = None
    query: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] | None = None
    file: bool = False
    upload: tuple[str, bytes] = ("a.txt", b"hello")  # what a row with a file brings: name and content
    about: str = "assigned"
    followed: bool = False  # routing and the survey must have followed what happened to the conversation
    alone: bool = False
    article: str = ""  # made anew: a draft, or published
    unread: bool = False  # the file is a picture that nothing has read
    make: Mapping[str, "Callable[[Scene], Awaitable[str]]"] = field(default_factory=dict)  # names of its own
    portal: bool = False  # contacts come with the cookie of the portal's pages, not as the widget does


class Scene:
    """An installation with one desk, its people, and others who have no business there."""

    def __init__(self, house: Installation) -> None:
        self.house = house
        self.system = house.system
        self.asks: dict[str, Asking] = {}
        self._articles = self._names = 0
        self._talk: ConversationId | None = None  # of the row that is being asked

    async def fill(self) -> None:
        house = self.house
        self.desk, self.elsewhere = await house.team("Desk"), await house.team("Elsewhere")
        for column in COLUMNS:
            self.asks[column] = await self.somebody(column)
        await publish_sample(self.system.channels, self.system.engine.settings.folder)
        self.contact: Contact = self._contact("contact")
        await house.proves_an_address(self.contact)
        self.agent: Agent = self._agent("agent")

    async def somebody(self, column: str) -> Asking:
        house = self.house
        made: dict[str, Callable[[], Awaitable[Asking]]] = {
            "contact": house.contact,
            "other_contact": house.contact,
            "other_desk": lambda: house.agent(teams=[self.elsewhere]),
            "agent": lambda: house.agent(teams=[self.desk]),
            "lead": lambda: house.agent(Role.LEAD, teams=[self.desk]),
            "admin": lambda: house.agent(Role.ADMIN),
        }
        return await made[column]() if column in made else Asking(house.http, {})

    async def asked(self, route: str, row: Row, column: str) -> httpx.Response:
        """One cell of the matrix."""
        method, _, path = route.partition(" ")
        asks = await self.somebody(column) if row.alone else self.asks[column]
        whole = msgspec.json.encode([path, row.body, row.query, row.form]).decode()
        for name in dict.fromkeys(re.findall(r"{(\w+)}", whole)):
            made = row.make[name](self) if name in row.make else self._make(name, row, asks)
            whole = whole.replace(f"{{{name}}}", await made)
        self._talk = None
        path, body, query, form = msgspec.json.decode(whole)
        more: dict[str, Any] = {"params": query}
        if form is not None:
            more["data"] = form
        if row.portal:
            more["headers"] = await self.portal_cookie(asks)
        if row.file:
            more["files"] = {"file": (*row.upload, "text/plain")}
        return await asks.ask(method, path, body, **more)

    async def _make(self, name: str, row: Row, asks: Asking) -> str:
        if name == "conversation":
            self._talk = await self.conversation(row.about, followed=row.followed)
            return self._talk
        if name in ("client", "newcomer", "name"):
            return self._name() if name == "name" else new_id("new")
        if name == "elsewhere":
            return self.elsewhere
        if name in FIXED and not (name == "article" and row.article):
            return FIXED[name]
        if name == "attachment" and row.unread:
            return await self._unread()
        make: dict[str, Callable[[], Awaitable[str]]] = {
            "access": self._access,
            "article": lambda: self._article(published=row.article == "published"),
            "once": self.once,
            "attachment": self._attachment,
            "picture": self._picture,
            "ticket": lambda: tickets.a_ticket(self.system, self._viewer(), self.conversation),
            "dossier": self._dossier,
            "alert": self._alert,
            "letter": self._letter,
            "job": self._job,
            "agent": self._member,
            "reply": self._reply,
            "entry": self._entry,
            "report": self._report,
            "fake": self.fake,
            "held": self.held,
            "rule": self._rule,
            "build": self._build,
            "app_version": lambda: app_version(self.system, self._lead()),
            "decided": self._decided,
            "learnt": lambda: learnt(self.system),
            "synonym": self._synonym,
            "team": self._team,
            "contact": self._owner,
            "invitation": self.invitation,
            "proof": self._proof,
            "session": lambda: self._session(asks),
        }
        return await make[name]()

    async def conversation(self, about: str = "assigned", *, followed: bool = False) -> ConversationId:
        """One of the contact and of the desk."""
        conversing = self.system.heart.conversing
        where = Beginning(
            contact=ContactId(self.contact.id), inbox=InboxId("inb_webchat"), channel="webchat", locale="en"
        )
        said = Said(text="hello", client_id=new_id("cid"))
        id = (await conversing.start(where, Author(Speaker.CONTACT, self.contact.id), said)).id
        await conversing.request_agent(id, reason="asked")
        await conversing.unassign(id, reason="transferred", team=TeamId(self.desk))
        if about != "waiting":
            await conversing.assign(id, self.agent.id, "Ann", reason="taken")
        if about == "resolved":
            await conversing.resolve(id, by=Speaker.AGENT)
        if followed:
            await self.system.engine.relay.drain()
        return id

    async def portal_cookie(self, asks: Asking) -> dict[str, str]:
        answer = await asks.ask("POST", "/portal/session")
        asks.http.cookies.clear()
        if answer.status_code != 204:
            return {}
        return {"authorization": "", "cookie": answer.headers["set-cookie"].partition(";")[0]}

    async def _article(self, *, published: bool) -> str:
        """One of its own, so that those which others look for stay as they are."""
        answers, lead = self.system.answers, AgentViewer(agent=AgentId(self.agent.id), role=Role.LEAD)
        known = await answers.editing.draft(lead, ArticleId("gas-fee-high"), "en")
        self._articles += 1
        own = replace(known, id=ArticleId(f"article-{self._articles}"), version=0)
        if published:
            return (await answers.editing.save(lead, own)).id
        return (await answers.drafting.keep(lead, own, revision=0)).article.id

    async def _access(self) -> str:
        """The secret of a private link."""
        opened = await self.system.contacts.sessions.open_once(new_id("one"), Asked(ip=new_id("ip")))
        return opened.device_secret or ""

    async def once(self) -> str:
        return Onces(self.system.engine.key, utc_now).new()

    async def _attachment(self) -> str:
        """In the conversation that the row names as well, or in one of its own."""
        id = self._talk or await self.conversation()
        files = {"file": ("a.txt", b"hello", "text/plain")}
        answer = await self.contact.ask("POST", f"/api/conversations/{id}/attachments", files=files)
        return str(answer.json()["id"])

    async def _unread(self) -> str:
        file = await self._attachment()
        async with self.system.engine.db.write() as tx:
            await tx.run(_UNREAD, file=file)
        return file

    async def _picture(self) -> str:
        lead = AgentViewer(agent=AgentId(self.agent.id), role=Role.LEAD)
        return await self.system.answers.illustrating.add(lead, pieces(picture("PNG")))

    async def _dossier(self) -> str:
        return await opened_in(self.system, self._viewer(), self._talk or await self.conversation())

    async def _alert(self) -> str:
        cause = Cause(kind=Kind.NOBODY_ONLINE, key=new_id("key"), at=utc_now())
        await self.system.work.alerting.raise_for(cause)
        return (await self.system.work.alerting.list(AlertListing(open=True)))[0].id

    async def _letter(self) -> str:
        body = f'{{"at":"2026-11-20T00:00:00Z","agent":"{self.agent.id}","active":true}}'
        async with self.system.engine.db.write() as tx:
            row = await tx.one(_DEAD, body=body)
        assert row is not None
        return str(row[0])

    async def _job(self) -> str:
        """Set aside. Nothing handles its kind, so it fails again without having done anything."""
        key = new_id("job")
        async with self.system.engine.db.write() as tx:
            await tx.run(_DEAD_JOB, key=key)
        return key

    async def _reply(self) -> str:
        """One of the team's."""
        words = {"en": Wording("t", "x")}
        return (
            await self.system.work.replies.add(
                self._lead(), team=True, shortcode=self._name(), wordings=words
            )
        ).id

    def _name(self) -> str:
        """A new one, and no random letters: some of them read like somebody's number at QQ."""
        self._names += 1
        return f"name{self._names:05}"

    async def _entry(self) -> str:
        """A channel that is listed."""
        draft = Draft(kind="handle", value=f"telegram:{new_id('chn')}")
        return (await self.system.channels.publishing.add(checked(draft), by="")).id

    async def _report(self) -> str:
        told = await self.system.impersonation.reporting.report(f"{new_id('x').replace('_', '-')}.com")
        assert told.report is not None
        return told.report.id

    async def fake(self) -> str:
        """One that was reported and nobody has looked at."""
        _, campaign = await self.system.impersonation.reporting.result(await self._report())
        return campaign.id

    async def held(self) -> str:
        """The agent's, in a conversation of the desk."""
        author, said = Author(Speaker.AGENT, self.agent.id, "Ann"), Said(text=HELD, client_id=new_id("cid"))
        return (await self.system.heart.holding.hold(await self.conversation(), author, said)).id

    async def _rule(self) -> str:
        """One of the house's own."""
        own = RuleChange(
            id="", phrase="moon ... soon", matches="The moon soon.", passes="Hi.", why="w", instead="i"
        )
        return (await self.system.advice.keep(self._lead(), own)).id

    async def _build(self) -> str:
        """One that is known to be bad."""
        draft = Build(standing="known_bad", package=f"com.fake.{new_id('b')}", reason="Repacked")
        return (await self.system.releases.add(self._lead(), draft)).id

    async def _decided(self) -> str:
        """A question in the conversation that the row names, or in one of its own."""
        talk = self._talk or await self.conversation()
        one = decided(conversation=talk, message=MessageId(new_id("msg")))
        await self.system.learning.reactions.recording.decided(one)
        return one.message

    async def _synonym(self) -> str:
        written = f"{self._name()} coin"
        synonyms = self.system.answers.synonyms
        async with synonyms.open_work() as work:
            one = Synonym(written=written, meant="transfer", by=self.agent.id, at=utc_now())
            await work.synonyms.add(one)
        return written

    async def _member(self) -> AgentId:
        """Somebody to be changed."""
        new = NewAgent(login=new_id("log"), name="Member", teams=frozenset({self.desk}))
        return (await self.system.staff.personnel.enrol(new, PASSWORD)).id

    async def _team(self) -> TeamId:
        return await self.house.team(new_id("tea"))

    async def _session(self, asks: Asking) -> str:
        """Another sign-in of whoever asks; of the agent, for those who are none."""
        owner = asks if isinstance(asks, Agent) else self.agent
        people = {agent.id: agent for agent in await self.system.staff.personnel.list()}
        await self.house.signed_in(people[owner.id].login, owner.id)
        viewer = AgentViewer(agent=owner.id, role=people[owner.id].role)
        found = await self.system.staff.sessions.list(viewer, owner.id)
        return max(found, key=lambda one: one.created_at).id

    async def _owner(self) -> str:
        return (await self.house.contact()).id

    async def invitation(self) -> str:
        new = NewAgent(login=new_id("log"), name="Guest")
        admin = AgentViewer(agent=self._agent("admin").id, role=Role.ADMIN)
        return (await self.system.staff.personnel.create(admin, new))[1].token

    async def _proof(self) -> str:
        contact, events = await self.house.contact(), events_of(self.system.engine.db)
        await self.system.contacts.proving.request(
            ContactId(contact.id), f"{new_id('m')}@mail.example", ip=new_id("ip")
        )
        proof = next(event.proof for event in events if isinstance(event, EmailProofRequested))
        letter = await self.system.contacts.proving.letter(proof)
        assert letter is not None
        return parse_qs(urlsplit(letter.link).query)["t"][0]

    def lead_viewer(self) -> AgentViewer:
        return self._lead()

    def _lead(self) -> AgentViewer:
        return AgentViewer(agent=self._agent("lead").id, role=Role.LEAD)

    def _viewer(self) -> AgentViewer:
        return AgentViewer(agent=self.agent.id, role=Role.AGENT, teams=frozenset({self.desk}))

    def _contact(self, column: str) -> Contact:
        found = self.asks[column]
        assert isinstance(found, Contact)
        return found

    def _agent(self, column: str) -> Agent:
        found = self.asks[column]
        assert isinstance(found, Agent)
        return found
