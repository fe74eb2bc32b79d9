"""Colleagues whom notes mention: who is meant, what each was mentioned in, and what they have read of it."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from walletdesk.conversations.items import Mentioned
from walletdesk.conversations.model import Conversation
from walletdesk.kernel.ids import AgentId, ConversationId, TeamId
from walletdesk.kernel.viewers import AgentViewer, Role

_PART_OF_WORD = re.compile(r"[A-Za-z0-9_]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """The latest one in a conversation."""

    conversation: Conversation
    seq: int
    at: datetime
    by: str
    text: str
    unread: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionListing:
    """Newest first. ``teams`` as in Listing. ``cursor``: (at in ms, conversation) of the last one seen."""

    agent: AgentId
    teams: frozenset[TeamId] | None = None
    cursor: tuple[int, str] | None = None
    most: int = 50


class MentionArchive(Protocol):
    """Committed reads. What the agent may not read any more is neither listed nor counted."""

    async def mentions(self, listing: MentionListing) -> Sequence[Mention]: ...
    async def unread_mentions(self, listing: MentionListing) -> int: ...


class MentionBook(Protocol):
    async def read(self, agent: AgentId, conversation: ConversationId, seq: int) -> bool:
        """True where this was news."""


class MentionWork(Protocol):
    @property
    def mentions(self) -> MentionBook: ...


OpenMentions = Callable[[], AbstractAsyncContextManager[MentionWork]]


class Mentioning:
    def __init__(self, *, open_work: OpenMentions, archive: MentionArchive) -> None:
        self._open_work = open_work
        self._archive = archive

    async def list(
        self, viewer: AgentViewer, *, cursor: tuple[int, str] | None = None, most: int = 50
    ) -> Sequence[Mention]:
        return await self._archive.mentions(_listing(viewer, cursor, most))

    async def unread(self, viewer: AgentViewer) -> int:
        return await self._archive.unread_mentions(_listing(viewer, None, 0))

    async def read(self, agent: AgentId, conversation: ConversationId, seq: int) -> bool:
        """The agent has seen everything up to there. True where a mention was among it."""
        async with self._open_work() as work:
            return await work.mentions.read(agent, conversation, seq)


def _listing(viewer: AgentViewer, cursor: tuple[int, str] | None, most: int) -> MentionListing:
    teams = None if viewer.at_least(Role.LEAD) else viewer.teams
    return MentionListing(agent=viewer.agent, teams=teams, cursor=cursor, most=most)


def mentioned_in(text: str, names: Mapping[AgentId, str]) -> tuple[Mentioned, ...]:
    """Whom an ``@name`` in the text means: the longest name that stands there; an address is no mention."""
    known = sorted(((name, id) for id, name in names.items() if name), key=lambda one: -len(one[0]))
    found = {each: None for at in _signs(text) for each in _named(text, at + 1, known)}
    return tuple(found)


def _signs(text: str) -> Iterable[int]:
    for sign in re.finditer("[@\uff20]", text):
        if sign.start() == 0 or not _PART_OF_WORD.match(text[sign.start() - 1]):
            yield sign.start()


def _named(text: str, start: int, known: Sequence[tuple[str, AgentId]]) -> Iterable[Mentioned]:
    """All who bear the longest name: two may share one."""
    longest = next((name for name, _ in known if _stands(text, start, name)), "")
    return [Mentioned(id, name) for name, id in known if longest and name.lower() == longest.lower()]


def _stands(text: str, start: int, name: str) -> bool:
    end = start + len(name)
    if text[start:end].lower() != name.lower():
        return False
    goes_on = _PART_OF_WORD.match(text[end : end + 1]) and _PART_OF_WORD.match(name[-1])
    return not goes_on
