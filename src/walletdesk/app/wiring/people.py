"""Contacts and staff, and the small faces of them that others ask for."""

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from walletdesk.app.wiring.engine import Engine
from walletdesk.app.wiring.heart import secret_in
from walletdesk.contacts import (
    Contact,
    ContactAuthenticator,
    ContactBook,
    DeviceSecrets,
    EmailProving,
    ProofTokens,
    SessionTokens,
    SignedOut,
)
from walletdesk.contacts import Sessions as ContactSessions
from walletdesk.contacts import store as contact_store
from walletdesk.contacts.identity_tokens import IdentityKey, SignedIdentity
from walletdesk.contacts.linking import Linking
from walletdesk.contacts.linking import store as link_store
from walletdesk.contacts.tokens import sealed
from walletdesk.kernel.ids import AgentId, ContactId
from walletdesk.kernel.viewers import AgentViewer
from walletdesk.platform.limits import Limiter, SharedLimiter
from walletdesk.platform.settings import secret_from
from walletdesk.routing import Member
from walletdesk.staff import (
    Agent,
    Auditing,
    Availabilities,
    Founding,
    Inviting,
    Pauses,
    Personnel,
    SignIn,
    StaffAuthenticator,
    StaffSecrets,
    StaffSessions,
    State,
    TeamKeeping,
)
from walletdesk.staff import store as staff_store
from walletdesk.staff.hashing import ArgonPasswords
from walletdesk.staff.http import StaffServices
from walletdesk.workspace import Colleague, ContactCard


@dataclass(frozen=True, slots=True, kw_only=True)
class Contacts:
    book: ContactBook
    sessions: ContactSessions
    proving: EmailProving
    authenticator: ContactAuthenticator
    linking: Linking


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    personnel: Personnel
    teams: TeamKeeping
    availabilities: Availabilities
    sessions: StaffSessions
    sign_in: SignIn
    inviting: Inviting
    pauses: Pauses
    founding: Founding
    auditing: Auditing
    authenticator: StaffAuthenticator
    directory: "Directory"

    def services(self, public_url: str) -> StaffServices:
        """What the routes of the staff work with."""
        return StaffServices(
            sign_in=self.sign_in,
            sessions=self.sessions,
            personnel=self.personnel,
            inviting=self.inviting,
            pauses=self.pauses,
            founding=self.founding,
            teams=self.teams,
            availabilities=self.availabilities,
            auditing=self.auditing,
            authenticator=self.authenticator,
            public_url=public_url,
        )


def contacts(engine: Engine, limiter: Limiter) -> Contacts:
    open_work = contact_store.open_work(engine.db, staff_store.audit_in(engine.key))
    reading = contact_store.SqlReading(engine.db)
    tokens, signed_out = SessionTokens([engine.key]), SignedOut()
    identity, limits = engine.settings.identity, engine.settings.limits
    keys = [
        IdentityKey(kid=i.kid, algorithm=i.algorithm, key=secret_from(i.key_file)) for i in identity.issuers
    ]
    return Contacts(
        book=ContactBook(
            open_work=open_work,
            reading=reading,
            signed_out=signed_out,
            secret_in=secret_in,
            clock=engine.clock,
        ),
        sessions=ContactSessions(
            open_work=open_work,
            reading=reading,
            secrets=DeviceSecrets(engine.key),
            tokens=tokens,
            identity_tokens=SignedIdentity(keys, audience=identity.audience, secret_in=secret_in),
            signed_out=signed_out,
            limiter=limiter,
            secret_in=secret_in,
            clock=engine.clock,
            default_locale=engine.settings.locale,
            new_per_hour=limits.sessions_per_hour,
        ),
        proving=EmailProving(
            open_work=open_work,
            reading=reading,
            tokens=ProofTokens(engine.key),
            limiter=SharedLimiter(engine.db, engine.clock),
            secret_in=secret_in,
            clock=engine.clock,
            public_url=engine.settings.public_url,
            sends_mail=bool(engine.settings.mail.host),
        ),
        authenticator=ContactAuthenticator(tokens=tokens, signed_out=signed_out, clock=engine.clock),
        linking=Linking(
            open_work=link_store.open_work(engine.db),
            reading=link_store.SqlLinkReading(engine.db),
            hashed=partial(sealed, hmac.digest(engine.key, b"walletdesk linking", "sha256")),
            limiter=SharedLimiter(engine.db, engine.clock),
            clock=engine.clock,
        ),
    )


