"""Proving that a contact reads a mailbox: a mailed link, opened with one deliberate press of a button.

Proving an address never opens another contact's history, even one that proved the same address: whoever can
make a frightened person press a button in a mail would read it.
"""

from dataclasses import dataclass, field
from datetime import datetime

from walletdesk.contacts.events import ContactEmailProven, EmailProofRequested
from walletdesk.contacts.model import (
    EMAIL,
    PROOF_LIFE,
    Contact,
    EmailProof,
    Identity,
    mail_address,
    mailbox_of,
    refuse_blocked,
)
from walletdesk.contacts.ports import Limiter, OpenWork, Reading, SecretIn, Work
from walletdesk.contacts.service.screening import refuse_secret
from walletdesk.contacts.tokens import ProofTokens, fingerprint
from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Conflict, NotFound
from walletdesk.kernel.ids import ContactId, new_id

HOUR, DAY = 3600, 86400
PER_CONTACT = (5, HOUR)
PER_IP = (20, HOUR)
PER_ADDRESS = (1, DAY)  # whoever asks: a stranger's mailbox must not be filled through us
IN_ALL = (2000, HOUR)
GUESSES_PER_IP = (30, 600)
PAGE = "/confirm-email"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofLetter:
    """What the mail needs. ``link`` holds a secret: it goes into the mail and nowhere else."""

    address: str = field(repr=False)
    link: str = field(repr=False)
    locale: str
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailProving:
    open_work: OpenWork
    reading: Reading
    tokens: ProofTokens
    limiter: Limiter
    secret_in: SecretIn
    clock: Clock
    public_url: str  # where this installation is reached, without a slash at the end
    sends_mail: bool = True  # False where no mail server is set: then nothing is promised

    async def request(self, contact: ContactId, address: str, *, ip: str, locale: str = "") -> bool:
        """Have a link mailed. False if this address is proven already and nothing was sent."""
        refuse_secret(address, self.secret_in)  # as it was typed: in small letters a key is not known again
        address = mail_address(address)
        if not self.sends_mail:
            raise Conflict(
                "No mail is sent from here. Stay in this window; the answer comes here.", code="no_mail"
            )
        known = await self._get(contact)
        refuse_blocked(known)
        if known.email == address:
            return False
        await self._count(contact, address, ip)
        at = self.clock()
        proof = EmailProof(
            id=new_id("prf"),
            contact=contact,
            address=address,
            locale=locale or known.locale,
            created_at=at,
            expires_at=at + PROOF_LIFE,
        )
        async with self.open_work() as work:
            await work.proofs.add(proof)
            work.emit(
                EmailProofRequested(
                    at=at, contact=contact, proof=proof.id, address=address, locale=proof.locale
                )
            )
        return True

    async def letter(self, proof: str) -> ProofLetter | None:
        """For the one who mails it, at the moment of mailing. None if there is nothing to send any more."""
        found = await self.reading.proof(proof)
        if found is None or not found.is_open(self.clock()):
            return None
        link = f"{self.public_url}{PAGE}?t={self.tokens.token_for(found.id)}"
        return ProofLetter(address=found.address, link=link, locale=found.locale, expires_at=found.expires_at)

    async def is_open(self, token: str) -> bool:
        """Whether the button would do something. Looking changes nothing: mail scanners open every link."""
        proof = self.tokens.proof_of(token)
        found = await self.reading.proof(proof) if proof else None
        return found is not None and found.is_open(self.clock())

    async def confirm(self, token: str, *, ip: str) -> None:
        await self.limiter.hit(f"contact:confirm:{ip}", *GUESSES_PER_IP)
        at = self.clock()
        async with self.open_work() as work:
            proof = await self._used(work, token, at)
            contact = (await _living(work, proof.contact)).with_email(proof.address)
            refuse_blocked(contact)
            await work.contacts.save(contact)
            await work.identities.claim(Identity(EMAIL, proof.address), contact.id, at)
            work.emit(ContactEmailProven(at=at, contact=contact.id, address=proof.address))

    async def _used(self, work: Work, token: str, at: datetime) -> EmailProof:
        id = self.tokens.proof_of(token)
        proof = await work.proofs.use(id, at) if id else None
        if proof is None:
            raise NotFound("This link was used already or is too old. Ask for a new one.", code="link_spent")
        return proof

    async def _count(self, contact: ContactId, address: str, ip: str) -> None:
        whose = fingerprint(mailbox_of(address))  # the limiter's keys may rest in another store
        await self.limiter.hit(f"contact:proof:contact:{contact}", *PER_CONTACT)
        await self.limiter.hit(f"contact:proof:ip:{ip}", *PER_IP)
        await self.limiter.hit(f"contact:proof:address:{whose}", *PER_ADDRESS)
        await self.limiter.hit("contact:proof", *IN_ALL)

    async def _get(self, contact: ContactId) -> Contact:
        if found := await self.reading.find(contact):
            return found
        raise NotFound


async def _living(work: Work, id: ContactId) -> Contact:
    """The contact, or the one it was merged into meanwhile."""
    found = await work.contacts.find(id)
    while found and found.merged_into:
        found = await work.contacts.find(found.merged_into)
    if found is None:
        raise NotFound
    return found
