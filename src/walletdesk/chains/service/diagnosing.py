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
from walletdesk.chains.model.diagnosis.context import ARRIVED, Context, in_context, recipient_of
from walletdesk.chains.model.party import Party
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
    """``parties``: companies that the operator knows by their addresses."""

    def __init__(self, sources: Sources, errors: Errors, parties: Sequence[Party] = ()) -> None:
        self._sources = sources
        self._errors = errors
        self._parties = parties

    async def diagnose(self, id: str, chains: Sequence[str], known: Known | None = None) -> Diagnosed:
        """Sender and number count only where there is one chain: they may be used on another."""
        question = Question(id, tuple(chains), known)
        answers = await self._sources.look_up(id, question.chains, _place(question))
        return await self._in_context(question, self._told(question, answers))

    async def diagnose_all(self, questions: Sequence[Question]) -> Sequence[Diagnosed]:
        """Many at once, in their order: for those that are looked at again and again."""
        answers = await self._sources.look_up_all([replace(one, known=_place(one)) for one in questions])
        told = [self._told(one, heard) for one, heard in zip(questions, answers, strict=True)]
        return [await self._in_context(one, each) for one, each in zip(questions, told, strict=True)]

    async def _in_context(self, question: Question, told: Diagnosed) -> Diagnosed:
        if told.chain is None or told.diagnosis.code not in ARRIVED:
            return told
        context = Context(
            chain=told.chain,
            known=question.known or Known(),
            parties=self._parties,
            contract_on=await self._contracts(told.diagnosis, told.chain),
        )
        return replace(told, diagnosis=in_context(told.diagnosis, context))

    async def _contracts(self, told: Diagnosis, chain: str) -> Sequence[str]:
        recipient = recipient_of(told)
        here = {told.code.value, told.evidence.get("became")}
        if recipient is None or Code.CONFIRMED_TO_CONTRACT.value in here:
            return ()
        return await self._sources.with_contract(recipient, chain)

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


def _place(question: Question) -> Known | None:
    """What a source may know beside the id."""
    if question.known is None or len(question.chains) != 1:
        return None
    known = replace(question.known, named=None, meant=None, history=())
    return known if known != Known() else None


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
