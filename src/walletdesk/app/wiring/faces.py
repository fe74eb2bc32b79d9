"""What people see: the contact's widget and the agents' workspace, with their live lines."""

import hmac
from dataclasses import dataclass
from functools import partial

import msgspec

from walletdesk.app.wiring.engine import Engine, blobs_of
from walletdesk.app.wiring.heart import Heart, secret_asked_in, secret_in, shown_in
from walletdesk.app.wiring.people import ContactCards, Contacts, Staff
from walletdesk.app.wiring.waiting import IsBooked, LeftMessage, OwnWaits, Patience, Saying, waiting_time
from walletdesk.app.wiring.work import Work
from walletdesk.channels.webchat import ContactFace, ContactHead, ContactPushes, contact_head
from walletdesk.channels.webchat import Edge as ContactEdge
from walletdesk.channels.webchat import Session as ContactSession
from walletdesk.channels.webchat import http as webchat_http
from walletdesk.channels.webchat.files import Files
from walletdesk.channels.webchat.instead import Instead
from walletdesk.channels.webchat.ports import InLine
from walletdesk.conversations import Conversation, Outgoing
from walletdesk.kernel.errors import NotFound, Refused
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId, TeamId
from walletdesk.kernel.viewers import AgentViewer, ContactViewer
from walletdesk.platform.blobs import Intake
from walletdesk.platform.feed import Expiry, Polling, Scope
from walletdesk.platform.http import SESSION_COOKIE, answer_to, clean_text, cookie
from walletdesk.platform.limits import Limiter
from walletdesk.platform.settings import Settings
from walletdesk.workspace import AgentFace, AgentPushes, Heads, Presence
from walletdesk.workspace import Edge as AgentEdge
from walletdesk.workspace import http as workspace_http
from walletdesk.workspace.drafts import Drafts
from walletdesk.workspace.drafts import store as draft_store
from walletdesk.workspace.live.face import Session
from walletdesk.workspace.preferences import Preferring
from walletdesk.workspace.preferences import store as preference_store

UPLOADERS_PER_ADDRESS = 3  # an office or a mobile network shares one; each may open many sessions


@dataclass(frozen=True, slots=True, kw_only=True)
class Faces:
    polling: Polling
    patience: Patience
    saying: Saying
    waits: OwnWaits
    contact_pushes: ContactPushes
    contact_face: ContactFace
    webchat: webchat_http.Needs
    instead: Instead
    files: Files
    cards: ContactCards
    presence: Presence
    agent_pushes: AgentPushes
    agent_face: AgentFace
    workspace: workspace_http.Needs
    preferences: workspace_http.PreferenceNeeds


class Places:
    def __init__(self, work: Work, waits: OwnWaits) -> None:
        self._work = work
        self._waits = waits

    async def of(self, conversation: Conversation) -> InLine | None:
        found = await self._work.routing.standings.outlook_of(conversation.id)
        if found is None:
            return None
        if found.told is None:
            return InLine(found.position, staffed=found.staffed)
        words = await self._waits.words(conversation, found.told, shown_in(conversation.locale))
        is_long = self._waits.is_long(conversation, found.told)
        return InLine(found.position, waiting_time(found.told, words), is_long, found.staffed)


class ContactLimits:
    """What one contact may do in a time; generous for a person, narrow for a machine."""

    def __init__(self, limiter: Limiter, settings: Settings) -> None:
        self._limiter = limiter
        self._limits = settings.limits

    async def may_send(self, contact: ContactId) -> None:
        await self._limiter.hit(f"send:{contact}", self._limits.messages_per_minute, 60)

    async def may_upload(self, contact: ContactId, address: str) -> None:
        each = self._limits.uploads_per_hour
        await self._limiter.hit(f"upload:{contact}", each, 3600)
        await self._limiter.hit(f"upload:at:{address}", UPLOADERS_PER_ADDRESS * each, 3600)

    async def may_start(self, contact: ContactId) -> None:
        await self._limiter.hit(f"start:{contact}", self._limits.conversations_per_hour, 3600)


