"""Dossiers are looked at: what the chains say, what of it is new, and whom that is told."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from walletdesk.conversations import Conversation
from walletdesk.dossiers.events import DiagnosisReady, DossierChanged
from walletdesk.dossiers.model import NEWS, Dossier, Finding, Step, checked, deep
from walletdesk.dossiers.ports import Archive, Chains, Look, OpenWork, Question, Talks, Work
from walletdesk.kernel.clock import Clock
from walletdesk.kernel.events import Event

MOST: Final = 500  # of one round: whatever is due after a clock jumped, a round stays a round
_ROUND_TRIP: Final = 100  # questions of one chain at once

Bunches = Sequence[Sequence[Dossier]]


class Watching:
    def __init__(
        self,
        *,
        open_work: OpenWork,
        archive: Archive,
        talks: Talks,
        look: Look,
        table: Chains,
        clock: Clock,
    ) -> None:
        self._open_work = open_work
        self._archive = archive
        self._talks = talks
        self._look = look
        self._table = table
        self._clock = clock

    async def due(self) -> Bunches:
        """Those that are due now, taken; by the chains that are asked: a slow one holds up only its own."""
        now = self._clock()
        if not await self._archive.is_any_due(now):
            return ()
        async with self._open_work() as work:
            claimed = await work.dossiers.claim(now, most=MOST)
        together: dict[tuple[str, ...], list[Dossier]] = {}
        for one in sorted(claimed, key=lambda one: one.number):
            together.setdefault(one.chains, []).append(one)
        return [
            bunch[first : first + _ROUND_TRIP]
            for bunch in together.values()
            for first in range(0, len(bunch), _ROUND_TRIP)
        ]

    async def look(self, dossiers: Sequence[Dossier]) -> None:
        findings, now = await self._look([_question(one) for one in dossiers]), self._clock()
        looked = [
            (one, finding, self._step(one, finding, now))
            for one, finding in zip(dossiers, findings, strict=True)
        ]
        if quiet := [step.dossier for _, _, step in looked if _is_quiet(step)]:
            async with self._open_work() as work:
                await work.dossiers.looked(quiet)
        for one, finding, step in looked:
            if not _is_quiet(step):
                await self._take(one, finding, now)

    async def _take(self, looked_at: Dossier, finding: Finding, now: datetime) -> None:
        talk = await self._talks.find(looked_at.conversation)
        async with self._open_work() as work:
            dossier = await work.dossiers.find(looked_at.id)
            if talk is None or dossier is None or dossier.turn != looked_at.turn:
                return  # more was asked meanwhile: that is looked at, not this
            await _keep(work, self._step(dossier, finding, now), talk, now)

    def _step(self, dossier: Dossier, finding: Finding, now: datetime) -> Step:
        chain = self._table.find(finding.chain)
        return checked(dossier, finding, now, enough=deep(chain.block_seconds) if chain else 1)


async def _keep(work: Work, step: Step, talk: Conversation, now: datetime) -> None:
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


def _is_quiet(step: Step) -> bool:
    return step.entry is None and step.before is None and not step.tells


def _question(dossier: Dossier) -> Question:
    return Question(dossier.tx, dossier.chains, dossier.sender, dossier.nonce)
