"""The conversation to take along: text, JSON or a page that needs nothing else.

Only what a contact may see.
"""

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Protocol

from walletdesk.conversations.items import Attachment, FileState, Item, Kind, Speaker
from walletdesk.conversations.model import Conversation
from walletdesk.conversations.ports import Archive, Page
from walletdesk.conversations.reading import Reading
from walletdesk.conversations.transcript_page import Line, page
from walletdesk.kernel.ids import ConversationId
from walletdesk.kernel.viewers import Viewer

PAGE = 200

_SPEAKERS = {
    Speaker.CONTACT: "You",
    Speaker.BOT: "Bot",
    Speaker.AGENT: "Agent",
    Speaker.SYSTEM: "System",
}
_HAPPENED = {
    "handoff": "A person was asked for.",
    "assigned": "{agent} joined.",
    "requeued": "Back in line for a person.",
    "resolved": "The conversation was resolved.",
    "reopened": "The conversation was opened again.",
    "closed": "The conversation was closed.",
    "ticket_opened": "The question is kept under {value}.",
    "dossier": "Transaction {value}",
    "fake_met": "{value} is a known fake. It is not us. Open nothing there, sign nothing, pay nothing.",
    "fake_result_confirmed": "You reported {value}. It is a fake; whoever mentions it is warned from now on.",
    "fake_result_not_fake": "You reported {value}. We looked: it does not pretend to be us. "
    "Still, give nobody your phrase.",
    "fake_result_gone": "{value}, which you reported, is down.",
    "secret_stopped": "Something that looked like a secret was stopped. It was not kept.",
    "survey_asked": "A survey was offered.",
    "survey_given": "The survey was answered.",
}


class Words(Protocol):
    """The reader's language."""

    def say(self, locale: str, sentence: str, **values: str | int) -> str: ...
    def when(self, locale: str, at: datetime) -> str: ...


Told = Callable[[ConversationId, str], Awaitable[Mapping[str, str]]]
"""What is known of a conversation's transactions now, in a language: by dossier, name and one sentence."""


async def nothing_told(conversation: ConversationId, locale: str) -> Mapping[str, str]:
    return {}


@dataclass(frozen=True, slots=True)
class Transcript:
    name: str
    type: str
    body: bytes


class Transcripts:
    """``defanged``: a text of somebody else's, in which no program finds a link."""

    def __init__(
        self,
        *,
        reading: Reading,
        archive: Archive,
        words: Words,
        defanged: Callable[[str], str],
        told: Told = nothing_told,
    ) -> None:
        self._reading = reading
        self._archive = archive
        self._words = words
        self._defanged = defanged
        self._of_transactions = told

    async def made(self, viewer: Viewer, id: ConversationId, format: str) -> Transcript:
        """``format``: html, json or text. Notes are in none of them, whoever asks."""
        conversation = await self._reading.seen_by(viewer, id)
        items = await self._items(id)
        name = f"conversation-{id[-8:]}"
        if format == "json":
            return Transcript(f"{name}.json", "application/json", self._json(conversation, items))
        told = await self.told(id, conversation.locale, items)
        lines = [self.line(conversation.locale, item, told) for item in items if item.has_line]
        if format == "text":
            return Transcript(f"{name}.txt", "text/plain", _text(lines))
        title = self._words.say(conversation.locale, "Your conversation")
        return Transcript(f"{name}.html", "text/html", page(conversation.locale, title, lines))

    async def told(self, id: ConversationId, locale: str, items: Sequence[Item]) -> Mapping[str, str]:
        """For ``line``: what these items name and others know."""
        if any(item.event and item.event.what == "dossier" for item in items):
            return await self._of_transactions(id, locale)
        return {}

    async def _items(self, id: ConversationId) -> list[Item]:
        found: list[Item] = []
        while True:
            after = found[-1].public_seq or 0 if found else 0
            page = await self._archive.items(id, Page(after=after, most=PAGE))
            found += page
            if len(page) < PAGE:
                return found

    def _json(self, conversation: Conversation, items: Sequence[Item]) -> bytes:
        whole = {
            "conversation": conversation.id,
            "started_at": conversation.created_at.isoformat(),
            "items": [self._told(item) for item in items],
        }
        return json.dumps(whole, ensure_ascii=False, indent=2).encode()

    def _told(self, item: Item) -> dict[str, object]:
        """``defanged``: links in ``text`` were made unusable; viewers of JSON make links of them as well."""
        text = self._shown(item)
        return {
            "seq": item.public_seq,
            "at": item.at.isoformat(),
            "kind": item.kind.value,
            "author": {"kind": item.author.kind.value, "name": item.author.name},
            "text": text,
            "defanged": text != item.text,
            "withdrawn": item.withdrawn,
            "event": item.event.what if item.event else None,
            "source": {"title": item.source.title, "url": item.source.url} if item.source else None,
            "attachments": [
                {"name": a.name, "type": a.type, "size": a.size, "state": a.state} for a in item.attachments
            ],
        }

    def _shown(self, item: Item) -> str:
        return self._defanged(item.text) if item.author.kind is Speaker.CONTACT else item.text

    def line(self, locale: str, item: Item, told: Mapping[str, str] = MappingProxyType({})) -> Line:
        """One item as its reader sees it: when, who, what."""
        who = item.author.name or self._words.say(locale, _SPEAKERS[item.author.kind])
        text = self._said(locale, item) if item.kind is Kind.MESSAGE else self._event(locale, item, told)
        return Line(self._words.when(locale, item.at), who, text, _look_of(item))

    def _said(self, locale: str, item: Item) -> str:
        if item.withdrawn:
            return self._words.say(locale, "Withdrawn: part of a secret")
        parts = [self._shown(item), *(self._file(locale, file) for file in item.attachments)]
        if item.source:
            source = {"title": item.source.title, "url": item.source.url}
            parts.append(self._words.say(locale, "Source: {title} {url}", **source))
        return "\n".join(parts).strip()

    def _file(self, locale: str, file: Attachment) -> str:
        if file.state != FileState.REMOVED:
            return f"[{file.name}]"
        return f"[{file.name}] " + self._words.say(locale, "It showed a secret and was destroyed.")

    def _event(self, locale: str, item: Item, told: Mapping[str, str]) -> str:
        if item.event is None:
            return ""
        sentence = _HAPPENED.get(item.event.what)
        return (
            self._words.say(
                locale, sentence, agent=item.event.agent, value=told.get(item.event.value, item.event.value)
            )
            if sentence
            else item.text or item.event.what
        )


def _look_of(item: Item) -> str:
    if item.kind is not Kind.MESSAGE:
        return "event"
    return "own" if item.author.kind is Speaker.CONTACT else "ours"


def _text(lines: Sequence[Line]) -> bytes:
    return "\n\n".join(f"{line.at}  {line.who}\n{line.text}" for line in lines).encode() + b"\n"