class AgentHands:
    """What an agent does with the queue: decided by routing, and at once true in the conversation."""

    def __init__(self, work: Work, heart: Heart, staff: Staff) -> None:
        self._work = work
        self._heart = heart
        self._staff = staff

    async def accept(self, agent: AgentId, conversation: ConversationId) -> None:
        talk = await self._heart.reading.find(conversation)
        await self._work.routing.offers.accept(agent, conversation, talk)
        await self._assign(conversation, agent, "accepted")

    async def decline(self, agent: AgentId, conversation: ConversationId) -> bool:
        return await self._work.routing.offers.decline(agent, conversation)

    async def take_oldest(self, agent: AgentId) -> ConversationId | None:
        taken = await self._work.routing.offers.take_oldest(agent)
        if taken is not None:
            await self._assign(taken, agent, "taken")
        return taken

    async def transfer(
        self, conversation: ConversationId, *, to_agent: AgentId | None, to_team: TeamId | None, by: AgentId
    ) -> None:
        if to_agent is not None:
            await self._work.routing.moving.transfer_to_agent(conversation, to_agent)
        elif to_team is not None:
            if to_team not in {team.id for team in await self._staff.teams.list()}:
                raise NotFound  # in a team that is none, nobody would ever see it again
            await self._work.routing.moving.transfer_to_team(conversation, to_team)

    async def _assign(self, conversation: ConversationId, agent: AgentId, reason: str) -> None:
        """Routing's own reaction says the same again and changes nothing."""
        name = self._staff.directory.shown_as(agent)
        await self._heart.conversing.assign(conversation, agent, name, reason=reason)


def faces(
    engine: Engine,
    people: tuple[Contacts, Staff],
    heart: Heart,
    around: tuple[Work, IsBooked],
    limiter: Limiter,
    outgoing: Outgoing,
) -> Faces:
    (contacts, staff), (work, is_booked) = people, around
    cards, presence = ContactCards(contacts.book), Presence(engine.clock)
    shown_as, waits = staff.directory.shown_as, OwnWaits(engine.settings, work, is_booked, engine.clock)
    places = Places(work, waits)
    saying = Saying(work, engine.clock)
    patience = Patience(engine.settings, saying, engine.clock)
    pushes = ContactPushes(
        hub=engine.hub,
        places=places,
        saying=saying,
        patience=patience,
        names=shown_as,
        clock=engine.clock,
    )
    work.tell.listeners.append(pushes.on_positions)
    heads = Heads(
        cards=cards,
        names=staff.directory,
        offers=work.routing.standings,
        tickets=work.ticket_numbers,
        counting=heart.archive,
    )
    agent_pushes = AgentPushes(hub=engine.hub, presence=presence, heads=heads, conversations=heart.reading)
    limits = ContactLimits(limiter, engine.settings)
    polling = Polling(engine.hub)
    contact_face = ContactFace(
        conversing=heart.conversing,
        reading=heart.reading,
        pushes=pushes,
        typists=agent_pushes,
        limits=limits,
        edge=_contact_edge(engine, polling, contacts, heart, work),
    )
    agent_face = AgentFace(
        conversing=heart.conversing,
        reading=heart.reading,
        presence=presence,
        pushes=agent_pushes,
        contacts=pushes,
        edge=_agent_edge(engine, polling, staff, work),
    )
    webchat = webchat_http.Needs(
        conversing=heart.conversing,
        reading=heart.reading,
        pushes=pushes,
        poll=contact_face.poll,
        limits=limits,
        surveying=work.surveying,
        attaching=heart.attaching,
        transcripts=heart.transcripts,
        inbox_of=engine.settings.inbox,
        secret_in=secret_in,
        secret_asked_in=secret_asked_in,
    )
    drafts_work = draft_store.open_work(engine.db)
    workspace = workspace_http.Needs(
        conversing=heart.conversing,
        reading=heart.reading,
        heads=heads,
        drafts=Drafts(open_work=drafts_work, secret_in=secret_asked_in, clock=engine.clock),
        drafts_of=partial(draft_store.read_drafts, engine.db),
        presence=presence,
        poll=agent_face.poll,
        routing=AgentHands(work, heart, staff),
        offers=work.routing.standings,
        attaching=heart.attaching,
        transcripts=heart.transcripts,
        searching=heart.searching,
        name_of=shown_as,
        mentioning=heart.mentioning,
        colleagues=staff.directory.colleagues,
        tell=agent_pushes.tell_all,
        holding=heart.holding,
        outgoing=outgoing,
    )
    return Faces(
        polling=polling,
        patience=patience,
        saying=saying,
        waits=waits,
        contact_pushes=pushes,
        contact_face=contact_face,
        webchat=webchat,
        instead=_instead(engine, heart, work, pushes, limits),
        files=_files(engine, heart, limits),
        cards=cards,
        presence=presence,
        agent_pushes=agent_pushes,
        agent_face=agent_face,
        workspace=workspace,
        preferences=_preferences(engine),
    )


