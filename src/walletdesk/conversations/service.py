"""Use cases about conversations. Each reads the same way: load, decide, save, emit."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import NoReturn

from walletdesk.conversations.beginning import Beginning
from walletdesk.conversations.events import ConversationEvent, ConversationStarted, SecretAsked
from walletdesk.conversations.items import (
    BOT,
    Author,
    Happened,
    Inbound,
    Said,
    Speaker,
    client_key,
    public_words,
)
from walletdesk.conversations.model import Conversation, Priority
from walletdesk.conversations.ports import Archive, Begun, Bounds, OpenWork, Outgoing
from walletdesk.conversations.receipts import Receipt, receipt_of
from walletdesk.conversations.shielding import (
    Alone,
    Looked,
    Shield,
    heard,
    looked_at,
    require_named,
    withdraw_begun,
)
from walletdesk.conversations.wishes import CallbackWish, as_json, told_in
from walletdesk.kernel.clock import Clock, millis
from walletdesk.kernel.errors import Conflict, Duplicate, MayBeSecret, NotFound, SecretStopped
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId, TeamId, new_id
from walletdesk.kernel.objections import Objected, Objection

Find = Callable[[str], str | None]
Change = Callable[[], Awaitable[Conversation]]
Decision = Callable[[Conversation, datetime], Sequence[ConversationEvent]]


class Conversing:
    """Everything that changes a conversation goes through here."""

    def __init__(
        self,
        *,
        open_work: OpenWork,
        archive: Archive,
        secret_in: Find,
        outgoing: Outgoing,
        clock: Clock,
        shield: Shield | None = None,
    ) -> None:
        """``secret_in`` names the kind of secret a text holds, or None; ``shield`` looks further back."""
        self._open_work = open_work
        self._archive = archive
        self._secret_in = secret_in
        self._shield = shield or Alone(secret_in)
        self._outgoing = outgoing
        self._clock = clock
        self.bounds: Bounds | None = None  # of the media that take only so much so late

    async def start(self, beginning: Beginning, author: Author, said: Said) -> Conversation:
        """Begin a conversation with its first message. Starting twice with one client id starts it once."""
        self._refuse_secret_id(said)
        beginning = self._without_secrets(beginning)
        # once as it is told, once without the questions between: a phrase may be spread over the fields
        looked = Looked(beginning.secret) if beginning.secret else self._shield.look(said.text, ())
        if looked.must_ask:
            raise MayBeSecret
        if not looked.secret:
            looked = self._shield.look(told_in(beginning.answers), ())
        if secret := looked.secret:
            beginning = replace(beginning, subject="", answers=())
        answers = beginning.build + beginning.answers
        at, key = self._clock(), beginning.key or said.client_id
        conversation = Conversation(
            id=ConversationId(new_id("cnv", millis(at))),
            contact=beginning.contact,
            inbox=beginning.inbox,
            channel=beginning.channel,
            locale=beginning.locale,
            category=beginning.category,
            created_at=at,
            last_at=at,
            start_key=key,
            subject=beginning.subject,
            answers=as_json(answers) if answers else None,
        )
        started = ConversationStarted(
            at=at,
            conversation=conversation.id,
            contact=beginning.contact,
            inbox=beginning.inbox,
            channel=beginning.channel,
            locale=beginning.locale,
            category=beginning.category,
            fake_build=beginning.fake_build,
            fake_seen=beginning.fake_seen,
        )
        # a secret begins the conversation without its text: the person needs help now, and must not be sent
        # away
        if secret:
            events = conversation.stop_secret(secret, at, size=looked.size)
        else:
            events = conversation.hear(author, said, at)
        if not secret and beginning.wants_agent:
            events += conversation.set_priority(beginning.priority, at)
            wants, skill = beginning.wants_agent, beginning.skill or None
            events += conversation.request_agent(at, reason=wants, skill=skill)
        try:
            async with self._open_work() as work:
                await work.conversations.add(conversation)
                work.emit(started, *events)
        except Duplicate:
            await self._others_are_kept()
            return await self._started_before(beginning.contact, key)
        return conversation

    def _without_secrets(self, beginning: Beginning) -> Beginning:
        """What nobody typed, and a page or an app passed on."""
        if self._may_be_secret(beginning.category):
            beginning = replace(beginning, category="")
        return replace(beginning, build=()) if self._may_be_secret(told_in(beginning.build)) else beginning

    def _may_be_secret(self, text: str) -> bool:
        """Nobody can be asked what it is."""
        looked = self._shield.look(text, ())
        return looked.must_ask or looked.secret is not None

    async def wish_callback(self, id: ConversationId, wish: CallbackWish) -> Conversation:
        """Raises SecretStopped, and stores only that, if it holds a secret; MayBeSecret as ``hear`` does."""
        looked = self._shield.look(wish.reach, ())
        if looked.secret:
            await self.stop_secret(id, looked.secret, size=looked.size)
        if looked.must_ask:
            raise MayBeSecret

        def decide(conversation: Conversation, at: datetime) -> Sequence[ConversationEvent]:
            conversation.wish_callback(as_json(wish), at, window=wish.window)
            return []

        return await self._change(id, decide)

    async def withdraw_begun(self, id: ConversationId) -> Conversation:
        """The contact's own page stopped what completes a phrase; its beginning, which came here, goes."""
        async with self._open_work() as work:
            return await withdraw_begun(work, self._shield, id, self._clock())

    async def hear(self, id: ConversationId, author: Author, said: Said, *, named: bool = False) -> Receipt:
        """Store what the contact said. Raises SecretStopped, and stores only that, if it holds a secret.

        Raises MayBeSecret, and stores nothing, where only the contact can tell, unless it is ``named``: a
        form asked for it, and so it is told.
        """
        self._refuse_secret_id(said)
        key = client_key(author, said.client_id)
        seen = await looked_at(self._shield, self._archive, id, said.text, key)

        async def take() -> Conversation:
            """Two halves sent at one moment have not seen each other: whoever writes second looks again."""
            nonlocal seen
            async with self._open_work() as work:
                conversation = await work.conversations.get(id)
                if seen.is_late(conversation):
                    seen = await looked_at(self._shield, work.conversations, id, said.text, key)
                events = heard(conversation, author, said, seen, self._clock(), named=named)
                await work.conversations.save(conversation)
                work.emit(*events)
            return conversation

        try:
            receipt = await self._once(id, author, said, take)
        except Duplicate:
            if not seen.secret:
                raise
            raise SecretStopped(secret=seen.secret) from None  # brought before, stopped and told
        if seen.secret:
            raise SecretStopped(secret=seen.secret)
        return receipt

    async def stop_secret(
        self, id: ConversationId, secret: str, size: str = "", *, once: str = ""
    ) -> NoReturn:
        """The contact sent one of this kind, in words or in a file. Raises SecretStopped, always.

        ``once``: of what it was found in; told twice, it stands there once.
        """
        with suppress(Duplicate):
            await self._change(id, lambda c, at: c.stop_secret(secret, at, size=size, once=once))
        raise SecretStopped(secret=secret)

    async def receive(self, inbound: Inbound) -> Receipt:
        """What a channel brings. The same (inbox, external id) twice is one message.

        Raises SecretStopped and MayBeSecret: nothing was kept then, and the channel says so to whoever sent
        it, in the words of the refusal. A second try brings the same answer.
        """
        said = Said(text=inbound.text, client_id=f"{inbound.inbox}/{inbound.external_id}")
        return await self.hear(inbound.conversation, inbound.author, said)

    async def answer(
        self,
        id: ConversationId,
        author: Author,
        said: Said,
        *,
        seen_seq: int | None = None,
        in_turn: bool = False,
        is_news: bool = False,
    ) -> Receipt:
        """A reply of the bot or an agent. With ``seen_seq``, refused if a message came after that number.

        ``in_turn``: one voice at a time: only who has the conversation may answer. ``is_news``: of the bot.
        """
        await self.refuse_secret_of_ours(id, author, said)
        await self.require_sendable(id, author, said)

        def decide(conversation: Conversation, at: datetime) -> Sequence[ConversationEvent]:
            if in_turn and conversation.assignee != author.id:
                raise Conflict("Take this conversation before you answer.", code="not_yours")
            if seen_seq is not None and conversation.last_message > seen_seq:
                raise Conflict("Somebody wrote meanwhile. Please look before you send.", code="someone_wrote")
            return conversation.answer(author, said, at, is_news=is_news)

        async def keep() -> Conversation:
            if self.bounds is not None:
                await self.bounds.require(id, author, said)
            return await self._change(id, decide)

        self._refuse_secret_id(said)
        return await self._once(id, author, said, keep)

    async def require_sendable(
        self, id: ConversationId, author: Author, said: Said, *, passes: bool = False
    ) -> None:
        """Raises Objected, and tells if it asks for a secret. ``passes``: a second person agreed."""
        objections = await self._outgoing.objections(public_words(said))
        if any(one.asks_for_secret for one in objections) and author.kind is Speaker.AGENT:
            async with self._open_work() as work:
                agent = AgentId(author.id)
                work.emit(SecretAsked(at=self._clock(), conversation=id, agent=agent, name=author.name))
        if standing := [one for one in objections if not (_may_go(one, author) or (passes and one.may_pass))]:
            raise Objected(standing)

    async def answer_as_bot(self, id: ConversationId, said: Said, *, is_news: bool = False) -> Receipt:
        return await self.answer(id, BOT, said, is_news=is_news)

    async def note(self, id: ConversationId, author: Author, said: Said) -> Receipt:
        await self.refuse_secret_of_ours(id, author, said)
        return await self._say(id, author, said, lambda c, at: c.note(author, said, at))

    async def request_agent(
        self, id: ConversationId, *, reason: str, skill: str | None = None, packet: str | None = None
    ) -> Conversation:
        return await self._change(
            id, lambda c, at: c.request_agent(at, reason=reason, skill=skill, packet=packet)
        )

    async def assign(
        self, id: ConversationId, agent: AgentId, name: str, *, reason: str, team: TeamId | None = None
    ) -> Conversation:
        return await self._change(id, lambda c, at: c.assign(agent, name, at, reason=reason, team=team))

    async def unassign(self, id: ConversationId, *, reason: str, team: TeamId | None = None) -> Conversation:
        return await self._change(id, lambda c, at: c.unassign(at, reason=reason, team=team))

    async def resolve(self, id: ConversationId, *, by: Speaker) -> Conversation:
        return await self._change(id, lambda c, at: c.resolve(at, by=by))

    async def reopen(self, id: ConversationId) -> Conversation:
        return await self._change(id, lambda c, at: c.reopen(at))

    async def close(self, id: ConversationId) -> Conversation:
        return await self._change(id, lambda c, at: c.close(at))

    async def belong(self, id: ConversationId, team: TeamId) -> None:
        """Its contact is served by this team; where one was chosen before, that holds."""
        async with self._open_work() as work:
            conversation = await work.conversations.get(id)
            if moved := conversation.belong(team, self._clock()):
                await work.conversations.save(conversation)
                work.emit(*moved)

    async def set_priority(self, id: ConversationId, priority: Priority) -> Conversation:
        return await self._change(id, lambda c, at: c.set_priority(priority, at))

    async def read_by_contact(self, id: ConversationId, public_seq: int) -> None:
        async with self._open_work() as work:
            conversation = await work.conversations.get(id)
            seq = await work.conversations.seq_of(id, public_seq)
            if conversation.read_by_contact(public_seq, seq):
                await work.conversations.save(conversation)

    async def read_by_agent(self, id: ConversationId, seq: int) -> None:
        async with self._open_work() as work:
            conversation = await work.conversations.get(id)
            public_seq = await work.conversations.public_seq_of(id, seq)
            if conversation.read_by_agent(seq, public_seq):
                await work.conversations.save(conversation)

    async def hand_over(self, absorbed: ContactId, to: ContactId) -> None:
        """Two contacts turned out to be one person. Safe to repeat."""
        async with self._open_work() as work:
            await work.conversations.hand_over(absorbed, to)

    async def hand_back(self, home: ContactId, to: ContactId, there: Begun) -> None:
        """They were parted again: ``to`` gets what was theirs, and what began on their channel since."""
        async with self._open_work() as work:
            await work.conversations.hand_back(home, to, there)

    async def note_promises(
        self, id: ConversationId, first: datetime | None, following: datetime | None = None
    ) -> None:
        """Show when the first reply is due, or the next; the promises themselves live with ``sla``."""
        await self._mark(id, lambda conversation: conversation.note_promises(first, following))

    async def note_survey(self, id: ConversationId, state: str) -> None:
        """``none``, ``asked`` or ``given``; the survey itself lives with ``surveys``."""

        def decide(conversation: Conversation, at: datetime) -> Sequence[ConversationEvent]:
            conversation.note_survey(state, at)
            return []

        await self._change(id, decide)

    async def note_fact(self, id: ConversationId, what: str, *, public: bool = False, **told: str) -> None:
        """Something that happened elsewhere and belongs into the thread. Saying it twice shows it once.

        ``told``: value and reason; key: once for what; text: its line, see ``Conversation.note_fact``.
        """
        event = Happened(what=what, value=told.get("value", ""), reason=told.get("reason", ""))
        once = told.get("key") or event.value + event.reason
        line = Said(text=told.get("text", ""), client_id=f"{what}/{once}")

        def decide(conversation: Conversation, at: datetime) -> Sequence[ConversationEvent]:
            conversation.note_fact(event, line, at, public=public)
            return []

        with suppress(Duplicate):
            await self._change(id, decide)

    async def _say(self, id: ConversationId, author: Author, said: Said, decide: Decision) -> Receipt:
        self._refuse_secret_id(said)
        return await self._once(id, author, said, lambda: self._change(id, decide))

    async def _once(self, id: ConversationId, author: Author, said: Said, change: Change) -> Receipt:
        try:
            conversation = await change()
        except Conflict:  # a Duplicate, or refused for what has happened since it was stored the first time
            await self._others_are_kept()
            if found := await self._archive.said_before(id, client_key(author, said.client_id)):
                return receipt_of(found)
            raise
        return receipt_of(conversation.new[-1])

    async def refuse_secret_of_ours(self, id: ConversationId, author: Author, said: Said) -> None:
        """In what is said or in what its form asks for; an agent types both, and is asked as contacts are."""
        if self._secret_in(said.text) or (said.form and self._secret_in(said.form.name)):
            raise SecretStopped
        if author.kind is Speaker.AGENT:
            await require_named(self._shield, self._archive, id, public_words(said))

    def _refuse_secret_id(self, said: Said) -> None:
        """A program makes these ids; one that goes wrong must not write a key into our tables."""
        if self._secret_in(said.client_id):
            raise SecretStopped

    async def _change(self, id: ConversationId, decide: Decision) -> Conversation:
        async with self._open_work() as work:
            conversation = await work.conversations.get(id)
            events = decide(conversation, self._clock())
            await work.conversations.save(conversation)
            work.emit(*events)
        return conversation

    async def _mark(self, id: ConversationId, decide: Callable[[Conversation], bool]) -> None:
        async with self._open_work() as work:
            conversation = await work.conversations.get(id)
            if decide(conversation):
                await work.conversations.save(conversation)

    async def _others_are_kept(self) -> None:
        """Whoever was first may still wait for the disk; a block that begins now ends after theirs."""
        async with self._open_work():
            pass

    async def _started_before(self, contact: ContactId, start_key: str) -> Conversation:
        if found := await self._archive.started_as(contact, start_key):
            return found
        raise NotFound


def _may_go(objection: Objection, author: Author) -> bool:
    """What the bot says was kept by somebody who may; a likeness holds back only what is written anew."""
    return objection.only_resembles and author.kind is not Speaker.AGENT
