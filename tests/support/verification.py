"""Proof codes and phrases in memory, and what both they and the SQL store promise."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import ClassVar

from tests.support.memory import Hands, MemoryWork
from walletdesk.conversations import Conversation, Happened, Item, Kind, Page, Status, may_read
from walletdesk.conversations.items import SYSTEM
from walletdesk.kernel.errors import NotFound
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId, InboxId, MessageId, TeamId
from walletdesk.kernel.viewers import AgentViewer, Anonymous, ContactViewer, Role, Viewer
from walletdesk.platform.limits import MemoryLimiter
from walletdesk.verification import Badge, Badges, CodeCheck, Codes, Phrases, Proving
from walletdesk.verification.model import Code
from walletdesk.verification.model import Kind as CodeKind
from walletdesk.verification.ports import Archive, OpenWork, PhraseArchive

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
TALK, OTHER = ConversationId("cnv_1"), ConversationId("cnv_2")
ASKER = ContactViewer(contact=ContactId("con_1"))
STRANGER = ContactViewer(contact=ContactId("con_2"))
ANN = AgentViewer(agent=AgentId("agt_ann"), role=Role.AGENT)
BEN = AgentViewer(agent=AgentId("agt_ben"), role=Role.AGENT)
LEA = AgentViewer(agent=AgentId("agt_lea"), role=Role.LEAD)
NOBODY = Anonymous()
SECRET = "legal winner"  # what the rig's shield calls one
WHOLE = CodeCheck(
    ours=True,
    at=NOW,
    conversation=TALK,
    badge=Badge(agent="Ann", team="Funds", since=NOW - timedelta(minutes=5)),
    working_on="T-7",
)


class MemoryCodes:
    def __init__(self) -> None:
        self.kept: dict[tuple[ConversationId, CodeKind], Code] = {}

    async def put(self, code: Code) -> None:
        self.kept[code.conversation, code.kind] = code

    async def of_conversation(self, conversation: ConversationId, kind: CodeKind) -> Code | None:
        return self.kept.get((conversation, kind))


class MemoryPhrases:
    def __init__(self) -> None:
        self.kept: dict[ContactId, str] = {}

    async def put(self, contact: ContactId, phrase: str, at: datetime) -> None:
        self.kept[contact] = phrase

    async def remove(self, contact: ContactId) -> None:
        self.kept.pop(contact, None)


class MemoryVerification(MemoryWork):
    def __init__(self) -> None:
        super().__init__()
        self.codes = MemoryCodes()
        self.phrases = MemoryPhrases()


class MemoryArchive:
    def __init__(self, memory: MemoryVerification) -> None:
        self._memory = memory

    async def of_conversation(self, conversation: ConversationId, kind: CodeKind) -> Code | None:
        return await self._memory.codes.of_conversation(conversation, kind)

    async def of_seal(self, kind: CodeKind, seal: str) -> Code | None:
        found = [code for code in self._memory.codes.kept.values() if (code.kind, code.seal) == (kind, seal)]
        return max(found, key=lambda code: code.made_at, default=None)

    async def phrase_of(self, contact: ContactId) -> str:
        return self._memory.phrases.kept.get(contact, "")


class Talks:
    """Two conversations: Ann's with the asker, Ben's with the stranger."""

    def __init__(self) -> None:
        self.all = {one.id: one for one in (_talk(TALK, ASKER, ANN), _talk(OTHER, STRANGER, BEN))}
        self.joined = [_joined(1, "Ann", NOW - timedelta(hours=1)), _joined(2, "Ann", WHOLE_SINCE)]

    async def seen_by(self, viewer: Viewer, id: ConversationId) -> Conversation:
        found = self.all.get(id)
        if found is None or not may_read(viewer, found):
            raise NotFound
        return found

    async def find(self, id: ConversationId) -> Conversation | None:
        return self.all.get(id)

    async def items(self, viewer: Viewer, id: ConversationId, page: Page) -> Sequence[Item]:
        return self.joined

    async def of_contact(self, contact: ContactId, *, most: int = 50) -> Sequence[Conversation]:
        return [one for one in self.all.values() if one.contact == contact]


WHOLE_SINCE = NOW - timedelta(minutes=5)


def _talk(id: ConversationId, contact: ContactViewer, agent: AgentViewer) -> Conversation:
    return Conversation(
        id=id,
        contact=contact.contact,
        inbox=InboxId("inb_1"),
        channel="webchat",
        locale="en",
        created_at=NOW - timedelta(hours=2),
        last_at=NOW,
        status=Status.WITH_AGENT,
        assignee=agent.agent,
        team=TeamId("tea_funds"),
        subject="not arrived",
    )


def _joined(seq: int, agent: str, at: datetime) -> Item:
    event = Happened(what="assigned", agent=agent)
    return Item(
        seq=seq,
        public_seq=seq,
        id=MessageId(f"msg_{seq}"),
        kind=Kind.EVENT,
        author=SYSTEM,
        text="",
        at=at,
        event=event,
    )


class People:
    NAMES: ClassVar = {ANN.agent: "Ann", BEN.agent: "Ben", LEA.agent: "Lea"}

    def shown_as(self, agent: AgentId) -> str:
        return self.NAMES.get(agent, "")

    async def team_name(self, agent: AgentId, team: TeamId | None) -> str:
        return "Funds"


class Numbers:
    async def numbers_of(self, conversation: ConversationId) -> Sequence[str]:
        return ["T-7"] if conversation == TALK else []


class Known:
    def __init__(self) -> None:
        self.proven = {ASKER.contact}

    async def is_proven(self, contact: ContactId) -> bool:
        return contact in self.proven


@dataclass
class ProofRig:
    """Everything a test of proofs turns."""

    open_work: OpenWork
    archive: Archive
    phrase_archive: PhraseArchive
    events: list[Event]
    clock: Hands = field(default_factory=lambda: Hands(NOW))

    def __post_init__(self) -> None:
        self.talks, self.known, self.counted = Talks(), Known(), list[str]()
        limiter = MemoryLimiter(lambda: self.clock().timestamp())
        people = People()
        self.badges = Badges(talks=self.talks, people=people, numbers=Numbers())
        self.proving = Proving(
            open_work=self.open_work,
            archive=self.archive,
            talks=self.talks,
            people=people,
            badges=self.badges,
            codes=Codes(b"k" * 32),
            limiter=limiter,
            counts=self.counted.append,
            clock=self.clock,
        )
        self.phrases = Phrases(
            open_work=self.open_work,
            archive=self.phrase_archive,
            contacts=self.known,
            holds_secret=lambda text: SECRET in text,
            limiter=limiter,
            clock=self.clock,
        )

    async def shown(self) -> str:
        return (await self.proving.show(ANN, TALK)).code

    async def check(
        self,
        text: str,
        viewer: Viewer = ASKER,
        conversation: ConversationId | None = None,
        address: str = "192.0.2.1",
    ) -> CodeCheck:
        return await self.proving.check_code(text, viewer=viewer, address=address, conversation=conversation)

    def gives(self, id: ConversationId, agent: AgentViewer) -> None:
        self.talks.all[id].assignee = agent.agent
