"""Learning joined to the rest: to what contacts wrote, to the library that answers, to those who edit."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from walletdesk.app.wiring.answers import Answers
from walletdesk.app.wiring.engine import Engine
from walletdesk.app.wiring.heart import Heart, holds_secret_asked
from walletdesk.app.wiring.searches import LeadsArticles
from walletdesk.assistant import danger_in
from walletdesk.assistant.learning import (
    Confirming,
    Guess,
    Overseeing,
    Recording,
    Refitting,
    Reviewing,
    Version,
    Watching,
)
from walletdesk.assistant.learning import store as learning_store
from walletdesk.assistant.learning.http import Services
from walletdesk.assistant.learning.http.prompting import Prompting
from walletdesk.assistant.learning.jobs import REFIT, LearningJobs
from walletdesk.assistant.learning.model import matters
from walletdesk.assistant.learning.ports import Asked, FirstWords, Likely, Said
from walletdesk.assistant.learning.reactions import LearningReactions
from walletdesk.conversations import Conversation, Page, Speaker
from walletdesk.kernel.ids import ArticleId, ConversationId
from walletdesk.kernel.jobs import Job
from walletdesk.kernel.viewers import AgentViewer
from walletdesk.knowledge import (
    Judged,
    Learned,
    Library,
    Saying,
    Scorer,
    Thresholds,
    as_shipped,
)
from walletdesk.platform.tokens import terms
from walletdesk.staff.store import audit_in

NIGHT = 3  # o'clock, where the installation is: when the fewest ask
_BEGINNING = 20  # items, in which the first words of a contact stand
_FIRST = 2  # numbers: what was asked for before a conversation stands in its first message


@dataclass(frozen=True, slots=True, kw_only=True)
class Learning:
    services: Services
    reactions: LearningReactions
    jobs: LearningJobs

    async def plan_refit(self, engine: Engine) -> None:
        """At night, wherever that is."""
        at = next_night(engine.clock(), engine.settings.time_zone)
        async with engine.db.write() as tx:
            tx.schedule(Job(kind=REFIT, key="all", run_at=at))


def next_night(now: datetime, zone: str) -> datetime:
    there = now.astimezone(ZoneInfo(zone))
    tonight = there.replace(hour=NIGHT, minute=0, second=0, microsecond=0)
    return (tonight if tonight > there else tonight + timedelta(days=1)).astimezone(now.tzinfo)


class WrittenTexts:
    """What contacts wrote, read where it stands."""

    def __init__(self, heart: Heart) -> None:
        self._heart = heart

    async def text(self, conversation: ConversationId, seq: int) -> str:
        page = Page(after=seq - 1, most=1, public=False)
        text = next((item.text for item in await self._heart.archive.items(conversation, page)), "")
        if seq > _FIRST or "\n" not in text:
            return text
        head = await self._heart.archive.find(conversation)
        return text.partition("\n")[0] if head and head.answers else text


class HeardTalks:
    """Conversations as agents may read them."""

    def __init__(self, heart: Heart, texts: WrittenTexts) -> None:
        self._heart = heart
        self._texts = texts

    async def seen_by(self, viewer: AgentViewer, id: ConversationId) -> Conversation:
        return await self._heart.reading.seen_by(viewer, id)

    async def first_words(self, id: ConversationId) -> FirstWords | None:
        head = await self._heart.archive.find(id)
        items = await self._heart.archive.items(id, Page(after=0, most=_BEGINNING, public=False))
        said = (one for one in items if one.author.kind is Speaker.CONTACT and one.text)
        if head is None or (first := next(said, None)) is None:
            return None
        return FirstWords(
            message=first.id,
            seq=first.seq,
            at=first.at,
            channel=head.channel,
            locale=head.locale,
            text=await self._texts.text(id, first.seq),
        )


class LibraryFinder:
    """What the library that answers contacts says of a question."""

    def __init__(self, library: Library) -> None:
        self._library = library

    async def find(self, text: str, locale: str) -> Likely:
        matches = await self._library.find(text, locale)
        by = await self._library.versions()
        return Likely(
            guesses=tuple(Guess(str(match.article.id), match.score) for match in matches),
            answer_from=(await self._library.thresholds()).answer,
            knowledge=by.knowledge,
            model=by.model,
            version=by.learned,
        )


class PublishedTopics:
    def __init__(self, library: Library) -> None:
        self._library = library

    async def titles(self, locale: str) -> Mapping[str, str]:
        return {str(id): title for id, title in (await self._library.titles(locale)).items()}


class LibraryBench:
    """The library beside the one that answers, with the same articles."""

    def __init__(self, library: Library) -> None:
        self._library = library.patient()
        self.model = ""

    async def ranked(
        self, questions: Sequence[Asked], said: Collection[Said], scorer: Scorer | None
    ) -> Sequence[tuple[Guess, ...]]:
        tried = self._library.trying(
            Learned(
                version="tried",
                thresholds=as_shipped().thresholds,
                scorer=scorer,
                sayings=_sayings(said),
            )
        )
        self._note((await tried.versions()).model)
        found = []
        for question in questions:
            matches = await tried.find(question.text, question.locale)
            found.append(tuple(Guess(str(match.article.id), match.score) for match in matches))
            await asyncio.sleep(0)  # a contact may be waiting
        return found

    def _note(self, model: str) -> None:
        """A threshold that was fitted on the figures of two models would hold for neither."""
        if self.model not in {"", model}:
            raise RuntimeError("Another model compares texts than a moment ago.")
        self.model = model

    async def refit(self, judged: Sequence[Judged]) -> Scorer:
        tried = self._library.trying(as_shipped())
        self._note((await tried.versions()).model)
        return await tried.refit(judged)


async def sorted_by_likeness(texts: Sequence[str]) -> Sequence[Sequence[int]]:
    """Beside the loop: hundreds of questions take a while."""
    return await asyncio.to_thread(matters, texts, terms)


class AnsweringLibrary:
    """The library that answers contacts."""

    def __init__(self, library: Library) -> None:
        self._library = library

    @property
    def answer_from(self) -> float:
        return as_shipped().thresholds.answer

    def threshold(self, version: Version, model: str) -> float:
        return _learned(version, ()).thresholds_for(model).answer

    async def model(self) -> str:
        return (await self._library.versions()).model

    def use(self, version: Version, said: Collection[Said]) -> None:
        learned = _learned(version, said)
        if learned != self._library.learned:
            self._library.use(learned)


def _learned(version: Version, said: Collection[Said]) -> Learned:
    thresholds = as_shipped().thresholds
    if version.answer is not None and version.offer is not None:
        source = f"{version.judged} judged questions"
        thresholds = Thresholds(
            answer=version.answer, offer=version.offer, source=source, model=version.model
        )
    return Learned(version=version.id, thresholds=thresholds, scorer=version.scorer, sayings=_sayings(said))


def _sayings(said: Collection[Said]) -> tuple[Saying, ...]:
    return tuple(Saying(topic=ArticleId(one.topic), locale=one.locale, text=one.text) for one in said)


def learning(engine: Engine, heart: Heart, answers: Answers) -> Learning:
    open_work = learning_store.open_work(engine.db, audit_in(engine.key))
    archive, texts = learning_store.SqlArchive(engine.db), WrittenTexts(heart)
    topics, answering = PublishedTopics(answers.library), AnsweringLibrary(answers.library)
    watching = Watching(open_work=open_work, archive=archive, clock=engine.clock)
    refitting = Refitting(
        open_work=open_work,
        archive=archive,
        texts=texts,
        topics=topics,
        new_bench=lambda: LibraryBench(answers.library),
        engine=answering,
        may_teach=lambda text: danger_in(text) is None,
        clock=engine.clock,
        aside=asyncio.to_thread,
    )
    confirming = Confirming(
        open_work=open_work,
        archive=archive,
        texts=texts,
        talks=HeardTalks(heart, texts),
        topics=topics,
        finder=LibraryFinder(answers.library),
        watching=watching,
        clock=engine.clock,
    )
    overseeing = Overseeing(archive=archive, refitting=refitting, engine=answering, clock=engine.clock)
    reviewing = Reviewing(
        open_work=open_work,
        archive=archive,
        texts=texts,
        topics=topics,
        articles=LeadsArticles(answers.editing, answers.drafting, engine.clock),
        sort=sorted_by_likeness,
        holds_secret=holds_secret_asked,
        clock=engine.clock,
    )
    recording = Recording(open_work=open_work, watching=watching)
    return Learning(
        services=Services(
            confirming=confirming,
            overseeing=overseeing,
            refitting=refitting,
            prompting=Prompting(refitting=refitting),
            reviewing=reviewing,
        ),
        reactions=LearningReactions(recording, refitting),
        jobs=LearningJobs(refitting),
    )
