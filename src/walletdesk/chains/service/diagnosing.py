"""Telling what became of a transaction, on whichever of the chains it can belong to."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
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
from walletdesk.chains.ports import Placed, Question, Sources

Answers = Mapping[str, Facts | Trouble]  # by chain
_Ask = Callable[[Sequence[Question]], Awaitable[Sequence[Answers]]]


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
        """Sender and number count only on the one chain, or the one that was named: others have them too."""
        (told,) = await self._diagnosed([Question(id, tuple(chains), known)], self._one_by_one)
        return told

    async def diagnose_all(self, questions: Sequence[Question]) -> Sequence[Diagnosed]:
        """Many at once, in their order: for those that are looked at again and again."""
        return await self._diagnosed(questions, self._sources.look_up_all)

    async def _diagnosed(self, questions: Sequence[Question], ask: _Ask) -> Sequence[Diagnosed]:
        """A chain that was named is asked first; where that does not know it, the others are."""
        named = [_as_named(one) for one in questions]
        heard = await ask([replace(one, known=_place(one)) for one in named])
        told = [self._told(one, answers) for one, answers in zip(named, heard, strict=True)]
        unseen = [
            at
            for at, one in enumerate(questions)
            if one.chains != named[at].chains and not _is_seen(heard[at])
        ]
        others = [_but(questions[at], named[at].chains) for at in unseen]
        for at, one, answers in zip(unseen, others, await ask(others) if others else (), strict=True):
            told[at] = _joined(told[at], self._told(one, answers), is_seen=_is_seen(answers))
        return await self._in_context(questions, told)

    async def _one_by_one(self, questions: Sequence[Question]) -> Sequence[Answers]:
        return [await self._sources.look_up(one.id, one.chains, one.known) for one in questions]

    async def _in_context(
        self, questions: Sequence[Question], told: Sequence[Diagnosed]
    ) -> Sequence[Diagnosed]:
        asked = [_placed(one) for one in told]
        found = await self._sources.with_contracts([one for one in asked if one is not None])
        contracts = iter(found)
        elsewhere = [next(contracts) if one is not None else () for one in asked]
        return [
            self._with(question, one, contract_on)
            for question, one, contract_on in zip(questions, told, elsewhere, strict=True)
        ]

    def _with(self, question: Question, told: Diagnosed, contract_on: Sequence[str]) -> Diagnosed:
        if told.chain is None:
            return told
        known = question.known or Known()
        context = Context(chain=told.chain, known=known, parties=self._parties, contract_on=contract_on)
        return replace(told, diagnosis=in_context(told.diagnosis, context))

    def _told(self, question: Question, answers: Answers) -> Diagnosed:
        silent = {chain: told for chain, told in answers.items() if isinstance(told, Trouble)}
        heard = {chain: told for chain, told in answers.items() if not isinstance(told, Trouble)}
        chain = _chosen(question.chains, heard)
        if chain is not None and chain in heard:
            diagnosis = diagnose(heard[chain], self._errors)
        else:
            diagnosis = _unseen(silent, [diagnose(facts, self._errors) for facts in heard.values()])
        told_of = chain if diagnosis.code not in {Code.NOT_FOUND, Code.UNKNOWN} else None
        return Diagnosed(question.id, diagnosis, told_of, tuple(heard), silent)


def _as_named(question: Question) -> Question:
    named = question.known.named if question.known else None
    return replace(question, chains=(named,)) if named in question.chains else question


def _but(question: Question, chains: Sequence[str]) -> Question:
    """Of the chains that nobody named nothing is known beside the id."""
    return Question(question.id, tuple(one for one in question.chains if one not in chains))


def _is_seen(answers: Answers) -> bool:
    return any(not isinstance(one, Trouble) and one.is_seen for one in answers.values())


def _joined(named: Diagnosed, others: Diagnosed, *, is_seen: bool) -> Diagnosed:
    """Of a chain that was named and does not know it, with what all others said.

    Another one that does not answer may be the right one: then not even "lost" is said of the one named.
    """
    asked, silent = (*named.asked, *others.asked), {**named.silent, **others.silent}
    failed = any(why is not Trouble.NO_ENDPOINT for why in others.silent.values())
    if is_seen or (failed and named.diagnosis.code is not Code.UNKNOWN):
        return replace(others, asked=asked, silent=silent)
    nobody = Diagnosis(Code.NOT_FOUND, _nodes([named.diagnosis, others.diagnosis]))
    diagnosis = nobody if named.diagnosis.code is Code.NOT_FOUND else named.diagnosis
    return replace(named, diagnosis=diagnosis, asked=asked, silent=silent)


def _placed(told: Diagnosed) -> Placed | None:
    """Where a contract on other chains would tell more; none where one stands here."""
    if told.chain is None or told.diagnosis.code not in ARRIVED:
        return None
    recipient = recipient_of(told.diagnosis)
    here = {told.diagnosis.code.value, told.diagnosis.evidence.get("became")}
    if recipient is None or Code.CONFIRMED_TO_CONTRACT.value in here:
        return None
    return Placed(recipient, told.chain)


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
