"""Questions without an answer, matter by matter, and what a lead makes of them in one step."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from walletdesk.assistant.learning.model import DRAFTED, NONE_OF_THEM, Decision, Guess, Verdict, masked
from walletdesk.assistant.learning.ports import Archive, Articles, OpenWork, Texts, Topics
from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Invalid, NotFound, SecretStopped
from walletdesk.kernel.ids import ConversationId, MessageId
from walletdesk.kernel.viewers import AgentViewer, Role

SINCE = timedelta(days=90)
MOST = 500  # questions that are looked through; the last ones
SHOWN = 40  # matters
MOST_OF_ONE = 50  # questions: who asks for the same beyond them stands there once these are settled
DISMISSED = "dismissed"
_LONGEST = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenQuestion:
    """``text`` is masked. ``outcome``: what was done with it."""

    message: MessageId
    conversation: ConversationId
    text: str
    locale: str
    outcome: str
    guesses: tuple[Guess, ...]


Sort = Callable[[Sequence[str]], Awaitable[Sequence[Sequence[int]]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewing:
    """``holds_secret`` is the shield's opinion of a text; ``sort`` puts what is alike together."""

    open_work: OpenWork
    archive: Archive
    texts: Texts
    topics: Topics
    articles: Articles
    sort: Sort
    holds_secret: Callable[[str], bool]
    clock: Clock

    async def matters(self, viewer: AgentViewer) -> Sequence[Sequence[OpenQuestion]]:
        """The matter that most asked about first; of each the question that says it best first."""
        _require_lead(viewer)
        found = await self.archive.open_questions(self.clock() - SINCE, most=MOST)
        open_questions = [question for one in found if (question := await self._question(one)).text]
        sorted_places = await self.sort([one.text for one in open_questions])
        return [[open_questions[place] for place in places[:MOST_OF_ONE]] for places in sorted_places[:SHOWN]]

    async def teach(
        self, viewer: AgentViewer, messages: Sequence[MessageId], *, topic: str, locale: str, text: str
    ) -> None:
        """A new phrasing of a topic: it votes at once."""
        phrasing = self._fit(viewer, text)
        if topic not in await self.topics.titles(locale):
            raise Invalid("There is no article about this topic.")
        await self.articles.add_phrasing(viewer, topic, locale, phrasing)
        await self._settle(viewer, messages, settled=f"topic:{topic}", topic=topic)

    async def draft(
        self, viewer: AgentViewer, messages: Sequence[MessageId], *, locale: str, title: str
    ) -> str:
        """A new article that nobody reads yet, with these questions as its phrasings; its id."""
        named = self._fit(viewer, title)
        decisions = [one for message in messages if (one := await self.archive.find(message))]
        asked = [text for one in decisions if (text := (await self._question(one)).text)]
        id = await self.articles.draft(viewer, locale, named, list(dict.fromkeys(asked)))
        await self._settle(viewer, messages, settled=f"{DRAFTED}{id}", topic=NONE_OF_THEM)
        return id

    async def dismiss(self, viewer: AgentViewer, messages: Sequence[MessageId]) -> None:
        _require_lead(viewer)
        await self._settle(viewer, messages, settled=DISMISSED, topic=None)

    def _fit(self, viewer: AgentViewer, text: str) -> str:
        _require_lead(viewer)
        if self.holds_secret(text):
            raise SecretStopped
        plain = " ".join(text.split())[:_LONGEST]
        if not plain:
            raise Invalid("Write how it is asked.")
        return plain

    async def _settle(
        self, viewer: AgentViewer, messages: Sequence[MessageId], *, settled: str, topic: str | None
    ) -> None:
        """``topic``: what these are about, in the word of this lead; None: nothing is said of that."""
        now = self.clock()
        async with self.open_work() as work:
            for message in messages:
                if found := await work.decisions.find(message):
                    done = replace(found, settled=settled)
                    told = done if topic is None else done.judged(_said(topic, viewer, found, self.clock))
                    await work.decisions.save(told)
            await work.audit.note(now, viewer.agent, "answers_reviewed", settled)

    async def _question(self, one: Decision) -> OpenQuestion:
        return OpenQuestion(
            message=one.message,
            conversation=one.conversation,
            text=masked(await self.texts.text(one.conversation, one.seq)),
            locale=one.locale,
            outcome=one.outcome.value,
            guesses=one.guesses,
        )


def _said(topic: str, viewer: AgentViewer, found: Decision, clock: Clock) -> Verdict:
    """An agent who dealt with it knows better what it was about."""
    return found.verdict or Verdict(topic=topic, by=viewer.agent, at=clock())


def _require_lead(viewer: AgentViewer) -> None:
    if not viewer.at_least(Role.LEAD):
        raise NotFound
