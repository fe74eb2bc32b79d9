"""What a question was about, in the word of the agent who dealt with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from walletdesk.assistant.learning.model import (
    NONE_OF_THEM,
    Decision,
    Guess,
    Outcome,
    Verdict,
    masked,
)
from walletdesk.assistant.learning.ports import Archive, Finder, OpenWork, Talks, Texts, Topics
from walletdesk.assistant.learning.service.watching import Watching
from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Invalid, NotFound
from walletdesk.kernel.ids import ConversationId, MessageId
from walletdesk.kernel.viewers import AgentViewer


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """``topic``: the confirmed one, else the likeliest; empty: no article answers it."""

    message: MessageId
    text: str
    topic: str
    is_confirmed: bool
    guesses: tuple[Guess, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """Those of one conversation, the one to be confirmed first; ``titles`` of all topics there are."""

    items: Sequence[Question]
    titles: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirming:
    """Where the bot had no part, the first words of the contact are the question."""

    open_work: OpenWork
    archive: Archive
    texts: Texts
    talks: Talks
    topics: Topics
    finder: Finder
    watching: Watching
    clock: Clock

    async def questions(self, viewer: AgentViewer, id: ConversationId, locale: str) -> Questions:
        await self.talks.seen_by(viewer, id)
        decisions = await self.archive.of_conversation(id) or await self._unasked(id)
        found = [await self._question(one) for one in decisions]
        asked = [one for one in found if one.text]  # what was withdrawn is nobody's question any more
        return Questions(items=asked, titles=await self.topics.titles(locale))

    async def confirm(self, viewer: AgentViewer, id: ConversationId, message: MessageId, topic: str) -> None:
        """Confirmed or corrected; the last word counts."""
        await self.talks.seen_by(viewer, id)
        if topic != NONE_OF_THEM and topic not in await self.topics.titles("en"):
            raise Invalid("There is no article about this topic.")
        if await self.archive.find(message) is None:
            await self._begin(id, message)
        async with self.open_work() as work:
            found = await work.decisions.find(message)
            if found is None or found.conversation != id:
                raise NotFound
            await work.decisions.save(found.judged(Verdict(topic=topic, by=viewer.agent, at=self.clock())))
        await self.watching.look()

    async def _begin(self, id: ConversationId, message: MessageId) -> None:
        """Keep the question of a conversation in which the bot had no part; whoever comes second finds it."""
        for one in await self._unasked(id):
            if one.message == message:
                async with self.open_work() as work:
                    await work.decisions.add(one)

    async def _unasked(self, id: ConversationId) -> Sequence[Decision]:
        """None where no topic is likely: then nobody is asked about it."""
        if await self.archive.of_conversation(id):
            return ()
        said = await self.talks.first_words(id)
        found = await self.finder.find(masked(said.text), said.locale) if said else None
        if said is None or found is None or not found.guesses:
            return ()
        one = Decision(
            message=said.message,
            conversation=id,
            seq=said.seq,
            at=said.at,
            channel=said.channel,
            locale=said.locale,
            outcome=Outcome.UNASKED,
            shown="",
            guesses=found.guesses,
            answer_from=found.answer_from,
            knowledge=found.knowledge,
            model=found.model,
            version=found.version,
        )
        return (one,)

    async def _question(self, one: Decision) -> Question:
        text = masked(await self.texts.text(one.conversation, one.seq))
        guesses = one.guesses or ((await self.finder.find(text, one.locale)).guesses if text else ())
        return Question(
            message=one.message,
            text=text,
            topic=one.right if one.right is not None else one.likeliest or _first(guesses),
            is_confirmed=one.verdict is not None,
            guesses=guesses,
        )


def _first(guesses: Sequence[Guess]) -> str:
    return guesses[0].topic if guesses else NONE_OF_THEM
