"""What a contact's screen gets: each item at once, the head a moment later for all that changed."""

import asyncio
from collections.abc import Callable, Mapping
from functools import partial

import msgspec

from walletdesk.channels.webchat.ports import Patience, Places, Saying
from walletdesk.channels.webchat.wire import Around, ack_body, contact_head, head_body, item_body
from walletdesk.conversations import Changed, Conversation, Item, Speaker, Status, for_contact
from walletdesk.kernel.clock import Clock, millis
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId
from walletdesk.platform.feed import Coalescer, Hub, Listener

HEADS_EVERY = 0.1  # seconds: a head says where things stand, so the latest is enough
TALK_EVERY = 1.0  # a contact's own words change nothing in the head that the item does not say

AgentNames = Callable[[AgentId], str]


def feed_key(contact: ContactId) -> str:
    return f"contact:{contact}"


class ContactPushes:
    """Live pushes to contacts.

    Only hints: a screen that missed one asks for everything after its last number.
    """

    def __init__(
        self,
        *,
        hub: Hub,
        places: Places,
        saying: Saying,
        patience: Patience,
        names: AgentNames,
        clock: Clock,
    ) -> None:
        self._hub = hub
        self._places = places
        self._saying = saying
        self._patience = patience
        self._names = names
        self._clock = clock
        self._origins: dict[tuple[ConversationId, str], Listener] = {}
        self._waiting: dict[ConversationId, Conversation] = {}  # whose place in the queue somebody looks at
        self._moved: dict[ConversationId, Conversation] = {}  # whose head is to be told: the latest, for both
        self._in_turn = asyncio.Lock()  # two tellings of one head must not cross
        self._heads: Coalescer[ConversationId, None] = Coalescer(HEADS_EVERY, self._tell)
        self._talk: Coalescer[ConversationId, None] = Coalescer(TALK_EVERY, self._tell)

    def sends(self, conversation: ConversationId, client_id: str, line: Listener) -> None:
        """The message under this client id comes from ``line``: there its push is the acknowledgement."""
        self._origins[conversation, client_id] = line

    def was_told(self, conversation: ConversationId, client_id: str) -> bool:
        """True if the push went out, so that no other acknowledgement is due. Forgets the line."""
        return self._origins.pop((conversation, client_id), None) is None

    def on_changed(self, changed: Changed) -> None:
        conversation = changed.conversation
        if conversation.id in self._waiting:
            self._look(conversation)
        if not changed.public or self._hub.find(feed_key(conversation.contact)) is None:
            return
        if changed.withdraws:
            self._hub.forget(feed_key(conversation.contact))
        for item in changed.items:
            if item.public_seq is not None:
                self._push(conversation, item)
        self._head_later(conversation, self._talk if _is_plain_talk(changed) else self._heads)

    def on_positions(self, moved: Mapping[ConversationId, int]) -> None:
        """Places in the queue moved: those who look get a new head."""
        for id in moved:
            if (conversation := self._waiting.get(id)) is not None:
                self._head_later(conversation, self._heads)

    def agent_types(self, conversation: Conversation, name: str, *, on: bool) -> None:
        who = msgspec.json.encode({"kind": "agent", "name": name}).decode()
        body = f'"t":"typing","conversation":"{conversation.id}","who":{who},"on":{str(on).lower()}'
        self._hub.publish(feed_key(conversation.contact), body)

    def _head_later(self, conversation: Conversation, when: Coalescer[ConversationId, None]) -> None:
        self._moved[conversation.id] = _newer(conversation, self._moved.get(conversation.id))
        when.add(conversation.id, None)

    def _look(self, conversation: Conversation) -> None:
        """What is remembered for ``on_positions`` must be the latest: an old head would hide what is new."""
        latest = _newer(conversation, self._waiting.pop(conversation.id, None))
        if latest.status is Status.WAITING_FOR_AGENT and self._hub.find(feed_key(latest.contact)) is not None:
            self._waiting[latest.id] = latest

    async def around(self, conversation: Conversation) -> Around:
        """What the head needs to know from beyond the conversation; asked only where it is shown."""
        self._look(conversation)
        if conversation.status is Status.WITH_AGENT and conversation.assignee:
            return await self._with_agent(conversation, self._names(conversation.assignee))
        if conversation.status is not Status.WAITING_FOR_AGENT:
            return Around()
        now = self._clock()
        timetable, line = await self._saying.hours_of(conversation), await self._places.of(conversation)
        is_open = timetable.is_open(now)
        place, wait = (line.position, line.wait) if line else (None, None)
        return Around(
            position=place,
            wait=wait,
            open=is_open,
            next_open=None if is_open else timetable.next_open(now),
            better=(line is not None and line.is_long) or await self._patience.is_tried(conversation, place),
            there=line is None or line.staffed,
            told=await self._saying.in_line(conversation, place, has_range=wait is not None),
        )

    async def _with_agent(self, conversation: Conversation, name: str) -> Around:
        told = await self._saying.of(conversation)
        if told is None:
            return Around(agent=name)
        timetable, now = await self._saying.hours_of(conversation), self._clock()
        is_open = timetable.is_open(now)
        opens = None if is_open else timetable.next_open(now)
        return Around(agent=name, told=told, open=is_open, next_open=opens)

    def _push(self, conversation: Conversation, item: Item) -> None:
        key = feed_key(conversation.contact)
        body = partial(_item_body, conversation.id, item)  # most often only its sender listens
        client_id = item.client_id if item.author.kind is Speaker.CONTACT else None
        origin = self._origins.pop((conversation.id, client_id), None) if client_id else None
        if origin is None or client_id is None or item.public_seq is None:
            self._hub.publish(key, body)
            return
        answer = ack_body(conversation.id, client_id, item.public_seq, millis(item.at))
        self._hub.publish(key, body, origin=origin, answer=answer)

    async def _tell(self, ids: Mapping[ConversationId, None]) -> None:
        async with self._in_turn:
            for conversation in [self._moved.pop(id) for id in ids if id in self._moved]:
                key = feed_key(conversation.contact)
                if self._hub.find(key) is None:
                    self._waiting.pop(conversation.id, None)
                else:
                    head = contact_head(conversation, await self.around(conversation))
                    self._hub.publish(key, head_body(head))


def _newer(one: Conversation, other: Conversation | None) -> Conversation:
    return other if other is not None and other.version > one.version else one


def _item_body(conversation: ConversationId, item: Item) -> str:
    return item_body(conversation, for_contact(item))


def _is_plain_talk(changed: Changed) -> bool:
    items = changed.items
    same = changed.was is changed.conversation.status
    return same and len(items) == 1 and items[0].author.kind is Speaker.CONTACT
