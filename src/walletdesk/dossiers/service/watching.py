"""Dossiers are looked at: what the chains say, what of it is new, and whom that is told."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from walletdesk.dossiers.model import Dossier, Finding, Step, checked, deep
from walletdesk.dossiers.ports import Archive, Chains, Look, OpenWork, Question, Talks
from walletdesk.dossiers.service.opening import soon
from walletdesk.dossiers.service.paid_before import PaidBefore
from walletdesk.dossiers.service.telling import keep
from walletdesk.kernel.clock import Clock

MOST: Final = 500  # of one round: whatever is due after a clock jumped, a round stays a round
_ROUND_TRIP: Final = 100  # questions of one chain at once

Bunches = Sequence[Sequence[Dossier]]


class Watching:
    def __init__(  # noqa: PLR0913 - each is one thing that it needs
        self,
        *,
        open_work: OpenWork,
        archive: Archive,
        talks: Talks,
        look: Look,
        table: Chains,
        paid: PaidBefore,
        clock: Clock,
    ) -> None:
        self._open_work = open_work
        self._archive = archive
        self._talks = talks
        self._look = look
        self._table = table
        self._paid = paid
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
        findings, now = await self._found(dossiers), self._clock()
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
                if step.before is not None:
                    await self._doubt(one)

    async def _found(self, dossiers: Sequence[Dossier]) -> Sequence[Finding]:
        """What the chains say; once more where it went to one who looks like somebody paid before."""
        findings = list(await self._look([_question(one) for one in dossiers]))
        told = [await self._paid.of(one, found) for one, found in zip(dossiers, findings, strict=True)]
        alike = [at for at, history in enumerate(told) if history]
        again = [replace(_question(dossiers[at]), history=told[at]) for at in alike]
        for at, found in zip(alike, await self._look(again) if again else (), strict=True):
            findings[at] = found
        return findings

    async def _doubt(self, looked_at: Dossier) -> None:
        """What was paid before may have come in last."""
        known, now = await self._archive.find(looked_at.id), self._clock()
        for id in await self._paid.doubtful(known) if known else ():
            async with self._open_work() as work:
                if other := await work.dossiers.find(id):
                    await work.dossiers.save(other.asked_again(now, awaited=False))
                    work.schedule(soon(now))

    async def _take(self, looked_at: Dossier, finding: Finding, now: datetime) -> None:
        talk = await self._talks.find(looked_at.conversation)
        async with self._open_work() as work:
            dossier = await work.dossiers.find(looked_at.id)
            if talk is None or dossier is None or dossier.turn != looked_at.turn:
                return  # more was asked meanwhile: that is looked at, not this
            await keep(work, self._step(dossier, finding, now), talk, now)

    def _step(self, dossier: Dossier, finding: Finding, now: datetime) -> Step:
        chain = self._table.find(finding.chain)
        return checked(dossier, finding, now, enough=deep(chain.block_seconds) if chain else 1)


def _is_quiet(step: Step) -> bool:
    return step.entry is None and step.before is None and not step.tells


def _question(dossier: Dossier) -> Question:
    return Question(
        dossier.tx,
        dossier.chains,
        dossier.sender,
        dossier.nonce,
        named=dossier.named,
        meant=dossier.meant,
        coins=dossier.coins,
        last_block=dossier.last_block,
    )
