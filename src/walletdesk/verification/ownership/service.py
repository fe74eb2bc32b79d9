"""Use cases of proving that an address is theirs: ask for a text, bring it back signed."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from walletdesk.conversations import Conversation, Status, may_read
from walletdesk.kernel.clock import Clock, millis
from walletdesk.kernel.errors import Conflict, Invalid, MayBeSecret
from walletdesk.kernel.ids import ConversationId, new_id
from walletdesk.kernel.viewers import AgentViewer, ContactViewer
from walletdesk.verification.ownership.events import AddressProven
from walletdesk.verification.ownership.model import LIFE, Answer, Proof, Statement
from walletdesk.verification.ownership.ports import (
    Archive,
    Check,
    FindAddress,
    Limiter,
    OpenWork,
    SecretIn,
    StopsSecrets,
    Talks,
    Write,
)

BEGUN = (10, 900)  # texts of one conversation within so many seconds
TRIED = (20, 900)  # signatures
OF_ALL = (3_000, 600)  # of everybody together: each costs a curve's multiplication


@dataclass(frozen=True, slots=True)
class Standing:
    """``open``: the text that waits for a signature. ``proven``: in this conversation, latest first."""

    open: Proof | None
    proven: Sequence[Proof]


@dataclass(frozen=True, slots=True, kw_only=True)
class Owning:
    open_work: OpenWork
    archive: Archive
    talks: Talks
    stops: StopsSecrets
    secret_in: SecretIn
    find: FindAddress
    check: Check
    write: Write
    limiter: Limiter
    clock: Clock

    async def begin(self, viewer: ContactViewer, id: ConversationId, typed: str) -> Proof:
        """A text for this address. The one before is no longer good."""
        talk = await self.talks.seen_by(viewer, id)
        await self.limiter.hit(f"ownership:begin:{id}", *BEGUN)
        if kind := self.secret_in(typed):
            await self.stops.stop_secret(id, kind)
        address, at = self.find(typed), self.clock()
        text = self.write(
            Statement(
                address=address.text,
                conversation=id,
                until=at + LIFE,
                nonce=secrets.token_hex(16),
                locale=talk.locale,
            )
        )
        made = new_id("own", millis(at))
        proof = Proof(id=made, conversation=id, address=address, text=text, made_at=at)
        async with self.open_work() as work:
            await work.proofs.begin(proof)
        return proof

    async def finish(self, viewer: ContactViewer, id: ConversationId, typed: str) -> Proof:
        """What the wallet made of the text. Raises Invalid, Conflict once the text is over, and TooMany."""
        await self.talks.seen_by(viewer, id)
        await self.limiter.hit(f"ownership:try:{id}", *TRIED)
        await self.limiter.hit("ownership:all", *OF_ALL)
        await self._refuse_secret(id, typed)
        at, answer = self.clock(), Answer.OTHER
        async with self.open_work() as work:
            proof = await work.proofs.open_of(id)
            is_open = proof is not None and proof.is_open(at)
            if proof is not None and is_open:
                answer = self.check(proof.address, proof.text, typed)
                proof = proof.proven(at) if answer is Answer.FITS else proof.missed()
                await work.proofs.put(proof)
            if proof is not None and answer is Answer.FITS:
                family, address = proof.address.family.value, proof.address.text
                work.emit(AddressProven(at=at, conversation=id, family=family, address=address))
        if proof is None or not is_open:
            raise Conflict("This text is used, or older than 15 minutes. Ask for a new one.", code="over")
        if answer is not Answer.FITS:
            raise _refusal(answer)
        return proof

    async def standing(self, viewer: ContactViewer, id: ConversationId) -> Standing:
        await self.talks.seen_by(viewer, id)
        proof, at = await self.archive.open_of(id), self.clock()
        proven = await self.archive.proven_in([id])
        return Standing(proof if proof and proof.is_open(at) else None, proven)

    async def talks_of(self, viewer: ContactViewer) -> Sequence[Conversation]:
        """Those in which an address can be proven."""
        found = await self.talks.of_contact(viewer.contact)
        return [one for one in found if one.status is not Status.CLOSED]

    async def proven(self, viewer: AgentViewer, id: ConversationId) -> tuple[Conversation, Sequence[Proof]]:
        """What the contact of this conversation has proven, in all of theirs that this agent may read."""
        talk = await self.talks.seen_by(viewer, id)
        others = await self.talks.of_contact(talk.contact)
        readable = [one.id for one in others if may_read(viewer, one)]
        return talk, await self.archive.proven_in({id, *readable})

    async def _refuse_secret(self, id: ConversationId, typed: str) -> None:
        """Digits of the size of a key are no signature: here nobody needs to be asked what they are."""
        try:
            kind = self.secret_in(typed)
        except MayBeSecret:
            kind = "privkey_hex"
        if kind:
            await self.stops.stop_secret(id, kind)


def _refusal(answer: Answer) -> Invalid:
    code = answer.value
    match answer:
        case Answer.MALFORMED:
            return Invalid(
                "This is no signature. Copy what the wallet shows after signing, and only that.", code=code
            )
        case Answer.UNUSUAL:
            return Invalid(
                "We don't accept this spelling of a signature. Sign again in another wallet app.", code=code
            )
        case _:
            return Invalid(
                "That address did not sign this text. Copy the text anew, choose that very address in the "
                "wallet and sign again. Smart accounts and addresses with several owners can't be checked "
                "here.",
                code=code,
            )
