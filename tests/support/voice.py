"""Calls by the browser on a database, with a clock by hand and jobs that a test runs itself."""

from datetime import timedelta

from tests.support.callbacks import ANN, KIM, MONDAY, Talks
from tests.support.kept import events_of
from tests.support.memory import Hands
from walletdesk.channels.voice.webrtc import LOOK, Call, Talking, VoiceCallChanged
from walletdesk.channels.voice.webrtc.jobs import VoiceJobs
from walletdesk.channels.voice.webrtc.post import MemoryPost
from walletdesk.channels.voice.webrtc.store import SqlArchive, open_work
from walletdesk.conversations import Status
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId, InboxId
from walletdesk.kernel.viewers import AgentViewer, ContactViewer, Role
from walletdesk.platform.db import Database
from walletdesk.platform.jobs import Jobs
from walletdesk.platform.limits import SharedLimiter

CONTACT = ContactViewer(contact=ANN)
AGENT = AgentViewer(agent=KIM, role=Role.AGENT)


class VoiceRig:
    """``allowed``: who may call in every inbox."""

    def __init__(self, db: Database) -> None:
        self.db, self.clock, self.allowed = db, Hands(MONDAY), "both"
        self.events: list[Event] = events_of(db)
        self.talks, self.post, self.hints = Talks(self.clock), MemoryPost(), list[str]()
        self.talking = Talking(
            open_work=open_work(db),
            archive=SqlArchive(db),
            talks=self.talks,
            post=self.post,
            tell=self._tell,
            allows=self._allows,
            limiter=SharedLimiter(db, self.clock),
            clock=self.clock,
        )
        self.jobs = Jobs(db, clock=self.clock)
        self.jobs.on(LOOK, VoiceJobs(self.talking, self.clock).on_look)

    def _tell(self, call: Call) -> None:
        self.hints.append(call.state.value)

    def _allows(self, inbox: InboxId) -> str:
        return self.allowed

    @property
    def told(self) -> list[tuple[str, str]]:
        return [(one.state, one.reason) for one in self.events if isinstance(one, VoiceCallChanged)]

    def begins(self, contact: ContactId = ANN, agent: AgentId = KIM) -> ConversationId:
        id = self.talks.begin(contact, Status.WITH_AGENT)
        self.talks.known[id].assignee = agent
        return id

    async def rings(self) -> Call:
        """The agent's page rings the contact's."""
        call = await self.talking.start(AGENT, self.begins())
        await self.talking.join(AGENT, call.conversation, call.id, "agent-page")
        return call

    async def accepted(self) -> Call:
        call = await self.rings()
        found, _ = await self.talking.join(CONTACT, call.conversation, call.id, "contact-page")
        return found

    async def here(self, call: Call, *, connected: bool = True) -> None:
        """Both pages say that they are there."""
        for viewer, leg in ((AGENT, "agent-page"), (CONTACT, "contact-page")):
            await self.talking.hear(
                viewer, call.conversation, call.id, leg, connected=connected, quality="good"
            )

    async def now(self, call: Call) -> Call:
        found = await self.talking.archive.find(call.id)
        assert found is not None
        return found

    async def goes_on(self, seconds: float) -> None:
        self.clock.at += timedelta(seconds=seconds)
        await self.jobs.run_due()
