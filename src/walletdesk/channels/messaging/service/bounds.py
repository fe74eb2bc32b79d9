"""What can still be sent to somebody, asked before an answer is kept: a refusal names the other ways."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from walletdesk.channels.messaging.model import MOST_PARTS, Delivery, Limits, Peer, Room, State, room, worst
from walletdesk.channels.messaging.ports import Accounts, Provider, Reading
from walletdesk.channels.messaging.wording import Words, parts_of
from walletdesk.conversations import Author, Said, Speaker
from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Conflict
from walletdesk.kernel.ids import ConversationId

REFUSALS: Final = {
    "gone": "This contact takes no messages from us in {channel} any more."
    " Write by mail or agree on a callback instead.",
    "window": "{channel} takes our messages only for a while after the contact's last one, and that is over."
    " Write by mail or agree on a callback instead.",
    "spent": "{channel} takes no more messages from us until the contact writes again."
    " Write by mail or agree on a callback instead.",
    "too_long": "This is too long for {channel}. Shorten it.",
    "file": "{channel} does not take this file. Send it by mail instead.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """``states``: a message's number -> where it stands, and why where that went wrong.

    ``files``: the beginning of a type -> bytes at most. ``added``: what goes out with the next message, and
    counts with it.
    """

    kind: str
    title: str
    room: Room
    longest: int
    unit: str
    files: Mapping[str, int]
    added: str
    most_parts: int
    states: Mapping[int, tuple[State, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    providers: Mapping[str, Provider]
    accounts: Accounts
    reading: Reading
    proof: Callable[[str], str]  # of a locale: what the first message to somebody says besides
    clock: Clock

    async def require(self, conversation: ConversationId, author: Author, said: Said) -> None:
        """Raises Conflict where what an agent wrote could not be sent; the bot's is told at its message."""
        if author.kind is not Speaker.AGENT:
            return
        peer = await self.reading.peer_of(conversation)
        if peer is None:
            return
        provider = self.providers[peer.kind]
        code = _unsendable(said, provider.limits)
        parts = _count(said, provider.limits, self._added(peer))
        code = code or (await self._room(peer)).refusal(parts, self.clock())
        if code:
            raise Conflict(REFUSALS[code], code=f"channel_{code}", channel=provider.title)

    async def told(self, conversation: ConversationId) -> Told | None:
        """None for a conversation of another medium."""
        peer = await self.reading.peer_of(conversation)
        if peer is None:
            return None
        provider = self.providers[peer.kind]
        return Told(
            kind=peer.kind,
            title=provider.title,
            room=await self._room(peer),
            longest=provider.limits.longest,
            unit=provider.limits.unit.value,
            files=provider.limits.files,
            added=self._added(peer),
            most_parts=MOST_PARTS,
            states=_by_message(await self.reading.of_conversation(conversation)),
        )

    def _added(self, peer: Peer) -> str:
        return "" if peer.told else self.proof(peer.locale)

    async def _room(self, peer: Peer) -> Room:
        limits = self.providers[peer.kind].limits
        known = await self.accounts.of(peer.inbox) if limits.late else None
        limits = limits.of_person(known[0].given) if known else limits
        used = await self.reading.used(peer.id, peer.last_in) if limits.per_window else 0
        return room(peer, limits, used)


def _count(said: Said, limits: Limits, added: str) -> int:
    words = Words(
        text=said.text, source=said.source, choices=said.choices, files=said.attachments, proof=added
    )
    return len(parts_of(words, limits))


def _unsendable(said: Said, limits: Limits) -> str:
    for file in said.attachments:
        most = limits.most_bytes(file.type)
        if most is None or file.size > most:
            return "file"
    return ""


def _by_message(deliveries: Sequence[Delivery]) -> dict[int, tuple[State, str]]:
    found: dict[int, list[Delivery]] = {}
    for one in deliveries:
        found.setdefault(one.seq, []).append(one)
    return {seq: _one(parts) for seq, parts in found.items() if seq}


def _one(parts: Sequence[Delivery]) -> tuple[State, str]:
    state = worst([part.state for part in parts])
    return state, next(part.reason for part in parts if part.state is state)
