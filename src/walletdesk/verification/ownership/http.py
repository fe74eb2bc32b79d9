"""Proofs of addresses over HTTP: the contact's side, the agent's side. The pages are the help center's."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any

import msgspec
from litestar import Request, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from walletdesk.kernel.clock import millis
from walletdesk.kernel.ids import ConversationId
from walletdesk.platform.http import Access, access, agent_of, contact_of
from walletdesk.verification.ownership.model import Proof
from walletdesk.verification.ownership.service import Owning

Invite = Callable[[str], str]  # by the contact's language


class TypedAddress(msgspec.Struct, forbid_unknown_fields=True):
    """It may hold a secret, so it never prints itself."""

    address: Annotated[str, msgspec.Meta(max_length=400)]

    def __repr__(self) -> str:
        return type(self).__name__


class TypedSignature(msgspec.Struct, forbid_unknown_fields=True):
    """It may hold a secret, so it never prints itself."""

    signature: Annotated[str, msgspec.Meta(max_length=2_000)]

    def __repr__(self) -> str:
        return type(self).__name__


class TextView(msgspec.Struct):
    """``text`` is signed as it stands, not a letter more. Good until ``expires_at``, and once."""

    family: str
    address: str
    text: str
    expires_at: int


class ProvenView(msgspec.Struct):
    """``family``: evm, tron or solana. ``conversation``: in which it was proven."""

    family: str
    address: str
    proven_at: int
    conversation: str


class StandingView(msgspec.Struct):
    """``open`` None: no text waits for a signature."""

    open: TextView | None
    proven: list[ProvenView]


class AddressesView(msgspec.Struct):
    """``words``: what the agent may send to ask for one, in the contact's language."""

    proven: list[ProvenView]
    words: str


def routes(owning: Owning, invite: Invite) -> Sequence[HTTPRouteHandler]:
    return [*_for_contacts(owning), _for_agents(owning, invite)]


def _for_contacts(owning: Owning) -> list[HTTPRouteHandler]:
    @post("/api/conversations/{conversation:str}/ownership", opt=access(Access.CONTACT))
    async def begin_ownership(
        request: Request[Any, Any, Any], conversation: FromPath[str], data: JSONBody[TypedAddress]
    ) -> TextView:
        """A text to be signed with this address. The one before is no longer good."""
        begun = await owning.begin(contact_of(request), ConversationId(conversation), data.address)
        return _text(begun)

    @post(
        "/api/conversations/{conversation:str}/ownership/signature",
        opt=access(Access.CONTACT),
        status_code=200,
    )
    async def finish_ownership(
        request: Request[Any, Any, Any], conversation: FromPath[str], data: JSONBody[TypedSignature]
    ) -> ProvenView:
        """What the wallet made of the text. It is checked and not kept."""
        proof = await owning.finish(contact_of(request), ConversationId(conversation), data.signature)
        return _proven(proof)

    @get("/api/conversations/{conversation:str}/ownership", opt=access(Access.CONTACT))
    async def read_ownership(request: Request[Any, Any, Any], conversation: FromPath[str]) -> StandingView:
        standing = await owning.standing(contact_of(request), ConversationId(conversation))
        waiting = _text(standing.open) if standing.open else None
        return StandingView(waiting, [_proven(one) for one in standing.proven])

    return [begin_ownership, finish_ownership, read_ownership]


def _for_agents(owning: Owning, invite: Invite) -> HTTPRouteHandler:
    @get("/api/workspace/conversations/{conversation:str}/ownership", opt=access(Access.AGENT))
    async def read_proven(request: Request[Any, Any, Any], conversation: FromPath[str]) -> AddressesView:
        """What this contact has proven, here and in their other conversations."""
        talk, proven = await owning.proven(agent_of(request), ConversationId(conversation))
        return AddressesView([_proven(one) for one in proven], invite(talk.locale))

    return read_proven


def _text(proof: Proof) -> TextView:
    address = proof.address
    return TextView(address.family.value, address.text, proof.text, millis(proof.expires_at))


def _proven(proof: Proof) -> ProvenView:
    at = millis(proof.proven_at) if proof.proven_at else 0
    return ProvenView(proof.address.family.value, proof.address.text, at, proof.conversation)
