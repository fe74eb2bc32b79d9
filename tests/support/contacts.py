"""Contacts in memory, and what both they and the SQL store promise."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from tests.support.counting import CountingLimiter
from tests.support.memory import Hands, MemoryAudit, MemoryWork, opening
from tests.support.shield import secret_in
from walletdesk.contacts import (
    Asked,
    Contact,
    ContactAuthenticator,
    ContactBook,
    DeviceSecrets,
    EmailProofRequested,
    EmailProving,
    Identity,
    Opened,
    ProofTokens,
    Sessions,
    SessionTokens,
    SignedOut,
)
from walletdesk.contacts.blocking import Block
from walletdesk.contacts.model import EmailProof, IdentityClaims
from walletdesk.contacts.ports import IdentityTokenRefused, OpenWork, Reading
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import ContactId

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
KEY = b"k" * 32
E = TypeVar("E", bound=Event)


class MemoryContacts(MemoryWork):
    """All repositories at once: their method names do not meet except where they are given a part."""

    def __init__(self) -> None:
        super().__init__()
        self.contacts = _Contacts()
        self.identities = _Identities()
        self.devices = _Devices()
        self.used_tokens = _UsedTokens()
        self.proofs = _Proofs()
        self.blocks = _Blocks()
        self.audit = MemoryAudit()


class _Blocks:
    def __init__(self) -> None:
        self.kept: dict[ContactId, Block] = {}

    async def keep(self, block: Block) -> None:
        self.kept[block.contact] = block

    async def find(self, contact: ContactId) -> Block | None:
        return self.kept.get(contact)

    async def lift(self, contact: ContactId) -> None:
        self.kept.pop(contact, None)


class _Contacts:
    def __init__(self) -> None:
        self.kept: dict[ContactId, Contact] = {}

    async def add(self, contact: Contact) -> None:
        self.kept[contact.id] = contact

    async def find(self, id: ContactId) -> Contact | None:
        return self.kept.get(id)

    async def save(self, contact: Contact) -> None:
        self.kept[contact.id] = contact


class _Identities:
    def __init__(self) -> None:
        self.owners: dict[Identity, ContactId] = {}

    async def owner_of(self, identity: Identity) -> ContactId | None:
        return self.owners.get(identity)

    async def claim(self, identity: Identity, contact: ContactId, at: datetime) -> bool:
        if identity in self.owners:
            return False
        self.owners[identity] = contact
        return True

    async def move(self, old: ContactId, new: ContactId) -> None:
        self.owners = {identity: new if who == old else who for identity, who in self.owners.items()}


class _Devices:
    def __init__(self) -> None:
        self.owners: dict[str, ContactId] = {}

    async def add(self, secret_hash: str, contact: ContactId, at: datetime) -> None:
        self.owners[secret_hash] = contact

    async def take(self, secret_hash: str) -> ContactId | None:
        return self.owners.pop(secret_hash, None)

    async def forget(self, contact: ContactId) -> None:
        self.owners = {secret: who for secret, who in self.owners.items() if who != contact}


class _UsedTokens:
    def __init__(self) -> None:
        self.until: dict[str, datetime] = {}

    async def use(self, once: str, expires_at: datetime, at: datetime) -> bool:
        self.until = {token: until for token, until in self.until.items() if until >= at}
        is_first = once not in self.until
        self.until[once] = expires_at
        return is_first


class _Proofs:
    def __init__(self) -> None:
        self.kept: dict[str, EmailProof] = {}

    async def add(self, proof: EmailProof) -> None:
        self.kept[proof.id] = proof

    async def use(self, id: str, at: datetime) -> EmailProof | None:
        found = self.kept.get(id)
        if found is None or not found.is_open(at):
            return None
        self.kept[id] = replace(found, used_at=at)
        return self.kept[id]


class MemoryReading:
    def __init__(self, memory: MemoryContacts) -> None:
        self._memory = memory

    async def find(self, id: ContactId) -> Contact | None:
        return self._memory.contacts.kept.get(id)

    async def many(self, ids: Sequence[ContactId]) -> Mapping[ContactId, Contact]:
        return {id: found for id in ids if (found := self._memory.contacts.kept.get(id))}

    async def of_device(self, secret_hash: str) -> Contact | None:
        return self._memory.contacts.kept.get(self._memory.devices.owners.get(secret_hash, ContactId("")))

    async def proven_as(self, email: str) -> ContactId | None:
        every = self._memory.contacts.kept.values()
        return min((one.id for one in every if one.email == email and not one.merged_into), default=None)

    async def owner_of(self, identity: Identity) -> ContactId | None:
        return self._memory.identities.owners.get(identity)

    async def identities(self, id: ContactId) -> Sequence[tuple[Identity, datetime]]:
        """Nobody asks it here for the times."""
        every = self._memory.identities.owners.items()
        return [(one, NOON) for one, owner in every if owner == id]

    async def address_of(self, id: ContactId, channel: str) -> str:
        every = self._memory.identities.owners.items()
        return next((one.address for one, owner in every if owner == id and one.channel == channel), "")

    async def proof(self, id: str) -> EmailProof | None:
        return self._memory.proofs.kept.get(id)

    async def block_of(self, id: ContactId) -> Block | None:
        return self._memory.blocks.kept.get(id)

    async def blocks(self, most: int) -> Sequence[Block]:
        return sorted(self._memory.blocks.kept.values(), key=lambda one: one.at, reverse=True)[:most]

    async def signed_out_since(self, at: datetime) -> Sequence[Contact]:
        every = self._memory.contacts.kept.values()
        return [contact for contact in every if contact.signed_out_at and contact.signed_out_at >= at]


class SpokenTokens:
    """Identity tokens as a test says them: the text of a token is its key."""

    def __init__(self) -> None:
        self.known: dict[str, IdentityClaims] = {}

    def says(self, token: str, subject: str, **claims: str) -> str:
        self.known[token] = IdentityClaims(
            subject=subject, once=f"once-{token}", expires_at=NOON + timedelta(minutes=10), **claims
        )
        return token

    def read(self, token: str, at: datetime) -> IdentityClaims:
        if token not in self.known:
            raise IdentityTokenRefused(why="not said")
        return self.known[token]


@dataclass(frozen=True, kw_only=True)
class People:
    """The use cases about contacts over one storage, with a clock and a limiter at hand."""

    sessions: Sessions
    proving: EmailProving
    book: ContactBook
    authenticator: ContactAuthenticator
    wallet: SpokenTokens
    limiter: CountingLimiter
    clock: Hands
    happened: Callable[[], list[Event]]

    async def anonymous(self, **asked: str) -> Opened:
        return await self.sessions.open(Asked(ip="192.0.2.1", **asked))

    async def vouched(self, subject: str, device: str = "", **claims: str) -> Opened:
        token = self.wallet.says(f"{subject}-{len(self.wallet.known)}", subject, **claims)
        return await self.sessions.open(Asked(ip="192.0.2.1", identity_token=token, device_secret=device))

    def works(self, opened: Opened) -> bool:
        """Whether the session opened then is still good."""
        return self.authenticator.viewer(opened.token.text) is not None

    def last(self, kind: type[E]) -> E:
        return [event for event in self.happened() if isinstance(event, kind)][-1]

    async def mailed_token(self, opened: Opened, address: str) -> str:
        assert await self.proving.request(opened.contact.id, address, ip="192.0.2.1")
        letter = await self.proving.letter(self.last(EmailProofRequested).proof)
        assert letter is not None
        return letter.link.partition("?t=")[2]


def people(open_work: OpenWork, reading: Reading, happened: Callable[[], list[Event]]) -> People:
    clock, limiter, wallet = Hands(NOON), CountingLimiter(), SpokenTokens()
    tokens, signed_out = SessionTokens([KEY]), SignedOut()
    return People(
        sessions=Sessions(
            open_work=open_work,
            reading=reading,
            secrets=DeviceSecrets(KEY),
            tokens=tokens,
            identity_tokens=wallet,
            signed_out=signed_out,
            limiter=limiter,
            secret_in=secret_in,
            clock=clock,
        ),
        proving=EmailProving(
            open_work=open_work,
            reading=reading,
            tokens=ProofTokens(KEY),
            limiter=limiter,
            secret_in=secret_in,
            clock=clock,
            public_url="https://desk.example",
        ),
        book=ContactBook(
            open_work=open_work, reading=reading, signed_out=signed_out, secret_in=secret_in, clock=clock
        ),
        authenticator=ContactAuthenticator(tokens=tokens, signed_out=signed_out, clock=clock),
        wallet=wallet,
        limiter=limiter,
        clock=clock,
        happened=happened,
    )


def people_in_memory() -> People:
    memory = MemoryContacts()
    return people(opening(memory), MemoryReading(memory), lambda: memory.events)
