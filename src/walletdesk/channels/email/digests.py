"""The reports by mail: posted once for each period and lead, however often it is told."""

from walletdesk.channels.email.content import (
    DigestFigures,
    DigestProof,
    proof_id,
    proven_address,
    to_anyone,
    to_proven,
)
from walletdesk.channels.email.outbound import Mailing
from walletdesk.channels.email.ports import DigestReaders
from walletdesk.insights import DigestAddressGiven, DigestDue
from walletdesk.platform.mail import address


class DigestMails:
    def __init__(self, mailing: Mailing, readers: DigestReaders) -> None:
        self._mailing = mailing
        self._readers = readers

    async def on_address_given(self, event: DigestAddressGiven) -> None:
        reader = await self._readers.of_proof(event.proof)
        if reader is None:
            return
        content = DigestProof(proof=proof_id(event.proof))
        cause = f"digest:{event.proof}"
        await self._mailing.post(to_anyone(address(reader.email), content, cause=cause, locale=reader.locale))

    async def on_due(self, event: DigestDue) -> None:
        reader = await self._readers.of_agent(event.agent)
        to = proven_address(reader) if reader else None
        if reader is None or to is None:
            return
        content = DigestFigures(
            agent=event.agent, every=event.every, first=event.first, asked=bool(event.asked)
        )
        cause = f"digest:{event.agent}:{event.every}:{event.first}:{event.asked}"
        await self._mailing.post(to_proven(to, content, cause=cause, locale=reader.locale))
