"""What a step of a dossier leaves behind: its new state, its line in the log, and who is told."""

from collections.abc import Iterator
from datetime import datetime

from walletdesk.conversations import Conversation
from walletdesk.dossiers.events import DiagnosisReady, DossierChanged
from walletdesk.dossiers.model import NEWS, Step
from walletdesk.dossiers.ports import Work
from walletdesk.kernel.events import Event


async def keep(work: Work, step: Step, talk: Conversation, now: datetime) -> None:
    if step.entry is None:
        await work.dossiers.save(step.dossier)
    else:
        await work.dossiers.write(step.dossier, step.entry)
    work.emit(*_events(step, talk, now))


def _events(step: Step, talk: Conversation, now: datetime) -> Iterator[Event]:
    it = step.dossier
    if step.before is not None:
        yield DossierChanged(
            at=now,
            conversation=it.conversation,
            dossier=it.id,
            contact=talk.contact,
            locale=it.locale,
            before=step.before,
            after=it.code,
            seq=it.seq,
        )
    if step.tells:
        yield DiagnosisReady(
            at=now,
            conversation=it.conversation,
            dossier=it.id,
            contact=talk.contact,
            locale=it.locale,
            code=it.code,
            is_news=step.tells == NEWS,
            seq=it.tellings,
            heard=it.heard,
        )