class ContactCards:
    """Names for the agents' lists. A few thousand are remembered; what changed is forgotten by ``forget``."""

    MOST = 10_000

    def __init__(self, book: ContactBook) -> None:
        self._book = book
        self._known: dict[ContactId, ContactCard] = {}

    async def of(self, contacts: Sequence[ContactId]) -> Mapping[ContactId, ContactCard]:
        missing = [id for id in dict.fromkeys(contacts) if id not in self._known]
        if missing:
            if len(self._known) + len(missing) > self.MOST:
                self._known.clear()
            found = await self._book.many(missing)
            self._known |= {id: _card(contact) for id, contact in found.items()}
        return self._known

    def forget(self, contact: ContactId) -> None:
        self._known.pop(contact, None)


def _card(contact: Contact) -> ContactCard:
    return ContactCard(contact.id, contact.name, contact.level.value)


class Directory:
    """Who the agents are, as the house needs to know it; read again when staff says it changed."""

    def __init__(self, personnel: Personnel, availabilities: Availabilities) -> None:
        self._personnel = personnel
        self._availabilities = availabilities
        self._agents: dict[AgentId, Agent] = {}

    async def load(self) -> None:
        self._agents = {agent.id: agent for agent in await self._personnel.list()}

    def shown_as(self, agent: AgentId) -> str:
        """The alias that contacts see; empty for nobody we know."""
        found = self._agents.get(agent)
        return found.name if found else ""

    async def name_of(self, agent: AgentId) -> str:
        return self.shown_as(agent)

    async def colleagues(self) -> Sequence[Colleague]:
        """Every active agent by the name that is shown, and where they are."""
        states = {id: said.state for id, said in (await self._availabilities.all()).items()}
        active = [agent for agent in self._agents.values() if agent.active]
        return [_colleague(agent, states.get(agent.id, State.OFFLINE)) for agent in active]

    def names(self) -> list[str]:
        """By which contacts know the agents."""
        return [agent.name for agent in self._agents.values()]

    def emails(self) -> Sequence[str]:
        """By which they sign in, where that is an address; nobody else may write in their name."""
        return [agent.login for agent in self._agents.values() if "@" in agent.login]

    async def members(self) -> Sequence[Member]:
        """For routing: every active agent, offline ones too, read anew. Who could help decides who waits."""
        states = {id: said.state for id, said in (await self._availabilities.all()).items()}
        active = [agent for agent in await self._personnel.list() if agent.active]
        return [_member(agent, states.get(agent.id, State.OFFLINE)) for agent in active]

    async def set_away(self, agent: AgentId) -> None:
        await self._availabilities.set_away(agent, reason="missed_offers")

    async def set_offline(self, agent: AgentId) -> None:
        await self._availabilities.set_offline(agent, reason="connection_lost")


def _colleague(agent: Agent, state: State) -> Colleague:
    viewer = AgentViewer(agent=agent.id, role=agent.role, teams=agent.teams)
    return Colleague(viewer, agent.name, state.value)


def _member(agent: Agent, state: State) -> Member:
    return Member(
        id=agent.id,
        name=agent.name,
        skills=agent.skills,
        languages=frozenset(agent.languages),
        teams=frozenset(agent.teams),
        capacity=agent.capacity,
        availability=state.value,
    )


def staff(engine: Engine, limiter: Limiter) -> Staff:
    secrets = StaffSecrets(engine.key)
    open_work, reading = staff_store.open_work(engine.db, engine.key), staff_store.SqlReading(engine.db)
    passwords, clock = ArgonPasswords(), engine.clock
    sessions = StaffSessions(open_work=open_work, reading=reading, secrets=secrets, clock=clock)
    personnel = Personnel(
        open_work=open_work,
        reading=reading,
        passwords=passwords,
        secrets=secrets,
        sessions=sessions,
        secret_in=secret_in,
        clock=clock,
    )
    availabilities = Availabilities(open_work=open_work, reading=reading, clock=clock)
    return Staff(
        personnel=personnel,
        teams=TeamKeeping(open_work=open_work, reading=reading, secret_in=secret_in, clock=clock),
        pauses=Pauses(open_work=open_work, reading=reading, secret_in=secret_in, clock=clock),
        availabilities=availabilities,
        sessions=sessions,
        sign_in=SignIn(
            open_work=open_work,
            reading=reading,
            passwords=passwords,
            secrets=secrets,
            sessions=sessions,
            limiter=limiter,
            clock=clock,
            per_quarter_hour=engine.settings.limits.sign_ins_per_quarter_hour,
        ),
        inviting=Inviting(
            open_work=open_work,
            reading=reading,
            passwords=passwords,
            secrets=secrets,
            sessions=sessions,
            limiter=limiter,
            clock=clock,
        ),
        founding=Founding(reading=reading, personnel=personnel, secrets=secrets, limiter=limiter),
        auditing=Auditing(reading=reading, secrets=secrets),
        authenticator=StaffAuthenticator(sessions),
        directory=Directory(personnel, availabilities),
    )
