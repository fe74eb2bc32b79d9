"""The neighbours of the bot as fakes: a small library, a conversation with its rules, a promise, tickets."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from walletdesk.assistant import Article, Assistant, Basis, Found, Inquiry, Likelihood, Promise, World
from walletdesk.assistant.model import Dialogue
from walletdesk.assistant.ports import Dialogues, Guide, OpenWork, Transactions, WaysToPeople, Wording
from walletdesk.assistant.service import Heard
from walletdesk.conversations import Conversation, Priority, Said, Speaker, Status
from walletdesk.kernel.errors import Conflict
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import ContactId, ConversationId, InboxId, MessageId
from walletdesk.kernel.objections import Objected, Objection

NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 1, tzinfo=UTC)
TALK = ConversationId("cnv_1")
CONTACT = ContactId("con_1")


def article(id: str, route: str = "front") -> Article:
    return Article(id=id, title=f"Title of {id}", url=f"/help/{id}", text=f"[text of {id}]", route=route)


PENDING, NOT_SHOWN = article("tx-pending", "funds"), article("token-not-shown")
STOLEN, FAKE = article("stolen-funds", "risk"), article("scam-fake-support", "risk")
ARTICLES = {one.id: one for one in (PENDING, NOT_SHOWN, STOLEN, FAKE)}

SURE = (Likelihood("tx-pending", 0.9), Likelihood("token-not-shown", 0.05))
CLOSE = (Likelihood("tx-pending", 0.5), Likelihood("token-not-shown", 0.4))
BASIS = Basis(answer_from=0.65, offer_from=0.4, knowledge="k1", model="m1", version="v1")


class FakeLibrary:
    """Knows what "pending", "close", "risky" mean; everything else it does not."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    async def best_answer(self, question: str, locale: str) -> Found:
        self.asked.append((question, locale))
        if "pending, or" in question:
            return Found(answer=PENDING, candidates=(NOT_SHOWN,), likely=SURE, basis=BASIS)
        if "pending" in question:
            return Found(answer=PENDING, likely=SURE, basis=BASIS)
        if "scams" in question:
            return Found(answer=FAKE)
        if "close" in question:
            return Found(candidates=(PENDING, NOT_SHOWN), likely=CLOSE, basis=BASIS)
        if "risky" in question:
            return Found(candidates=(FAKE, NOT_SHOWN))
        return Found()

    async def article(self, topic: str, locale: str) -> Article | None:
        return ARTICLES.get(topic)


class FakeConversing:
    """One conversation with the rules that matter to the bot."""

    def __init__(self) -> None:
        self.head = Conversation(
            id=TALK,
            contact=CONTACT,
            inbox=InboxId("inb_1"),
            channel="webchat",
            locale="en",
            created_at=NOON,
            last_at=NOON,
            category="transfers",
            subject="usdt",
        )
        self.said: dict[str, Said] = {}
        self.requests: list[tuple[str, str | None, str | None]] = []
        self.fails_to_request = 0
        self.objections: tuple[Objection, ...] = ()

    async def find(self, id: ConversationId) -> Conversation | None:
        return self.head if id == TALK else None

    async def answer_as_bot(self, id: ConversationId, said: Said, *, is_news: bool = False) -> object:
        if self.head.status is not Status.OPEN and not is_news:
            raise Conflict("The bot may not speak here.", code="not_open")
        if self.objections:
            raise Objected(self.objections)
        return self.said.setdefault(said.client_id, said)

    async def request_agent(
        self, id: ConversationId, *, reason: str, skill: str | None = None, packet: str | None = None
    ) -> object:
        if self.fails_to_request:
            self.fails_to_request -= 1
            raise OSError("no connection")
        if self.head.status is Status.OPEN:
            self.head.status = Status.WAITING_FOR_AGENT
            self.requests.append((reason, skill, packet))
        return self.head

    async def set_priority(self, id: ConversationId, priority: Priority) -> object:
        self.head.priority = priority
        return self.head

    async def resolve(self, id: ConversationId, *, by: Speaker) -> object:
        self.head.resolve(NOON, by=by)
        return self.head


