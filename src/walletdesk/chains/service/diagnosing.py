"""Telling what became of a transaction, on whichever of the chains it can belong to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from walletdesk.chains.model.diagnosis import (
    Code,
    Diagnosis,
    Errors,
    Facts,
    Known,
    Trouble,
    diagnose,
    unknown,
)
from walletdesk.chains.ports import Sources


@dataclass(frozen=True, slots=True)
class Diagnosed:
    """``chain`` is None where no chain knows it. ``silent`` are those that could not be asked, and why."""

    id: str
    diagnosis: Diagnosis
    chain: str | None = None
    asked: tuple[str, ...] = ()
    silent: Mapping[str, Trouble] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """One id, the chains that it can belong to, and what else is known of it."""

    id: str
    chains: tuple[str, ...]
    known: Known | None = None


class Diagnosing:
    def __init__(self, sources: Sources, errors: Errors) -> None:
        self._sources = sources
        self._errors = errors

    async def diagnose(self, id: str, chains: Sequence[str], known: Known | None = None) -> Diagnosed:
        """``known`` counts only where there is one chain: an address may have used the number on another."""
        answers = await self._sources.look_up(id, chains, known if len(chains) == 1 else None)
        silent = {chain: told for chain, told in answers.items() if isinstance(told, Trouble)}
        heard = {chain: told for chain, told in answers.items() if not isinstance(told, Trouble)}
        chain = _chosen(chains, heard)
        if chain is not None and chain in heard:
            diagnosis = diagnose(heard[chain], self._errors)
        else:
            diagnosis = _unseen(silent, heard)
        told_of = chain if diagnosis.code not in {Code.NOT_FOUND, Code.UNKNOWN} else None
        return Diagnosed(id, diagnosis, told_of, tuple(heard), silent)

    async def diagnose_all(self, questions: Sequence[Question]) -> Sequence[Diagnosed]:
        """Many at once, in their order: for those that are looked at again and again."""
        return [await self.diagnose(one.id, one.chains, one.known) for one in questions]


def _chosen(chains: Sequence[str], heard: Mapping[str, Facts]) -> str | None:
    """The chain that knows it; of one chain alone also what it does not know is told."""
    if len(chains) == 1:
        return chains[0]
    return next((chain for chain, facts in heard.items() if facts.is_seen), None)


def _unseen(silent: Mapping[str, Trouble], heard: Mapping[str, Facts]) -> Diagnosis:
    """A chain that did not answer may be the one: then nothing is said of the others.

    One that nobody set up is not waited for, where any other was asked.
    """
    failed = [why for why in silent.values() if why is not Trouble.NO_ENDPOINT]
    if failed:
        return unknown(failed[0])
    return Diagnosis(Code.NOT_FOUND) if heard else unknown(Trouble.NO_ENDPOINT)
