"""Learning on fakes of the stores and of the ranker."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from tests.support.memory import Hands, MemoryAudit, MemoryWork
from walletdesk.assistant.learning import (
    SHIPPED,
    Confirming,
    Decision,
    Guess,
    Outcome,
    Recording,
    Refitting,
    Reviewing,
    Version,
    Watching,
)
from walletdesk.assistant.learning.http.prompting import Prompting
from walletdesk.assistant.learning.model import Entry, Switch, Verdict
from walletdesk.assistant.learning.ports import Archive, Asked, Counts, FirstWords, Likely, OpenWork, Said
from walletdesk.conversations import Conversation
from walletdesk.kernel.errors import NotFound
from walletdesk.kernel.ids import AgentId, ConversationId, MessageId
from walletdesk.kernel.viewers import AgentViewer, Role
from walletdesk.knowledge import Judged, Scorer

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
LEAD = AgentViewer(agent=AgentId("agt_lead"), role=Role.LEAD)
AGENT = AgentViewer(agent=AgentId("agt_1"), role=Role.AGENT)
STRANGER = AgentViewer(agent=AgentId("agt_elsewhere"), role=Role.AGENT)
TITLES = {"gas-fee-high": "Fees", "tx-pending": "Pending", "forgot-password": "Password"}
ANSWER_FROM = 0.9


def decided(number: int = 1, **change: object) -> Decision:
    whole = Decision(
        message=MessageId(f"msg_{number}"),
        conversation=ConversationId(f"cnv_{number}"),
        seq=1,
        at=NOW + timedelta(seconds=number),
        channel="webchat",
        locale="en",
        outcome=Outcome.ANSWERED,
        shown="forgot-password",
        guesses=(Guess("forgot-password", 0.95), Guess("tx-pending", 0.03)),
        answer_from=ANSWER_FROM,
        knowledge="k1",
        model="m1",
    )
    return replace(whole, **change)  # type: ignore[arg-type]


class MemoryDecisions:
    def __init__(self) -> None:
        self.rows: dict[str, Decision] = {}

    async def add(self, decision: Decision) -> bool:
        if decision.message in self.rows:
            return False
        self.rows[decision.message] = decision
        return True

    async def find(self, message: MessageId) -> Decision | None:
        return self.rows.get(message)

    async def newest(self, conversation: ConversationId) -> Decision | None:
        of = [one for one in self.rows.values() if one.conversation == conversation]
        return max(of, key=lambda one: one.seq, default=None)

    async def save(self, decision: Decision) -> None:
        self.rows[decision.message] = decision


class MemoryVersions:
    def __init__(self) -> None:
        self.rows: dict[str, Version] = {}
        self.switches: list[Switch] = []

    async def add(self, version: Version) -> None:
        self.rows[version.id] = version

    async def find(self, id: str) -> Version | None:
        return self.rows.get(id)

    async def in_force(self) -> Switch | None:
        return self.switches[-1] if self.switches else None

    async def switch(self, to: Switch) -> bool:
        if to.number != len(self.switches) + 1:
            return False
        self.switches.append(to)
        return True

    async def forget_before(self, at: datetime, keep: str, also: str) -> None:
        self.rows = {id: one for id, one in self.rows.items() if one.at >= at or id in {keep, also}}


class MemoryLearningWork(MemoryWork):
    def __init__(self) -> None:
        super().__init__()
        self.decisions = MemoryDecisions()
        self.versions = MemoryVersions()
        self.audit = MemoryAudit()


class MemoryArchive:
    def __init__(self, memory: MemoryLearningWork) -> None:
        self._memory = memory

    def _rows(self) -> list[Decision]:
        return sorted(self._memory.decisions.rows.values(), key=lambda one: one.at, reverse=True)

    async def find(self, message: MessageId) -> Decision | None:
        return self._memory.decisions.rows.get(message)

    async def of_conversation(self, conversation: ConversationId) -> Sequence[Decision]:
        return [one for one in self._rows() if one.conversation == conversation]

    async def judged(self, *, most: int) -> Sequence[Decision]:
        return [one for one in self._rows() if one.verdict or one.helped is not None][:most]

    async def open_questions(self, since: datetime, *, most: int) -> Sequence[Decision]:
        without = {Outcome.MISSED, Outcome.HANDED_OVER, Outcome.OFFERED}
        return [
            one
            for one in self._rows()
            if one.at >= since and not one.settled and (one.outcome in without or one.helped is False)
        ][:most]

    async def counts(self, since: datetime) -> Counts:
        rows = [one for one in self._rows() if one.at >= since]
        outcomes = {one.outcome.value for one in rows}
        return Counts(
            {name: sum(one.outcome.value == name for one in rows) for name in outcomes},
            helped=sum(one.helped is True for one in rows),
            not_helped=sum(one.helped is False for one in rows),
        )

    async def entries(self, *, most: int) -> Sequence[Entry]:
        return [
            Entry(
                id=one.id, at=one.at, by=one.by, answer=one.answer, judged=one.judged,
                strangers=one.strangers, lessons=len(one.lessons), before=one.before, after=one.after,
            )
            for one in self._last_first()[:most]
        ]  # fmt: skip

    async def newest(self, until: datetime) -> Version | None:
        return next((one for one in self._last_first() if one.at <= until), None)

    def _last_first(self) -> list[Version]:
        last_first = reversed(self._memory.versions.rows.values())
        return sorted(last_first, key=lambda one: one.at, reverse=True)

    async def version(self, id: str) -> Version | None:
        return self._memory.versions.rows.get(id)

    async def in_force(self) -> Switch | None:
        return await self._memory.versions.in_force()


class SomeTexts:
    """What contacts wrote, by conversation."""

    def __init__(self) -> None:
        self.of: dict[str, str] = {}
        self.reads = 0

    async def text(self, conversation: ConversationId, seq: int) -> str:
        self.reads += 1
        return self.of.get(conversation, "")


class SomeTalks:
    """``first``: of conversations in which the bot had no part."""

    def __init__(self) -> None:
        self.first: dict[str, FirstWords] = {}

    async def first_words(self, id: ConversationId) -> FirstWords | None:
        return self.first.get(id)

    async def seen_by(self, viewer: AgentViewer, id: ConversationId) -> Conversation:
        if viewer == STRANGER:
            raise NotFound
        return None  # type: ignore[return-value]


class SomeTopics:
    def __init__(self) -> None:
        self.published = dict(TITLES)

    async def titles(self, locale: str) -> Mapping[str, str]:
        return self.published


class SomeArticles:
    async def add_phrasing(self, viewer: AgentViewer, topic: str, locale: str, text: str) -> None: ...

    async def draft(self, viewer: AgentViewer, locale: str, title: str, phrasings: Sequence[str]) -> str:
        return "new-zebras"


class SomeFinder:
    async def find(self, text: str, locale: str) -> Likely:
        guesses = (Guess("gas-fee-high", 0.6), Guess("tx-pending", 0.2)) if "fee" in text else ()
        return Likely(guesses=guesses, answer_from=ANSWER_FROM, knowledge="k2", model="m2", version=SHIPPED)


async def _sorted(texts: Sequence[str]) -> Sequence[Sequence[int]]:
    return [[place] for place in range(len(texts))]


class WordBench:
    """Sure of the topic whose learnt words are all in the question; else of passwords."""

    model = "words-1"

    def __init__(self) -> None:
        self.asked: list[tuple[set[str], set[str]]] = []
        self.may_go_on = asyncio.Event()
        self.may_go_on.set()

    async def ranked(
        self, questions: Sequence[Asked], said: Collection[Said], scorer: Scorer | None
    ) -> Sequence[tuple[Guess, ...]]:
        self.asked.append(({one.text for one in questions}, {one.text for one in said}))
        await self.may_go_on.wait()
        return [self._guesses(question, said) for question in questions]

    def _guesses(self, question: Asked, said: Collection[Said]) -> tuple[Guess, ...]:
        words = set(question.text.split())
        for one in said:
            if len(words & set(one.text.split())) > 1:
                return (Guess(one.topic, 0.97), Guess("forgot-password", 0.02))
        return (Guess("forgot-password", 0.95), Guess("tx-pending", 0.03))

    async def refit(self, judged: Sequence[Judged]) -> Scorer:
        return Scorer(version=f"of-{len(judged)}", kind="words", weights={"bias": 1.0})


class SomeEngine:
    answer_from = ANSWER_FROM

    def threshold(self, version: Version, model: str) -> float:
        return ANSWER_FROM if version.answer is None or version.model != model else version.answer

    async def model(self) -> str:
        return WordBench.model

    def __init__(self) -> None:
        self.version = SHIPPED
        self.said: list[str] = []

    def use(self, version: Version, said: Collection[Said]) -> None:
        self.version, self.said = version.id, sorted(one.text for one in said)


@dataclass
class LearningRig:
    """Everything a test of learning turns."""

    open_work: OpenWork
    archive: Archive
    clock: Hands = field(default_factory=lambda: Hands(NOW + timedelta(hours=1)))
    texts: SomeTexts = field(default_factory=SomeTexts)
    topics: SomeTopics = field(default_factory=SomeTopics)
    talks: SomeTalks = field(default_factory=SomeTalks)
    bench: WordBench = field(default_factory=WordBench)
    engine: SomeEngine = field(default_factory=SomeEngine)

    def __post_init__(self) -> None:
        self.reviewing = Reviewing(
            open_work=self.open_work,
            archive=self.archive,
            texts=self.texts,
            topics=self.topics,
            articles=SomeArticles(),
            sort=_sorted,
            holds_secret=lambda _: False,
            clock=self.clock,
        )
        self.watching = Watching(open_work=self.open_work, archive=self.archive, clock=self.clock)
        self.recording = Recording(open_work=self.open_work, watching=self.watching)
        self.confirming = Confirming(
            open_work=self.open_work,
            archive=self.archive,
            texts=self.texts,
            talks=self.talks,
            topics=self.topics,
            finder=SomeFinder(),
            watching=self.watching,
            clock=self.clock,
        )
        self.refitting = Refitting(
            open_work=self.open_work,
            archive=self.archive,
            texts=self.texts,
            topics=self.topics,
            new_bench=lambda: self.bench,
            engine=self.engine,
            may_teach=lambda text: "stolen" not in text,
            clock=self.clock,
            aside=asyncio.to_thread,
        )
        self.prompting = Prompting(refitting=self.refitting, patience=0.01)

    async def asks(self, number: int, text: str, **change: object) -> Decision:
        one = decided(number, version=self.engine.version, **change)
        self.texts.of[one.conversation] = text
        await self.recording.decided(one)
        return one

    def writes_to_a_person(self, number: int, text: str) -> FirstWords:
        """A conversation in which the bot had no part."""
        first = FirstWords(
            message=MessageId(f"msg_{number}"), seq=1, at=NOW, channel="email", locale="en", text=text
        )
        self.talks.first[f"cnv_{number}"] = first
        self.texts.of[f"cnv_{number}"] = text
        return first

    async def many(self, texts: Mapping[int, str], **judged: object) -> None:
        """As many questions at once, with what was said of each; ``topic``: in the word of an agent."""
        topic = judged.pop("topic", None)
        verdict = Verdict(topic=str(topic), by=AGENT.agent, at=NOW) if topic is not None else None
        async with self.open_work() as work:
            for number, text in texts.items():
                one = decided(number, version=self.engine.version, verdict=verdict, **judged)
                self.texts.of[one.conversation] = text
                await work.decisions.add(one)

    async def confirmed(self, number: int, text: str, topic: str) -> Decision:
        one = await self.asks(number, text)
        await self.confirming.confirm(AGENT, one.conversation, one.message, topic)
        return one