@dataclass
class FakeAround:
    """The promise and the tickets."""

    promise: Promise = field(default_factory=lambda: Promise(is_open=True))
    opened: list[Inquiry] = field(default_factory=list)

    async def prospect(self, inquiry: Inquiry) -> Promise:
        return self.promise

    async def open(self, inquiry: Inquiry) -> str:
        self.opened.append(inquiry)
        return "WD-7"


class MemoryDialogues:
    def __init__(self) -> None:
        self.kept: dict[ConversationId, Dialogue] = {}

    async def find(self, conversation: ConversationId) -> Dialogue | None:
        return self.kept.get(conversation)

    async def keep(self, conversation: ConversationId, dialogue: Dialogue) -> None:
        before = self.kept.get(conversation)
        if before is None or before.heard <= dialogue.heard:
            self.kept[conversation] = dialogue


@dataclass
class MemoryWork:
    memory: MemoryDialogues
    told: list[Event]

    def emit(self, *events: Event) -> None:
        self.told.extend(events)


def memory_opening(dialogues: MemoryDialogues, told: list[Event] | None = None) -> OpenWork:
    """``told``: where the events go."""
    kept = [] if told is None else told

    @asynccontextmanager
    async def block() -> AsyncIterator[MemoryWork]:
        yield MemoryWork(dialogues, kept)

    return block


def say(locale: str, sentence: str, /, **values: str) -> str:
    """A sentence of the catalogue can be told from everything else by its brackets."""
    return "«" + re.sub(r"\{(\w+)\}", lambda found: values[found[1]], sentence) + "»"


def when(locale: str, at: datetime, zone: str) -> str:
    return f"{at:%a %d %b %H:%M} {zone}"


@dataclass
class Bot:
    """The bot with everything around it, and what a test looks at."""

    assistant: Assistant
    talk: FakeConversing
    around: FakeAround
    library: FakeLibrary
    seq: int = 0

    async def hears(
        self,
        text: str,
        *,
        files: bool = False,
        locale: str = "en",
        channel: str = "webchat",
        fills: bool = False,
    ) -> str:
        """What it says to this; empty when it is silent."""
        self.seq += 1
        return await self.again(text, files=files, locale=locale, channel=channel, fills=fills)

    async def again(
        self,
        text: str,
        *,
        files: bool = False,
        locale: str = "en",
        channel: str = "webchat",
        fills: bool = False,
    ) -> str:
        """The same message delivered once more."""
        before = set(self.talk.said)
        one = heard(text, self.seq, files=files, locale=locale, channel=channel)
        await self.assistant.consider(replace(one, fills=fills))
        new = [said for id, said in self.talk.said.items() if id not in before]
        return "\n\n".join(said.text for said in new)

    @property
    def last(self) -> Said:
        return list(self.talk.said.values())[-1]

    @property
    def buttons(self) -> list[str]:
        return [choice.id for choice in self.last.choices]

    def label(self, id: str) -> str:
        return next(choice.text for choice in self.last.choices if choice.id == id)


def heard(text: str, seq: int, *, files: bool = False, locale: str = "en", channel: str = "webchat") -> Heard:
    return Heard(
        conversation=TALK,
        message=MessageId(f"msg_{seq}"),
        seq=seq,
        text=text,
        has_files=files,
        contact=CONTACT,
        channel=channel,
        locale=locale,
    )


def bot(
    dialogues: Dialogues,
    open_work: OpenWork,
    wording: Wording | None = None,
    transactions: Transactions | None = None,
    guide: Guide | None = None,
    ways: WaysToPeople | None = None,
) -> Bot:
    library, talk, around = FakeLibrary(), FakeConversing(), FakeAround()
    world = World(
        app="Sample Wallet",
        library=library,
        conversing=talk,
        heads=talk,
        prospects=around,
        tickets=around,
        say=say,
        when=when,
        dialogues=dialogues,
        open_work=open_work,
        clock=lambda: NOON,
        wording=wording,
        transactions=transactions,
        guide=guide,
        ways=ways,
    )
    return Bot(Assistant(world), talk, around, library)


def closed_until_monday() -> Promise:
    return Promise(is_open=False, by=MONDAY, next_open=MONDAY, zone="Asia/Shanghai")
