"""Use cases: leads add a word, do without one of ours, take it back, and try before they save."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256

from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Conflict, NotFound, SecretStopped
from walletdesk.kernel.viewers import AgentViewer, Role
from walletdesk.knowledge.spelling import SHIPPED, Spelling
from walletdesk.knowledge.synonyms.model import (
    MOST,
    Found,
    Hear,
    Said,
    Synonym,
    having,
    judged,
    keep_on,
    settled,
    spelling_of,
    word,
)
from walletdesk.knowledge.synonyms.ports import Articles, Aside, Find, Kept, OpenWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """``own``: the latest first. ``shipped``: what comes with the program, switched off or not."""

    own: Sequence[Synonym]
    shipped: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A sentence as it is compared, and the articles that it leads to: now, and with the word."""

    before: str
    after: str
    found_before: Sequence[Found]
    found_after: Sequence[Found]


@dataclass(frozen=True, slots=True, kw_only=True)
class Synonyms:
    """``changed``: what was read before is forgotten in this process; others look every few seconds."""

    kept: Kept
    open_work: OpenWork
    articles: Articles
    find: Find
    hear: Hear
    holds_secret: Callable[[str], bool]
    aside: Aside
    changed: Callable[[], None]
    clock: Clock

    async def spelling(self) -> Spelling:
        """In force from the next index on."""
        kept = await self.kept.all()
        return spelling_of(kept) if kept else SHIPPED

    async def list(self, viewer: AgentViewer) -> Listing:
        _require_lead(viewer)
        return Listing(own=await self.kept.all(), shipped=SHIPPED.pairs)

    async def attempt(
        self, viewer: AgentViewer, written: str, meant: str, sentence: str, locale: str
    ) -> Trial:
        """Nothing is kept. Without ``meant``: what becomes of it without our word."""
        _require_lead(viewer)
        self._refuse_secrets(written, meant, sentence)
        now = await self.spelling()
        tried = await self._tested(now, word(written), word(meant))
        return Trial(
            before=now.alike(sentence),
            after=tried.alike(sentence),
            found_before=await self.find(sentence, locale, None),
            found_after=await self.find(sentence, locale, tried),
        )

    async def add(self, viewer: AgentViewer, written: str, meant: str) -> None:
        """Without ``meant``: the house does without a word of ours. It counts from the next question on."""
        _require_lead(viewer)
        self._refuse_secrets(written, meant)
        if len(await self.kept.all()) >= MOST:
            raise Conflict("There are too many words of your own. Remove one first.", code="set_full")
        one = Synonym(written=word(written), meant=word(meant), by=viewer.agent, at=self.clock())
        await self._tested(await self.spelling(), one.written, one.meant)
        async with self.open_work() as work:
            if not await work.synonyms.add(one):
                raise Conflict("This word is in the list already. Remove it first.", code="word_known")
            await work.audit.note(
                one.at, viewer.agent, "synonym_off" if one.is_off else "synonym_added", _mark(one.written)
            )
        self.changed()

    async def remove(self, viewer: AgentViewer, written: str) -> None:
        """A word of the house, or that one of ours is off."""
        _require_lead(viewer)
        at, kept = self.clock(), await self.kept.all()
        if not any(one.written == written for one in kept):
            raise NotFound
        settled(spelling_of([one for one in kept if one.written != written]))
        async with self.open_work() as work:
            if not await work.synonyms.remove(written):
                raise NotFound
            await work.audit.note(at, viewer.agent, "synonym_removed", _mark(written))
        self.changed()

    async def _tested(self, now: Spelling, written: str, meant: str) -> Spelling:
        """The table with it. Invalid where it must not be."""
        if meant:
            tried = having(now, written, meant)
            await self.aside(partial(judged, written, meant, await self._said(), self.hear))
            return tried
        if written not in SHIPPED.words or written not in now.words:
            raise NotFound
        keep_on(SHIPPED.words[written], self.hear)
        return settled(now.having({}, [written]))

    async def _said(self) -> Sequence[Said]:
        return [
            Said(text=text, is_risk=one.is_priority)
            for one in await self.articles.list()
            if one.is_published
            for text in (one.title, *one.phrasings)
        ]

    def _refuse_secrets(self, *texts: str) -> None:
        if any(self.holds_secret(text) for text in texts) or self.holds_secret("\n".join(texts)):
            raise SecretStopped


def _mark(written: str) -> str:
    """The audit is never cut, so it holds nothing that was typed; the word itself stands in its own table."""
    return sha256(written.encode()).hexdigest()[:16]


def _require_lead(viewer: AgentViewer) -> None:
    if not viewer.at_least(Role.LEAD):
        raise NotFound
