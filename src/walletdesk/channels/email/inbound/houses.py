"""What we are called by mail, from the inboxes that are set up."""

from collections.abc import Mapping, Sequence
from typing import Final, Protocol

from walletdesk.channels.email.inbound.judging import House, Tokens
from walletdesk.channels.email.inbound.model import domains_of
from walletdesk.channels.email.inbound.ports import ReplyWay
from walletdesk.channels.email.inbound.tokens import LONGEST_LOCAL, ReplyTokens
from walletdesk.kernel.ids import ConversationId, InboxId
from walletdesk.platform.mail import address

KIND: Final = "email"


class SetUp(Protocol):
    @property
    def id(self) -> InboxId: ...
    @property
    def settings(self) -> Mapping[str, str]: ...
    @property
    def paused(self) -> bool: ...


class Inboxes(Protocol):
    async def all(self, kind: str = "") -> Sequence[SetUp]: ...


class Agents(Protocol):
    def emails(self) -> Sequence[str]: ...


class Way:
    """``address`` has no room for a token where too much stands before its @: then only Message-IDs do."""

    def __init__(self, key: bytes, said: str) -> None:
        self._plain = said
        local, _, domain = said.partition("@")
        self._has_room = len(local) <= LONGEST_LOCAL
        self.tokens = ReplyTokens(key, f"{local[:LONGEST_LOCAL]}@{domain}")

    def address(self, conversation: ConversationId) -> str:
        return self.tokens.address(conversation) if self._has_room else self._plain

    def message_id(self, conversation: ConversationId) -> str:
        return self.tokens.message_id(conversation)


class AnyTokens:
    """Of all our addresses: what one of them sent may come back by another."""

    def __init__(self, ways: Sequence[Way]) -> None:
        self._ways = ways

    def in_address(self, address: str) -> ConversationId | None:
        found = (one.tokens.in_address(address) for one in self._ways)
        return next((one for one in found if one is not None), None)

    def in_message_id(self, id: str) -> ConversationId | None:
        found = (one.tokens.in_message_id(id) for one in self._ways)
        return next((one for one in found if one is not None), None)


class MailHouses:
    """``sender``: from which our mails come, or "". ``everybodys``: domains where anybody has an address."""

    def __init__(
        self, *, inboxes: Inboxes, agents: Agents, key: bytes, sender: str, everybodys: frozenset[str]
    ) -> None:
        self._inboxes = inboxes
        self._agents = agents
        self._key = key
        self._sender = sender
        self._everybodys = everybodys

    async def known(self, inbox: InboxId) -> tuple[House, Tokens]:
        every = await self._inboxes.all(KIND)
        said = [said for one in every if (said := _address(one))]
        own = [*said, *filter(None, [self._sender.lower()])]
        servers = {
            name for one in every if one.id == inbox for name in _listed(one.settings.get("servers", ""))
        }
        house = House(
            addresses=frozenset(own),
            domains=domains_of(own, self._everybodys),
            servers=servers,
            agents=frozenset(one.lower() for one in self._agents.emails()),
        )
        return house, AnyTokens([Way(self._key, one) for one in said])

    async def way(self, inbox: InboxId | None) -> ReplyWay | None:
        """An inbox that is paused keeps what comes in: its answers still find their way."""
        every = [one for one in await self._inboxes.all(KIND) if _address(one)]
        own = [one for one in every if one.id == inbox]
        found = own or [one for one in every if not one.paused]
        return Way(self._key, _address(found[0])) if found else None


def _address(one: SetUp) -> str:
    try:
        return address(one.settings.get("address", "").strip().lower())
    except ValueError:
        return ""


def _listed(text: str) -> list[str]:
    return [name.strip().lower() for name in text.split(",") if name.strip()]
