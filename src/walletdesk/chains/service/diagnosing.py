"""Telling what became of a transaction, on whichever of the chains it can belong to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from walletdesk.chains.model.diagnosis import (
    Code,
    Diagnosis,
    Errors,
    Evidence,
    Facts,
    Known,
    Trouble,
    diagnose,
    unknown,
)
from walletdesk.chains.ports import Question, Sources


@dataclass(frozen=True, slots=True)
class Diagnosed:
    """``chain`` is None where no chain knows it. ``silent`` are those that could not be asked, and why."""

    id: str
    diagnosis: Diagnosis
    chain: str | None = None
    asked: tuple[str, ...] = ()
    silent: Mapping[str, Trouble] = field(default_factory=dict)


class Diagnosing:
    def __init__(self, sources: Sources, errors: Errors) -> None:
        self._sources = sources
        self._errors = errors

    async def diagnose(self, id: str, chains: Sequence[str], known: Known | None = None) -> Diagnosed:
        """``known`` counts only where there is one chain: an address may have used the number on another."""
        question = _asked(Question(id, tuple(chains), known))
        return self._told(question, await self._sources.look_up(id, question.chains, question.known))

    async def diagnose_all(self, questions: Sequence[Question]) -> Sequence[Diagnosed]:
        """Many at once, in their order: for those that are looked at again and again."""
        asked = [_asked(one) for one in questions]
        answers = await self._sources.look_up_all(asked)
        return [self._told(one, told) for one, told in zip(asked, answers, strict=True)]

    def _told(self, question: Question, answers: Mapping[str, Facts | Trouble]) -> Diagnosed:
        silent = {chain: told for chain, told in answers.items() if isinstance(told, Trouble)}
        heard = {chain: told for chain, told in answers.items() if not isinstance(told, Trouble)}
        chain = _chosen(question.chains, heard)
        if chain is not None and chain in heard:
            diagnosis = diagnose(heard[chain], self._errors)
        else:
            diagnosis = _unseen(silent, [diagnose(facts, self._errors) for facts in heard.values()])
        told_of = chain if diagnosis.code not in {Code.NOT_FOUND, Code.UNKNOWN} else None
        return Diagnosed(question.id, diagnosis, told_of, tuple(heard), silent)


def _asked(question: Question) -> Question:
    return question if len(question.chains) == 1 else replace(question, known=None)


def _chosen(chains: Sequence[str], heard: Mapping[str, Facts]) -> str | None:
    """The chain that knows it; of one chain alone also what it does not know is told."""
    if len(chains) == 1:
        return chains[0]
    return next((chain for chain, facts in heard.items() if facts.is_seen), None)


def _unseen(silent: Mapping[str, Trouble], heard: Sequence[Diagnosis]) -> Diagnosis:
    """A chain that did not answer may be the one: then nothing is said of the others.

    One that nobody set up is not waited for, where any other was asked.
    """
    failed = [why for why in silent.values() if why is not Trouble.NO_ENDPOINT]
    if failed:
        return unknown(failed[0])
    return Diagnosis(Code.NOT_FOUND, _nodes(heard)) if heard else unknown(Trouble.NO_ENDPOINT)


def _nodes(heard: Sequence[Diagnosis]) -> Evidence:
    """How many were asked on all chains, of those that tell."""
    names = ("asked_nodes", "agreeing")
    told = {name: sum(int(one.evidence.get(name, 0)) for one in heard) for name in names}
    return {name: number for name, number in told.items() if number}
