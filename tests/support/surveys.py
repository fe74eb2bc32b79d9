"""Surveys in memory, and everything that a test of surveys turns."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from tests.support.memory import Hands, MemoryAudit, MemoryWork
from walletdesk.conversations import ConversationReopened, ConversationResolved
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId, SurveyId, TeamId, TicketId
from walletdesk.kernel.viewers import AgentViewer, Role
from walletdesk.surveys import (
    Asking,
    Counting,
    Figure,
    Mean,
    Review,
    Reviewing,
    Setting,
    Settings,
    Survey,
    Surveying,
    TicketOf,
)
from walletdesk.surveys.model import PARTS, SOLVED, UNSOLVED
from walletdesk.surveys.ports import Archive, OpenWork, ReviewArchive, Reviewed
from walletdesk.surveys.reactions import SurveyReactions

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
TALK, ASKER, ANN = ConversationId("cnv_1"), ContactId("con_1"), AgentId("agt_ann")
TEAM, TICKET = TeamId("tea_1"), TicketId("tkt_1")
LEAD = AgentViewer(agent=AgentId("agt_lea"), role=Role.LEAD)
OTHER_LEAD = AgentViewer(agent=AgentId("agt_leo"), role=Role.LEAD)
AGENT = AgentViewer(agent=ANN, role=Role.AGENT)


@dataclass(frozen=True, kw_only=True)
class Given:
    """Marks as a channel hands them over."""

    overall: int | None = None
    speed: int | None = None
    manner: int | None = None
    professionalism: int | None = None
    solved: int | None = None
    comment: str = ""


class MemorySurveys:
    def __init__(self) -> None:
        self.kept: dict[SurveyId, Survey] = {}
        self.matters: dict[str, SurveyId] = {}

    async def claim(self, matters: Sequence[str], survey: SurveyId) -> SurveyId:
        owner = next((self.matters[one] for one in sorted(matters) if one in self.matters), survey)
        self.matters.update({one: self.matters.get(one, owner) for one in matters})
        return owner

    async def add(self, survey: Survey) -> None:
        self.kept[survey.id] = survey

    async def get(self, id: SurveyId) -> Survey | None:
        return self.kept.get(id)

    async def of_matter(self, matter: str) -> Survey | None:
        return self.kept.get(self.matters.get(matter, SurveyId("")))

    async def save(self, survey: Survey) -> None:
        self.kept[survey.id] = survey

    async def hand_over(self, absorbed: ContactId, to: ContactId) -> None:
        moved = {id: replace(one, contact=to) for id, one in self.kept.items() if one.contact == absorbed}
        self.kept.update(moved)


class MemoryReviews:
    def __init__(self) -> None:
        self.kept: dict[str, Review] = {}

    async def add(self, review: Review) -> None:
        self.kept[review.id] = review

    async def get(self, id: str) -> Review | None:
        return self.kept.get(id)

    async def open_of(self, survey: SurveyId) -> Review | None:
        return next((one for one in self.kept.values() if one.survey == survey and one.is_open), None)

    async def save(self, review: Review) -> None:
        self.kept[review.id] = review


class MemorySettings:
    def __init__(self) -> None:
        self.kept: Settings | None = None

    async def get(self) -> Settings:
        return self.kept or Settings()

    async def replace(self, settings: Settings, at: datetime) -> bool:
        if settings.version - 1 != (await self.get()).version:
            return False
        self.kept = settings
        return True


class MemorySurveysWork(MemoryWork):
    def __init__(self) -> None:
        super().__init__()
        self.surveys = MemorySurveys()
        self.reviews = MemoryReviews()
        self.settings = MemorySettings()
        self.audit = MemoryAudit()


class MemoryArchive:
    def __init__(self, memory: MemorySurveysWork) -> None:
        self._memory = memory

    @property
    def _every(self) -> list[Survey]:
        return list(self._memory.surveys.kept.values())

    async def find(self, id: SurveyId) -> Survey | None:
        return self._memory.surveys.kept.get(id)

    async def of_matter(self, matter: str) -> Survey | None:
        return await self._memory.surveys.of_matter(matter)

    async def open_of(self, contact: ContactId, since: datetime) -> Sequence[Survey]:
        found = [s for s in self._every if s.contact == contact and s.asked_at >= since]
        return [s for s in found if not s.is_answered and s.withdrawn_at is None]

    async def given(self, since: datetime) -> Mapping[int, int]:
        answered = [s for s in self._every if s.answered_at and s.answered_at >= since]
        return Counter(s.marks.overall for s in answered if s.marks)

    async def asked(self, since: datetime, until: datetime) -> int:
        return sum(since <= s.asked_at < until for s in self._every)

    async def figures(
        self, since: datetime, until: datetime, *, low: int, agent: AgentId | None = None
    ) -> Sequence[Figure]:
        answered = [s for s in self._every if s.answered_at and since <= s.answered_at < until]
        return [_figure(s, low) for s in answered if agent in (None, s.agent)]

    async def settings(self) -> Settings:
        return await self._memory.settings.get()

    async def reviews(self, *, is_open: bool, team: TeamId | None, most: int) -> Sequence[Reviewed]:
        surveys = self._memory.surveys.kept
        found = [one for one in self._memory.reviews.kept.values() if one.is_open is is_open]
        every = [Reviewed(one, surveys[one.survey]) for one in found]
        return [one for one in every if team in (None, one.survey.team)]

    async def open_count(self) -> int:
        return len(await self.reviews(is_open=True, team=None, most=100))


def _figure(survey: Survey, low: int) -> Figure:
    marks, at = survey.marks, survey.answered_at
    assert marks is not None
    assert at is not None
    given = {part: getattr(marks, part) for part in PARTS}
    return Figure(
        at=at,
        team=survey.team,
        channel=survey.channel,
        locale=survey.locale,
        answers=1,
        low=int(marks.overall <= low),
        yes=int(marks.solved == SOLVED),
        no=int(marks.solved == UNSOLVED),
        **{part: Mean(int(mark is not None), mark or 0) for part, mark in given.items()},
    )


def resolved(at: datetime = NOW, *, agent: AgentId | None = ANN, by: str = "agent") -> ConversationResolved:
    return ConversationResolved(at=at, conversation=TALK, contact=ASKER, agent=agent, locale="zh-CN", by=by)


@dataclass(frozen=True)
class KnownTalk:
    team: TeamId | None = TEAM
    channel: str = "webchat"
    is_over: bool = True


@dataclass(frozen=True, kw_only=True)
class Moved:
    """A ticket went from one state to another."""

    at: datetime = NOW
    ticket: TicketId = TICKET
    before: str = "open"
    after: str = "resolved"
    contact: ContactId | None = ASKER
    conversations: tuple[ConversationId, ...] = ()


class Beside:
    """The conversations and tickets around."""

    def __init__(self) -> None:
        self.talk: KnownTalk | None = KnownTalk()
        self.ticket: TicketOf | None = TicketOf(
            team=TEAM, owner=ANN, is_contacts=True, follows=False, locale="en"
        )
        self.tickets: list[TicketId] = []
        self.may_reopen = True

    async def __call__(self, conversation: ConversationId) -> KnownTalk | None:
        return self.talk

    async def find(self, ticket: TicketId) -> TicketOf | None:
        return self.ticket

    async def of_conversation(self, conversation: ConversationId) -> Sequence[TicketId]:
        return self.tickets

    async def reopens(self, survey: Survey) -> bool:
        return self.may_reopen


@dataclass
class SurveyRig:
    """Everything a test of surveys turns."""

    open_work: OpenWork
    archive: Archive
    reviews: ReviewArchive
    events: list[Event]
    clock: Hands = field(default_factory=lambda: Hands(NOW))
    beside: Beside = field(default_factory=Beside)

    def __post_init__(self) -> None:
        self.work = Surveying(
            open_work=self.open_work,
            archive=self.archive,
            may_reopen=self.beside.reopens,
            clock=self.clock,
        )
        self.react = SurveyReactions(self.work, talks=self.beside, tickets=self.beside)
        self.reviewing = Reviewing(
            open_work=self.open_work,
            archive=self.reviews,
            secret_in=lambda text: "mnemonic" if "secret" in text else None,
            clock=self.clock,
        )
        self.counting = Counting(archive=self.archive, clock=self.clock)
        self.setting = Setting(open_work=self.open_work, archive=self.archive, clock=self.clock)

    async def ask(self, at: datetime = NOW) -> None:
        await self.react.on_conversation_resolved(resolved(at))

    async def reopened(self) -> None:
        await self.react.on_conversation_reopened(
            ConversationReopened(at=self.clock(), conversation=TALK, contact=ASKER)
        )

    async def last(self) -> Survey:
        found = await self.work.of_conversation(TALK)
        assert found is not None
        return found

    def told(self, kind: type[Event]) -> list[Event]:
        return [event for event in self.events if isinstance(event, kind)]

    async def asks_about(self, *matters: str) -> None:
        """As somebody who knows these names of it."""
        await self.work.ask(
            Asking(contact=ASKER, locale="en", resolved_at=NOW, matters=matters, conversation=TALK, agent=ANN)
        )

    async def answers(self, number: int, marks: Given) -> None:
        """In a conversation of its own."""
        talk = ConversationId(f"cnv_of_{number}")
        await self.work.ask(
            Asking(
                contact=ContactId(f"con_{number}"),
                locale="en",
                resolved_at=self.clock(),
                matters=(talk,),
                conversation=talk,
                agent=ANN,
                team=TEAM,
                channel="webchat",
            )
        )
        await self.work.answer(talk, marks)