def _preferences(engine: Engine) -> workspace_http.PreferenceNeeds:
    return workspace_http.PreferenceNeeds(
        preferring=Preferring(open_work=preference_store.open_work(engine.db), clock=engine.clock),
        preferences_of=partial(preference_store.read_preferences, engine.db),
    )


def _instead(
    engine: Engine, heart: Heart, work: Work, pushes: ContactPushes, limits: ContactLimits
) -> Instead:
    async def head_of(conversation: Conversation) -> ContactHead:
        return contact_head(conversation, await pushes.around(conversation))

    return Instead(
        conversing=heart.conversing,
        reading=heart.reading,
        leave_message=LeftMessage(work, heart),
        limits=limits,
        head_of=head_of,
        inbox_of=engine.settings.inbox,
        secret_in=secret_in,
        clock=engine.clock,
    )


def _files(engine: Engine, heart: Heart, limits: ContactLimits) -> Files:
    blobs, folder = blobs_of(engine), engine.settings.folder / "intake"
    intake = Intake(blobs, engine.settings.attachments, folder=folder, secret_in=secret_asked_in)
    return Files(
        attaching=heart.attaching,
        intake=intake,
        blobs=blobs,
        limits=limits,
        stop_secret=heart.conversing.stop_secret,
    )


def _contact_edge(
    engine: Engine, polling: Polling, contacts: Contacts, heart: Heart, work: Work
) -> ContactEdge:
    def bearer(token: str) -> ContactSession | None:
        session = contacts.authenticator.session(token)
        return ContactSession(ContactViewer(contact=session.contact), session.expires_at) if session else None

    return ContactEdge(
        origins=_origins(engine.settings),
        bearer=bearer,
        expiry=Expiry(engine.clock),
        polling=polling,
        clean=clean_text,
        problem=problem,
        attaching=heart.attaching,
        arrived=work.routing.presence.contact_back,
        left=work.routing.presence.contact_lost,
    )


def _agent_edge(engine: Engine, polling: Polling, staff: Staff, work: Work) -> AgentEdge:
    async def signed_in(scope: Scope, token: str) -> Session | None:
        secret = cookie(scope, SESSION_COOKIE) or ""
        session = await staff.authenticator.session(secret)
        if session is None or not hmac.compare_digest(session.csrf.encode(), token.encode()):
            return None

        async def awake() -> bool:
            return await staff.authenticator.session(secret) is not None

        async def still() -> bool:
            return await staff.authenticator.still(secret) is not None

        return Session(session.viewer, session.agent.name, awake, still)

    async def arrived(viewer: AgentViewer) -> None:
        await work.routing.presence.agent_back(viewer.agent)

    async def left(viewer: AgentViewer) -> None:
        await work.routing.presence.agent_lost(viewer.agent)

    return AgentEdge(
        origins=_origins(engine.settings),
        signed_in=signed_in,
        polling=polling,
        name_of=staff.directory.shown_as,
        arrived=arrived,
        left=left,
    )


def problem(refusal: Refused, locale: str) -> dict[str, object]:
    """A refusal as a problem, in the language of whoever is at the line."""
    answer = answer_to(refusal, shown_in(locale))
    told: dict[str, object] = msgspec.to_builtins(answer.problem)
    return told


def _origins(settings: Settings) -> frozenset[str]:
    return frozenset({settings.public_url, *settings.http.more_origins})
